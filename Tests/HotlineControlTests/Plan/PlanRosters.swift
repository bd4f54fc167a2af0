import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// Rosters and plans for the tests of the plan's formats.
enum PlanRosters {
    /// An institution and a municipality; a swap, a closed day, and mornings that nobody fills.
    static let small = """
        roster: 1
        holidays:
          country: DK
          also: [christmas-eve, constitution-day from 12:00]
        municipalities:
          fjordby:
            name: Fjordby Kommune
            lines:
              office:
                name: Familieplejen
                covers: ["Mon-Fri 08:00-15:00 except holiday"]
                rotations:
                  - professionals: [kontor]
                    starts: 2026-01-01
                    turn: 1 week
                    windows: ["Mon-Fri 08:00-15:00 except holiday"]
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            lines:
              first:
                name: Forvagt
                covers: ["Mon-Sun 07:00-07:00"]
                rotations:
                  - professionals: [anna, bo]
                    starts: 2026-01-05
                    turn: 1 day
                    handover: 08:00
                    windows: ["Mon-Sun 08:00-07:00"]
                overrides:
                  - { who: carla, from: 2026-10-21 16:00, to: 2026-10-21 20:00, note: byttet }
                  - { who: nobody, from: 2026-10-22, to: 2026-10-22, note: kursus }
              backup:
                name: Bagvagt
                rotations:
                  - professionals: [bo, carla]
                    starts: 2026-01-05
                    turn: 1 week
                    handover: 08:00
        \(people)
        """

    static let people = """
        professionals:
          anna: { name: Anna Holm, phones: ["+45 00 00 00 61"] }
          bo: { name: Bo Sønderskov, phones: ["+45 00 00 00 62"] }
          carla: { name: Carla Nørgaard, phones: ["+45 00 00 00 63"] }
          kontor: { name: Familieplejen, kind: desk, phones: ["sip:kontor@fjordby.example"] }
        """

    /// One line that is filled by these rules.
    static func line(_ rules: String, people: String = PlanRosters.people) -> String {
        let indented = rules.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n")
        return """
            roster: 1
            institutions:
              egetraeet:
                name: Egetræet
                lines:
                  first:
                    name: Forvagt
            \(indented)
            \(people)
            """
    }

    /// The shipped example.
    static func example() throws -> Roster {
        let folder = RosterFolder(path: "\(Fixtures.root)/config/roster.d")
        return try #require(try folder.read(now: Fixtures.now).roster)
    }

    static func roster(_ yaml: String, table: String? = nil) throws -> Roster {
        let file = RosterFile(
            name: "roster.yaml", relativePath: "roster.yaml", bytes: Array(yaml.utf8))
        let reading = readRoster(files: [file], now: Fixtures.now) { path in
            table.map { RosterFile(name: path, relativePath: path, bytes: Array($0.utf8)) }
        }
        let problems = reading.problems.filter { $0.severity == .error }.map(\.description)
        return try #require(reading.roster, "\(problems)")
    }
}

extension ResolvedPlan {
    /// All lines from midnight to midnight; `to` is exclusive.
    init(_ roster: Roster, _ from: String, _ to: String) throws {
        let (first, last) = (try #require(CivilDate(from)), try #require(CivilDate(to)))
        self.init(
            of: roster, lines: roster.lines,
            in: Interval(roster.zone.instant(first), roster.zone.instant(last)))
    }

    init(_ yaml: String, _ from: String, _ to: String) throws {
        try self.init(PlanRosters.roster(yaml), from, to)
    }

    /// A line by its name, such as `egetraeet/first`.
    func line(_ name: String) throws -> PlannedLine {
        try #require(lines.first { $0.id.description == name })
    }
}

extension PlanWords {
    static let danish = PlanWords(language: .danish)
    static let english = PlanWords(language: .english)
}
