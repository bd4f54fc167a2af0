import Glibc

/// A unit as systemd tells of it.
struct UnitState: Hashable, Sendable {
    var name: String
    /// `loaded`, `not-found`, `masked` and others.
    var load = "loaded"
    /// `enabled`, `disabled`, `static` and others; empty where there is no file.
    var file = "enabled"
    /// `active`, `inactive`, `failed` and others.
    var active = "active"
    /// `success`, or why it ended.
    var result = "success"
    var restarts = 0
    /// The secrets that are handed over.
    var credentials = ""

    static let daemon = "hotlined.service"
    static let backup = "hotline-backup"
    static let purge = "hotline-purge"
    static let check = "hotline-check"
    static let messenger = "hotline-messenger.service"

    private static let asked = [
        daemon, backup + ".timer", backup + ".service", purge + ".timer", purge + ".service",
        check + ".timer", messenger,
    ]
    private static let properties = [
        "Id", "LoadState", "UnitFileState", "ActiveState", "Result", "NRestarts", "LoadCredential",
        "LoadCredentialEncrypted", "ImportCredential",
    ]
    private static let patience: Duration = .seconds(5)

    /// Reads what `systemctl show` prints: `KEY=VALUE` lines, an empty one after each unit.
    static func all(in text: String) -> [UnitState] {
        text.split(separator: "\n\n").compactMap { block in
            var state = UnitState(name: "")
            for line in block.split(separator: "\n") {
                let parts = line.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                state.take(String(parts[0]), String(parts[1]))
            }
            return state.name.isEmpty ? nil : state
        }
    }

    private mutating func take(_ key: String, _ value: String) {
        switch key {
        case "Id": name = value
        case "LoadState": load = value
        case "UnitFileState": file = value
        case "ActiveState": active = value
        case "Result": result = value
        case "NRestarts": restarts = Int(value) ?? 0
        case "LoadCredential", "LoadCredentialEncrypted", "ImportCredential":
            credentials += value + " "
        default: break
        }
    }
}

extension UnitState {
    /// Those of the hotline; `nil` where systemd does not run (sd_booted(3)), empty where it does
    /// not answer.
    static func ofHotline() -> [UnitState]? {
        guard access("/run/systemd/system", F_OK) == 0 else { return nil }
        let command =
            ["systemctl", "show", "--no-pager", "--property=" + properties.joined(separator: ",")]
            + asked
        return ProgramOutput(of: command, within: patience).map { all(in: $0.text) } ?? []
    }
}
