import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// Birgit is a consultant, Carl a caseworker, V3 the fast contact of the Jensens.
private func roster(_ municipality: String...) -> RosterText {
    var roster = RosterText()
    roster.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen,
        "consultant: birgit, caseworkers: [carl], contact: v3, pin: \"470811\"")
    roster.municipality += municipality
    roster.more = [
        "contacts:", "  birgit: { name: Birgit Dam, role: family-consultant }",
        "  carl: { name: Carl Friis, role: caseworker }",
    ]
    return roster
}

private func inForce(_ roster: RosterText) throws -> RosterInForce {
    let reading = read(roster.yaml)
    return RosterInForce(
        try #require(reading.roster, "\(reading.problems)"), around: Fixtures.now)
}

@Suite struct `Messages of a call` {
    private func answered(_ roster: RosterText, rehearsal: Bool = false) throws -> Conversation {
        var talk = try Conversation(roster)
        try talk.send(
            .incoming(
                CallEvent.Incoming(from: CallerID(jensen), to: hotline, rehearsal: rehearsal)))
        let leg = try #require(talk.calls.values.first?.legs.first?.id)
        try talk.send(.legAccepted(leg, confirmed: true))
        talk.passes(seconds: 120)
        try talk.send(.ended(by: .professional))
        return talk
    }

    private func noted(_ talk: Conversation) throws -> Conversation {
        var talk = talk
        var facts = CallFacts(by: "v1")
        facts.caseworker = true
        try talk.send(.followUp(.note(facts)))
        return talk
    }

    @Test func `tell a caseworker as the division of roles and the note say`() throws {
        for (rule, atEnd, afterNote) in [
            ("always", ["carl"], ["carl"]), ("when-noted", [], ["carl"]), ("never", [], []),
        ] {
            let roster = roster("after-call: { caseworker: \(rule) }")
            let ended = try answered(roster)
            let told = ended.messages.filter { $0.kind == .caseworker }
            #expect(told.map(\.to.description) == atEnd, "\(rule)")
            #expect(told.allSatisfy { $0.followUp == nil })
            let after = try noted(ended).messages.filter { $0.kind == .caseworker }
            #expect(after.map(\.to.description) == afterNote, "\(rule)")
        }
    }

    @Test func `are none of a rehearsal`() throws {
        let talk = try answered(roster("after-call: { caseworker: always }"), rehearsal: true)
        #expect(talk.messages.isEmpty)
    }

    @Test func `tell of a promise before it breaks, its owner and the escalation line`() throws {
        var talk = try Conversation(roster())
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        try talk.send(.ended(by: .gateway))
        talk.passes(seconds: 20 * 60)
        try talk.send(.followUp(.remind(1)))
        let told = talk.messages.filter { $0.kind == .callbackDue }
        let owner = try #require(told.first?.to)
        #expect(told.count == Set(told.map(\.to)).count)
        #expect(told.map(\.to).contains(.professional("v2")), "\(owner)")
        #expect(told.allSatisfy { $0.followUp == 1 })
    }

    @Test func `are tried again after growing pauses`() {
        let pauses = (1...20).map { MessageRetry.pause(after: $0).wholeSeconds }
        #expect(Array(pauses.prefix(8)) == [10, 20, 40, 80, 160, 320, 640, 900])
        #expect(pauses.dropFirst(7).allSatisfy { $0 == 900 })
        #expect(MessageRetry.pause(after: 0) == .seconds(10))
    }
}

@Suite struct `Messages of no call` {
    @Test func `have a cause that is read back as it was written`() {
        let at = Fixtures.now
        for cause: MessageCause in [
            .duty(LineID(.institution("egetraeet"), "first"), starts: at),
            .duty(LineID(.municipality("fjordby"), "office"), starts: at),
            .day(CivilDate(dayNumber: 20_000)),
            .roster("0123456789ab", gained: 2, lost: 0, first: at),
            .rosterAlarms("0123456789ab", count: 3),
            .alarm(code: "no-secret", subject: "-", since: at),
        ] {
            #expect(MessageCause(cause.text) == cause, "\(cause.text)")
        }
        for text in ["", "no-promise", "day", "day 2026-02-30", "duty institution a b never"] {
            #expect(MessageCause(text) == nil, "\(text)")
        }
    }

    @Test func `remind whoever begins a duty, and nobody who stays on or is a desk`() throws {
        var roster = roster()
        roster.lines = [
            """
            first: { rotations: [{ professionals: [v1, v2], starts: 2026-11-02, turn: 1 day,
              handover: "08:00" }] }
            """.replacing("\n", with: " "),
            RosterText.line("second", of: "v3"), RosterText.line("third", of: "office"),
        ]
        roster.professionals.append(
            RosterText.professional("office", "Familieplejen", "kind: desk"))
        let inForce = try inForce(roster)
        // 08:00 in Denmark is 07:00Z; the weekly turns of the other lines begin on a Thursday.
        let found = inForce.dutyBeginnings(
            in: Interval(instant("2026-11-23T06:30Z"), instant("2026-11-23T07:30Z")))
        #expect(found.map(\.line.name.rawValue) == ["first"])
        #expect(found.map(\.starts) == [instant("2026-11-23T07:00Z")])
        #expect(
            inForce.dutyBeginnings(
                in: Interval(instant("2026-11-26T06:30Z"), instant("2026-11-26T06:59Z"))
            ).isEmpty)
        let weeks = inForce.dutyBeginnings(
            in: Interval(instant("2026-11-20T00:00Z"), instant("2026-12-20T00:00Z")))
        #expect(Set(weeks.map(\.line.name.rawValue)) == ["first"])
        #expect(weeks.count == 30)
    }

    @Test func `of an unconfirmed duty go to the escalation line, never to who was asked`() throws {
        let inForce = try inForce(roster())
        let line = LineID(.institution("egetraeet"), "first")
        #expect(
            inForce.hearsOfSilence(of: "v1", on: line, at: Fixtures.now) == .professional("v2"))
        #expect(
            inForce.hearsOfSilence(of: "v2", on: line, at: Fixtures.now) == .administrator)
    }

    @Test func `in the morning go to those whom the division of roles names`() throws {
        func readers(_ rule: String) throws -> [DigestReader] {
            try inForce(roster("after-call: { \(rule) }")).roster.digestReaders
        }
        let consultants = try readers("digest: [consultant]")
        #expect(consultants.map(\.recipient) == [.contact("birgit")])
        #expect(consultants.map(\.families) == [["jensen"]])
        let both = try readers("digest: [contact, caseworker], caseworker: when-noted")
        #expect(both.map(\.recipient) == [.professional("v3"), .contact("carl")])
        #expect(both[1].families.isEmpty && both[1].familiesWhenNoted == ["jensen"])
        #expect(try readers("digest: [caseworker], caseworker: never").isEmpty)
        #expect(try readers("digest: [nobody]").isEmpty)
    }

    @Test func `in the morning are made once it is time, and not in the evening`() throws {
        let roster = try inForce(roster()).roster
        let time = try #require(WallTime("07:30"))
        // 06:30Z in winter.
        #expect(roster.digestDue(at: time, now: instant("2026-11-23T06:29Z")) == nil)
        let due = try #require(roster.digestDue(at: time, now: instant("2026-11-23T06:30Z")))
        #expect(due.day.description == "2026-11-23")
        #expect(
            due.span
                == Interval(instant("2026-11-22T06:30Z"), instant("2026-11-23T06:30Z")))
        #expect(roster.digestDue(at: time, now: instant("2026-11-23T18:30Z")) == nil)
    }

    @Test func `of a changed roster go to those whose duty it changed`() throws {
        let old = try inForce(roster()).roster
        var changed = roster()
        changed.lines[0] = RosterText.line("first", of: "v3")
        let new = try inForce(changed).roster
        let now = Fixtures.now
        let news = RosterDiff(from: old, to: new, in: Interval(now, now + .days(14)))
            .news(in: new)
        #expect(news.map(\.professional) == ["v1", "v3"])
        #expect(news.map(\.gained) == [0, 1] && news.map(\.lost) == [1, 0])
        #expect(news.allSatisfy { $0.first == now })
    }
}
