package import CallRouting
package import OnCallRoster

extension CallLog {
    /// What `status` shows of the log; rehearsals are not counted.
    package func counts() throws(LogError) -> LogCounts {
        try reader.askAtOnce { connection throws(LogError) -> LogCounts in
            let last = try connection.row(
                "SELECT received FROM event ORDER BY seq DESC LIMIT 1"
            ) { row throws(LogError) in try row.instant(0) }
            let gateways = try connection.rows(
                "SELECT gateway, last_event FROM gateway_seen"
            ) { row throws(LogError) in
                (GatewayName(rawValue: row.text(0) ?? ""), try row.instant(1))
            }
            return LogCounts(
                openCalls: try connection.count(
                    "SELECT count(*) FROM call WHERE state = 'open' AND rehearsal = 0"),
                sweptCalls: try connection.count(
                    "SELECT count(*) FROM call WHERE swept = 1 AND rehearsal = 0"),
                lastEvent: last,
                lastEvents: Dictionary(gateways, uniquingKeysWith: { max($0, $1) }))
        }
    }

    /// Alarms that calls raised from an instant on, oldest first.
    package func alarms(since: Instant) throws(LogError) -> [LoggedAlarm] {
        try reader.ask { connection throws(LogError) -> [LoggedAlarm] in
            try connection.rows(
                """
                SELECT a.code, a.at, c.gateway, c.call
                FROM alarm a JOIN call c ON c.call_id = a.call_id
                WHERE a.at >= ?
                ORDER BY a.at, a.id
                """,
                [.instant(since)]
            ) { row throws(LogError) in
                LoggedAlarm(
                    code: try row.required(0) { AlarmCode(rawValue: $0) },
                    call: CallKey(row: row, from: 2), at: try row.instant(1))
            }
        }
    }
}

package struct LogCounts: Hashable, Sendable {
    package let openCalls: Int
    /// Calls that the sweeper ended, ever.
    package let sweptCalls: Int
    /// When the latest event of all was received.
    package let lastEvent: Instant?
    /// When each gateway was last heard of, other than by a rehearsal.
    package let lastEvents: [GatewayName: Instant]
}

/// An alarm that a call raised.
package struct LoggedAlarm: Hashable, Sendable {
    package let code: AlarmCode
    package let call: CallKey
    package let at: Instant
}

extension Connection {
    fileprivate func count(_ sql: SQL) throws(LogError) -> Int {
        Int(try row(sql) { $0.integer(0) } ?? 0)
    }
}
