import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct PlanTableTests {
    /// Two lines with all that a roster can say, over both clock changes.
    private static let rules = [
        "first": """
        covers: ["Mon-Sun 20:00-16:00"]
        rotations:
          - { professionals: [anna, bo, carla], starts: 2026-01-05, turn: 1 day, handover: 02:30 }
        shifts:
          - { who: bo, from: 2026-10-24 22:00, to: 2026-10-25 02:30 }
          - { who: anna, from: 2026-12-24, to: 2026-12-24, note: juleaften }
        overrides:
          - { who: carla, from: 2026-03-29 01:00, to: 2026-03-29 03:30, note: "byttet; se mail" }
          - { who: nobody, from: 2026-12-31, to: 2026-12-31, note: lukket }
        """,
        "backup": """
        rotations:
          - professionals: [bo, carla]
            starts: 2026-01-05
            turn: 1 window
            windows: ["Mon-Sun 00:00-02:30", "Mon-Sun 02:30-23:00"]
        """,
    ]

    private static func roster(_ lines: [(String, String)]) -> String {
        var text = "roster: 1\ninstitutions:\n  egetraeet:\n    name: Egetræet\n    lines:\n"
        for (name, rules) in lines {
            text += "      \(name):\n"
            text += rules.split(separator: "\n").map { "        \($0)\n" }.joined()
        }
        let absence = "absences:\n  - { who: anna, from: 2026-11-10, to: 2026-11-12 }\n"
        return text + PlanRosters.people + "\n" + absence
    }

    private static var original: String {
        roster(rules.sorted { $0.key > $1.key })
    }

    /// The same lines, filled by a table and nothing else.
    private static var fromTable: String {
        roster([
            ("first", "covers: [\"Mon-Sun 20:00-16:00\"]\nshifts-from: plan.csv"),
            ("backup", "shifts-from: plan.csv"),
        ]).replacing("who: anna, from: 2026-11-10", with: "who: kontor, from: 2026-11-10")
    }

    private func table(_ yaml: String, _ from: String, _ to: String) throws -> String {
        PlanTable(try ResolvedPlan(yaml, from, to)).text
    }

    @Test func `a plan read back from its table is the same plan`() throws {
        let plan = try ResolvedPlan(PlanTableTests.original, "2026-01-01", "2027-01-08")
        let roster = try PlanRosters.roster(
            PlanTableTests.fromTable, table: PlanTable(plan).text)
        let copy = ResolvedPlan(of: roster, lines: roster.lines, in: plan.interval)
        #expect(copy.lines.count == plan.lines.count)
        for (line, other) in zip(plan.lines, copy.lines) {
            #expect(line.shifts.count > 300)
            #expect(line.shifts.map(\.interval) == other.shifts.map(\.interval))
            #expect(line.shifts.map(\.professional) == other.shifts.map(\.professional))
            #expect(line.shifts.map(\.note) == other.shifts.map(\.note))
            #expect(line.gaps == other.gaps)
            #expect(line.closures == other.closures)
        }
    }

    @Test func `the shipped example reads back, and so do its tables together`() throws {
        let roster = try PlanRosters.example()
        let weeks = [("2026-12-14", "2026-12-21"), ("2026-12-21", "2027-01-04")]
        var whole = try ResolvedPlan(roster, weeks[0].0, weeks[1].1).lines
        let rows = try weeks.map { from, to in
            PlanTable(try ResolvedPlan(roster, from, to)).text.split(separator: "\r\n")
        }
        let table = (rows[0] + rows[1].dropFirst()).joined(separator: "\r\n")
        var yaml = "roster: 1\ninstitutions:\n"
        for owner in ["egetraeet", "solhjem", "aakanden"] {
            yaml += "  \(owner):\n    name: \(owner)\n    lines:\n"
            for line in whole where line.id.owner.name == owner {
                yaml += "      \(line.id.name): { shifts-from: plan.csv }\n"
            }
        }
        yaml += "municipalities:\n  fjordby: { lines: { office: { shifts-from: plan.csv } } }\n"
        yaml += "  aahavn: { lines: { office: { shifts-from: plan.csv } } }\n"
        yaml += "professionals:\n"
        for professional in roster.professionals.values {
            yaml += "  \(professional.id): { name: N, phones: [\"112\"] }\n"
        }
        let copy = try ResolvedPlan(
            PlanRosters.roster(yaml, table: table), weeks[0].0, weeks[1].1)
        whole.sort { $0.id < $1.id }
        for (line, other) in zip(whole, copy.lines.sorted { $0.id < $1.id }) {
            #expect(line.id == other.id)
            // What the border of two tables parts stays in two rows.
            let filled = IntervalSet(line.shifts.map(\.interval))
            #expect(filled == IntervalSet(other.shifts.map(\.interval)))
            for shift in other.shifts {
                let held = line.shifts.first { $0.interval.contains(shift.interval.start) }
                #expect(held?.professional == shift.professional)
            }
        }
    }

    @Test func `the file is what a Danish Excel opens`() throws {
        let text = try table(PlanRosters.small, "2026-10-21", "2026-10-22")
        let bytes = Array(text.utf8)
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(
            String(decoding: bytes.dropFirst(3), as: UTF8.self)
                == [
                    "line;who;from;to;note",
                    "fjordby/office;kontor;2026-10-21 08:00;2026-10-21 15:00;",
                    "egetraeet/first;anna;2026-10-21 00:00;2026-10-21 07:00;",
                    "egetraeet/first;bo;2026-10-21 08:00;2026-10-21 16:00;",
                    "egetraeet/first;carla;2026-10-21 16:00;2026-10-21 20:00;byttet",
                    "egetraeet/first;bo;2026-10-21 20:00;2026-10-22 00:00;",
                    "egetraeet/backup;carla;2026-10-21 00:00;2026-10-22 00:00;", "",
                ].joined(separator: "\r\n"))
    }

    @Test func `closed time is a row for nobody, and a gap is no row`() throws {
        let text = try table(PlanRosters.small, "2026-10-22", "2026-10-23")
        #expect(
            text.contains("egetraeet/first;nobody;2026-10-22 00:00;2026-10-23 00:00;kursus\r\n"))
        #expect(text.split(separator: "\r\n").count == 4)
    }

    @Test(arguments: [
        "=1+1", "+45 12 34 56 78", "-2", "@SUM(A1)", "\t=1+1", "＝1+1", "=\u{301}1",
        "=HYPERLINK(\"http://eksempel.example\";\"tryk\")",
    ])
    func `no note is a formula to a spreadsheet, and it reads back as it was`(
        note: String
    ) throws {
        let cell = PlanTable.cell(note)
        #expect(cell.hasPrefix("\" "))
        #expect(try readBack(cell) == note)
    }

    @Test(arguments: ["byttet; se \"mail\"", "to\nlinjer", "æøå, 1-2", "", "a = b", "\"", ";"])
    func `every other note reads back as it was`(note: String) throws {
        let cell = PlanTable.cell(note)
        #expect(cell == note || cell.hasPrefix("\"") && !cell.hasPrefix("\" "))
        #expect(try readBack(cell) ?? "" == note)
    }

    /// The note of a shift whose table has this cell for it.
    private func readBack(_ cell: String) throws -> String? {
        let header = "line;note;who;from;to\r\n"
        let row = "egetraeet/first;\(cell);bo;2026-11-02 08:00;2026-11-03 08:00\r\n"
        let roster = try PlanRosters.roster(
            PlanRosters.line("shifts-from: plan.csv"), table: header + row)
        let shifts = try #require(roster.lines.first?.shifts)
        #expect(shifts.map(\.who) == ["bo"])
        return shifts.first?.note
    }
}
