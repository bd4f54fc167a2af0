/// The text of a small roster: V1, V2 and V3 fill the lines first, second and third at all times,
/// and ring for 25 seconds each; then 114, the municipality's last resort, for a minute.
///
/// Each entry is one line of YAML below its key.
package struct RosterText: Sendable {
    package var steps = ["first", "second", "third"].map { "ring: [\($0)], seconds: 25" }
    /// The other keys of `routing`.
    package var routing = ["callback: { within: 30 min, owner: first, escalate: second }"]
    package var numbers = ["\"\(hotline)\": { municipality: fjordby, institution: egetraeet }"]
    /// Fjordby's own keys.
    package var municipality = ["name: Fjordby Kommune", "last-resort: [{ number: \"114\" }]"]
    package var municipalities: [String] = []
    /// Egetræet's lines.
    package var lines = [
        RosterText.line("first", of: "v1"), RosterText.line("second", of: "v2"),
        RosterText.line("third", of: "v3"),
    ]
    /// Egetræet's other keys.
    package var institution = ["name: Døgninstitutionen Egetræet", "municipalities: [fjordby]"]
    package var institutions: [String] = []
    package var professionals = [
        RosterText.professional("v1", "Vera Holm"), RosterText.professional("v2", "Viggo Bæk"),
        RosterText.professional("v3", "Vibe Lund"),
    ]
    package var families = [
        RosterText.family("jensen", "Familien Jensen", jensen, "pin: \"470811\""),
        RosterText.family("hansen", "Familien Hansen", hansen, "pin: \"551203\""),
    ]
    /// Top-level sections, as they are written.
    package var more: [String] = []

    package init() {}

    /// A line that one professional fills at all times.
    package static func line(
        _ name: String, of professional: String, _ more: String = ""
    ) -> String {
        let rotation = "{ professionals: [\(professional)], starts: 2026-01-01, turn: 1 week }"
        return "\(name): { rotations: [\(rotation)]\(more.isEmpty ? "" : ", " + more) }"
    }

    /// A line that nobody ever fills.
    package static func emptyLine(_ name: String) -> String { "\(name): { covers: never }" }

    package static func professional(_ id: String, _ name: String, _ more: String = "") -> String {
        let phones = more.contains("phones:") ? "" : ", phones: [\"sip:\(id)@egetraeet.example\"]"
        return "\(id): { name: \(name)\(phones)\(more.isEmpty ? "" : ", " + more) }"
    }

    /// A family of Fjordby and Egetræet, unless `more` names another municipality.
    package static func family(
        _ id: String, _ name: String, _ phone: String, _ more: String = ""
    ) -> String {
        let home = more.contains("municipality:") ? "" : ", municipality: fjordby"
        let rest = more.isEmpty ? "" : ", " + more
        let phones = "phones: [\"\(phone)\"]"
        return "\(id): { name: \(name), \(phones)\(home), institution: egetraeet\(rest) }"
    }

    package var yaml: String {
        var text = ["roster: 1", "timezone: Europe/Copenhagen"]
        text += RosterText.section("numbers", numbers)
        text += RosterText.section("municipalities", ["fjordby:"] + municipality.map { "  " + $0 })
        text += municipalities.map { "  " + $0 }
        text += RosterText.section("institutions", ["egetraeet:"])
        text += institution.map { "    " + $0 }
        text += RosterText.section("lines", lines).map { "    " + $0 }
        text += institutions.map { "  " + $0 }
        text += RosterText.section("professionals", professionals)
        text += RosterText.section("families", families)
        text += RosterText.section("routing", routing + ["steps:"] + steps.map { "  - { \($0) }" })
        return (text + more).joined(separator: "\n") + "\n"
    }

    private static func section(_ key: String, _ entries: [String]) -> [String] {
        ["\(key):"] + entries.map { "  " + $0 }
    }
}
