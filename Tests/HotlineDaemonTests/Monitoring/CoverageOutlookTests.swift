import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineDaemon

/// Gaps are told before a caller finds them. Now is a Sunday, one o'clock in Denmark.
@Suite struct CoverageOutlookTests {
    private let weekdays = "windows: [\"Mon-Fri 00:00-24:00\"]"

    private func inForce(third: String) throws -> RosterInForce {
        var roster = RosterText()
        roster.lines[2] = "third: \(third)"
        let reading = read(roster.yaml)
        return RosterInForce(
            try #require(reading.roster, "\(reading.problems)"), around: Fixtures.now)
    }

    private func rotation(_ more: String) -> String {
        "{ rotations: [{ professionals: [v3], starts: 2026-01-01, turn: 1 week, \(more) }] }"
    }

    @Test func `a roster without a gap has none`() throws {
        let reading = read(RosterText().yaml)
        let roster = RosterInForce(try #require(reading.roster), around: Fixtures.now)
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.unfilled(at: Fixtures.now) == 0)
        #expect(outlook.nextGap(after: Fixtures.now) == nil)
    }

    @Test func `a line without anybody at weekends is one until Monday, and again on Saturday`()
        throws
    {
        let roster = try inForce(third: rotation(weekdays))
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.unfilled(at: Fixtures.now) == 1)
        #expect(outlook.nextGap(after: Fixtures.now) == .zero)
        let monday = instant("2026-11-22T23:00Z")
        #expect(outlook.unfilled(at: monday - .seconds(1)) == 1)
        #expect(outlook.unfilled(at: monday) == 0)
        #expect(outlook.nextGap(after: monday) == .days(5))
        #expect(outlook.unfilled(at: monday + .days(5)) == 1)
    }

    @Test func `what a line does not claim is no gap`() throws {
        let covers = "covers: [\"Mon-Fri 00:00-24:00\"]"
        let roster = try inForce(
            third: rotation(weekdays).replacing("{ rotations", with: "{ \(covers), rotations"))
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.unfilled(at: Fixtures.now) == 0)
        #expect(outlook.nextGap(after: Fixtures.now) == nil)
    }

    @Test func `what a rule closes is no gap`() throws {
        let closed = "overrides: [{ who: nobody, from: 2026-11-22 00:00, to: 2026-11-24 00:00 }]"
        let roster = try inForce(
            third: rotation("handover: \"08:00\"").replacing("] }", with: "], \(closed) }"))
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.unfilled(at: Fixtures.now) == 0)
    }

    @Test func `a gap beyond a week is not told yet`() throws {
        let shifts =
            "shifts: [{ who: v3, from: 2026-11-20 00:00, to: 2026-11-29 18:00 }]"
        let roster = try inForce(third: "{ \(shifts) }")
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.nextGap(after: Fixtures.now) == nil)
        #expect(outlook.nextGap(after: Fixtures.now + .days(1)) == .days(6) + .hours(5))
    }

    @Test func `it is made anew for another roster, each day, and when the clock is set back`()
        throws
    {
        let roster = try inForce(third: rotation(weekdays))
        let other = try inForce(third: rotation("handover: \"08:00\""))
        let outlook = try #require(CoverageOutlook(roster, from: Fixtures.now))
        #expect(outlook.holds(of: roster, at: Fixtures.now))
        #expect(outlook.holds(of: roster, at: Fixtures.now + .hours(24)))
        #expect(!outlook.holds(of: roster, at: Fixtures.now + .hours(25)))
        #expect(!outlook.holds(of: roster, at: Fixtures.now - .seconds(1)))
        #expect(!outlook.holds(of: other, at: Fixtures.now))
    }

    @Test func `where duty is not known nothing is told`() throws {
        let roster = try inForce(third: rotation(weekdays))
        #expect(CoverageOutlook(roster, from: Fixtures.now + .days(3650)) == nil)
    }
}
