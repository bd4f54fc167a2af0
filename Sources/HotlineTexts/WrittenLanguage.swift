/// A language that pages, messages and commands are written in. Calls are spoken in the roster's
/// languages instead (`Phrasebook`).
package enum WrittenLanguage: String, CaseIterable, Sendable {
    case danish = "da"
    case english = "en"

    package func callAsFunction(_ danish: String, _ english: String) -> String {
        switch self {
        case .danish: danish
        case .english: english
        }
    }

    package func callAsFunction(_ text: Text) -> String { self(text.danish, text.english) }

    /// The text with each `{name}` replaced by its value; a name without one stays as it stands.
    package func callAsFunction(_ text: Text, _ values: [String: String]) -> String {
        var filled = ""
        var rest = self(text)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            filled += rest[..<open]
            filled += values[String(name)] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
