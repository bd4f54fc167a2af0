import CallRouting
import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// Anna has the night, Bo the day; 114 is the municipality's last resort.
private func dayAndNight() -> RosterText {
    var roster = RosterText()
    func line(_ name: String, _ who: String, _ window: String) -> String {
        let rotation =
            "{ professionals: [\(who)], starts: 2026-01-01, turn: 1 week, windows: [\"\(window)\"] }"
        return "\(name): { rotations: [\(rotation)], covers: [\"\(window)\"] }"
    }
    roster.lines = [
        line("first", "v1", "Mon-Sun 20:00-08:00"), line("second", "v2", "Mon-Sun 08:00-20:00"),
        RosterText.line("third", of: "v3"),
    ]
    return roster
}

private func plan(_ roster: RosterText, at made: Instant) throws -> FallbackPlan {
    let talk = try Conversation(roster, now: made)
    return FallbackPlan(
        try #require(talk.inForce), settings: talk.settings, made: made)
}

@Suite struct `The fallback plan` {
    private let made = instant("2026-11-22T02:10Z")

    @Test func `names who is on duty when, without a gap, and a last resort at the end`() throws {
        let plan = try plan(dayAndNight(), at: made)
        let number = try #require(plan.numbers.first)
        #expect(number.number.e164 == hotline)
        let night = ["sip:v1@egetraeet.example", "sip:v3@egetraeet.example", "tel:114"]
        let day = ["sip:v2@egetraeet.example", "sip:v3@egetraeet.example", "tel:114"]
        #expect(number.spans.map(\.uris) == [night, day, night, day, night])
        #expect(number.spans.first?.interval.start == made)
        #expect(number.spans.last?.interval.end == made + .hours(48))
        for (one, next) in zip(number.spans, number.spans.dropFirst()) {
            #expect(one.interval.end == next.interval.start)
        }
        #expect(plan.nextChange == instant("2026-11-22T07:00Z"))
    }

    @Test func `rings at each instant whom a call of an unknown caller would ring`() throws {
        var roster = dayAndNight()
        roster.routing.append("unknown: route")
        let plan = try plan(roster, at: made)
        for hour in 0..<48 {
            let at = made + .hours(hour)
            var talk = try Conversation(roster, now: at)
            try talk.callArrives(from: "+4500000099")
            try talk.nobodyEverAnswers()
            let rung = talk.steps.flatMap { $0.targets.compactMap { $0.uri.value?.uri } }
            let span = plan.numbers[0].spans.first { $0.interval.contains(at) }
            #expect(span?.uris == rung, "\(at)")
        }
    }

    @Test func `is JSON with instants in UTC and numbers without names`() throws {
        struct Plan: Decodable {
            struct Span: Decodable {
                let from: String
                let to: String
                let uris: [String]
            }
            let made: String
            let until: String
            let numbers: [String: [Span]]
        }
        let plan = try plan(dayAndNight(), at: made)
        let read = try JSONDecoder().decode(Plan.self, from: Data(plan.json))
        #expect(read.made == "2026-11-22T02:10:00Z")
        #expect(read.until == "2026-11-24T02:10:00Z")
        #expect(read.numbers[hotline]?.count == 5)
        #expect(read.numbers[hotline]?[1].from == "2026-11-22T07:00:00Z")
        #expect(read.numbers[hotline]?[1].uris == plan.numbers[0].spans[1].uris)
        let text = String(decoding: plan.json, as: UTF8.self)
        for name in ["Vera", "Viggo", "Vibe", "Jensen", "v1\""] { #expect(!text.contains(name)) }
    }

    @Test func `is TwiML in which nobody's voicemail takes the call`() throws {
        let plan = try plan(dayAndNight(), at: made)
        let text = plan.twiML(of: plan.numbers[0])
        #expect(
            text.contains("<Sip url=\"take.xml\" method=\"GET\">sip:v1@egetraeet.example</Sip>"))
        #expect(!text.contains("v2@"))
        let people = try #require(text.range(of: "v3@"))
        let lastResort = try #require(text.range(of: "<Number>114</Number>"))
        #expect(people.lowerBound < lastResort.lowerBound)
        #expect(FallbackPlan.takeTwiML.contains("<Gather numDigits=\"1\""))
        #expect(FallbackPlan.takeTwiML.contains("<Hangup/>"))
    }

    @Test func `with nobody on duty has the last resort alone`() throws {
        var roster = RosterText()
        roster.lines = ["first", "second", "third"].map { RosterText.emptyLine($0) }
        let plan = try plan(roster, at: made)
        #expect(plan.numbers.first?.spans.map(\.uris) == [["tel:114"]])
    }
}
