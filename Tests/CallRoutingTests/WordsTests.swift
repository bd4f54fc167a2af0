import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// Egetræet asks Solhjem, whose first line Pia fills.
private func withPartner() -> RosterText {
    var roster = RosterText()
    roster.steps = [
        "ring: [first], seconds: 25", "ring: partners, seconds: 25",
        "ring: last-resort, seconds: 60",
    ]
    roster.institution.append("partners: [solhjem]")
    roster.institutions = [
        "solhjem:", "  name: Opholdsstedet Solhjem", "  lines:",
        "    " + RosterText.line("first", of: "p1"),
    ]
    roster.professionals.append(RosterText.professional("p1", "Pia Krog"))
    return roster
}

private let names = ["Vera", "Viggo", "Vibe", "Pia", "Jensen", "Hansen", "Holm", "Krog"]

@Suite struct `What is said of whom` {
    @Test func `whisper and display name nobody`() throws {
        var talk = try Conversation(withPartner())
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        let targets = talk.steps.flatMap(\.targets)
        #expect(targets.count == 3)
        for target in targets {
            let said = target.display + " " + (target.whisper?.text.value ?? "")
            #expect(!names.contains { said.contains($0) }, "\(target.leg)")
            #expect(target.display == "Akuttelefonen")
            #expect((target.whisper == nil) != target.confirm)
        }
    }

    @Test func `the caller's words name nobody`() throws {
        var talk = try Conversation(withPartner())
        try talk.callArrives(from: jensen)
        let waiting = try #require(talk.dial?.announce?.text.value)
        try talk.nobodyEverAnswers()
        guard case .callback(_, let promise) = talk.reply else {
            Issue.record("no promise is made")
            return
        }
        let said = waiting + " " + (promise.text.value ?? "")
        #expect(!names.contains { said.contains($0) })
    }

    @Test func `a partner's brief names the institution only`() throws {
        var talk = try Conversation(withPartner())
        try talk.callArrives(from: jensen)
        try talk.callerHangsUp()
        talk.passes(seconds: 3600)
        try talk.callArrives(from: jensen)
        let own = try #require(talk.dial?.targets.first)
        #expect(own.brief?.text.value == "Familien Jensen. Har ringet før i nat.")
        try talk.nobodyAnswers(.busy)
        let partner = try #require(talk.dial?.targets.first)
        #expect(partner.because == .partner("solhjem"))
        #expect(partner.professional == "p1")
        #expect(partner.brief?.text.value == "Døgninstitutionen Egetræet.")
        try talk.nobodyAnswers(.busy)
        #expect(talk.dial?.targets.first?.brief == nil)
    }

    @Test func `an unknown caller's brief says so`() throws {
        var roster = RosterText()
        roster.routing.append("unknown: route")
        var talk = try Conversation(roster)
        try talk.callArrives(from: "+4500000098")
        #expect(talk.dial?.targets.first?.brief?.text.value == "Ukendt nummer.")
    }

    @Test func `each is spoken to in their own language`() throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Vera Holm", "languages: [en]")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        let target = try #require(talk.dial?.targets.first)
        #expect(target.whisper?.language == "en")
        #expect(target.whisper?.text.value == "The hotline. Press 1 to take the call.")
        #expect(talk.dial?.announce?.language == "da")
        try talk.callerHangsUp()
    }

    @Test func `whoever comes too late hears so in their own language`() throws {
        var roster = RosterText()
        roster.steps = ["ring: [first, second], seconds: 25"]
        roster.professionals[1] = RosterText.professional("v2", "Viggo Bæk", "languages: [en]")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.accepts("1.1")
        try talk.accepts("1.2")
        guard case .release(_, let announcement) = talk.reply else {
            Issue.record("the second is not let go")
            return
        }
        #expect(announcement.text.value == "The call has been taken.")
    }
}

@Suite struct `Acceptance by key` {
    @Test func `is asked of professionals, not of desks and last resorts`() throws {
        var roster = RosterText()
        roster.professionals[1] = RosterText.professional("v2", "Familieplejen", "kind: desk")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.steps.map { $0.targets[0].confirm } == [true, false, true, false])
    }

    @Test func `is as the roster says for whom it says so`() throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Vera Holm", "confirm: false")
        roster.professionals[1] = RosterText.professional(
            "v2", "Familieplejen", "kind: desk, confirm: true")
        roster.municipality[1] = "last-resort: [{ number: \"114\", confirm: true }]"
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.steps.map { $0.targets[0].confirm } == [false, true, true, true])
        #expect(talk.steps.last?.targets[0].whisper != nil)
    }

    @Test func `is asked of nobody where the routing says so`() throws {
        var roster = RosterText()
        roster.routing.append("confirm: false")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.dial?.targets.first?.confirm == false)
        #expect(talk.dial?.targets.first?.whisper == nil)
    }
}
