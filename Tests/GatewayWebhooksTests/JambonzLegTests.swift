import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LegID(step: 1, number: 1)

/// How a leg fares by `dial_call_status` and the status hook.
@Suite struct JambonzLegTests {
    private func ringing(_ roster: RosterText = RosterText()) throws -> DialectTalk {
        let dialect = try DialectSender.jambonz(DialectSender.frame(), secrets: [])
        var talk = DialectTalk(dialect, try Conversation(roster))
        try talk.send(
            DialectSender.json(
                "call", #"{"call_sid":"c1","from":"\#(jensen)","to":"\#(hotline)"}"#))
        return talk
    }

    private func withADesk() -> RosterText {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
        return roster
    }

    private func confirm(_ leg: LegID = first) -> Webhook {
        DialectSender.json(
            Hook(.whisper, of: "c1", leg),
            #"{"call_sid":"c9","parent_call_sid":"c1","call_status":"in-progress"}"#)
    }

    private func presses(_ member: String, _ leg: LegID = first) -> Webhook {
        DialectSender.json(
            Hook(.accept, of: "c1", leg), #"{"call_sid":"c9","parent_call_sid":"c1",\#(member)}"#)
    }

    private func dialEnds(
        _ word: String, sip: Int = 0, step: Int = 1, caller: String = "in-progress"
    ) -> Webhook {
        DialectSender.json(
            Hook(.step, of: "c1", step: step),
            #"""
            {"call_sid":"c1","call_status":"\#(caller)","to":"\#(hotline)",
             "dial_call_status":"\#(word)","dial_sip_status":\#(sip),"dial_call_sid":"c9"}
            """#)
    }

    /// A change of a professional's leg.
    private func leg(
        _ word: String, sip: Int = 200, to: String = "v1", step: Int = 1, own: String = "c9"
    ) -> Webhook {
        DialectSender.json(
            "status",
            #"""
            {"call_sid":"\#(own)","parent_call_sid":"c1","direction":"outbound","to":"\#(to)",
             "call_status":"\#(word)","sip_status":\#(sip),"customerData":{"step":\#(step)}}
            """#)
    }

    // MARK: The end of a dial

    @Test func `completed with the key that we recorded is a talk`() throws {
        var talk = try ringing()
        try talk.send(confirm())
        try talk.send(presses(#""digits":"1""#))
        talk.passes(seconds: 60)
        let reply = try talk.send(dialEnds("completed", sip: 200))
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.accepted?.confirmed == true)
        #expect(talk.call.phase == .released)
        #expect(reply == #"[{"verb":"hangup"}]"#)
    }

    private static let words: [(String, Int, LegEndReason)] = [
        ("completed", 200, .notAccepted), ("in-progress", 200, .notAccepted),
        ("busy", 486, .busy), ("busy", 600, .busy), ("no-answer", 487, .noAnswer),
        ("trying", 100, .noAnswer), ("ringing", 180, .noAnswer), ("early-media", 183, .noAnswer),
        ("failed", 404, .unreachable), ("failed", 480, .unreachable), ("failed", 408, .noAnswer),
        ("failed", 603, .declined), ("failed", 403, .declined), ("failed", 503, .gatewayError),
        ("failed", 0, .gatewayError), ("", 0, .gatewayError), ("other", 0, .gatewayError),
    ]

    @Test(arguments: JambonzLegTests.words)
    func `without our key no word is an answer, and the next is rung`(
        _ word: String, _ sip: Int, _ reason: LegEndReason
    ) throws {
        var talk = try ringing()
        talk.passes(seconds: 26)
        let reply = try talk.send(dialEnds(word, sip: sip))
        #expect(talk.call.accepted == nil)
        #expect(talk.call.leg(first)?.reason == reason)
        #expect(talk.core.ringing == ["v2"])
        #expect(reply.contains("sip:v2@egetraeet.example"))
    }

    @Test(arguments: ["completed", "in-progress", "failed", "no-answer", "busy", "early-media"])
    func `who picked up and pressed nothing has not accepted`(_ word: String) throws {
        var talk = try ringing()
        try talk.send(confirm())
        #expect(talk.call.leg(first)?.answered != nil)
        talk.passes(seconds: 26)
        try talk.send(dialEnds(word))
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test(arguments: ["completed", "no-answer", "failed", "busy"])
    func `a caller who is gone ends the call, and nobody else is rung`(_ caller: String) throws {
        var talk = try ringing()
        talk.passes(seconds: 7)
        let reply = try talk.send(dialEnds("no-answer", sip: 487, caller: caller))
        #expect(reply == "[]")
        #expect(talk.call.ended?.by == .caller)
        #expect(talk.core.rung == ["v1"])
    }

    @Test func `a line that drops at once after the key leaves the caller a promise`() throws {
        var talk = try ringing()
        try talk.send(presses(#""digits":"1""#))
        talk.passes(seconds: 5)
        let reply = try talk.send(dialEnds("completed", sip: 200))
        #expect(talk.call.phase == .promised)
        #expect(reply.contains("Du bliver ringet op"))
    }

    @Test func `a desk is believed without a key`() throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 40)
        try talk.send(dialEnds("completed", sip: 200))
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.phase == .released)
    }

    @Test func `a desk that did not answer is not reached`() throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 26)
        try talk.send(dialEnds("early-media", sip: 183))
        #expect(talk.call.accepted == nil)
        #expect(talk.call.leg(first)?.reason == .noAnswer)
        #expect(talk.core.ringing == ["v2"])
    }

    // MARK: The status hook

    private static let orders = [
        ["ringing", "in-progress", "completed"], ["early-media", "completed", "in-progress"],
        ["in-progress", "ringing", "completed"], ["in-progress", "completed", "ringing"],
        ["completed", "ringing", "in-progress"], ["completed", "in-progress", "early-media"],
    ]

    @Test(arguments: JambonzLegTests.orders)
    func `changes in any order leave a voicemail not accepted`(_ order: [String]) throws {
        var talk = try ringing()
        for word in order { #expect(try talk.send(leg(word)) == "[]") }
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.call.accepted == nil)
        #expect(talk.core.ringing == ["v2"])
        #expect(try talk.send(dialEnds("completed")).contains("sip:v2@egetraeet.example"))
    }

    @Test(arguments: JambonzLegTests.orders)
    func `changes in any order never move who has the call`(_ order: [String]) throws {
        var talk = try ringing()
        try talk.send(confirm())
        try talk.send(presses(#""digits":"1""#))
        talk.passes(seconds: 60)
        for word in order { try talk.send(leg(word)) }
        try talk.send(dialEnds("completed"))
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.core.rung == ["v1"])
    }

    @Test(arguments: ["in-progress", "failed", "no-answer"])
    func `who pressed the key and was never joined leaves the caller a promise`(
        _ word: String
    ) throws {
        var talk = try ringing()
        try talk.send(confirm())
        try talk.send(presses(#""digits":"1""#))
        talk.passes(seconds: 15)
        try talk.send(leg("completed"))
        let reply = try talk.send(dialEnds(word))
        #expect(talk.call.phase == .promised)
        #expect(reply.contains("Du bliver ringet op"))
    }

    @Test(arguments: JambonzLegTests.orders)
    func `changes in any order let a desk take the call`(_ order: [String]) throws {
        var talk = try ringing(withADesk())
        for word in order { try talk.send(leg(word)) }
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.core.rung == ["v1"])
    }

    @Test func `a desk of whose talk only the end is told had it as long as it says`() throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 60)
        try talk.send(
            DialectSender.json(
                "status",
                #"""
                {"call_sid":"c9","parent_call_sid":"c1","direction":"outbound","to":"v1",
                 "call_status":"completed","duration":40,"customerData":{"step":1}}
                """#))
        #expect(talk.call.accepted?.at == talk.core.now - .seconds(40))
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.phase == .released)
    }

    private static let lastWords: [(String, Int, LegEndReason)] = [
        ("no-answer", 487, .noAnswer), ("busy", 486, .busy), ("failed", 404, .unreachable),
        ("failed", 603, .declined), ("failed", 500, .gatewayError),
    ]

    @Test(arguments: JambonzLegTests.lastWords)
    func `the last word of a leg tells why it ended`(
        _ word: String, _ sip: Int, _ reason: LegEndReason
    ) throws {
        var talk = try ringing()
        try talk.send(leg(word, sip: sip))
        #expect(talk.call.leg(first)?.reason == reason)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test func `of several legs the one is meant whom it rings`() throws {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try ringing(roster)
        try talk.send(leg("busy", sip: 486, to: "sip:v2@egetraeet.example", own: "c8"))
        #expect(talk.core.openLegs.map(\.professional) == ["v1"])
        try talk.send(leg("no-answer", sip: 487, to: "v1@egetraeet.example"))
        #expect(talk.call.legs.prefix(2).map(\.reason) == [.noAnswer, .busy])
        #expect(talk.core.ringing == ["tel:114"])
    }

    @Test func `a leg that is let go because another took the call is cancelled`() throws {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try ringing(roster)
        try talk.send(presses(#""digits":"1""#))
        try talk.send(leg("no-answer", sip: 487, to: "v2", own: "c8"))
        #expect(talk.call.legs.prefix(2).map(\.reason) == [nil, .cancelled])
        #expect(talk.call.accepted?.leg == first)
    }

    @Test func `a leg that cannot be told apart moves nothing`() throws {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try ringing(roster)
        for to in ["", "v3", "sip:v1@elsewhere.example"] {
            #expect(try talk.send(leg("completed", to: to)) == "[]")
        }
        #expect(try talk.send(leg("completed", to: "v1", step: 7)) == "[]")
        #expect(talk.core.openLegs.count == 2)
        #expect(talk.core.logs[talk.call.key]?.count == 1)
    }

    // MARK: Confirmation and key

    @Test func `another key declines, and no key is left to the hangup that waits`() throws {
        var talk = try ringing()
        #expect(try talk.send(presses(#""reason":"timeout""#)) == "[]")
        #expect(try talk.send(presses(#""digits":"""#)) == "[]")
        #expect(talk.call.leg(first)?.isOpen == true)
        #expect(try talk.send(presses(#""digits":"2""#)) == "[]")
        #expect(talk.call.leg(first)?.reason == .declined)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test func `a key that comes too late does not take the call`() throws {
        var talk = try ringing()
        try talk.send(leg("no-answer", sip: 487))
        #expect(try talk.send(presses(#""digits":"1""#)) == "[]")
        #expect(talk.call.accepted == nil)
        #expect(try talk.send(confirm()) == #"[{"verb":"hangup"}]"#)
    }

    @Test func `of an unknown call legs are let go, and a caller gets a person`() throws {
        let dialect = try DialectSender.jambonz(DialectSender.frame(), secrets: [])
        var talk = DialectTalk(dialect, try Conversation())
        #expect(try talk.send(confirm()) == #"[{"verb":"hangup"}]"#)
        #expect(try talk.send(presses(#""digits":"1""#)) == "[]")
        let reply = try talk.send(dialEnds("failed", step: 3))
        #expect(reply.contains("sip:vagt@settings.example"))
        #expect(talk.core.rung == ["sip:vagt@settings.example"])
    }

    @Test func `the tail tells that the gateway rang the last resort by itself`() throws {
        var talk = try ringing()
        let tail = DialectSender.json(
            Hook(.fallback, of: "c1"),
            #"{"call_sid":"c1","from":"\#(jensen)","to":"\#(hotline)"}"#)
        #expect(try talk.send(tail) == "[]")
        #expect(talk.call.fellBack)
        #expect(talk.core.records.contains(.fellBack(Private("tel:114"))))
        var unknown = DialectTalk(
            try DialectSender.jambonz(DialectSender.frame(), secrets: []), try Conversation())
        #expect(try unknown.send(tail) == "[]")
        #expect(unknown.call.fellBack)
    }
}
