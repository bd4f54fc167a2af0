package import CallRouting
package import OnCallRoster

extension CallLog {
    /// Events in the log's order, from the one after a number on.
    package func events(after seq: Int64, limit: Int) throws(LogError) -> [PastEvent] {
        try reader.ask { connection throws(LogError) -> [PastEvent] in
            try connection.rows(
                """
                SELECT e.seq, e.type, e.at, e.received, e.delivery, e.late, e.spooled,
                    e.instruction, e.records, p.private_values, c.gateway, c.call, c.rehearsal
                FROM event e
                    JOIN call c ON c.call_id = e.call_id
                    LEFT JOIN event_private p ON p.seq = e.seq
                WHERE e.seq > ?
                ORDER BY e.seq LIMIT ?
                """,
                [.integer(seq), .number(limit)]
            ) { row throws(LogError) in
                PastEvent(
                    seq: row.integer(0), call: CallKey(row: row, from: 10),
                    isRehearsal: row.flag(12), event: try StoredEvent(row: row).logged)
            }
        }
    }

    /// The number of the last event that was received before an instant; 0 if there is none.
    package func lastEvent(before instant: Instant) throws(LogError) -> Int64 {
        try reader.ask { connection throws(LogError) -> Int64 in
            try connection.row(
                """
                SELECT coalesce(max(e.seq), 0)
                FROM event e JOIN call c ON c.call_id = e.call_id
                WHERE c.began < ?
                """,
                [.instant(instant)]
            ) { $0.integer(0) } ?? 0
        }
    }
}

/// One event of the log among those of all calls.
package struct PastEvent: Hashable, Sendable {
    package let seq: Int64
    package let call: CallKey
    package let isRehearsal: Bool
    package let event: LoggedEvent
}
