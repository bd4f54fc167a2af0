import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct PlanCalendarTests {
    private static let stamp = instant("2026-10-01T12:00:00")

    private func calendar(_ plan: ResolvedPlan) -> String {
        PlanCalendar(plan, stamp: PlanCalendarTests.stamp, .danish).text
    }

    /// The lines as a reader unfolds them (RFC 5545, section 3.1).
    private func unfolded(_ text: String) -> [String] {
        let bytes = Array(text.utf8).split(separator: Array("\r\n ".utf8)).joined()
        return String(decoding: Array(bytes), as: UTF8.self).split(separator: "\r\n")
            .map(String.init)
    }

    private func events(_ text: String) -> [[String: String]] {
        var events: [[String: String]] = []
        for line in unfolded(text) {
            if line == "BEGIN:VEVENT" { events.append([:]) }
            guard let colon = line.firstIndex(of: ":"), !events.isEmpty, line != "END:VCALENDAR"
            else { continue }
            events[events.count - 1][String(line[..<colon])] =
                String(line[line.index(after: colon)...])
        }
        return events
    }

    @Test func `a calendar of one shift reads like this`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-22", "2026-10-23").only("kontor")
        #expect(
            calendar(plan)
                == """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Akuttelefon//hotlinectl//DA
                CALSCALE:GREGORIAN
                NAME:Familieplejen: vagter på akuttelefonen
                X-WR-CALNAME:Familieplejen: vagter på akuttelefonen
                BEGIN:VEVENT
                UID:fjordby-office-20261022T060000Z@akuttelefon
                DTSTAMP:20261001T120000Z
                DTSTART:20261022T060000Z
                DTEND:20261022T130000Z
                SUMMARY:Familieplejen: Familieplejen
                DESCRIPTION:Fjordby Kommune (fjordby/office)\\nFamilieplejen (kontor)
                CATEGORIES:fjordby/office
                STATUS:CONFIRMED
                TRANSP:TRANSPARENT
                END:VEVENT
                END:VCALENDAR

                """.replacing("\n", with: "\r\n"))
    }

    @Test func `there is one event a shift, whole, and the same on whatever day it is asked`()
        throws
    {
        let roster = try PlanRosters.example()
        let whole = events(calendar(try ResolvedPlan(roster, "2026-11-25", "2027-01-20")))
        var known: [String: [String: String]] = [:]
        for event in whole { known[event["UID"] ?? ""] = event }
        #expect(known.count == whole.count)
        for day in try ResolvedPlan(roster, "2026-12-10", "2027-01-08").dates {
            let plan = try ResolvedPlan(roster, "\(day)", "\(day + 1)")
            let asked = events(calendar(plan))
            #expect(asked.count == plan.lines.map(\.shifts.count).reduce(0, +))
            for event in asked { #expect(known[event["UID"] ?? ""] == event, "\(day)") }
        }
    }

    @Test func `a shift without an end keeps its UID and ends with the asked days`() throws {
        let rules = "rotations: [{ professionals: [anna], starts: 2026-01-05, turn: 1 week }]"
        let starts = ["2026-11-02", "2027-11-02"]
        let asked = try starts.flatMap { day in
            let next = try #require(CivilDate(day)) + 1
            return events(
                calendar(try ResolvedPlan(PlanRosters.line(rules), day, "\(next)")))
        }
        let uid = "egetraeet-first-20260104T230000Z@akuttelefon"
        #expect(asked.map { $0["UID"] } == [uid, uid])
        #expect(asked.map { $0["DTEND"] } == ["20261102T230000Z", "20271102T230000Z"])
    }

    @Test func `names are the only personal data`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-10-26")
        let text = calendar(plan)
        #expect(text.contains("Carla Nørgaard"))
        #expect(!text.contains("byttet"))
        #expect(!text.contains("kursus"))
        #expect(!text.contains("+45"))
        #expect(!text.contains("sip:"))
    }

    @Test func `no line is longer than 75 octets, and no character is cut`() {
        for shift in 0..<4 {
            let value = String(repeating: "x", count: shift) + String(repeating: "æ👩‍⚕️", count: 60)
            let folded = ContentLine("SUMMARY", value).folded
            let lines = folded.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.last == "")
            #expect(lines.count > 10)
            for line in lines { #expect(line.utf8.count <= 75) }
            for line in lines.dropLast(2) { #expect(line.utf8.count > 71) }
            #expect(
                lines.dropFirst().dropLast().allSatisfy { $0.utf8.first == UInt8(ascii: " ") })
            #expect(unfolded(folded) == ["SUMMARY:\(value)"])
        }
        let exact = "SUMMARY:" + String(repeating: "x", count: 67)
        #expect(ContentLine("SUMMARY", String(repeating: "x", count: 67)).folded == exact + "\r\n")
    }

    @Test func `a text's own punctuation is escaped`() {
        #expect(
            ContentLine.escaped("a, b; c\\d: \"e\"\nf\r\ng\u{7}")
                == "a\\, b\\; c\\\\d: \"e\"\\nf\\ng\u{FFFD}")
    }

    @Test func `what a name holds never becomes a line of its own`() throws {
        let people = """
            professionals:
              anna: { name: "Anna\\r\\nEND:VEVENT, Holm", phones: ["112"] }
            """
        let rules = "rotations: [{ professionals: [anna], starts: 2026-01-05, turn: 1 week }]"
        let plan = try ResolvedPlan(
            PlanRosters.line(rules, people: people), "2026-11-02", "2026-11-03")
        let lines = unfolded(calendar(plan))
        #expect(lines.filter { $0 == "END:VEVENT" }.count == 1)
        #expect(lines.contains("SUMMARY:Forvagt: Anna END:VEVENT\\, Holm"))
    }
}
