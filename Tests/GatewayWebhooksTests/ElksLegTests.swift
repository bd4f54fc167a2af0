import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LegID(step: 1, number: 1)

/// How a leg fares by a connection's result and what `whenhangup` tells.
@Suite struct ElksLegTests {
    /// A roster whose professionals have telephones, and a call that rings the first of them.
    private func ringing(_ steps: [String]? = nil) throws -> DialectTalk {
        var roster = RosterText()
        if let steps { roster.steps = steps }
        roster.professionals[0] = RosterText.professional(
            "v1", "Vera Holm", "phones: [\"+4500000011\"]")
        roster.professionals[1] = RosterText.professional(
            "v2", "Viggo Bæk", "phones: [\"+4500000012\"]")
        var talk = DialectTalk(
            try DialectSender.elks(DialectSender.frame()), try Conversation(roster))
        try talk.send(
            DialectSender.post(
                "voice/\(DialectSender.pathToken)",
                ["callid": "c1", "from": jensen, "to": hotline]))
        return talk
    }

    private func connected(_ result: String, step: Int = 1) -> Webhook {
        DialectSender.post(
            Hook(.step, of: "c1", step: step),
            [
                "callid": "c1", "from": jensen, "to": hotline, "direction": "incoming",
                "result": result,
            ])
    }

    private func hangup(_ legs: String? = nil, state: String = "success") -> Webhook {
        let hook = Hook(.end, of: "c1")
        guard let legs else { return DialectSender.post(hook, ["id": "c1", "state": state]) }
        return DialectSender.post(
            hook,
            [
                "id": "c1", "direction": "incoming", "from": jensen, "to": hotline,
                "state": state, "duration": "31", "legs": legs,
                "actions": #"[{"connect":"+4500000011","result":"success"}]"#,
            ])
    }

    // MARK: A connection is over

    @Test func `success is a talk without a key`() throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        let reply = try talk.send(connected("success"))
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.phase == .released)
        #expect(reply.contains(#""hangup":"reject""#))
    }

    private static let inVain: [(String, Int, LegEndReason?)] = [
        ("busy", 4, .busy), ("failed", 25, .noAnswer), ("failed", 3, .noAnswer),
        ("failed", 2, .unreachable), ("failed", 0, .unreachable), ("", 25, nil), ("new", 25, nil),
    ]

    @Test(arguments: ElksLegTests.inVain)
    func `any other result is none, and the next is rung`(
        _ result: String, _ seconds: Int, _ reason: LegEndReason?
    ) throws {
        var talk = try ringing()
        talk.passes(seconds: seconds)
        let reply = try talk.send(connected(result))
        #expect(talk.call.leg(first)?.isOpen == false)
        #expect(talk.call.leg(first)?.reason == reason)
        #expect(talk.call.accepted == nil)
        #expect(talk.core.ringing == ["v2"])
        #expect(reply.contains("+4500000012"))
    }

    @Test func `of several who rang nobody in particular failed`() throws {
        var talk = try ringing(["ring: [first, second], seconds: 25"])
        talk.passes(seconds: 25)
        try talk.send(connected("failed"))
        #expect(talk.call.legs.prefix(2).map(\.reason) == [nil, nil])
        #expect(talk.core.ringing == ["tel:114"])
    }

    @Test func `the same result again, or late, gets the same reply and moves nothing`() throws {
        var talk = try ringing()
        talk.passes(seconds: 25)
        let reply = try talk.send(connected("failed"))
        #expect(try talk.send(connected("failed")) == reply)
        #expect(talk.core.ringing == ["v2"])
        talk.passes(seconds: 25)
        try talk.send(connected("busy", step: 2))
        #expect(try talk.send(connected("failed")) == reply)
        #expect(talk.core.ringing == ["v3"])
    }

    @Test func `a caller whose call the log does not know gets the last resort`() throws {
        var talk = DialectTalk(
            try DialectSender.elks(DialectSender.frame()), try Conversation())
        let reply = try talk.send(connected("failed", step: 2))
        #expect(reply.contains("sip:vagt@settings.example"))
        #expect(talk.core.rung == ["sip:vagt@settings.example"])
    }

    // MARK: The call is over

    @Test func `a caller who hangs up while it rings has reached nobody`() throws {
        var talk = try ringing()
        talk.passes(seconds: 9)
        #expect(try talk.send(hangup(state: "failed")) == "{}")
        #expect(talk.call.ended?.by == .caller)
        #expect(talk.call.accepted == nil)
        #expect(talk.call.leg(first)?.reason == .cancelled)
    }

    @Test func `who was spoken with stands in legs`() throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        let legs = #"[{"duration":31,"to":"+4500000011","state":"success","from":"+4570201000"}]"#
        #expect(try talk.send(hangup(legs)) == "{}")
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.accepted?.at == talk.core.now - .seconds(31))
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.leg(first)?.reason == .completed)
        #expect(talk.call.ended?.by == .caller)
        #expect(talk.call.outcome == .answered)
    }

    @Test func `of several the one who answered has the call`() throws {
        var talk = try ringing(["ring: [first, second], seconds: 25"])
        talk.passes(seconds: 60)
        let legs =
            #"[{"to":"+4500000011","state":"failed"},"#
            + #"{"duration":14,"to":"+4500000012","state":"success"}]"#
        try talk.send(hangup(legs))
        #expect(talk.call.accepted?.leg == LegID(step: 1, number: 2))
        #expect(talk.call.legs.prefix(2).map(\.reason) == [.cancelled, .completed])
    }

    @Test(arguments: [
        #"[{"duration":"31","to":"+4500000011","state":"success"}]"#,
        #"[{"duration":31.5,"to":"+4500000011","state":"success"}]"#,
        #"[{"to":"+4500000011","state":"success"}]"#,
        #"[{"to":null,"state":7},{"duration":31,"to":"+4500000011","state":"success"}]"#,
    ])
    func `legs that are written in another way are believed too`(_ legs: String) throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        try talk.send(hangup(legs))
        #expect(talk.call.accepted?.leg == first)
    }

    @Test(arguments: [
        "", "[]", "{}", "null", "[", "[null]", #"[{"to":"+4500000011","state":"failed"}]"#,
        #"[{"to":"+4500000099","state":"success","duration":31}]"#,
        #"[{"state":"success","duration":31}]"#,
    ])
    func `legs that name nobody who rang tell of no talk`(_ legs: String) throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        try talk.send(hangup(legs))
        #expect(talk.call.accepted == nil)
        #expect(talk.call.ended?.by == .caller)
    }

    @Test(arguments: [-5, 61, Int.max, Int.min])
    func `a talk is no longer than its leg rang`(_ seconds: Int) throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        let legs = #"[{"duration":\#(seconds),"to":"+4500000011","state":"success"}]"#
        try talk.send(hangup(legs))
        let accepted = try #require(talk.call.accepted)
        #expect(accepted.at >= talk.core.now - .seconds(60))
        #expect(accepted.at <= talk.core.now)
    }

    @Test func `the end after a talk changes nothing of it`() throws {
        var talk = try ringing()
        talk.passes(seconds: 60)
        try talk.send(connected("success"))
        try talk.send(hangup(#"[{"duration":31,"to":"+4500000012","state":"success"}]"#))
        #expect(talk.call.accepted?.leg == first)
        #expect(talk.call.ended?.by == .professional)
        #expect(talk.core.rung == ["v1"])
    }
}
