package import CallRouting
package import OnCallRoster

extension CallLog {
    /// What `status` shows of the log; rehearsals are not counted.
    package func counts() throws(LogError) -> LogCounts {
        try reader.askAtOnce { connection throws(LogError) -> LogCounts in
            let last = try connection.row(
                "SELECT received FROM event ORDER BY seq DESC LIMIT 1"
            ) { row throws(LogError) in try row.instant(0) }
            return LogCounts(
                openCalls: try connection.count(
                    "SELECT count(*) FROM call WHERE state = 'open' AND rehearsal = 0"),
                sweptCalls: try connection.count(
                    "SELECT count(*) FROM call WHERE swept = 1 AND rehearsal = 0"),
                lastEvent: last,
                gateways: try connection.sightings())
        }
    }

    /// When each gateway was heard of.
    package func sightings() throws(LogError) -> [GatewayName: GatewaySighting] {
        try reader.askAtOnce { connection throws(LogError) -> [GatewayName: GatewaySighting] in
            try connection.sightings()
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
    package let gateways: [GatewayName: GatewaySighting]
}

/// When a gateway was heard of.
package struct GatewaySighting: Hashable, Sendable {
    package let gateway: GatewayName
    package let first: Instant
    package let last: Instant
    /// The longest time between two events of it, in whole seconds.
    package let longestSilence: Duration
    /// When a call last ended that checked the line through it.
    package let lastSelfCall: Instant?

    package init(
        gateway: GatewayName, first: Instant, last: Instant, longestSilence: Duration,
        lastSelfCall: Instant?
    ) {
        self.gateway = gateway
        self.first = first
        self.last = last
        self.longestSilence = longestSilence
        self.lastSelfCall = lastSelfCall
    }
}

/// An alarm that a call raised.
package struct LoggedAlarm: Hashable, Sendable {
    package let code: AlarmCode
    package let call: CallKey
    package let at: Instant
}

extension Connection {
    fileprivate func sightings() throws(LogError) -> [GatewayName: GatewaySighting] {
        let sightings = try rows(
            """
            SELECT gateway, first_event, last_event, longest_silence, last_self_call
            FROM gateway_seen
            """
        ) { row throws(LogError) in
            GatewaySighting(
                gateway: GatewayName(rawValue: row.text(0) ?? ""), first: try row.instant(1),
                last: try row.instant(2), longestSilence: .seconds(row.integer(3)),
                lastSelfCall: row.text(4) == nil ? nil : try row.instant(4))
        }
        return Dictionary(
            sightings.map { ($0.gateway, $0) }, uniquingKeysWith: { first, _ in first })
    }

    fileprivate func count(_ sql: SQL) throws(LogError) -> Int {
        Int(try row(sql) { $0.integer(0) } ?? 0)
    }
}
