import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// What the commands say to a Danish reader.
@Suite struct DanishTextsTests {
    private func roster(_ name: String) throws -> Roster {
        try #require(
            RosterFolder(path: "\(Fixtures.rosters)/\(name)").read(now: Fixtures.now).roster)
    }

    @Test func `who is on duty`() throws {
        let report = try RosterWhoReport(
            roster("printed"), at: instant("2026-11-03T09:00:00"), of: .institution("egetraeet"),
            in: .danish)
        #expect(report.text.hasPrefix("tir 2026-11-03 10:00, Europe/Copenhagen\n"))
        #expect(report.text.contains("ingen"))
        #expect(report.text.contains("næste er anna fra tir 2026-11-03 15:00"))
    }

    @Test func `whom a call would ring`() throws {
        let question = RouteReport.Question(
            from: CallerID("+4500000031"), to: nil, at: instant("2026-11-02T18:00:00"))
        let text = try RouteReport(
            question, roster: roster("printed"), lastResort: nil, in: .danish
        ).text
        #expect(text.contains("opkald fra plejefamilie jensen (Familien Jensen)"))
        #expect(text.contains("fast kontaktperson"))
        #expect(text.contains("løftet om at ringe tilbage senest man 2026-11-02 19:30"))
        #expect(text.contains("udeladt: bo (ikke på vagt)"))
    }

    @Test func `an unknown id is told of in the reader's language`() throws {
        let failure = #expect(throws: Failure.self) {
            try RosterWhoReport(
                roster("printed"), at: Fixtures.now, of: .institution("egetraet"), in: .danish)
        }
        #expect(failure?.text.danish == "ingen institution 'egetraet': mente du 'egetraeet'?")
        #expect(failure?.message == "no institution 'egetraet': did you mean 'egetraeet'?")
    }

    @Test func `how the daemon is`() {
        let status = Status(
            state: "degraded", reasons: ["no good roster"], version: "0.1.0",
            since: "2026-11-22T12:00:00Z",
            roster: Status.RosterInForce(
                sha256: nil, files: [], loaded: nil, good: false, expandedUntil: nil),
            calls: Status.Calls(open: 1, swept: 0), promises: Status.Promises(open: 2, overdue: 1),
            log: Status.Log(state: "ok", spooled: 0, lastEvent: nil), gateways: [], alarms: [])
        let text = StatusText(status, in: .danish)
        #expect(text.text.contains("0.1.0, noget skal rettes, siden 2026-11-22T12:00:00Z"))
        #expect(text.text.contains("2 åbne, 1 over tiden"))
        let troubles = text.toned.stretches.filter { $0.tone == .trouble }
        #expect(troubles.count == 4)
    }

    @Test func `lists without a row`() {
        #expect(CallListText(CallList(calls: [], next: nil), in: .danish).text == "ingen opkald")
        let followUps = FollowUpList(followUps: [], next: nil)
        #expect(FollowUpListText(followUps, in: .danish).text == "ingen opfølgning")
    }

    private func session(revoked: String?, state: String) -> SessionList {
        SessionList(sessions: [
            SessionList.Session(
                id: 12, who: "Anna mobile", way: "token", token: 4, subject: nil,
                made: "2026-11-22T12:00:00Z", seen: "2026-11-22T12:10:00Z",
                expires: "2026-11-22T20:00:00Z", revoked: revoked, state: state)
        ])
    }

    @Test func `who is signed in`() {
        let list = session(revoked: nil, state: "idle")
        let danish = SessionListText(list, in: .danish).text
        #expect(danish.hasPrefix("NUMMER  HVEM         MÅDE          OM"))
        #expect(danish.contains("adgangsnøgle 4"))
        #expect(danish.hasSuffix("udløbet uden brug"))
        let english = SessionListText(list).text
        #expect(english.hasPrefix("NUMBER  WHO          BY     OF"))
        #expect(english.contains("token 4"))
        #expect(english.hasSuffix("idle"))
    }

    @Test func `a session that was ended, and none at all`() {
        let ended = session(revoked: "2026-11-22T13:00:00Z", state: "revoked")
        #expect(
            SessionListText(ended, in: .danish).text.hasSuffix("inddraget 2026-11-22T13:00:00Z"))
        #expect(SessionListText(ended).text.hasSuffix("revoked 2026-11-22T13:00:00Z"))
        let none = SessionList(sessions: [])
        #expect(SessionListText(none, in: .danish).text == "ingen sessioner")
        #expect(SessionListText(none).text == "no sessions")
    }
}
