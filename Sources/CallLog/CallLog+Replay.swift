package import CallRouting
package import OnCallRoster

extension CallLog {
    /// Events in the log's order, from the one after a number on.
    package func events(after seq: Int64, limit: Int) throws(LogError) -> [PastEvent] {
        try reader.ask { connection throws(LogError) -> [PastEvent] in
            try connection.rows(
                """
                SELECT e.seq, e.type, e.at, e.received, d.delivery, e.late, e.spooled,
                    e.instruction, e.records, p.private_values, c.gateway, c.call
                FROM event e
                    JOIN call c ON c.call_id = e.call_id
                    LEFT JOIN event_private p ON p.seq = e.seq
                    LEFT JOIN delivery d ON d.seq = e.seq
                WHERE e.seq > ?
                ORDER BY e.seq LIMIT ?
                """,
                [.integer(seq), .number(limit)]
            ) { row throws(LogError) in
                PastEvent(
                    seq: row.integer(0), call: CallKey(row: row, from: 10),
                    event: try StoredEvent(row: row).logged)
            }
        }
    }

    /// The number before that of the first event of the first call that began at or after an
    /// instant; `nil` if none did.
    package func eventBefore(callsFrom instant: Instant) throws(LogError) -> Int64? {
        try reader.ask { connection throws(LogError) -> Int64? in
            try connection.row(
                """
                SELECT min(seq) - 1 FROM event
                WHERE call_id = (
                    SELECT call_id FROM call WHERE began >= ? ORDER BY began, call_id LIMIT 1)
                """,
                [.instant(instant)]
            ) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
        }
    }
}

/// One event of the log among those of all calls.
package struct PastEvent: Hashable, Sendable {
    package let seq: Int64
    package let call: CallKey
    package let event: LoggedEvent
}
