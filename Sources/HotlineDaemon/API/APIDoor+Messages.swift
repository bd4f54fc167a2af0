import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

// What hotline-messenger asks for, and what an administrator sees of it.

extension APIDoor {
    /// How long a message is one asker's: longer than a mail program and a provider may take for all
    /// that are handed out at once.
    static let messageLease: Duration = .minutes(5)
    static let mostMessages = 16

    /// Hands out what is to be sent now. What nobody needs any more is dropped instead.
    func dueMessages(_ call: APICall) async throws(APIFlaw) -> DueMessages {
        let limit = try call.target.rows(most: APIDoor.mostMessages) ?? APIDoor.mostMessages
        let now = clock.now
        planner.visits.note(at: now, monotonic: clock.monotonic)
        guard let messenger = settings.messenger else { return DueMessages(messages: []) }
        let leased = try await writing { () async throws(LogError) in
            try await log.leaseMessages(
                limit: limit, now: now, lease: APIDoor.messageLease)
        }
        guard !leased.isEmpty else { return DueMessages(messages: []) }
        let composer = MessageComposer(
            inForce: rosters.inForce, settings: messenger,
            consoleURL: settings.console?.publicURL)
        var due: [DueMessage] = []
        for message in leased {
            let digest = try digest(of: message, by: messenger, now: now)
            switch composer.compose(message, digest: digest) {
            case .send(let ready): due.append(ready)
            case .drop(let reason): try await settle(message, .dropped(reason), now)
            case .wait(let reason): try await settle(message, .delayed(nil, reason), now)
            }
        }
        if !due.isEmpty {
            try await noteRead(
                "messages", by: call.visitor, as: .deliverMessages, of: [], shown: due.count)
        }
        return DueMessages(messages: due)
    }

    private func settle(
        _ message: OutboxMessage, _ outcome: MessageOutcome, _ now: Instant
    ) async throws(APIFlaw) {
        _ = try await writing { () async throws(LogError) in
            try await log.settleMessage(
                message.id, attempt: message.attempt, outcome, now: now)
        }
    }

    /// What a digest tells, counted as it is handed out; `nil` for every other message.
    private func digest(
        of message: OutboxMessage, by messenger: MessengerSettings, now: Instant
    ) throws(APIFlaw) -> DigestCounts? {
        guard message.kind == .digest, let roster = rosters.inForce?.roster,
            case .day(let day) = message.about.flatMap({ MessageCause($0) }),
            let reader = roster.digestReaders.first(where: { $0.recipient == message.recipient })
        else { return nil }
        return try reading { () throws(LogError) in
            try DigestCounts(
                of: reader, in: log, span: roster.digestSpan(of: day, at: messenger.digestAt),
                endOfDay: roster.zone.instant(day + 1), now: now)
        }
    }

    /// What came of sending one.
    func settleMessage(_ call: APICall) async throws(APIFlaw) -> MessageResult {
        let result = try await call.body(
            MessageResult.self, as: "result: {\"outcome\",\"attempt\",\"channel\"}")
        guard let channel = MessageChannel(rawValue: result.channel) else {
            throw APIFlaw("'channel' is '\(result.channel)': use email or sms")
        }
        let reason = result.reason ?? "unknown"
        guard MessageOutcome.isCode(reason) else {
            throw APIFlaw("'reason' has a-z, 0-9 and hyphens, 40 at most")
        }
        let outcome: MessageOutcome
        switch result.outcome {
        case "sent": outcome = .sent(channel)
        case "delayed": outcome = .delayed(channel, reason)
        case "failed": outcome = .failed(channel, reason)
        default: throw APIFlaw("'outcome' is '\(result.outcome)': use sent, delayed or failed")
        }
        let name = call.parameters[0]
        let now = clock.now
        let isKnown = try await writing { () async throws(LogError) in
            guard let id = Int64(name) else { return false }
            return try await log.settleMessage(
                id, attempt: result.attempt, outcome, now: now)
        }
        guard isKnown else { throw APIFlaw("there is no message '\(name)'", status: 404) }
        return result
    }

    /// The outbox in counts, the latest failures, and the messages of one state.
    func outbox(_ call: APICall) throws(APIFlaw) -> OutboxDocument {
        let now = clock.now
        let limit = try call.target.rows(most: APIDoor.mostListed) ?? APIDoor.listed
        let state = try call.target.value("state") { MessageState(rawValue: $0) } ?? .failed
        let (outbox, since, messages) = try reading { () throws(LogError) in
            (
                try log.outbox(since: now - .hours(24), failures: APIDoor.listed),
                try log.messagesWait(at: now), try log.messages(in: state, limit: limit)
            )
        }
        return OutboxDocument(
            delivers: settings.messenger != nil, asked: planner.visits.latestAt?.description,
            waiting: outbox.waiting, waitingSince: since?.description, sent: outbox.sent,
            failed: outbox.failed, dropped: outbox.dropped,
            failures: outbox.failures.map { OutboxDocument.Message($0) },
            messages: messages.map { OutboxDocument.Message($0) })
    }

    private static let listed = 20
    static let mostListed = 1000
}

extension OutboxDocument.Message {
    fileprivate init(_ message: OutboxState.Message) {
        let kind: String =
            switch message.recipient {
            case .professional: "professional"
            case .contact: "contact"
            case .administrator: "administrator"
            }
        self.init(
            id: Int(message.id), kind: message.kind.rawValue, state: message.state.rawValue,
            recipient: message.recipient.professional?.rawValue
                ?? message.recipient.contact?.rawValue,
            recipientKind: kind, call: message.call.map { Int($0) },
            made: message.made.description, deadline: message.deadline.description,
            ended: message.ended?.description, attempts: message.attempts,
            channel: message.channel?.rawValue, reason: message.error)
    }
}
