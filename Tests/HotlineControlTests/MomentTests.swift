import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

/// How instants and days are written on the command line.
@Suite struct MomentTests {
    @Test(arguments: [
        "2026-12-24T14:00:00Z", "2026-12-24T15:00:00+01:00", "2026-12-24 15:00",
        "2026-12-24T15:00",
    ])
    func `an instant and a wall time of the roster's zone are the same moment`(
        _ text: String
    ) throws {
        let zone = try #require(TimeZoneRules(identifier: "Europe/Copenhagen"))
        #expect(try Moment.parse(text).resolved(in: zone) == instant("2026-12-24T14:00:00"))
    }

    @Test(arguments: [
        "", "now", "2026-12-24", "2026-02-30 10:00", "2026-12-24 24:00", "24-12-2026 15:00",
    ])
    func `anything else is refused`(_ text: String) {
        #expect(throws: (any Error).self) { try Moment.parse(text) }
    }

    @Test func `a day alone is its midnight where a day is allowed`() throws {
        let zone = try #require(TimeZoneRules(identifier: "Europe/Copenhagen"))
        let moment = try Moment.parseOrDate("2026-11-02")
        #expect(moment.resolved(in: zone) == instant("2026-11-01T23:00:00"))
        #expect(throws: (any Error).self) { try Moment.parseDate("2026-11-31") }
    }
}
