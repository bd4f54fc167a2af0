import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineDaemon

@Suite struct `A message` {
    private let now = Fixtures.now
    private let duty = MessageCause.duty(
        LineID(.institution("egetraeet"), "first"), starts: Fixtures.now + .minutes(50)
    ).text

    private func composer(
        _ settings: String = Mailroom.both, console: String? = "https://hotline.example"
    ) throws -> MessageComposer {
        MessageComposer(
            inForce: try Mailroom.inForce(), settings: try Mailroom.settings(settings),
            consoleURL: console)
    }

    private func due(_ composed: MessageComposer.Composed) throws -> DueMessage {
        guard case .send(let due) = composed else {
            Issue.record("\(composed) is to be sent")
            throw CancellationError()
        }
        return due
    }

    /// One of every kind, as the outbox would hand it out.
    private func all(to recipient: MessageRecipient) -> [OutboxMessage] {
        let hash = "0123456789ab"
        let about: [MessageKind: String] = [
            .dutyReminder: duty, .dutyUnconfirmed: duty,
            .alarm: MessageCause.alarm(code: "no-roster", subject: "-", since: now).text,
            .rosterChange: MessageCause.roster(hash, gained: 1, lost: 2, first: now).text,
            .digest: MessageCause.day(CivilDate(dayNumber: 20_000)).text, .signIn: "ab",
        ]
        return MessageKind.allCases.map { kind in
            Mailroom.message(
                kind, to: recipient, call: kind == .alarm ? nil : 12, about: about[kind],
                link: kind == .signIn ? "https://hotline.example/console/sign-in/t" : nil)
        }
    }

    @Test func `of every kind tells nobody's name and no whole number, in both languages`() throws {
        // Anna reads English, and Bo, of whom the roster says nothing, Danish.
        for (id, language) in [("anna", "en"), ("bo", "da")] {
            let recipient = MessageRecipient.professional(ProfessionalID(rawValue: id))
            for message in all(to: recipient) {
                let composer = MessageComposer(
                    inForce: try Mailroom.inForce(), settings: try Mailroom.settings(Mailroom.both),
                    consoleURL: "https://hotline.example")
                let counts = DigestCounts(calls: 2, latest: [12, 13], due: 1, overdue: 0)
                // Of a duty that is another's by now nobody is reminded.
                if message.kind == .dutyReminder, id == "bo" { continue }
                let due = try due(composer.compose(message, digest: counts))
                #expect(due.language == language && !due.text.isEmpty)
                for secret in Mailroom.secrets {
                    #expect(!due.text.contains(secret), "\(message.kind): \(due.text)")
                    #expect(due.subject?.contains(secret) != true, "\(message.kind)")
                }
                #expect(due.text.utf8.count < 600 && !due.text.contains("{"))
            }
        }
    }

    @Test func `leads to the page that its reader needs`() throws {
        let composer = try composer()
        let wanted: [MessageKind: String] = [
            .ringing: "/console/calls/12/card", .afterCall: "/console/calls/12/note",
            .callbackDue: "/console/follow-ups/5", .callbackOverdue: "/console/follow-ups/5",
            .caseworker: "/console/calls/12",
        ]
        for (kind, page) in wanted {
            let due = try due(composer.compose(Mailroom.message(kind)))
            #expect(due.text.hasSuffix(" https://hotline.example" + page), "\(due.text)")
            #expect(due.text.contains("#12"))
        }
        let plain = try self.composer(console: nil)
        #expect(try !due(plain.compose(Mailroom.message(.ringing))).text.contains("http"))
    }

    @Test func `about a callback tells until when, and the code`() throws {
        let due = try due(try composer().compose(Mailroom.message(.callbackDue)))
        #expect(due.text.contains("27") && due.text.contains("22/11 at 13:10"))
    }

    @Test func `whose cause is gone is dropped`() throws {
        let composer = try composer()
        let gone: [(OutboxMessage, String)] = [
            (Mailroom.message(.ringing, cause: Mailroom.cause(isCallOver: true)), "over"),
            (Mailroom.message(.afterCall, cause: Mailroom.cause(isNoted: true)), "noted"),
            (Mailroom.message(.callbackDue, cause: Mailroom.cause(isDone: true)), "done"),
            (Mailroom.message(.callbackOverdue, cause: Mailroom.cause(isDone: true)), "done"),
            (Mailroom.message(.dutyReminder, to: .professional("bo"), about: duty), "changed"),
            (Mailroom.message(.ringing, to: .professional("dorte")), "no-address"),
            (Mailroom.message(.ringing, to: .professional("nobody")), "no-address"),
        ]
        for (message, reason) in gone {
            #expect(composer.compose(message) == .drop(reason), "\(message.kind)")
        }
    }

    @Test func `waits while no roster says where people are, but for the administrator's`() throws {
        let composer = MessageComposer(
            inForce: nil, settings: try Mailroom.settings(Mailroom.both), consoleURL: nil)
        #expect(composer.compose(Mailroom.message(.ringing)) == .wait("no-roster"))
        let alarm = Mailroom.message(
            .alarm, to: .administrator, call: nil,
            about: MessageCause.alarm(code: "no-roster", subject: "-", since: now).text)
        let due = try due(composer.compose(alarm))
        #expect(due.to == "admin@x.example" && due.text.contains("no-roster"))
    }

    @Test func `reminder asks only where there is a link to answer by`() throws {
        let composer = try composer()
        let link = "https://hotline.example/console/duty/abc"
        let asking = try due(
            composer.compose(Mailroom.message(.dutyReminder, call: nil, about: duty, link: link)))
        #expect(asking.text.contains("I am on duty") && asking.text.hasSuffix(link))
        let plain = try due(
            composer.compose(Mailroom.message(.dutyReminder, call: nil, about: duty)))
        #expect(!plain.text.contains("I am on duty"))
        #expect(plain.text.contains("Forvagt, Døgninstitutionen Egetræet"))
    }

    @Test func `reaches people where they alone are reached`() throws {
        let roster = try Mailroom.inForce().roster
        func ways(_ settings: String) throws -> [String?] {
            let settings = try Mailroom.settings(settings)
            let people: [MessageRecipient] = [
                .professional("anna"), .professional("bo"), .professional("carl"),
                .professional("dorte"), .professional("desk"), .contact("birgit"),
                .contact("tove"), .contact("ida"), .administrator,
            ]
            return people.map { MessageAddress(of: $0, in: roster, by: settings)?.to }
        }
        // Carl's only number is a duty phone, Ida's a family's, and her address would be an option.
        #expect(
            try ways(Mailroom.both) == [
                "+4500000061", "bo@x.example", "carl@x.example", nil, "office@x.example",
                "birgit@x.example", "+4500000022", nil, "admin@x.example",
            ])
        #expect(
            try ways("{ from: hotline@x.example }") == [
                "anna@x.example", "bo@x.example", "carl@x.example", nil, "office@x.example",
                "birgit@x.example", nil, nil, nil,
            ])
        #expect(
            try ways(
                "{ administrator: \"+45 00 00 00 99\", sms: { provider: gatewayapi, sender: A } }")
                == [
                    "+4500000061", nil, nil, nil, nil, "+4500000021", "+4500000022", nil,
                    "+4500000099",
                ])
    }
}

@Suite struct `The plan of messages` {
    private let now = Fixtures.now

    private func plan(_ settings: String = Mailroom.both) throws -> MessagePlan {
        MessagePlan(settings: try Mailroom.settings(settings))
    }

    private func alarm(_ code: Alarms.Code, _ subject: String = "", since: Duration) -> Alarms.Alarm
    {
        Alarms.Alarm(
            code: code, subject: subject, since: now - since, latest: now, message: "x")
    }

    @Test func `tells an alarm that stands, once an hour, and never that messages fail`() throws {
        let plan = try plan()
        let standing = [
            alarm(.noRoster, since: .minutes(2)), alarm(.spooling, since: .seconds(30)),
            alarm(.numberFails, "tel:+4500000061", since: .minutes(5)),
            alarm(.messagesFail, since: .hours(1)),
        ]
        let messages = plan.alarms(standing, rosterAlarms: 0, roster: nil, now: now)
        #expect(messages.count == 2 && messages.allSatisfy { $0.recipient == .administrator })
        #expect(messages.allSatisfy { !$0.key.contains("0000") && !$0.about.contains("0000") })
        let again = [alarm(.noRoster, since: .minutes(1))]
        let later = plan.alarms(again, rosterAlarms: 0, roster: nil, now: now)
        #expect(later.map(\.key) == [messages[0].key])
        #expect(plan.alarms([], rosterAlarms: 2, roster: "abc", now: now).count == 1)
        let nobody = try self.plan("{ from: hotline@x.example }")
        #expect(nobody.alarms(standing, rosterAlarms: 2, roster: "abc", now: now).isEmpty)
        let unwanted = try self.plan(
            "{ from: hotline@x.example, administrator: a@x.example, kinds: [digest] }")
        #expect(unwanted.alarms(standing, rosterAlarms: 2, roster: "abc", now: now).isEmpty)
    }

    @Test func `reminds of duties that begin within the time that the settings give`() throws {
        let inForce = try Mailroom.inForce()
        // The weekly turns of one professional never begin anew.
        #expect(try plan().reminders(inForce, now: now).isEmpty)
        let text = Mailroom.roster.replacing(
            "professionals: [anna], starts: 2026-01-01, turn: 1 week",
            with: "professionals: [anna, bo], starts: 2026-01-01, turn: 1 day, handover: \"08:00\"")
        let reading = read(text)
        let daily = RosterInForce(
            try #require(reading.roster, "\(reading.problems)"), around: now)
        let before = instant("2026-11-23T06:10Z")
        let found = try plan().reminders(daily, now: before)
        #expect(found.count == 1)
        let message = try #require(found.first).message(nil)
        #expect(message.about == "duty institution egetraeet first 2026-11-23T07:00:00Z")
        #expect(message.deadline == instant("2026-11-23T07:15Z"))
        #expect(try plan().reminders(daily, now: instant("2026-11-23T05:59Z")).isEmpty)
    }
}
