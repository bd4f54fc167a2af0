import ArgumentParser

/// What `--color` asks for.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never

    /// Whether text for people is coloured. Without a choice it is on a terminal that shows colour,
    /// unless NO_COLOR is set to something (no-color.org).
    func isColoured(onTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            let terminal = environment("TERM") ?? ""
            let isPlain = terminal.isEmpty || terminal == "dumb"
            let isRefused = !(environment("NO_COLOR") ?? "").isEmpty
            return onTerminal && !isPlain && !isRefused
        }
    }
}
