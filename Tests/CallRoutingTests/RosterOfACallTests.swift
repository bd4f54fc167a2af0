import CallRouting
import FoundationEssentials
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `The roster of a call` {
    @Test func `C19 is the one that it began with`() throws {
        var talk = try Conversation()
        let old = try #require(talk.inForce?.roster.sha256)
        try talk.callArrives(from: jensen)
        var other = RosterText()
        other.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
        other.lines = ["first", "second", "third"].map { RosterText.line($0, of: "v4") }
        try talk.change(yaml: other.yaml)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v2", "v3", "tel:114"])
        #expect(talk.call.promise?.owner == "v2")
        #expect(talk.call.roster == old)
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v4"])
        #expect(talk.call.roster == talk.inForce?.roster.sha256)
        #expect(talk.call.roster != old)
    }

    @Test func `C20 a killed daemon goes on with the same plan`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        let reply = try talk.nobodyAnswers()
        talk.restart()
        try talk.legEnds("1.1")
        #expect(talk.reply == reply)
        try talk.nobodyAnswers()
        talk.restart()
        #expect(talk.ringing == ["v3"])
        try talk.accepts()
        talk.restart()
        #expect(talk.call.phase == .taken)
        #expect(talk.rung == ["v1", "v2", "v3"])
    }

    @Test(arguments: [
        ("2026-11-23T09:30", ["familieplejen", "frida"], ["plejefamilieteamet", "frida"]),
        ("2026-11-27T12:30", ["frida", "gustav"], ["plejefamilieteamet", "frida"]),
        ("2026-11-23T20:00", ["frida", "gustav"], ["frida", "gustav"]),
        ("2026-12-25T09:30", ["frida", "gustav"], ["frida", "gustav"]),
    ])
    func `C26 each family reaches its own office in its hours, never the other's`(
        _ at: String, _ jensens: [String], _ saebyes: [String]
    ) throws {
        let path = Fixtures.rosters + "/good-two-municipalities.yaml"
        let bytes = try #require(FileManager.default.contents(atPath: path))
        let yaml = String(decoding: bytes, as: UTF8.self)
        for hotline in ["+4500201000", "+4500202000"] {
            for (family, expected) in [("+4500000031", jensens), ("+4500000032", saebyes)] {
                var talk = try Conversation(yaml: yaml, now: instant(at))
                try talk.callArrives(from: family, to: hotline)
                try talk.nobodyEverAnswers()
                #expect(Array(talk.rung.prefix(2)) == expected)
            }
        }
    }

    @Test func `without one a call goes to the settings' last resort, then the promise`() throws {
        var talk = try Conversation(yaml: nil)
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["sip:vagt@settings.example"])
        #expect(talk.dial?.targets.first?.confirm == false)
        try talk.nobodyAnswers()
        #expect(talk.reply.name == .callback)
        #expect(talk.call.promise != nil)
        #expect(talk.call.roster == nil)
        try talk.callArrives(from: nil)
        #expect(talk.ringing == ["sip:vagt@settings.example"])
        try talk.nobodyAnswers()
        #expect(talk.call.phase == .gathering(.callbackNumber))
    }
}

@Suite struct `A call that the log never saw` {
    @Test(arguments: [1, 3, 40])
    func `is dialled to the settings' last resort, one step further`(_ step: Int) throws {
        var talk = try Conversation()
        talk.turnTo("c-9")
        try talk.stepEnds(step)
        let dial = try #require(talk.dial)
        #expect(dial.step == step + 1)
        #expect(dial.callerID.value == nil)
        #expect(talk.ringing == ["sip:vagt@settings.example"])
        #expect(dial.otherwise.value?.uri == "sip:vagt@settings.example")
        let reply = talk.reply
        try talk.stepEnds(step)
        #expect(talk.reply == reply)
        try talk.nobodyAnswers()
        #expect(talk.call.phase == .gathering(.callbackNumber))
    }

    @Test(
        arguments: [
            .digits("1"), .callbackRequested, .legRinging(LegID(step: 1, number: 1)),
            .legAnswered(LegID(step: 1, number: 1)),
            .legAccepted(LegID(step: 1, number: 1), confirmed: true),
            .legEnded(LegID(step: 1, number: 1), .noAnswer), .ended(by: .caller), .swept,
        ] as [CallEvent.Kind])
    func `is refused with any other event but a beginning`(_ kind: CallEvent.Kind) throws {
        var talk = try Conversation()
        #expect(talk.calls.isEmpty)
        let refusal = try talk.refusal(of: kind)
        #expect(refusal == .unknownCall)
        #expect(talk.calls.isEmpty)
        #expect(talk.logs.isEmpty)
    }

    @Test func `is opened by the fallback that the gateway rang, and counts as failed`() throws {
        var talk = try Conversation()
        try talk.send(.fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
        #expect(talk.reply == .wait)
        #expect(talk.call.fellBack)
        #expect(talk.call.number?.e164 == jensen)
        try talk.send(.ended(by: .gateway))
        #expect(talk.call.outcome == .failed)
    }
}

@Suite struct `The last resort` {
    private func rung(
        _ roster: RosterText, from caller: String, to number: String = hotline,
        now: Instant = Fixtures.now
    ) throws -> String? {
        var talk = try Conversation(roster, now: now)
        try talk.callArrives(from: caller, to: number)
        try talk.nobodyEverAnswers()
        let first = try #require(talk.steps.first { $0.targets[0].because == .lastResort })
        #expect(talk.call.plan?.otherwise == first.targets[0].uri)
        return talk.rung.last
    }

    @Test func `is the family's municipality's, else the number's, else the settings'`() throws {
        var roster = RosterText()
        roster.municipalities = ["aahavn: { name: Åhavn Kommune }"]
        roster.numbers.append("\"+4570202000\": { institution: egetraeet }")
        roster.families[1] = RosterText.family(
            "hansen", "Familien Hansen", hansen, "municipality: aahavn, pin: \"551203\"")
        #expect(try rung(roster, from: jensen, to: "+4570202000") == "tel:114")
        #expect(try rung(roster, from: hansen) == "tel:114")
        #expect(
            try rung(roster, from: hansen, to: "+4570202000") == "sip:vagt@settings.example")

        let own = "sip:doegnvagt@aahavn.example"
        roster.municipalities = [
            "aahavn: { name: Åhavn Kommune, last-resort: [{ number: \"\(own)\" }] }"
        ]
        #expect(try rung(roster, from: hansen) == own)
    }

    @Test func `is one that is open now`() throws {
        let day = "{ number: \"sip:dag@fjordby.example\", windows: [\"Mon-Fri 08:00-16:00\"] }"
        var roster = RosterText()
        roster.municipality = ["last-resort: [\(day)]"]
        let (sunday, monday) = (Fixtures.now, instant("2026-11-23T09:30"))
        #expect(try rung(roster, from: jensen, now: monday) == "sip:dag@fjordby.example")
        #expect(try rung(roster, from: jensen, now: sunday) == "sip:vagt@settings.example")
        roster.municipality = ["last-resort: [\(day), { number: \"114\" }]"]
        #expect(try rung(roster, from: jensen, now: sunday) == "tel:114")
    }
}
