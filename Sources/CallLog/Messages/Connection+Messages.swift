import CallRouting
import OnCallRoster

extension Connection {
    /// - Returns: whether it is new.
    func add(_ message: NewMessage) throws(LogError) -> Bool {
        try run(
            """
            INSERT INTO message
                (key, kind, about, professional, contact, made, not_before, next_try, deadline,
                state)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, 'waiting')
            ON CONFLICT (key) DO NOTHING
            """,
            [
                .text(message.key), .coded(message.kind), .text(message.about),
                .coded(message.recipient.professional), .coded(message.recipient.contact),
                .moment(message.made), .moment(message.notBefore), .moment(message.deadline),
            ])
        guard changes > 0 else { return false }
        if let link = message.link {
            try run(
                "INSERT INTO message_private (message, link) VALUES (?, ?)",
                [.integer(lastInsertedRow), .text(link)])
        }
        return true
    }

    func lease(
        limit: Int, now: Instant, lease: Duration
    ) throws(LogError) -> [OutboxMessage] {
        let due = try rows(
            """
            SELECT m.id, m.key, m.kind, m.professional, m.contact, m.call_id, m.about, m.made,
                m.deadline, m.attempts + 1, p.link, c.state = 'ended', n.call_id IS NOT NULL,
                f.ended IS NOT NULL, f.deadline, f.code, f.id
            FROM message m
                LEFT JOIN message_private p ON p.message = m.id
                LEFT JOIN call c ON c.call_id = m.call_id
                LEFT JOIN call_note n ON n.call_id = m.call_id
                LEFT JOIN follow_up f ON f.call_id = m.call_id AND f.number = m.follow_up
            WHERE m.state = 'waiting' AND m.next_try <= ?1 AND m.deadline > ?1
            ORDER BY m.next_try, m.id LIMIT ?2
            """, [.moment(now), .number(limit)]
        ) { row throws(LogError) in try OutboxMessage(row: row) }
        for message in due {
            try run(
                "UPDATE message SET attempts = attempts + 1, next_try = ? WHERE id = ?",
                [.moment(now + lease), .integer(message.id)])
        }
        return due
    }

    /// - Returns: 0 if there is no such message.
    func settle(
        _ id: Int64, attempt: Int, _ outcome: MessageOutcome, now: Instant
    ) throws(LogError) -> Int64 {
        let isKnown = try row("SELECT 1 FROM message WHERE id = ?", [.integer(id)]) { _ in true }
        guard isKnown == true else { return 0 }
        switch outcome {
        case .sent(let channel):
            // Also where its deadline passed meanwhile.
            try run(
                """
                UPDATE message SET state = 'sent', channel = ?, error = NULL, ended = ?
                WHERE id = ? AND state IN ('waiting', 'failed')
                """, [.coded(channel), .moment(now), .integer(id)])
            try forgetLink(of: id)
        case .delayed(let channel, let code):
            try run(
                """
                UPDATE message SET channel = ?, error = ?, next_try = ?
                WHERE id = ? AND state = 'waiting' AND attempts = ?
                """,
                [
                    .coded(channel), .text(code),
                    .moment(now + MessageRetry.pause(after: attempt)), .integer(id),
                    .number(attempt),
                ])
        case .failed(let channel, let code):
            try end(id, attempt: attempt, as: "failed", channel, code, now: now)
        case .dropped(let code):
            try end(id, attempt: attempt, as: "dropped", nil, code, now: now)
        }
        return 1
    }

    private func end(
        _ id: Int64, attempt: Int, as state: String, _ channel: MessageChannel?, _ code: String,
        now: Instant
    ) throws(LogError) {
        try run(
            """
            UPDATE message SET state = ?, channel = coalesce(?, channel), error = ?, ended = ?
            WHERE id = ? AND state = 'waiting' AND attempts = ?
            """,
            [
                .text(state), .coded(channel), .text(code), .moment(now), .integer(id),
                .number(attempt),
            ])
        if changes > 0 { try forgetLink(of: id) }
    }

    private func forgetLink(of id: Int64) throws(LogError) {
        try run("DELETE FROM message_private WHERE message = ?", [.integer(id)])
    }

    func expire(now: Instant, isDelivering: Bool) throws(LogError) {
        try run(
            """
            DELETE FROM message_private WHERE message IN (
                SELECT id FROM message WHERE state = 'waiting' AND deadline <= ?)
            """, [.moment(now)])
        try run(
            """
            UPDATE message SET state = ?2, ended = ?1, error = coalesce(error, ?3)
            WHERE state = 'waiting' AND deadline <= ?1
            """,
            [
                .moment(now), .text(isDelivering ? "failed" : "dropped"),
                .text(isDelivering ? "deadline" : "no-messenger"),
            ])
    }

    /// Those of a state: what waits by when it is tried next, the others by their end, newest first.
    func messages(
        in state: MessageState, limit: Int
    ) throws(LogError) -> [OutboxState.Message] {
        // Each of the two has an index.
        let waiting: SQL = """
            SELECT id, kind, professional, contact, call_id, made, deadline, ended, attempts,
                channel, error
            FROM message WHERE state = 'waiting' ORDER BY next_try, id LIMIT ?1
            """
        let ended: SQL = """
            SELECT id, kind, professional, contact, call_id, made, deadline, ended, attempts,
                channel, error
            FROM message WHERE ended IS NOT NULL AND state = ?2
            ORDER BY ended DESC, id DESC LIMIT ?1
            """
        let isWaiting = state == .waiting
        return try rows(
            isWaiting ? waiting : ended,
            [.number(limit)] + (isWaiting ? [] : [.text(state.rawValue)])
        ) { row throws(LogError) in
            OutboxState.Message(
                id: row.integer(0), kind: try row.required(1) { MessageKind(rawValue: $0) },
                state: state, recipient: MessageRecipient(row: row, from: 2),
                call: row.isNull(4) ? nil : row.integer(4), made: try row.instant(5),
                deadline: try row.instant(6), ended: try row.instantIfAny(7),
                attempts: Int(row.integer(8)),
                channel: try row.value(9) { MessageChannel(rawValue: $0) }, error: row.text(10))
        }
    }
}

extension MessageRecipient {
    fileprivate init(row: Statement, from column: Int32) {
        let professional: ProfessionalID? = row.identifier(column)
        let contact: ContactID? = row.identifier(column + 1)
        self =
            professional.map { .professional($0) } ?? contact.map { .contact($0) }
            ?? .administrator
    }
}

extension OutboxMessage {
    fileprivate init(row: Statement) throws(LogError) {
        id = row.integer(0)
        key = outboxKey(of: row.text(1) ?? "")
        kind = try row.required(2) { MessageKind(rawValue: $0) }
        recipient = MessageRecipient(row: row, from: 3)
        call = row.isNull(5) ? nil : row.integer(5)
        about = row.text(6)
        made = try row.instant(7)
        deadline = try row.instant(8)
        attempt = Int(row.integer(9))
        link = row.text(10)
        cause = Cause(
            isCallOver: row.flag(11), isNoted: row.flag(12), isDone: row.flag(13),
            due: try row.instantIfAny(14), code: row.isNull(15) ? nil : Int(row.integer(15)),
            followUp: row.isNull(16) ? nil : row.integer(16))
    }
}
