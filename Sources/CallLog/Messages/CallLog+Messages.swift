package import CallRouting
import Crypto
package import OnCallRoster
import Synchronization

extension CallLog {
    /// Puts messages into the outbox, together; what stands there already stays as it is.
    ///
    /// - Returns: how many are new.
    @discardableResult
    package func add(_ messages: [NewMessage]) async throws(LogError) -> Int {
        guard !messages.isEmpty else { return 0 }
        return Int(
            try await change { connection throws(LogError) in
                var new: Int64 = 0
                for message in messages where try connection.add(message) { new += 1 }
                return new
            })
    }

    /// Puts a one-time link into the console into the outbox. The link stands apart until the message
    /// is sent or has failed, and is overwritten then.
    ///
    /// - Parameters:
    ///   - link: The whole address with its token.
    ///   - expires: When the token ends: the message is of no use then.
    package func addSignIn(
        to recipient: MessageRecipient, link: String, made: Instant, expires: Instant
    ) async throws(LogError) {
        try await add([
            NewMessage(
                .signIn, to: recipient, about: String(outboxKey(of: link).prefix(16)), made: made,
                deadline: expires, link: link)
        ])
    }

    /// Hands out what is due, the longest due first, to one asker for a while: until the lease ends, or
    /// an outcome is told, nobody else gets it.
    ///
    /// - Returns: at most `limit` messages; none of them before its time or past its deadline.
    package func leaseMessages(
        limit: Int, now: Instant, lease: Duration
    ) async throws(LogError) -> [OutboxMessage] {
        // Most of the time nothing is due, and nothing is written.
        let isAnyDue = try reader.ask { connection throws(LogError) in
            try connection.row(
                "SELECT 1 FROM message WHERE state = 'waiting' AND next_try <= ? LIMIT 1",
                [.moment(now)]
            ) { _ in true }
        }
        guard isAnyDue == true else { return [] }
        let leased = Leased()
        _ = try await change { connection throws(LogError) in
            let messages = try connection.lease(limit: limit, now: now, lease: lease)
            leased.messages.withLock { $0 = messages }
            return Int64(messages.count)
        }
        return leased.messages.withLock { $0 }
    }

    /// Writes down what came of an attempt. That a message was sent counts whenever it is told; what else
    /// is told of an attempt that is no longer the latest changes nothing.
    ///
    /// - Parameter attempt: The message's `attempt` when it was handed out.
    /// - Returns: false if there is no message of this number.
    package func settleMessage(
        _ id: Int64, attempt: Int, _ outcome: MessageOutcome, now: Instant
    ) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            try connection.settle(id, attempt: attempt, outcome, now: now)
        } > 0
    }

    /// Ends what waits beyond its deadline.
    ///
    /// - Parameter isDelivering: Whether anybody delivers: else nothing has failed, and it is dropped.
    package func expireMessages(now: Instant, isDelivering: Bool) async throws(LogError) {
        let isAnyLate = try reader.ask { connection throws(LogError) in
            try connection.row(
                "SELECT 1 FROM message WHERE state = 'waiting' AND deadline <= ? LIMIT 1",
                [.moment(now)]
            ) { _ in true }
        }
        guard isAnyLate == true else { return }
        _ = try await change { connection throws(LogError) in
            try connection.expire(now: now, isDelivering: isDelivering)
            return 0
        }
    }

    /// Forgets messages that ended before an instant: what caused them happens no more.
    package func forgetMessages(endedBefore instant: Instant) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            try connection.run("DELETE FROM message WHERE ended < ?", [.moment(instant)])
            try connection.run("DELETE FROM duty_check WHERE asked < ?", [.moment(instant)])
            return 0
        }
    }

    /// The outbox in counts, and the latest failures.
    package func outbox(since: Instant, failures: Int) throws(LogError) -> OutboxState {
        try reader.askAtOnce { connection throws(LogError) in
            let waiting = try connection.row(
                "SELECT count(*) FROM message WHERE state = 'waiting'"
            ) { Int($0.integer(0)) }
            let ended = try connection.rows(
                "SELECT state, count(*) FROM message WHERE ended >= ? GROUP BY state",
                [.moment(since)]
            ) { ($0.text(0) ?? "", Int($0.integer(1))) }
            let counts = Dictionary(ended, uniquingKeysWith: +)
            return OutboxState(
                waiting: waiting ?? 0, sent: counts["sent"] ?? 0, failed: counts["failed"] ?? 0,
                dropped: counts["dropped"] ?? 0, since: since,
                failures: try connection.messages(in: .failed, limit: failures))
        }
    }

    /// Messages of a state: what waits by when it is tried next, the others by their end, newest first.
    package func messages(
        in state: MessageState, limit: Int
    ) throws(LogError) -> [OutboxState.Message] {
        try reader.askAtOnce { connection throws(LogError) in
            try connection.messages(in: state, limit: limit)
        }
    }

    /// Since when something waits whose time has come; `nil` where nothing does.
    package func messagesWait(at now: Instant) throws(LogError) -> Instant? {
        try reader.askAtOnce { connection throws(LogError) in
            try connection.row(
                "SELECT min(not_before) FROM message WHERE state = 'waiting' AND not_before <= ?",
                [.moment(now)]
            ) { row throws(LogError) in try row.instantIfAny(0) } ?? nil
        }
    }

    /// How many messages have failed since an instant.
    package func failedMessages(since: Instant) throws(LogError) -> Int {
        try reader.ask { connection throws(LogError) in
            try connection.row(
                "SELECT count(*) FROM message WHERE ended >= ? AND state = 'failed'",
                [.moment(since)]
            ) { Int($0.integer(0)) } ?? 0
        }
    }
}

/// What the writer's thread hands back.
private final class Leased: Sendable {
    let messages = Mutex<[OutboxMessage]>([])
}

/// As a provider and a mail program see a message's key: nobody's id stands in it.
func outboxKey(of text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).prefix(16).map { byte in
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
}
