import HotlineTestSupport
import OnCallRoster
import Testing

/// One line `first` of `egetraeet`, written as YAML under `lines: first:`.
struct OneLine {
    let roster: Roster
    let line = LineID(.institution("egetraeet"), "first")

    init(_ rules: String, holidays: String = "", more: String = "") throws {
        let indented = rules.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        let people = ["anna", "bo", "carla", "dorte"] + (1...14).map { "p\($0)" }
        let text = """
            roster: 1
            timezone: Europe/Copenhagen
            \(holidays)
            institutions:
              egetraeet:
                lines:
                  first:
                    covers: never
            \(indented)
            professionals:
            \(people.map { "  \($0): { phones: [\"sip:\($0)@x.example\"] }" }.joined(separator: "\n"))
            \(more)
            """
        let reading = read(text)
        let errors = reading.problems.filter { $0.severity == .error }
        roster = try #require(reading.roster, "\(errors.map(\.description))")
    }

    /// Who is on within a span: `PROFESSIONAL FROM TO` a stretch.
    func duties(_ from: String, _ to: String) -> [String] {
        let span = Interval(instant(from), instant(to))
        return DutyTable(of: roster, in: span).duty(of: line).duties.map {
            "\($0.professional) \(short($0.interval.start)) \(short($0.interval.end))"
        }
    }

    /// Without who.
    func spans(_ from: String, _ to: String) -> [String] {
        duties(from, to).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    }

    func holder(_ at: String) -> String? {
        let moment = instant(at)
        let table = DutyTable(of: roster, in: Interval(moment - .days(3), moment + .days(3)))
        return table.holder(of: line, at: moment)?.professional.rawValue
    }

    private func short(_ instant: Instant) -> String {
        let text = instant.description
        return text.hasSuffix(":00Z") ? String(text.dropLast(4)) : text
    }

    /// Anna alone on it, in `window`.
    static func anna(_ window: String, _ more: String = "") throws -> OneLine {
        try OneLine(
            """
            rotations:
              - { professionals: [anna], starts: 2024-01-01, turn: 1 week, windows: ["\(window)"] }
            """, holidays: more)
    }
}

/// The public holidays of Denmark, Christmas Eve, and Constitution Day from noon.
let danishHolidays = """
    holidays:
      country: DK
      also: [christmas-eve, constitution-day from 12:00]
    """
