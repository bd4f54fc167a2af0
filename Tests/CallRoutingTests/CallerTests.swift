import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

private func withoutPINs() -> RosterText {
    var roster = RosterText()
    roster.families = [RosterText.family("jensen", "Familien Jensen", jensen)]
    return roster
}

/// Digits asked for, and the words that ask.
private func asked(_ instruction: Instruction) -> (digits: Int, text: String?)? {
    guard case .gather(let digits, let announcement) = instruction else { return nil }
    return (digits, announcement.text.value)
}

@Suite struct `A caller who shows no number` {
    @Test(arguments: [nil, "", "anonymous", "Anonymous", "restricted", "+266696687", "266696687"])
    func `C15 is asked for the PIN`(_ from: String?) throws {
        var talk = try Conversation()
        let reply = try talk.callArrives(from: from)
        #expect(asked(reply)?.digits == 6)
        #expect(talk.call.phase == .gathering(.pin))
        #expect(talk.call.caller.kind == .withheld)
        #expect(talk.rung.isEmpty)
    }

    @Test func `C15 is routed as unknown after two wrong tries`() throws {
        var roster = RosterText()
        roster.steps[0] += ", callers: [family]"
        roster.steps[1] += ", callers: [unknown]"
        var talk = try Conversation(roster)
        let first = try talk.callArrives(from: nil)
        let again = try talk.keys("111111")
        #expect(asked(again)?.digits == 6)
        #expect(asked(again)?.text != asked(first)?.text)
        #expect(talk.call.pinTries == 1)
        try talk.keys("222222")
        #expect(talk.ringing == ["v2"])
        #expect(talk.call.caller.family == nil)
        #expect(talk.call.caller.institution == "egetraeet")
    }

    @Test func `with the right PIN is routed as the family`() throws {
        var roster = RosterText()
        roster.steps[0] += ", callers: [family]"
        var talk = try Conversation(roster)
        try talk.callArrives(from: nil)
        try talk.keys("111111")
        try talk.keys("551203")
        #expect(talk.ringing == ["v1"])
        #expect(talk.call.caller.kind == .family)
        #expect(talk.call.caller.family?.value == "hansen")
        #expect(talk.dial?.targets.first?.brief?.text.value == "Familien Hansen.")
    }

    @Test func `with the right PIN is promised a call to the family's number`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: nil)
        try talk.keys("470811")
        while talk.call.phase == .ringing { try talk.nobodyAnswers() }
        #expect(talk.call.phase == .promised)
    }

    @Test func `who keys nothing in is routed as unknown`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: nil)
        try talk.keys("")
        #expect(talk.ringing == ["v1"])
        #expect(talk.call.pinTries == 0)
    }

    @Test func `is not asked where too many wrong PINs came`() throws {
        var talk = try Conversation()
        var past = CallFloor.Past()
        past.wrongPINs = (0..<30).map { minute in
            WrongPIN(at: talk.now - .minutes(minute), number: nil, to: hotline)
        }
        talk.starts(with: past)
        try talk.callArrives(from: nil)
        #expect(talk.ringing == ["v1"])
        #expect(talk.call.instruction.name == .dial)
    }

    @Test func `is never asked by a gateway that cannot`() throws {
        var talk = try Conversation()
        talk.abilities = GatewayAbilities(gathers: false)
        try talk.callArrives(from: nil)
        #expect(talk.ringing == ["v1"])
        try talk.nobodyEverAnswers()
        #expect(talk.call.phase == .withoutPromise)
        let gathers = talk.records.contains { record in
            if case .gatherAsked = record { true } else { false }
        }
        #expect(!gathers)
        try talk.callArrives(from: nil)
        try talk.wantsCallback()
        #expect(talk.reply.name == .hangup)
    }

    @Test func `C27 gives a number to be rung back at`() throws {
        var talk = try Conversation(withoutPINs())
        try talk.callArrives(from: nil)
        #expect(talk.ringing == ["v1"])
        while talk.call.phase == .ringing { try talk.nobodyAnswers() }
        #expect(asked(talk.call.instruction)?.digits == 8)
        #expect(talk.promises.isEmpty)
        try talk.keys("00000099")
        #expect(talk.reply.name == .callback)
        #expect(talk.call.number?.e164 == "+4500000099")
        #expect(talk.promises.count == 1)
    }

    @Test(arguments: ["", "1234567", "90123456", "11200000"])
    func `C27 gives none and hears the last resort's number`(_ digits: String) throws {
        var talk = try Conversation(withoutPINs())
        try talk.callArrives(from: nil)
        while talk.call.phase == .ringing { try talk.nobodyAnswers() }
        guard case .hangup(let announcement) = try talk.keys(digits) else {
            Issue.record("the call goes on")
            return
        }
        #expect(announcement?.text.value?.contains("114") == true)
        #expect(talk.promises.isEmpty)
        #expect(talk.alarms.contains(.noPromise))
        try talk.callerHangsUp()
        #expect(talk.call.outcome == .failed)
        #expect(talk.followUps.isEmpty)
    }
}

@Suite struct `A caller who shows a number` {
    @Test func `C16 of two families is asked for the PIN`() throws {
        var roster = RosterText()
        roster.families[1] = RosterText.family(
            "hansen", "Familien Hansen", jensen, "pin: \"551203\"")
        var talk = try Conversation(roster)
        let reply = try talk.callArrives(from: jensen)
        #expect(asked(reply)?.digits == 6)
        try talk.keys("551203")
        #expect(talk.call.caller.family?.value == "hansen")
        #expect(talk.ringing == ["v1"])
    }

    @Test func `that stands twice with one family is that family`() throws {
        var roster = RosterText()
        roster.families[0] =
            "jensen: { name: Familien Jensen, municipality: fjordby, "
            + "institution: egetraeet, phones: [\"\(jensen)\", \"00000031\"], pin: \"470811\" }"
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.call.caller.family?.value == "jensen")
    }

    @Test func `of a family and a contact is the family's`() throws {
        var roster = RosterText()
        roster.more = ["contacts:", "  birgit: { name: Birgit Dam, phones: [\"\(jensen)\"] }"]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.call.caller.kind == .family)
    }

    @Test func `of a contact is routed past steps that are not for contacts`() throws {
        var roster = RosterText()
        roster.steps[0] += ", callers: [family, unknown]"
        roster.more = ["contacts:", "  birgit: { name: Birgit Dam, phones: [\"+4500000021\"] }"]
        roster.families[0] = RosterText.family(
            "jensen", "Familien Jensen", jensen, "consultant: birgit, pin: \"470811\"")
        var talk = try Conversation(roster)
        try talk.callArrives(from: "+4500000021")
        #expect(talk.call.caller.kind == .contact)
        #expect(talk.call.caller.contact == "birgit")
        #expect(talk.ringing == ["v2"])
    }

    @Test func `of a professional never rings themselves`() throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional(
            "v1", "Vera Holm", "phones: [\"+4500000011\"]")
        var talk = try Conversation(roster)
        try talk.callArrives(from: "+4500000011")
        #expect(talk.call.caller.kind == .professional)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v2", "v3", "tel:114"])
    }

    @Test(arguments: ["+4599", "hello", "sip:door@house.example", "12"])
    func `is never refused for what stands in it`(_ from: String) throws {
        var talk = try Conversation(withoutPINs())
        try talk.callArrives(from: from, to: "æøå")
        #expect(talk.ringing == ["sip:vagt@settings.example"])
        #expect(talk.dial?.callerID.value == nil)
        #expect(talk.call.number == nil)
        #expect(talk.call.from == from)
    }
}
