import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl
@testable import RosterChanges

/// How the bounds of a change are written on the command line, and in the roster's file.
@Suite struct RosterChangeTimesTests {
    private let zone = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc

    @Test(arguments: [
        ("2026-12-24", "2026-12-24", "2026-12-23T23:00"),
        ("2026-12-24 15:00", "2026-12-24 15:00", "2026-12-24T14:00"),
        ("2026-12-24T15:00", "2026-12-24 15:00", "2026-12-24T14:00"),
        ("2026-12-24T14:00:00Z", "2026-12-24 15:00", "2026-12-24T14:00"),
        ("2026-12-23T23:00:00Z", "2026-12-24 00:00", "2026-12-23T23:00"),
        // The first of the two in the night when the clock is set back, and the hour that is not.
        ("2026-10-25T00:30:00Z", "2026-10-25 02:30", "2026-10-25T00:30"),
        ("2026-03-29 02:30", "2026-03-29 02:30", "2026-03-29T01:00"),
    ])
    func `a beginning is written as a wall time`(
        _ asked: String, _ text: String, _ start: String
    ) throws {
        let written = try RuleTime.parseBeginning(asked).written(in: zone)
        #expect(written.text == text)
        #expect(written.beginning(in: zone) == instant(start))
    }

    @Test(arguments: [
        ("2026-12-24", "2026-12-24", "2026-12-24T23:00"),
        ("2026-12-24 24:00", "2026-12-24 24:00", "2026-12-24T23:00"),
        ("2026-12-25 00:00", "2026-12-25 00:00", "2026-12-24T23:00"),
    ])
    func `a day alone ends with its last hour`(
        _ asked: String, _ text: String, _ end: String
    ) throws {
        let written = try RuleTime.parseEnd(asked).written(in: zone)
        #expect(written.text == text)
        #expect(written.end(in: zone) == instant(end))
    }

    @Test(arguments: ["", "now", "24-12-2026", "2026-02-30", "2026-12-24 8:00", "2026-12-24 24:01"])
    func `anything else is wrong usage`(_ text: String) {
        #expect(throws: (any Error).self) { try RuleTime.parseEnd(text) }
    }

    @Test func `nothing begins at 24 o'clock`() {
        #expect(throws: (any Error).self) { try RuleTime.parseBeginning("2026-12-24 24:00") }
    }

    @Test func `the second of two equal wall times cannot be written`() throws {
        let time = try RuleTime.parseEnd("2026-10-25T01:30:00Z")
        let failure = Failure(
            try #require(throws: ChangeRefusal.self) { try time.written(in: zone) })
        #expect(failure.status == .answerIsNo)
        #expect(failure.message.contains("'2026-10-25 02:30' comes twice"))
    }

    @Test func `a roster has whole minutes only`() throws {
        let time = try RuleTime.parseEnd("2026-12-24T14:00:30Z")
        let failure = Failure(
            try #require(throws: ChangeRefusal.self) { try time.written(in: zone) })
        #expect(
            failure.message == "2026-12-24T14:00:30Z is no whole minute, and a roster has no other "
                + "times: leave out the seconds")
    }

    @Test func `a change ends after it begins, and within a year`() throws {
        let folder = try ChangedFolder()
        let backwards = try folder.refusal(
            .absence(of: "bo"), from: "2026-11-24 08:00", to: "2026-11-23")
        #expect(
            backwards.message
                == "it ends at Tue 2026-11-24 00:00 and begins at Tue 2026-11-24 08:00: put --to "
                + "after --from")
        let swallowed = try folder.refusal(
            .absence(of: "bo"), from: "2027-03-28 02:00", to: "2027-03-28 03:00")
        #expect(swallowed.message.hasPrefix("it ends at Sun 2027-03-28 03:00"))
        let mistyped = try folder.refusal(.absence(of: "bo"), from: "2026-11-24", to: "2062-11-25")
        #expect(mistyped.message.contains("366 days at most; correct the year"))
        #expect(try folder.names() == ["roster.yaml"])
    }

    @Test func `a long note is wrong usage`() throws {
        let longest = String(repeating: "å", count: 200)
        #expect(try ChangeRequest.parseNote(longest) == longest)
        #expect(throws: (any Error).self) { try ChangeRequest.parseNote(longest + "å") }
    }
}
