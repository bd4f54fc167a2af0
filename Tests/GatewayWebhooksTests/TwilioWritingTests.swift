import CallRouting
@testable import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

private let sid = DialectSender.sid
private let first = LegID(step: 1, number: 1)
private let second = LegID(step: 1, number: 2)

@Suite struct TwilioWritingTests {
    private static let fragment = "#rc=2&amp;rp=ct,rt,5xx&amp;ct=2000&amp;rt=4000"

    private func talk(
        _ roster: RosterText = RosterText(), speech: Speech = Speech(), callbackKey: String? = nil,
        _ authentication: GatewayAuthentication = .twilio
    ) throws -> DialectTalk {
        let frame = try DialectSender.frame(speech: speech, callbackKey: callbackKey)
        var core = try Conversation(roster)
        core.abilities = GatewayAbilities(callbackKey: callbackKey)
        return DialectTalk(
            try DialectSender.twilio(frame, authentication, secrets: []), core)
    }

    private func voice(from: String = jensen, to: String = hotline) -> Webhook {
        DialectSender.post("voice", ["CallSid": sid, "From": from, "To": to])
    }

    private func presses(_ key: String, _ leg: LegID = first) -> Webhook {
        DialectSender.post(Hook(.accept, of: sid, leg), ["CallSid": "CA9", "Digits": key])
    }

    private func address(_ hook: Hook) -> String {
        DialectSender.url(hook) + TwilioWritingTests.fragment
    }

    private func document(_ verbs: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\(verbs)</Response>\n"
    }

    private func say(_ text: String) -> String { "<Say language=\"da-DK\">\(text)</Say>" }

    /// The `Dial` of a step with one target.
    private func dial(
        _ noun: String, _ address: String, step: Int = 1, from shown: String = hotline,
        fragment: String = TwilioWritingTests.fragment
    ) -> String {
        let leg = LegID(step: step, number: 1)
        let action = DialectSender.url(Hook(.step, of: sid, step: step)) + fragment
        let whisper = DialectSender.url(Hook(.whisper, of: sid, leg)) + fragment
        let status = DialectSender.url(Hook(.leg, of: sid, leg)) + fragment
        return #"<Dial action="\#(action)" method="POST" timeout="25" timeLimit="14400""#
            + #" callerId="\#(shown)" answerOnBridge="true"><\#(noun) url="\#(whisper)""#
            + #" method="POST" statusCallback="\#(status)" statusCallbackMethod="POST""#
            + #" statusCallbackEvent="initiated ringing answered completed">\#(address)</\#(noun)>"#
            + "</Dial>"
    }

    /// A document written for an instruction.
    private func written(
        _ instruction: Instruction, speech: Speech = Speech(), to: String = hotline
    ) throws -> String {
        let dialect = try DialectSender.twilio(DialectSender.frame(speech: speech), secrets: [])
        let bytes = dialect.document(
            for: instruction, call: sid, after: WrittenInstructions.delivery,
            called: to)
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: The caller's leg

    @Test func `a step is dialled, with a whisper before the two are joined`() throws {
        var talk = try talk()
        #expect(
            try talk.send(voice())
                == document(
                    say("Vi stiller dig igennem.") + dial("Sip", "sip:v1@egetraeet.example")))
        let next = DialectSender.post(
            Hook(.step, of: sid, step: 1),
            [
                "CallSid": sid, "CallStatus": "in-progress", "To": hotline,
                "DialCallStatus": "no-answer", "DialBridged": "false",
            ])
        #expect(
            try talk.send(next)
                == document(dial("Sip", "sip:v2@egetraeet.example", step: 2)))
    }

    @Test(arguments: [GatewayAuthentication.signalwire, .telnyx])
    func `a clone is given addresses without Twilio's fragment`(
        _ authentication: GatewayAuthentication
    ) throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional(
            "v1", "Vera Holm", "phones: [\"+4500000011\"]")
        var talk = try talk(roster, authentication)
        #expect(
            try talk.send(voice())
                == document(
                    say("Vi stiller dig igennem.") + dial("Number", "+4500000011", fragment: "")))
    }

    @Test func `a desk is rung without a whisper`() throws {
        let text = try written(
            WrittenInstructions.dial([
                try WrittenInstructions.target(1, "tel:114", confirm: false)
            ]))
        #expect(!text.contains(" url="))
        #expect(text.contains(#"<Number statusCallback=""#))
        #expect(text.contains(">114</Number>"))
    }

    @Test func `the hotline's number is shown, else the one that was dialled`() throws {
        for from in [jensen, "anonymous", "+4511223344"] {
            var talk = try talk()
            var reply = try talk.send(voice(from: from))
            if reply.contains("<Gather") {
                reply = try talk.send(
                    DialectSender.post(
                        Hook(.digits, of: sid, turn: "t"), ["CallSid": sid, "To": hotline]))
            }
            #expect(reply.contains(#"callerId="+4570201000""#))
            #expect(!reply.contains(from))
        }
        let target = try WrittenInstructions.target(1, "tel:+4500000011")
        let dial = WrittenInstructions.dial([target], callerID: nil)
        #expect(try written(dial, to: "+4570101010").contains(#"callerId="+4570101010""#))
        #expect(try written(.wait, to: "+4570101010").contains(#"callerId="+4570101010""#))
    }

    @Test(arguments: [(1, "5"), (5, "5"), (25, "25"), (120, "120"), (300, "120")])
    func `a Dial rings 5 to 120 seconds`(_ seconds: Int, _ written: String) throws {
        let target = try WrittenInstructions.target(1, "tel:+4500000011")
        let text = try self.written(WrittenInstructions.dial([target], seconds: seconds))
        #expect(text.contains(#"timeout="\#(written)""#))
    }

    @Test func `a Dial takes ten, and leaves out who is gone`() throws {
        var targets = [try WrittenInstructions.target(20, nil)]
        for number in 1...12 {
            targets.append(try WrittenInstructions.target(number, "tel:+450000000\(number % 10)"))
        }
        let text = try written(WrittenInstructions.dial(targets))
        #expect(text.split(separator: "</Number>").count == 11)
    }

    @Test func `where nobody is left the last resort is rung`() throws {
        let shown = #"timeout="60" callerId="+4570201000" answerOnBridge="true""#
        let lastResort = "<Dial \(shown)><Sip>sip:vagt@settings.example</Sip></Dial><Hangup/>"
        #expect(try written(.wait) == document(lastResort))
        #expect(
            try written(WrittenInstructions.dial([]))
                == document("<Dial \(shown)><Number>114</Number></Dial><Hangup/>"))
        #expect(
            try written(WrittenInstructions.dial([], otherwise: nil)) == document(lastResort))
    }

    @Test func `keys are asked for at an address that is new each time`() throws {
        var talk = try talk()
        func gather(_ text: String, after delivery: String) -> String {
            let url =
                DialectSender.url(.digits, of: sid, after: DeliveryID(rawValue: delivery))
                + TwilioWritingTests.fragment
            return document(
                ##"<Gather input="dtmf" numDigits="6" timeout="8" finishOnKey="#""##
                    + #" actionOnEmptyResult="true" action="\#(url)" method="POST">"#
                    + say(text) + #"</Gather><Redirect method="POST">\#(url)</Redirect>"#)
        }
        let asked = try talk.send(voice(from: "anonymous"))
        #expect(asked == gather("Tast din families kode.", after: "voice|\(sid)"))
        let again = try talk.send(
            DialectSender.post(Hook(.digits, of: sid, turn: "t"), ["Digits": "111111"]))
        #expect(again == gather("Koden passer ikke. Prøv igen.", after: "digits|\(sid)|t"))
    }

    @Test func `the caller is offered to be rung back, before each step`() throws {
        var talk = try talk(callbackKey: "9")
        let url =
            DialectSender.url(
                .callback, of: sid, step: 1, after: DeliveryID(rawValue: "voice|\(sid)"))
            + TwilioWritingTests.fragment
        let rings = dial("Sip", "sip:v1@egetraeet.example")
        #expect(
            try talk.send(voice())
                == document(
                    #"<Gather input="dtmf" numDigits="1" timeout="1" finishOnKey="""#
                        + #" action="\#(url)" method="POST">"# + say("Vi stiller dig igennem.")
                        + say("Tast 9, hvis vi hellere skal ringe dig op.") + "</Gather>" + rings))
        let hook = Hook(.callback, of: sid, step: 1, turn: "t")
        #expect(
            try talk.send(DialectSender.post(hook, ["Digits": "5", "To": hotline]))
                == document(rings), "another key rings the step and asks no more")
        #expect(
            try talk.send(DialectSender.post(hook, ["Digits": "9", "To": hotline]))
                == document(
                    say(
                        "Vi har ikke fået fat i en kollega. Du bliver ringet op inden klokken "
                            + "13:30. Er nogen i fare nu, så ring 112.") + "<Hangup/>"))
    }

    @Test func `what is over hangs up`() throws {
        #expect(try written(.hangup(nil)) == document("<Hangup/>"))
        #expect(try written(.connect(first)) == document("<Hangup/>"))
        let spoken = WrittenInstructions.say("Ring 114.")
        #expect(try written(.hangup(spoken)) == document(say("Ring 114.") + "<Hangup/>"))
        #expect(try written(.hangup(try WrittenInstructions.gone())) == document("<Hangup/>"))
    }

    @Test func `no instruction leaves a caller in a document that does nothing`() throws {
        for instruction in try WrittenInstructions.all() {
            for speech in WrittenInstructions.speeches {
                let text = try written(instruction, speech: speech)
                #expect(
                    text.contains("<Hangup/>") || text.contains("<Dial action=")
                        || text.contains("</Redirect>"), "\(text)")
            }
        }
    }

    // MARK: A professional's leg

    private func ringingTwo() throws -> DialectTalk {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try talk(roster)
        try talk.send(voice())
        return talk
    }

    @Test func `a whisper names nobody and ends in a hangup`() throws {
        var talk = try ringingTwo()
        let request = DialectSender.post(
            Hook(.whisper, of: sid, first), ["CallSid": "CA9", "CallStatus": "in-progress"])
        let reply = try talk.send(request)
        let url = address(Hook(.accept, of: sid, first))
        #expect(
            reply
                == document(
                    #"<Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="""#
                        + #" action="\#(url)" method="POST">"#
                        + say("Akuttelefonen. Tast 1 for at tage opkaldet.")
                        + "</Gather><Hangup/>"))
        #expect(!reply.contains("Jensen") && !reply.contains(jensen))
    }

    @Test func `who has the call hears the brief and is joined`() throws {
        var talk = try ringingTwo()
        #expect(try talk.send(presses("1")) == document(say("Familien Jensen.")))
        let late = DialectSender.post(Hook(.whisper, of: sid, second), ["CallSid": "CA8"])
        #expect(try talk.send(late) == document("<Hangup/>"), "who picks up now is let go")
        #expect(
            try talk.send(presses("1", second))
                == document(say("Opkaldet er taget.") + "<Hangup/>"))
    }

    @Test(arguments: ["2", "0", "#", "11", ""])
    func `another key lets the leg go`(_ key: String) throws {
        var talk = try ringingTwo()
        #expect(try talk.send(presses(key)) == document("<Hangup/>"))
    }

    @Test func `a family's name is escaped, and what XML cannot hold is left out`() throws {
        var roster = RosterText()
        roster.families[0] = RosterText.family(
            "jensen", #""Familien <Ø> & \"Søn\" 'x'\u0001\u0007\t\uFFFEæ""#, jensen,
            "pin: \"470811\"")
        var talk = try talk(roster)
        try talk.send(voice())
        #expect(
            try talk.send(presses("1"))
                == document(
                    say("Familien &lt;Ø&gt; &amp; &quot;Søn&quot; &apos;x&apos; æ.")))
    }

    @Test func `every text becomes XML that can be read`() {
        #expect(TwiML.escaped("<>&\"'") == "&lt;&gt;&amp;&quot;&apos;")
        #expect(TwiML.escaped("a\tb\nc\rd") == "a b c d")
        let banned = (UInt8(0)..<0x20).filter { ![9, 10, 13].contains($0) }
            .map { Character(UnicodeScalar($0)) }
        #expect(TwiML.escaped(String(banned)) == "")
        #expect(TwiML.escaped("\u{FFFE}\u{FFFF}\u{1FFFE}\u{10FFFF}") == "")
        #expect(TwiML.escaped("æøå ☎ 🧑‍🧑‍🧒 \u{FFFD}") == "æøå ☎ 🧑‍🧑‍🧒 \u{FFFD}")
        #expect(TwiML.escaped("]]>") == "]]&gt;")
    }

    // MARK: Voices and recordings

    @Test func `a voice of the settings speaks its language`() throws {
        let speech = Speech(voices: ["da": "Polly.Naja"])
        let text = try written(.hangup(WrittenInstructions.say("Hej.")), speech: speech)
        #expect(text.contains(#"<Say language="da-DK" voice="Polly.Naja">Hej.</Say>"#))
    }

    @Test func `recordings are played in their order, a name is spoken`() throws {
        func play(_ file: String) -> String { "<Play>https://cdn.example/lyd/da/\(file)</Play>" }
        var talk = try talk(
            speech: Speech(recordings: WrittenInstructions.sounds), callbackKey: "9")
        let reply = try talk.send(voice())
        #expect(reply.contains(play("waiting.mp3") + play("offer-callback.mp3") + "</Gather>"))
        #expect(!reply.contains("<Say"))
        let promised = DialectSender.post(
            Hook(.callback, of: sid, step: 1, turn: "t"), ["Digits": "9", "To": hotline])
        var other = talk
        #expect(
            try other.send(promised)
                == document(
                    ["callback-1.mp3", "hour-13.mp3", "minute-30.mp3", "callback-2.mp3"]
                        .map(play).joined() + "<Hangup/>"))
        #expect(try talk.send(presses("1")) == document(say("Familien Jensen.")))
    }

    @Test func `a number is played by its digits`() throws {
        let announcement = WrittenInstructions.say(
            "Ring +4511.", key: .noPromise, value: "+4511")
        let text = try written(
            .hangup(announcement), speech: Speech(recordings: WrittenInstructions.sounds))
        let files = ["no-promise-1", "digit-4", "digit-5", "digit-1", "digit-1", "no-promise-2"]
        let plays = files.map { "<Play>https://cdn.example/lyd/da/\($0).mp3</Play>" }
        #expect(text == document(plays.joined() + "<Hangup/>"))
        #expect(
            Speech.files(of: .noPromise, value: "+4512345678")
                == ["no-promise-1.mp3"] + (1...8).map { "digit-\($0).mp3" } + ["no-promise-2.mp3"])
        #expect(Speech.files(of: .noPromise, value: "vagt") == ["no-promise.mp3"])
    }

    @Test func `what no recording can say is spoken`() throws {
        let speech = Speech(recordings: WrittenInstructions.sounds)
        let choices = WrittenInstructions.say(
            "Hvilken institution? Tast 1 for Egetræet.", key: .askInstitution)
        let text = try written(.gather(digits: 1, choices), speech: speech)
        #expect(text.contains("Tast 1 for Egetræet."))
    }
}
