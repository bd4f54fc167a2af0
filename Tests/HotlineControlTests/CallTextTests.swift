import HotlineAPI
import Testing

@testable import HotlineControl

/// A call as the log tells it: null where nothing is known, and as a story in words.
@Suite struct CallTextTests {
    private func summary(
        outcome: String = "answered", ended: String? = "2026-11-22T02:31:00Z",
        promise: PromiseFacts? = nil
    ) -> CallSummary {
        CallSummary(
            call: "c-81", gateway: "canonical", number: 81,
            state: ended == nil ? "open" : "ended", outcome: outcome, rehearsal: false,
            caller: CallerFacts(
                kind: "family", family: "jensen", institution: "egetraeet",
                municipality: "fjordby"),
            to: "+4570201000", began: "2026-11-22T02:10:00Z", answered: "2026-11-22T02:10:41Z",
            ended: ended, endedBy: ended == nil ? nil : "caller", roster: nil, promise: promise)
    }

    private let legs = [
        CallStory.Leg(
            leg: "1.1", step: 1, round: 1, professional: "anna",
            uri: "sip:anna@egetraeet.example", because: "contact",
            began: "2026-11-22T02:10:00Z", answered: nil, accepted: nil, confirmed: nil,
            ended: "2026-11-22T02:10:26.400Z", reason: "no-answer"),
        CallStory.Leg(
            leg: "2.1", step: 2, round: 1, professional: "bo", uri: nil, because: "line:first",
            began: "2026-11-22T02:10:26.400Z", answered: "2026-11-22T02:10:38Z",
            accepted: "2026-11-22T02:10:41Z", confirmed: true, ended: "2026-11-22T02:31:00Z",
            reason: "completed"),
    ]

    private func event(
        _ seq: Int, _ type: String, _ at: String, _ told: String?
    ) -> CallStory.Event {
        CallStory.Event(
            seq: seq, type: type, at: at, received: at, delivery: "d-\(seq)", late: false,
            spooled: seq == 2, instruction: told)
    }

    private var story: CallStory {
        CallStory(
            summary: summary(), plan: [], legs: legs,
            events: [
                event(1, "call.incoming", "2026-11-22T02:10:00Z", "dial"),
                event(2, "leg.ended", "2026-11-22T02:10:26.400Z", "dial"),
                event(3, "leg.accepted", "2026-11-22T02:10:41Z", "connect"),
                event(4, "call.ended", "2026-11-22T02:31:00Z", "hangup"),
            ])
    }

    @Test func `a story is one JSON object that reads back as it was`() throws {
        let document = try JSONDocument(story)
        #expect(try document.decode(CallStory.self) == story)
        #expect(try document.decode(CallSummary.self) == story.summary)
        for absent in ["roster", "promise", "uri", "confirmed"] {
            #expect(document.text.contains("\"\(absent)\":null"))
        }
        #expect(document.text.contains(#""ended_by":"caller""#))
    }

    @Test func `a list's last page says null`() throws {
        let document = try JSONDocument(CallList(calls: [], next: nil))
        #expect(document.text == #"{"calls":[],"next":null}"#)
        #expect(CallListText(try document.decode(CallList.self)).text == "no calls")
    }

    @Test func `a story is told in order, in seconds since the beginning`() {
        let lines = CallStoryText(story).text.split(separator: "\n").map { String($0) }
        let told = lines.filter { $0.contains(" s  ") }
        #expect(
            told == [
                "     0.0 s  a call comes in",
                "     0.0 s  step 1 rings anna at sip:anna@egetraeet.example (leg 1.1, contact)",
                "    26.4 s  anna: no-answer after 26.4 s of ringing (leg 1.1)",
                "    26.4 s  step 2 rings bo (leg 2.1, line:first)",
                "    38.0 s  bo's phone is picked up (leg 2.1)",
                "    41.0 s  bo takes the call, by key (leg 2.1)",
                "  1260.0 s  bo: completed after 1219.0 s of talk (leg 2.1)",
                "  1260.0 s  the caller hangs up",
            ])
        #expect(lines.first == "call c-81 of gateway canonical")
        #expect(lines.last == "1 of its events went through the spool")
    }

    @Test func `the promise ends a story that nobody took`() {
        let promise = PromiseFacts(
            deadline: "2026-11-22T02:40:00Z", owner: nil, state: "open", kept: nil)
        let text = CallStoryText(
            CallStory(
                summary: summary(outcome: "failed", promise: promise), plan: [],
                legs: [legs[0]],
                events: [
                    event(1, "call.incoming", "2026-11-22T02:10:00Z", "dial"),
                    event(3, "leg.ended", "2026-11-22T02:10:26.400Z", "callback"),
                    event(4, "step.ended", "2026-11-22T02:10:26.500Z", "callback"),
                ])
        ).text
        let heard = text.occurrences(of: "the caller hears the promise to be rung back")
        #expect(heard == 1)
        #expect(
            text.hasSuffix("promise to ring back by 2026-11-22T02:40:00Z, owed by nobody: open"))
    }

    @Test func `an open call says so`() {
        let open = CallStory(
            summary: summary(outcome: "open", ended: nil), plan: [], legs: [], events: [])
        let text = CallStoryText(open).text
        #expect(text.contains("the log first hears of it"))
        #expect(text.hasSuffix("the call is open"))
    }

    @Test func `control characters of a gateway never reach the terminal`() {
        #expect(Terminal.harmless("a\u{1B}[2Jb\tc\n\u{9B}") == "a\u{FFFD}[2Jb\tc\n\u{FFFD}")
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func occurrences(of text: String) -> Int { ranges(of: text).count }
}
