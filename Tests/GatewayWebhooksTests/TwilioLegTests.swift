import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

private let sid = DialectSender.sid
private let first = LegID(step: 1, number: 1)
private let second = LegID(step: 2, number: 1)

/// How a leg fares by what its callbacks tell: `ringing`, `in-progress`, `completed` and the like.
@Suite struct TwilioLegTests {
    /// A family's call that rings the first professional.
    private func ringing(
        _ roster: RosterText = RosterText(), _ authentication: GatewayAuthentication = .twilio
    ) throws -> DialectTalk {
        let dialect = try DialectSender.twilio(
            DialectSender.frame(callbackKey: "9"), authentication, secrets: [])
        var talk = DialectTalk(dialect, try Conversation(roster))
        try talk.send(
            DialectSender.post("voice", ["CallSid": sid, "From": jensen, "To": hotline]))
        return talk
    }

    private func withADesk() -> RosterText {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
        return roster
    }

    private func whisper(_ leg: LegID = first) -> Webhook {
        DialectSender.post(
            Hook(.whisper, of: sid, leg), ["CallSid": "CA9", "CallStatus": "in-progress"])
    }

    private func presses(_ key: String, _ leg: LegID = first) -> Webhook {
        DialectSender.post(Hook(.accept, of: sid, leg), ["CallSid": "CA9", "Digits": key])
    }

    private func status(
        _ status: String, of leg: LegID = first, number: String = "0", seconds: String = "0"
    ) -> Webhook {
        DialectSender.post(
            Hook(.leg, of: sid, leg),
            [
                "CallSid": "CA9", "ParentCallSid": sid, "CallStatus": status,
                "CallDuration": seconds, "SequenceNumber": number,
                "CallbackSource": "call-progress-events",
            ])
    }

    /// The action of a `Dial` that is over.
    private func dialEnds(
        _ status: String, bridged: String? = nil, step: Int = 1, caller: String = "in-progress"
    ) -> Webhook {
        let hook = Hook(.step, of: sid, step: step)
        guard let bridged else {
            return DialectSender.post(
                hook, ["CallSid": sid, "CallStatus": caller, "DialCallStatus": status])
        }
        return DialectSender.post(
            hook,
            [
                "CallSid": sid, "CallStatus": caller, "DialCallStatus": status,
                "DialBridged": bridged, "DialCallDuration": "31",
            ])
    }

    // MARK: The end of a Dial

    @Test func `a voicemail that answers has not taken the call`() throws {
        var talk = try ringing()
        try talk.send(status("in-progress"))
        try talk.send(whisper())
        talk.passes(seconds: 31)
        let reply = try talk.send(dialEnds("completed", bridged: "false"))
        #expect(talk.call.leg(first)?.answered != nil)
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.call.accepted == nil)
        #expect(talk.core.ringing == ["v2"])
        #expect(reply.contains("sip:v2@egetraeet.example"))
    }

    @Test func `bridged, with the key that we recorded, is a talk that is completed`() throws {
        var talk = try ringing()
        try talk.send(whisper())
        try talk.send(presses("1"))
        talk.passes(seconds: 60)
        let reply = try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.accepted?.confirmed == true)
        #expect(talk.call.phase == .released)
        #expect(reply.contains("<Hangup/>"))
        #expect(talk.core.rung == ["v1"])
    }

    @Test(arguments: ["completed", "answered"])
    func `a clone's word alone is no key`(_ word: String) throws {
        var talk = try ringing(RosterText(), .signalwire)
        talk.passes(seconds: 31)
        try talk.send(dialEnds(word))
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test func `a clone that tells of no bridge is believed with our key`() throws {
        var talk = try ringing(RosterText(), .telnyx)
        try talk.send(whisper())
        try talk.send(presses("1"))
        talk.passes(seconds: 60)
        try talk.send(dialEnds("completed"))
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.phase == .released)
    }

    @Test func `bridged without our key is not reached`() throws {
        var talk = try ringing()
        talk.passes(seconds: 31)
        try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test func `who pressed the key and was never joined leaves the caller a promise`() throws {
        var talk = try ringing()
        try talk.send(whisper())
        try talk.send(presses("1"))
        // The brief was heard, and the line dropped before the two were joined.
        talk.passes(seconds: 15)
        let reply = try talk.send(dialEnds("completed", bridged: "false"))
        #expect(talk.call.phase == .promised)
        #expect(reply.contains("Du bliver ringet op"))
    }

    @Test func `a leg's end that is told before that of its dial hides nothing`() throws {
        var talk = try ringing()
        try talk.send(whisper())
        try talk.send(presses("1"))
        talk.passes(seconds: 15)
        try talk.send(status("completed", number: "4", seconds: "20"))
        let reply = try talk.send(dialEnds("completed", bridged: "false"))
        #expect(talk.call.phase == .promised)
        #expect(reply.contains("Du bliver ringet op"))
    }

    @Test func `a line that drops at once after the key leaves the caller a promise`() throws {
        var talk = try ringing()
        try talk.send(presses("1"))
        talk.passes(seconds: 5)
        let reply = try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.phase == .promised)
        #expect(reply.contains("Du bliver ringet op"))
    }

    private static let inVain: [(String, LegEndReason)] = [
        ("busy", .busy), ("no-answer", .noAnswer), ("canceled", .cancelled),
        ("failed", .gatewayError),
    ]

    @Test(arguments: TwilioLegTests.inVain)
    func `a Dial in vain tells why, and the next is rung`(
        _ word: String, _ reason: LegEndReason
    ) throws {
        var talk = try ringing()
        talk.passes(seconds: 25)
        let reply = try talk.send(dialEnds(word, bridged: "false"))
        #expect(talk.call.leg(first)?.reason == reason)
        #expect(talk.core.ringing == ["v2"])
        #expect(reply.contains("sip:v2@egetraeet.example"))
    }

    @Test func `the same action again changes nothing, also late`() throws {
        var talk = try ringing()
        talk.passes(seconds: 25)
        let reply = try talk.send(dialEnds("no-answer", bridged: "false"))
        let ids = try talk.read(dialEnds("no-answer", bridged: "false")).deliveries.map(\.id)
        #expect(ids == [DeliveryID(rawValue: "step|\(sid)|1")])
        #expect(try talk.send(dialEnds("no-answer", bridged: "false")) == reply)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test(arguments: ["completed", "canceled", "no-answer", "busy", "failed"])
    func `a caller who is gone before anybody took the call ends it`(_ caller: String) throws {
        var talk = try ringing()
        talk.passes(seconds: 7)
        try talk.send(dialEnds("no-answer", bridged: "false", caller: caller))
        #expect(talk.call.ended?.by == .caller)
        #expect(talk.core.rung == ["v1"], "nobody is rung for a caller who is gone")
    }

    @Test func `a caller who is gone after a talk ends it`() throws {
        var talk = try ringing()
        try talk.send(presses("1"))
        talk.passes(seconds: 60)
        try talk.send(dialEnds("completed", bridged: "true", caller: "completed"))
        #expect(talk.call.ended?.by == .caller)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.outcome == .answered)
    }

    @Test func `an action of several legs ends them all`() throws {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try ringing(roster)
        try talk.send(status("busy"))
        try talk.send(dialEnds("no-answer", bridged: "false"))
        #expect(talk.call.legs.prefix(2).map(\.reason) == [.busy, nil])
        #expect(talk.core.ringing == ["tel:114"])
    }

    // MARK: The callbacks of a leg

    private static let orders = [
        ["ringing", "in-progress", "completed"], ["ringing", "completed", "in-progress"],
        ["in-progress", "ringing", "completed"], ["in-progress", "completed", "ringing"],
        ["completed", "ringing", "in-progress"], ["completed", "in-progress", "ringing"],
    ]

    @Test(arguments: TwilioLegTests.orders)
    func `callbacks in any order leave a voicemail not accepted`(_ order: [String]) throws {
        var talk = try ringing()
        for (number, word) in order.enumerated() {
            try talk.send(status(word, number: "\(number)", seconds: "9"))
        }
        #expect(talk.call.leg(first)?.reason == .notAccepted)
        #expect(talk.call.accepted == nil)
        #expect(talk.core.ringing == ["v2"])
        let reply = try talk.send(dialEnds("completed", bridged: "false"))
        #expect(talk.core.ringing == ["v2"])
        #expect(reply.contains("sip:v2@egetraeet.example"))
    }

    @Test(arguments: TwilioLegTests.orders)
    func `callbacks in any order never move who has the call`(_ order: [String]) throws {
        var talk = try ringing()
        try talk.send(whisper())
        try talk.send(presses("1"))
        talk.passes(seconds: 60)
        for (number, word) in order.enumerated() {
            try talk.send(status(word, number: "\(number)", seconds: "60"))
        }
        try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.core.rung == ["v1"])
    }

    @Test(arguments: TwilioLegTests.orders)
    func `callbacks in any order let a desk take the call without a key`(
        _ order: [String]
    ) throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 60)
        for (number, word) in order.enumerated() {
            try talk.send(status(word, number: "\(number)", seconds: "40"))
        }
        try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.core.rung == ["v1"])
    }

    @Test func `a desk of which the action alone tells was bridged as long as it says`() throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 60)
        try talk.send(dialEnds("completed", bridged: "true"))
        #expect(talk.call.accepted?.at == talk.core.now - .seconds(31))
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.phase == .released)
    }

    @Test func `a desk that was not bridged is not reached`() throws {
        var talk = try ringing(withADesk())
        talk.passes(seconds: 60)
        try talk.send(dialEnds("completed", bridged: "false"))
        #expect(talk.call.accepted == nil)
        #expect(talk.core.ringing == ["v2"])
    }

    private static let lastStatuses: [(String, String, LegEndReason)] = [
        ("busy", "", .busy), ("no-answer", "", .noAnswer), ("canceled", "", .cancelled),
        ("failed", "", .gatewayError), ("failed", "503", .gatewayError),
        ("failed", "486", .busy), ("failed", "600", .busy), ("failed", "408", .noAnswer),
        ("failed", "603", .declined), ("failed", "403", .declined),
        ("failed", "404", .unreachable), ("failed", "410", .unreachable),
        ("failed", "480", .unreachable), ("failed", "484", .unreachable),
        ("failed", "604", .unreachable), ("failed", "x", .gatewayError),
    ]

    @Test(arguments: TwilioLegTests.lastStatuses)
    func `the last status of a leg tells why it ended`(
        _ word: String, _ code: String, _ reason: LegEndReason
    ) throws {
        for name in ["SipResponseCode", "SipResultCode"] {
            var talk = try ringing()
            try talk.send(
                DialectSender.post(Hook(.leg, of: sid, first), ["CallStatus": word, name: code]))
            #expect(talk.call.leg(first)?.reason == reason)
            #expect(talk.core.ringing == ["v2"])
        }
    }

    @Test(arguments: ["initiated", "queued", "", "other"])
    func `another status tells nothing`(_ word: String) throws {
        var talk = try ringing()
        let reply = try talk.send(status(word))
        #expect(reply.hasSuffix("<Response></Response>\n"))
        #expect(talk.core.logs[talk.call.key]?.count == 1)
    }

    // MARK: Whisper and key

    @Test func `another key declines, no key is nothing, and the next is rung`() throws {
        var talk = try ringing()
        let silent = try talk.send(presses(""))
        #expect(silent.contains("<Hangup/>"))
        #expect(talk.call.leg(first)?.isOpen == true)
        let other = try talk.send(presses("2"))
        #expect(other.contains("<Hangup/>"))
        #expect(talk.call.leg(first)?.reason == .declined)
        #expect(talk.core.ringing == ["v2"])
    }

    @Test func `a key that comes too late does not take the call`() throws {
        var talk = try ringing()
        try talk.send(status("no-answer"))
        let late = try talk.send(presses("1"))
        #expect(late.contains("<Hangup/>"))
        #expect(talk.call.accepted == nil)
        try talk.send(presses("1", second))
        #expect(talk.call.accepted?.leg == second)
    }

    @Test func `whisper and key of a call that the log does not know let the leg go`() throws {
        let dialect = try DialectSender.twilio(DialectSender.frame(), secrets: [])
        var talk = DialectTalk(dialect, try Conversation())
        #expect(try talk.send(whisper()).contains("<Hangup/>"))
        #expect(try talk.send(presses("1")).contains("<Hangup/>"))
        #expect(throws: CallRouter.Refusal.unknownCall) { try talk.send(status("ringing")) }
    }

    @Test func `a caller whose call the log does not know gets the last resort`() throws {
        for hook in [Hook(.digits, of: sid, turn: "t"), Hook(.step, of: sid, step: 2)] {
            let dialect = try DialectSender.twilio(DialectSender.frame(), secrets: [])
            var talk = DialectTalk(dialect, try Conversation())
            let reply = try talk.send(
                DialectSender.post(hook, ["CallStatus": "in-progress", "To": hotline]))
            #expect(reply.contains("sip:vagt@settings.example"))
            #expect(talk.core.rung == ["sip:vagt@settings.example"])
        }
    }
}
