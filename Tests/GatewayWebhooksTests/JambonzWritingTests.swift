import CallRouting
@testable import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LegID(step: 1, number: 1)
private let second = LegID(step: 1, number: 2)

/// What jambonz lets each verb have; an unknown property makes the whole reply invalid.
private let allowed: [String: Set<String>] = [
    "dial": [
        "verb", "target", "actionHook", "confirmHook", "timeout", "timeLimit", "answerOnBridge",
        "callerId", "callerName", "dialMusic", "headers", "tag", "anchorMedia", "amd", "dtmfHook",
        "proxy",
    ],
    "gather": [
        "verb", "actionHook", "input", "numDigits", "minDigits", "maxDigits", "finishOnKey",
        "interDigitTimeout", "timeout", "say", "play", "dtmfBargein",
    ],
    "say": ["verb", "text", "loop", "earlyMedia", "synthesizer"],
    "play": ["verb", "url", "loop", "earlyMedia", "actionHook"],
    "hangup": ["verb", "headers"],
    "tag": ["verb", "data"],
]

private let allowedOfTargets: [String: Set<String>] = [
    "phone": ["type", "number", "trunk", "headers", "from", "confirmHook"],
    "sip": ["type", "sipUri", "trunk", "headers", "auth", "from", "confirmHook"],
]

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    fileprivate var names: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }

    fileprivate var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    fileprivate var asList: [JSONValue] {
        if case .list(let values) = self { values } else { [] }
    }

    fileprivate var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}

@Suite struct JambonzWritingTests {
    private func talk(
        _ roster: RosterText = RosterText(), speech: Speech = Speech(), callbackKey: String? = nil
    ) throws -> DialectTalk {
        var core = try Conversation(roster)
        core.abilities = GatewayAbilities(callbackKey: callbackKey)
        let frame = try DialectSender.frame(speech: speech, callbackKey: callbackKey)
        return DialectTalk(try DialectSender.jambonz(frame, secrets: []), core)
    }

    private func call(from: String = jensen) -> Webhook {
        DialectSender.json("call", #"{"call_sid":"c1","from":"\#(from)","to":"\#(hotline)"}"#)
    }

    private func presses(_ key: String, _ leg: LegID = first) -> Webhook {
        DialectSender.json(
            Hook(.accept, of: "c1", leg), #"{"call_sid":"c9","digits":"\#(key)"}"#)
    }

    private func written(
        _ instruction: Instruction, speech: Speech = Speech(), called: String? = hotline
    ) throws -> String {
        let dialect = try DialectSender.jambonz(DialectSender.frame(speech: speech), secrets: [])
        let bytes = dialect.written(
            instruction, for: "c1", after: WrittenInstructions.delivery, called: called)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An address as it is handed out, with how often jambonz is to ask it.
    private func asked(_ url: String) -> String { url + "#rc=3&rp=ct,5xx" }

    private func url(_ purpose: Hook.Purpose, step: Int = 0) -> String {
        asked(DialectSender.url(Hook(purpose, of: "c1", step: step)))
    }

    /// What is rung where our next answer does not come.
    private func tail(_ target: String) -> String {
        #"{"verb":"dial","target":[\#(target)],"timeout":60,"answerOnBridge":true,"#
            + #""callerId":"+4570201000","actionHook":"\#(url(.fallback))"},{"verb":"hangup"}"#
    }

    private let lastResort = #"{"type":"sip","sipUri":"sip:vagt@settings.example"}"#

    // MARK: What jambonz takes at all

    private func check(_ reply: String) throws {
        let json = try JSONValue.parse(Array(reply.utf8))
        guard case .list(let verbs) = json else {
            Issue.record("no array: \(reply)")
            return
        }
        #expect(!json.holdsNull, "\(reply)")
        for verb in verbs { check(verb, of: reply) }
    }

    private func check(_ verb: JSONValue, of reply: String) {
        let name = verb["verb"]?.asText ?? "none"
        #expect(verb.names.isSubset(of: allowed[name] ?? []), "\(name) in \(reply)")
        for nested in ["say", "play"] {
            guard let spoken = verb[nested] else { continue }
            #expect(spoken.names.isSubset(of: allowed[nested] ?? []), "\(reply)")
            #expect(spoken["verb"] == nil, "\(reply)")
            check(spoken, as: nested, reply)
        }
        check(verb, as: name, reply)
    }

    private func check(_ verb: JSONValue, as name: String, _ reply: String) {
        switch name {
        case "dial":
            let targets = verb["target"]?.asList ?? []
            #expect((1...10).contains(targets.count), "\(reply)")
            for target in targets {
                let type = target["type"]?.asText ?? "none"
                #expect(target.names.isSubset(of: allowedOfTargets[type] ?? []), "\(reply)")
                #expect((target["number"] ?? target["sipUri"])?.asText?.isEmpty == false)
            }
            #expect(verb["timeout"]?.isNumber == true && verb["answerOnBridge"] == .flag(true))
        case "gather":
            #expect(verb["input"] == .list([.text("digits")]))
            #expect(verb["timeout"]?.isNumber == true && verb["numDigits"]?.isNumber == true)
            #expect(verb["actionHook"]?.asText?.isEmpty == false)
        case "say":
            #expect(verb["text"]?.asText?.isEmpty == false, "\(reply)")
            let synthesizer = verb["synthesizer"]?.names ?? []
            #expect(synthesizer.isSubset(of: ["vendor", "language", "voice"]), "\(reply)")
        case "play": #expect(verb["url"]?.asList.isEmpty == false, "\(reply)")
        default: break
        }
    }

    @Test func `every reply is an array of verbs as jambonz takes them`() throws {
        for instruction in try WrittenInstructions.all() {
            for speech in WrittenInstructions.speeches {
                try check(try written(instruction, speech: speech))
                try check(try written(instruction, speech: speech, called: nil))
            }
        }
    }

    @Test func `whatever comes, a caller is rung for or let go`() throws {
        for instruction in try WrittenInstructions.all() {
            let reply = try written(instruction)
            #expect(reply.hasSuffix(#"{"verb":"hangup"}]"#))
            guard case .dial = instruction else { continue }
            let verbs = try JSONValue.parse(Array(reply.utf8)).asList
            let tail = verbs.suffix(2).first
            #expect(tail?["actionHook"]?.asText == url(.fallback), "\(reply)")
        }
    }

    // MARK: The caller's leg

    @Test func `a step is dialled, and after it what is rung without our answer`() throws {
        var talk = try talk()
        let confirm = asked(DialectSender.url(Hook(.whisper, of: "c1", first)))
        #expect(
            try talk.send(call())
                == #"[{"verb":"say","text":"Vi stiller dig igennem."},{"verb":"dial","target":["#
                + #"{"type":"sip","sipUri":"sip:v1@egetraeet.example","confirmHook":"\#(confirm)"}"#
                + #"],"timeout":25,"answerOnBridge":true,"callerId":"+4570201000","#
                + #""callerName":"Akuttelefonen","actionHook":"\#(url(.step, step: 1))","#
                + #""tag":{"step":1}},"# + tail(#"{"type":"phone","number":"114"}"#) + "]")
    }

    @Test func `the hotline's number is shown, else the one that was dialled`() throws {
        let target = try WrittenInstructions.target(1, "tel:+4500000011")
        let dial = WrittenInstructions.dial([target], callerID: nil)
        let reply = try written(dial, called: "70101010")
        let verbs = try JSONValue.parse(Array(reply.utf8)).asList
        let shown = verbs.compactMap { $0["callerId"]?.asText }
        #expect(shown == ["70101010", "70101010"])
        #expect(try !written(dial, called: nil).contains("callerId"))
        for from in ["anonymous", jensen] {
            var talk = try talk()
            #expect(try !talk.send(call(from: from)).contains(from))
        }
    }

    @Test func `who needs no key has no hook to confirm, and who is gone is left out`() throws {
        let targets = [
            try WrittenInstructions.target(1, nil),
            try WrittenInstructions.target(2, "tel:114", confirm: false),
        ]
        let reply = try written(WrittenInstructions.dial(targets))
        #expect(!reply.contains("confirmHook"))
        #expect(reply.contains(#""target":[{"type":"phone","number":"114"}],"timeout":25"#))
        #expect(
            try written(WrittenInstructions.dial([]))
                == "[" + tail(#"{"type":"phone","number":"114"}"#) + "]")
        #expect(
            try written(WrittenInstructions.dial([], otherwise: nil))
                == "[" + tail(lastResort) + "]")
    }

    @Test func `keys are asked for at an address that is new each time`() throws {
        var talk = try talk()
        func gather(_ text: String, after delivery: String) -> String {
            let url = asked(
                DialectSender.url(.digits, of: "c1", after: DeliveryID(rawValue: delivery)))
            return ##"[{"verb":"gather","input":["digits"],"numDigits":6,"finishOnKey":"#","##
                + #""timeout":8,"actionHook":"\#(url)","say":{"text":"\#(text)"}},"#
                + tail(lastResort) + "]"
        }
        #expect(
            try talk.send(call(from: "anonymous"))
                == gather("Tast din families kode.", after: "call|c1"))
        let keys = #"{"call_sid":"c1","digits":"111111","to":"\#(hotline)"}"#
        #expect(
            try talk.send(DialectSender.json(Hook(.digits, of: "c1", turn: "t"), keys))
                == gather("Koden passer ikke. Prøv igen.", after: "digits|c1|t"))
    }

    @Test func `the caller is offered to be rung back, and else the step is rung`() throws {
        var talk = try talk(callbackKey: "9")
        let url = asked(
            DialectSender.url(
                .callback, of: "c1", step: 1, after: DeliveryID(rawValue: "call|c1")))
        let reply = try talk.send(call())
        let offer =
            ##"{"verb":"gather","input":["digits"],"numDigits":1,"finishOnKey":"#","timeout":1,"##
            + #""actionHook":"\#(url)","#
            + #""say":{"text":"Tast 9, hvis vi hellere skal ringe dig op."}}"#
        #expect(
            reply.hasPrefix(
                #"[{"verb":"say","text":"Vi stiller dig igennem."},"# + offer
                    + #",{"verb":"dial","target":[{"type":"sip""#))
        let hook = Hook(.callback, of: "c1", step: 1, turn: "t")
        #expect(try talk.send(DialectSender.json(hook, #"{"digits":"5"}"#)) == "[]")
        #expect(
            try talk.send(DialectSender.json(hook, #"{"digits":"9"}"#))
                == #"[{"verb":"say","text":"Vi har ikke fået fat i en kollega. Du bliver ringet op"#
                + #" inden klokken 13:30. Er nogen i fare nu, så ring 112."},{"verb":"hangup"}]"#)
    }

    @Test func `what is over hangs up`() throws {
        let hangup = #"[{"verb":"hangup"}]"#
        for over in [Instruction.hangup(nil), .connect(first)] {
            #expect(try written(over) == hangup)
        }
        #expect(try written(.hangup(try WrittenInstructions.gone())) == hangup)
        #expect(try written(.wait) == "[" + tail(lastResort) + "]")
    }

    // MARK: A professional's leg

    private func ringingTwo() throws -> DialectTalk {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        var talk = try talk(roster)
        try talk.send(call())
        return talk
    }

    @Test func `who picks up is asked for the key, and let go without one`() throws {
        var talk = try ringingTwo()
        let reply = try talk.send(
            DialectSender.json(Hook(.whisper, of: "c1", first), #"{"call_sid":"c9"}"#))
        let url = asked(DialectSender.url(Hook(.accept, of: "c1", first)))
        #expect(
            reply
                == ##"[{"verb":"gather","input":["digits"],"numDigits":1,"finishOnKey":"#","##
                + #""timeout":10,"actionHook":"\#(url)","#
                + #""say":{"text":"Akuttelefonen. Tast 1 for at tage opkaldet."}},"#
                + #"{"verb":"hangup"}]"#)
        try check(reply)
        #expect(!reply.contains("Jensen") && !reply.contains(jensen))
    }

    @Test func `who has the call hears the brief, and only verbs that are let through`() throws {
        var talk = try ringingTwo()
        let reply = try talk.send(presses("1"))
        try check(reply)
        let verbs = try JSONValue.parse(Array(reply.utf8)).asList
        #expect(verbs.map { $0["verb"]?.asText } == ["say", "tag"])
        #expect(verbs.first?["text"]?.asText == "Familien Jensen.")
        #expect(verbs.last?["data"]?["accepted"] == .flag(true))
    }

    @Test func `the tag after the key still tells the step, for it replaces the dial's`() throws {
        var talk = try ringingTwo()
        let reply = try talk.send(presses("1"))
        let verbs = try JSONValue.parse(Array(reply.utf8)).asList
        #expect(verbs.last?["data"]?["step"] == .number(1))
    }

    @Test func `who comes too late, or declines, is left to the hangup that waits`() throws {
        var talk = try ringingTwo()
        #expect(try talk.send(presses("2", second)) == "[]")
        try talk.send(presses("1"))
        #expect(try talk.send(presses("1", second)) == "[]")
    }

    @Test func `a family's name is escaped`() throws {
        var roster = RosterText()
        roster.families[0] = RosterText.family(
            "jensen", #""Familien \"Ø\" \\ </x>\u0001\t☎""#, jensen, "pin: \"470811\"")
        var talk = try talk(roster)
        try talk.send(call())
        let reply = try talk.send(presses("1"))
        let verbs = try JSONValue.parse(Array(reply.utf8)).asList
        #expect(verbs.first?["text"]?.asText == "Familien \"Ø\" \\ </x>\u{1}\t☎.")
    }

    // MARK: Voices and recordings

    @Test func `a voice of the settings is a vendor, and perhaps its voice`() throws {
        let hej = Instruction.hangup(WrittenInstructions.say("Hej."))
        #expect(
            try written(hej, speech: WrittenInstructions.speeches[1]).contains(
                #""synthesizer":{"vendor":"google","language":"da-DK","voice":"da-DK-Wavenet-A"}"#))
        #expect(
            try written(hej, speech: WrittenInstructions.speeches[2]).contains(
                #""synthesizer":{"vendor":"google","language":"da-DK"}"#))
    }

    @Test func `recordings are played in their order`() throws {
        let promise = WrittenInstructions.say("Inden 04:05.", key: .callback, value: "04:05")
        let files = ["callback-1", "hour-04", "minute-05", "callback-2"]
        let urls = files.map { #""https://cdn.example/lyd/da/\#($0).mp3""# }.joined(separator: ",")
        #expect(
            try written(
                .callback(deadline: Fixtures.now, promise),
                speech: Speech(recordings: WrittenInstructions.sounds))
                == #"[{"verb":"play","url":[\#(urls)]},{"verb":"hangup"}]"#)
    }
}
