extension Connection {
    /// Inserts one entry's rows inside the caller's transaction.
    ///
    /// - Returns: the event's number in the log.
    func insert(_ entry: EntryRows) throws(LogError) -> Int64 {
        let family = try familyKey(of: entry.family)
        let call = SQLValue.integer(try writeCall(entry, family: family))
        let seq = try insertChained([call, family], entry.event)
        try run(
            """
            INSERT INTO event_private (seq, salt, body, private_values, reply, reply_status)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [.integer(seq)], entry.eventPrivate)
        if let delivery = entry.delivery { try insert(delivery, seq: seq) }
        for row in entry.derived { try run(row.sql, [call], row.values) }
        return seq
    }

    /// Inserts an event's row as the next link of the chain.
    private func insertChained(
        _ first: [SQLValue], _ rest: [SQLValue]
    ) throws(LogError) -> Int64 {
        let head = if let chainHead { chainHead } else { try readChainHead() }
        let seq = head.seq + 1
        let row = [.integer(seq)] + first
        let link = EventChain.link(after: head.link, row, rest)
        try run(
            """
            INSERT INTO event
                (chain, seq, call_id, family_key, type, at, received, late, spooled, instruction,
                records, commitment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [.blob(link)] + row, rest)
        chainHead = ChainHead(seq: seq, link: link)
        return seq
    }

    /// Makes the call's row what the call is now; the family stays known by its key where its id
    /// has gone.
    ///
    /// - Returns: the call's number.
    private func writeCall(_ entry: EntryRows, family: SQLValue) throws(LogError) -> Int64 {
        let known = openCallIDs[entry.key]
        if let known {
            try updateCall(known, entry.call, family: family)
            if entry.hasEnded { openCallIDs[entry.key] = nil }
            return known
        }
        let id = try upsertCall(entry.call, family: family)
        if openCallIDs.count > 10_000 { openCallIDs = [:] }
        if !entry.hasEnded { openCallIDs[entry.key] = id }
        return id
    }

    /// What `upsertCall` does to a row that is there, without looking for it. The values are the
    /// same, so those that never change are passed over.
    private func updateCall(
        _ id: Int64, _ values: [SQLValue], family: SQLValue
    ) throws(LogError) {
        try run(
            """
            UPDATE call SET
                family_key = coalesce(?2, family_key), rehearsal = ?5, state = ?6, outcome = ?7,
                caller_kind = ?8, contact = ?9, professional = ?10, institution = ?11,
                municipality = ?12, variant = ?13, group_name = ?14, answered = ?17,
                answered_at = ?18, ended = ?19, ended_at = ?20, ended_by = ?21,
                roster_sha256 = ?22, swept = ?23, legs = ?24, taken_step = ?25,
                taken_by = ?26, taken_for = ?27
            WHERE call_id = ?1
            """,
            [.integer(id), family], values)
    }

    private func upsertCall(
        _ values: [SQLValue], family: SQLValue
    ) throws(LogError) -> Int64 {
        let sql: SQL = """
            INSERT INTO call
                (family_key, gateway, call, rehearsal, state, outcome, caller_kind, contact,
                professional, institution, municipality, variant, group_name, began, began_at,
                answered, answered_at, ended, ended_at, ended_by, roster_sha256, swept, legs,
                taken_step, taken_by, taken_for)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (gateway, call) DO UPDATE SET
                family_key = coalesce(excluded.family_key, call.family_key),
                rehearsal = excluded.rehearsal, state = excluded.state,
                outcome = excluded.outcome, caller_kind = excluded.caller_kind,
                contact = excluded.contact, professional = excluded.professional,
                institution = excluded.institution, municipality = excluded.municipality,
                variant = excluded.variant, group_name = excluded.group_name,
                answered = excluded.answered, answered_at = excluded.answered_at,
                ended = excluded.ended, ended_at = excluded.ended_at,
                ended_by = excluded.ended_by, roster_sha256 = excluded.roster_sha256,
                swept = excluded.swept, legs = excluded.legs, taken_step = excluded.taken_step,
                taken_by = excluded.taken_by, taken_for = excluded.taken_for
            RETURNING call_id
            """
        guard let id = try row(sql, [family] + values, { $0.integer(0) }) else {
            throw .unreadable("a call was written without an id", sql: sql.text)
        }
        return id
    }

    /// The random key by which a family stands in event rows; made at its first event.
    private func familyKey(of family: String?) throws(LogError) -> SQLValue {
        guard let family else { return .null }
        if let known = familyKeys[family] { return .text(known) }
        if familyKeys.count > 10_000 { familyKeys = [:] }
        let key = try storedFamilyKey(of: family)
        familyKeys[family] = key
        return .text(key)
    }

    private func storedFamilyKey(of family: String) throws(LogError) -> String {
        let known = try row(
            "SELECT key FROM family_key_private WHERE family = ?", [.text(family)]
        ) { $0.text(0) ?? "" }
        if let known { return known }
        let key = EntryRows.randomBytes(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
        try run("INSERT INTO family_key (key) VALUES (?)", [.text(key)])
        try run(
            "INSERT INTO family_key_private (key, family) VALUES (?, ?)",
            [.text(key), .text(family)])
        return key
    }

    private func insert(_ delivery: EntryRows.Delivery, seq: Int64) throws(LogError) {
        do {
            try run(
                """
                INSERT INTO delivery (seq, gateway, delivery, body_sha256, received)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    .integer(seq), .text(delivery.gateway), .text(delivery.delivery),
                    .blob(delivery.bodySHA256), .moment(delivery.received),
                ])
        } catch {
            guard error.isDuplicateKey else { throw error }
            throw LogError(
                .duplicateDelivery, code: error.code,
                message: "the log has an event of this delivery already", sql: error.sql)
        }
    }

    /// Notes when a gateway was last heard of, and for how long it was silent before.
    func note(_ sighting: EntryRows.Sighting) throws(LogError) {
        try run(
            """
            INSERT INTO gateway_seen (gateway, first_event, last_event, last_self_call)
            VALUES (?1, ?2, ?2, iif(?3, ?2, NULL))
            ON CONFLICT (gateway) DO UPDATE SET
                longest_silence = max(
                    longest_silence,
                    strftime('%s', excluded.last_event) - strftime('%s', last_event)),
                last_event = excluded.last_event,
                last_self_call = coalesce(excluded.last_self_call, last_self_call)
                WHERE excluded.last_event > gateway_seen.last_event
            """,
            [
                .text(sighting.gateway), .moment(sighting.received), .flag(sighting.endsSelfCall),
            ])
    }

    /// Forgets what a stretch of events was replied, up to those whose delivery is still known.
    func forgetReplies() throws(LogError) {
        let mark = "replies-forgotten-to"
        let from = try row("SELECT value FROM mark WHERE name = ?", [.text(mark)]) {
            Int64($0.text(0) ?? "") ?? 0
        }
        let bounds = try row(
            """
            SELECT (SELECT coalesce(max(seq), 0) FROM event), (SELECT min(seq) FROM delivery)
            """
        ) { ($0.integer(0), $0.isNull(1) ? nil : $0.integer(1)) }
        guard let bounds else { return }
        let end = min((bounds.1.map { $0 - 1 } ?? bounds.0), (from ?? 0) + 5000)
        guard end > from ?? 0 else { return }
        try run(
            "UPDATE event_private SET reply = x'' WHERE seq > ? AND seq <= ?",
            [.integer(from ?? 0), .integer(end)])
        try run(
            """
            INSERT INTO mark (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(mark), .text(String(end))])
    }

    /// Forgets deliveries received before an instant, from the oldest on up to the first that was
    /// not: one that a clock set back has put behind it is forgotten later. What a clock that went
    /// ahead seems to have received after `now` holds nothing up.
    ///
    /// - Returns: how many there were.
    func forgetDeliveries(before instant: String, now: String) throws(LogError) -> Int64 {
        try run(
            """
            DELETE FROM delivery WHERE seq < coalesce(
                (SELECT seq FROM delivery WHERE received BETWEEN ? AND ? ORDER BY seq LIMIT 1),
                (SELECT max(seq) + 1 FROM delivery))
            """,
            [.text(instant), .text(now)])
        let forgotten = changes
        try forgetReplies()
        return forgotten
    }
}
