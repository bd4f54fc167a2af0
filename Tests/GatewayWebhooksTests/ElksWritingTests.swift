import CallRouting
@testable import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct ElksWritingTests {
    private static let recorded = Speech(recordings: WrittenInstructions.sounds)
    private let end = #""whenhangup":"\#(DialectSender.url(Hook(.end, of: "c1")))""#
    private let next = #""next":"\#(DialectSender.url(Hook(.step, of: "c1", step: 1)))""#

    private func roster() -> RosterText {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional(
            "v1", "Vera Holm", "phones: [\"+4500000011\"]")
        return roster
    }

    private func talk(
        _ roster: RosterText? = nil, speech: Speech = ElksWritingTests.recorded,
        callbackKey: String? = nil
    ) throws -> DialectTalk {
        var core = try Conversation(roster ?? self.roster())
        core.abilities = GatewayAbilities(callbackKey: callbackKey)
        let frame = try DialectSender.frame(speech: speech, callbackKey: callbackKey)
        return DialectTalk(try DialectSender.elks(frame), core)
    }

    private func voice(from: String = jensen) -> Webhook {
        DialectSender.post(
            "voice/\(DialectSender.pathToken)", ["callid": "c1", "from": from, "to": hotline])
    }

    private func written(
        _ instruction: Instruction, speech: Speech = Speech(), called: String? = hotline,
        limitsRinging: Bool = false
    ) throws -> String {
        let dialect = try DialectSender.elks(
            DialectSender.frame(speech: speech), limitsRinging: limitsRinging)
        let bytes = dialect.action(
            for: instruction, call: "c1", after: WrittenInstructions.delivery, called: called)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Recordings one after the other, and what comes after them.
    private func plays(_ files: [String], then rest: String? = nil) -> String {
        var action = rest
        for file in files.reversed() {
            let following = action.map { #","next":{\#($0)}"# } ?? ""
            action = #""play":"https://cdn.example/lyd/da/\#(file).mp3"\#(following),\#(end)"#
        }
        return "{\(action ?? "")}"
    }

    @Test func `a step is announced and connected`() throws {
        var talk = try talk()
        let connect = #""connect":"+4500000011","callerid":"+4570201000",\#(next),\#(end)"#
        #expect(try talk.send(voice()) == plays(["waiting"], then: connect))
        var silent = try self.talk(speech: Speech())
        #expect(try silent.send(voice()) == "{\(connect)}")
    }

    @Test func `the ringing time is sent only where the settings say so`() throws {
        let target = try WrittenInstructions.target(1, "tel:+4500000011")
        let dial = WrittenInstructions.dial([target])
        #expect(try !written(dial).contains("timeout"))
        #expect(
            try written(dial, limitsRinging: true)
                == #"{"connect":"+4500000011","callerid":"+4570201000","timeout":25,"#
                + "\(next),\(end)}")
    }

    @Test func `several of a step ring at once, and who is gone is left out`() throws {
        let targets = [
            try WrittenInstructions.target(1, "tel:+4500000011"),
            try WrittenInstructions.target(2, nil),
            try WrittenInstructions.target(3, "sip:v3@egetraeet.example"),
        ]
        let reply = try written(WrittenInstructions.dial(targets))
        #expect(reply.hasPrefix(#"{"connect":"+4500000011,sip:v3@egetraeet.example","#))
    }

    @Test func `where nobody is left the last resort is rung`() throws {
        let lastResort =
            #"{"connect":"sip:vagt@settings.example","callerid":"+4570201000",\#(end)}"#
        #expect(try written(.wait) == lastResort)
        #expect(try written(WrittenInstructions.dial([], otherwise: nil)) == lastResort)
        #expect(
            try written(WrittenInstructions.dial([]))
                == #"{"connect":"114","callerid":"+4570201000",\#(end)}"#)
        #expect(
            try written(.gather(digits: 6, WrittenInstructions.say("Tast.", key: .askPIN)))
                == lastResort, "nothing can be asked without a recording")
    }

    @Test func `the hotline's number is shown, else the one that was dialled`() throws {
        let target = try WrittenInstructions.target(1, "tel:+4500000011")
        let dial = WrittenInstructions.dial([target], callerID: nil)
        let shown = #""callerid":"+4570101010""#
        #expect(try written(dial, called: "+4570101010").contains(shown))
        #expect(try written(.wait, called: "+4570101010").contains(shown))
        for from in ["anonymous", jensen] {
            var talk = try talk()
            #expect(try !talk.send(voice(from: from)).contains(from))
        }
    }

    @Test func `the hotline's number is shown also where nobody of the step is left`() throws {
        let gone = WrittenInstructions.dial([])
        #expect(
            try written(gone, called: "70201000").contains(#""callerid":"+4570201000""#))
    }

    @Test func `keys are asked for at an address that is new each time`() throws {
        var talk = try talk()
        func ask(_ file: String, after delivery: String) -> String {
            let url = DialectSender.url(
                .digits, of: "c1", after: DeliveryID(rawValue: delivery))
            return #"{"ivr":"https://cdn.example/lyd/da/\#(file).mp3","digits":6,"timeout":8,"#
                + #""repeat":1,"next":"\#(url)",\#(end)}"#
        }
        #expect(try talk.send(voice(from: "anonymous")) == ask("ask-pin", after: "voice|c1"))
        let hook = Hook(.digits, of: "c1", turn: "t")
        #expect(
            try talk.send(DialectSender.post(hook, ["callid": "c1", "result": "111111"]))
                == ask("wrong-pin", after: "digits|c1|t"))
    }

    @Test func `the caller is offered to be rung back, and else the step is rung`() throws {
        var talk = try talk(callbackKey: "9")
        let url = DialectSender.url(
            .callback, of: "c1", step: 1, after: DeliveryID(rawValue: "voice|c1"))
        let ask =
            #""ivr":"https://cdn.example/lyd/da/offer-callback.mp3","digits":1,"timeout":1,"#
            + #""repeat":1,"next":"\#(url)",\#(end)"#
        #expect(try talk.send(voice()) == plays(["waiting"], then: ask))
        let hook = Hook(.callback, of: "c1", step: 1, turn: "t")
        let connect = #"{"connect":"+4500000011","callerid":"+4570201000",\#(next),\#(end)}"#
        for result in ["failed", "5"] {
            let other = DialectSender.post(hook, ["result": result, "to": hotline])
            #expect(try talk.send(other) == connect)
        }
        let key = DialectSender.post(hook, ["result": "9", "to": hotline])
        #expect(
            try talk.send(key) == plays(["callback-1", "hour-13", "minute-30", "callback-2"]))
    }

    @Test func `a promise says its hour and minute, a number its digits`() throws {
        let promise = WrittenInstructions.say("Inden 04:05.", key: .callback, value: "04:05")
        #expect(
            try written(
                .callback(deadline: Fixtures.now, promise), speech: ElksWritingTests.recorded)
                == plays(["callback-1", "hour-04", "minute-05", "callback-2"]))
        let number = WrittenInstructions.say("Ring 114.", key: .noPromise, value: "114")
        #expect(
            try written(.hangup(number), speech: ElksWritingTests.recorded)
                == plays(["no-promise-1", "digit-1", "digit-1", "digit-4", "no-promise-2"]))
    }

    @Test func `what is over hangs up`() throws {
        let hangup = #"{"hangup":"reject",\#(end)}"#
        #expect(try written(.hangup(nil)) == hangup)
        #expect(try written(.hangup(WrittenInstructions.say("Ring 114."))) == hangup)
        #expect(try written(.connect(LegID(step: 1, number: 1))) == hangup)
    }

    @Test func `every action is told its end, and none holds a null`() throws {
        for instruction in try WrittenInstructions.all() {
            for speech in WrittenInstructions.speeches {
                for called in [hotline, nil] {
                    let reply = try written(instruction, speech: speech, called: called)
                    let json = try JSONValue.parse(Array(reply.utf8))
                    #expect(!json.holdsNull, "\(reply)")
                    check(json, reply)
                }
            }
        }
    }

    /// An object with just one action, its end, and one that follows it.
    private func check(_ json: JSONValue, _ reply: String) {
        guard case .object(let members) = json else {
            Issue.record("no object: \(reply)")
            return
        }
        let actions = Set(["connect", "ivr", "play", "hangup"]).intersection(members.keys)
        #expect(actions.count == 1, "\(reply)")
        #expect(members["whenhangup"] != nil, "\(reply)")
        let known: Set<String> = [
            "connect", "callerid", "timeout", "ivr", "digits", "repeat", "play", "hangup", "next",
            "whenhangup",
        ]
        #expect(known.isSuperset(of: members.keys), "\(reply)")
        if let next = members["next"], case .object = next { check(next, reply) }
    }

    @Test func `no name and no reason is played or written`() throws {
        var roster = roster()
        roster.families[0] = RosterText.family(
            "jensen", "Familien Jensen", jensen, "pin: \"470811\"")
        var talk = try talk(roster)
        let reply = try talk.send(voice())
        #expect(!reply.contains("Jensen") && !reply.contains("Vera"))
    }
}
