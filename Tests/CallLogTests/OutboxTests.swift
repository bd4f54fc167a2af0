import CallLog
import CallRouting
import Foundation
import OnCallRoster
import Testing

private let start = Talk.start

/// A message of no call's.
private func digest(_ day: String = "2026-11-22", to contact: ContactID = "birgit") -> NewMessage {
    NewMessage(.digest, to: .contact(contact), about: day, made: start)
}

extension CallLog {
    fileprivate func lease(
        _ limit: Int = 20, at now: Instant = start
    ) async throws -> [OutboxMessage] {
        try await leaseMessages(limit: limit, now: now, lease: .minutes(5))
    }

    fileprivate func only(at now: Instant = start) async throws -> OutboxMessage {
        let leased = try await lease(at: now)
        #expect(leased.count == 1)
        return try #require(leased.first)
    }
}

@Suite struct `The outbox` {
    @Test func `is filled by the events that cause messages`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk()
            try talk.arrives()
            try talk.nobodyAnswers()
            try talk.isTaken()
            try await log.append(talk)
            let messages = try await log.lease(at: start + .seconds(30))
            #expect(messages.map(\.kind) == [.ringing, .ringing])
            #expect(messages.map(\.recipient) == [.professional("anna"), .professional("bo")])
            #expect(messages.allSatisfy { $0.call == 1 && $0.attempt == 1 && $0.link == nil })
            // What a call leaves is written down when it ends, long after it rang.
            let after = try await log.only(at: talk.now)
            #expect(after.kind == .afterCall && after.recipient == .professional("bo"))
            #expect(after.cause.isCallOver && !after.cause.isNoted)
            log.close()
        }
    }

    @Test func `hears nothing of rehearsals, nor of kinds that nobody wants`() async throws {
        for (rehearsal, wanted) in [(true, Set(MessageKind.allCases)), (false, [.digest])] {
            try await withLogPath { path in
                let log = try CallLog(path: path, messages: wanted)
                var talk = try Talk()
                try talk.arrives(rehearsal: rehearsal)
                try talk.isTaken()
                try await log.append(talk)
                #expect(try await log.lease(at: talk.now).isEmpty)
                log.close()
            }
        }
    }

    @Test func `tells the administrator of a call's alarm`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var talk = try Talk()
            try talk.arrives(from: nil)
            try talk.send(.digits(""))
            try talk.nobodyEverAnswers()
            try talk.send(.digits(""))
            try await log.append(talk)
            let alarms = try await log.lease(at: talk.now).filter { $0.kind == .alarm }
            #expect(alarms.map(\.recipient) == [.administrator])
            #expect(alarms.map(\.about) == ["no-promise"])
            log.close()
        }
    }

    @Test func `rolls back with the event that caused it`() async throws {
        try await withLogPath { path in
            let broken = LogError(.database, code: 19, message: "constraint")
            let fails = Switch()
            let log = try CallLog(
                path: path,
                faults: LogFaults(beforeCommit: { () throws(LogError) in
                    if fails.isOn { throw broken }
                }))
            var talk = try Talk()
            try talk.arrives()
            fails.turn(on: true)
            await #expect(throws: LogError.self) { try await log.append(talk.entries[0]) }
            fails.turn(on: false)
            #expect(try await log.lease(at: talk.now).isEmpty)
            log.close()
        }
    }

    @Test func `sends nothing twice to one person`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try await log.add([digest(), digest()]) == 1)
            #expect(try await log.add([digest(), digest(to: "maja")]) == 1)
            let messages = try await log.lease()
            #expect(messages.count == 2 && Set(messages.map(\.key)).count == 2)
            #expect(messages.allSatisfy { $0.key.utf8.count == 32 })
            #expect(messages.allSatisfy { !$0.key.contains("birgit") })
            for message in messages {
                #expect(
                    try await log.settleMessage(
                        message.id, attempt: 1, .sent(.email), now: start))
            }
            #expect(try await log.add([digest()]) == 0)
            #expect(try await log.lease(at: start + .hours(1)).isEmpty)
            log.close()
        }
    }

    @Test func `hands out a message to one asker until the lease ends`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.add([digest()])
            let first = try await log.only()
            #expect(try await log.lease(at: start + .seconds(299)).isEmpty)
            let second = try await log.only(at: start + .seconds(300))
            #expect(second.id == first.id && second.key == first.key && second.attempt == 2)
            // What the first asker says of a failure is of an attempt that is over.
            let late = try await log.settleMessage(
                first.id, attempt: 1, .failed(.email, "http-400"), now: start + .seconds(301))
            #expect(late)
            #expect(try log.outbox(since: start, failures: 5).waiting == 1)
            // That it was sent counts whoever says so.
            #expect(
                try await log.settleMessage(
                    first.id, attempt: 1, .sent(.email), now: start + .seconds(302)))
            #expect(try log.outbox(since: start, failures: 5).sent == 1)
            log.close()
        }
    }

    @Test func `hands out again what a crash left between sending and its outcome`() async throws {
        try await withLogPath { path in
            var log = try CallLog(path: path)
            try await log.add([digest()])
            let before = try await log.only()
            log.close()
            log = try CallLog(path: path)
            #expect(try await log.lease(at: start + .seconds(1)).isEmpty)
            let again = try await log.only(at: start + .minutes(5))
            #expect(again.key == before.key)
            log.close()
        }
    }

    @Test func `tries again with growing pauses until the deadline, and has failed then`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.add([digest()])
            var now = start
            var pauses: [Int] = []
            let end = start + MessageKind.digest.patience
            while now < end {
                let message = try await log.only(at: now)
                #expect(
                    try await log.settleMessage(
                        message.id, attempt: message.attempt, .delayed(.email, "exit-75"), now: now
                    ))
                let pause = MessageRetry.pause(after: message.attempt)
                pauses.append(pause.wholeSeconds)
                #expect(try await log.lease(at: now + pause - .seconds(1)).isEmpty)
                now = now + pause
                if pauses.count > 100 { break }
            }
            #expect(Array(pauses.prefix(9)) == [10, 20, 40, 80, 160, 320, 640, 900, 900])
            #expect(try await log.lease(at: end).isEmpty)
            try await log.expireMessages(now: end - .seconds(1), isDelivering: true)
            #expect(try log.failedMessages(since: start) == 0)
            try await log.expireMessages(now: end, isDelivering: true)
            #expect(try log.failedMessages(since: start) == 1)
            let failure = try #require(try log.outbox(since: start, failures: 5).failures.first)
            #expect(failure.error == "exit-75" && failure.channel == .email)
            #expect(failure.attempts == pauses.count)
            log.close()
        }
    }

    @Test func `is listed by what became of its messages`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try log.messagesWait(at: start) == nil)
            try await log.add(
                ["ada", "bea", "cia", "dea"].map { digest(to: ContactID(rawValue: $0)) })
            try await log.add([
                NewMessage(
                    .digest, to: .contact("eva"), about: "2026-11-23", made: start,
                    notBefore: start + .hours(1))
            ])
            let leased = try await log.lease(3)
            let outcomes: [MessageOutcome] = [
                .sent(.email), .failed(.email, "exit-67"), .dropped("no-address"),
            ]
            for (seconds, (message, outcome)) in zip(leased, outcomes).enumerated() {
                let isKnown = try await log.settleMessage(
                    message.id, attempt: 1, outcome, now: start + .seconds(seconds))
                #expect(isKnown)
            }
            func listed(_ state: MessageState) throws -> [MessageRecipient] {
                try log.messages(in: state, limit: 5).map(\.recipient)
            }
            #expect(try listed(.sent) == [.contact("ada")])
            #expect(try listed(.failed) == [.contact("bea")])
            #expect(try listed(.dropped) == [.contact("cia")])
            #expect(try listed(.waiting) == [.contact("dea"), .contact("eva")])
            #expect(try log.messages(in: .waiting, limit: 1).map(\.ended) == [nil])
            let failed = try #require(try log.messages(in: .failed, limit: 5).first)
            #expect(failed.error == "exit-67" && failed.ended == start + .seconds(1))
            #expect(failed.deadline == start + MessageKind.digest.patience)
            // What is for later waits for nobody yet.
            #expect(try log.messagesWait(at: start) == start)
            #expect(
                try await log.settleMessage(4, attempt: 0, .dropped("changed"), now: start))
            #expect(try log.messagesWait(at: start + .minutes(59)) == nil)
            #expect(try log.messagesWait(at: start + .hours(2)) == start + .hours(1))
            log.close()
        }
    }

    @Test func `of which nobody delivers anything has not failed`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.add([digest()])
            try await log.expireMessages(now: start + .hours(12), isDelivering: false)
            let state = try log.outbox(since: start, failures: 5)
            #expect(state.waiting == 0 && state.failed == 0 && state.dropped == 1)
            log.close()
        }
    }

    @Test func `keeps a link only until it is sent`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let link = "https://hotline.example.dk/console/sign-in/0123456789abcdef"
            try await log.addSignIn(
                to: .professional("anna"), link: link, made: start, expires: start + .minutes(10))
            let raw = try RawDatabase(path)
            let coded = try raw.codedText()
            #expect(!coded.contains("0123456789abcdef"))
            let message = try await log.only()
            #expect(message.kind == .signIn && message.link == link)
            #expect(message.deadline == start + .minutes(10))
            _ = try await log.settleMessage(message.id, attempt: 1, .sent(.sms), now: start)
            #expect(try raw.rows("SELECT * FROM message_private").isEmpty)
            log.close()
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(bytes.range(of: Data("0123456789abcdef".utf8)) == nil)
        }
    }

    @Test func `forgets what ended long ago`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.add([digest(), digest(to: "maja")])
            let messages = try await log.lease()
            _ = try await log.settleMessage(
                messages[0].id, attempt: 1, .sent(.email), now: start)
            try await log.forgetMessages(endedBefore: start + .days(90))
            #expect(try RawDatabase(path).value("SELECT count(*) FROM message") == "1")
            log.close()
        }
    }

    @Test func `asks for a duty once, and takes the answer of its token alone`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let check = DutyCheck(
                line: LineID(.institution("egetraeet"), "first"), starts: start + .hours(1),
                professional: "anna", asked: start)
            let reminder = NewMessage(
                .dutyReminder, to: .professional("anna"), about: "egetraeet/first", made: start,
                link: "https://hotline.example.dk/console/duty/x")
            let token = [UInt8](repeating: 7, count: 32)
            #expect(try await log.add(reminder, asking: check, tokenSHA256: token))
            #expect(try await !log.add(reminder, asking: check, tokenSHA256: token))
            #expect(try log.unansweredDutyChecks(askedBy: start) == [check])
            #expect(try log.unansweredDutyChecks(askedBy: start - .seconds(1)).isEmpty)
            #expect(try log.dutyCheck(tokenSHA256: token) == check)
            let other = [UInt8](repeating: 8, count: 32)
            #expect(try await !log.confirmDuty(tokenSHA256: other, at: start))
            #expect(try await log.confirmDuty(tokenSHA256: token, at: start))
            #expect(try log.unansweredDutyChecks(askedBy: start).isEmpty)
            // An answer that came first leaves nothing to tell.
            let escalation = NewMessage(
                .dutyUnconfirmed, to: .professional("bo"), about: "egetraeet/first", made: start)
            try await log.tell(escalation, ofUnanswered: check, at: start)
            #expect(try await log.lease().map(\.kind) == [.dutyReminder])
            log.close()
        }
    }

    @Test func `remembers of which roster everybody was told`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            #expect(try log.toldRoster() == nil)
            let change = NewMessage(
                .rosterChange, to: .professional("anna"), about: "abc", made: start)
            try await log.tell([change], ofRoster: "abc")
            try await log.tell([change], ofRoster: "abd")
            #expect(try log.toldRoster() == "abd")
            #expect(try await log.lease().count == 1)
            log.close()
        }
    }

    @Test(arguments: 3...5)
    func `of an earlier version keeps what it had, and sends none of it`(
        _ version: Int
    ) async throws {
        try await withLogPath { path in
            try Schema.bring(path, to: 3)
            try RawDatabase(path).run(earlierOutbox)
            try Schema.bring(path, to: version)
            let log = try CallLog(path: path)
            let raw = try RawDatabase(path)
            #expect(
                try raw.rows("SELECT key, made, deadline, state, error FROM message ORDER BY id")
                    == [
                        [
                            "callback-due/1/1/p:bo", "2026-11-22T12:24:00.000Z",
                            "2026-11-22T12:54:00.000Z", "dropped", "before-messenger",
                        ],
                        [
                            "callback-overdue/1/1/c:birgit", "2026-11-22T12:34:00.250Z",
                            "2026-11-22T14:34:00.250Z", "sent", "NULL",
                        ],
                    ])
            #expect(try await log.lease(at: start).isEmpty)
            #expect(try raw.rows("PRAGMA foreign_key_check").isEmpty)
            #expect(try raw.value("PRAGMA integrity_check") == "ok")
            log.close()
        }
    }
}

/// Messages as the third version wrote them; one of them twice.
private let earlierOutbox = """
    INSERT INTO call (
        call_id, gateway, call, rehearsal, state, outcome, caller_kind, began, began_at, ended,
        ended_at, ended_by, swept)
    VALUES
        (1, 'lab', 'c-1', 0, 'ended', 'failed', 'unknown', '2026-11-22T12:00:00.000Z',
        '2026-11-22T12:00:00.000Z', '2026-11-22T12:04:00.000Z', '2026-11-22T12:04:00.000Z',
        'gateway', 0);
    INSERT INTO follow_up (call_id, number, kind, by_key, since, made, professional, deadline)
    VALUES (1, 1, 'promise', 0, 1, '2026-11-22T12:04:00.000Z', 'bo', '2026-11-22T12:34:00.000Z');
    INSERT INTO message (call_id, follow_up, kind, professional, contact, made, state)
    VALUES
        (1, 1, 'callback-due', 'bo', NULL, '2026-11-22T12:24:00.000Z', 'waiting'),
        (1, 1, 'callback-overdue', NULL, 'birgit', '2026-11-22T12:34:00.250Z', 'sent'),
        (1, 1, 'callback-due', 'bo', NULL, '2026-11-22T12:25:00.000Z', 'waiting');
    """
