package import CallRouting
package import OnCallRoster

extension CallLog {
    /// Numbers that failed at once when they were last rung, from an instant on: wrong, or dead.
    package func failingNumbers(since: Instant) throws(LogError) -> [FailingNumber] {
        let calls = try callsToWhomFailed(since: since)
        var found: [DialTarget: FailingNumber] = [:]
        for call in calls {
            for leg in call.legs {
                guard let uri = leg.uri, let professional = leg.professional, leg.ended != nil
                else { continue }
                guard leg.failedAtOnce else {
                    found[uri] = nil
                    continue
                }
                let before = found[uri]
                found[uri] = FailingNumber(
                    professional: professional, uri: uri, times: (before?.times ?? 0) + 1,
                    since: before?.since ?? leg.began, last: leg.began, call: call.key)
            }
        }
        return found.values.sorted { ($0.since, $0.uri.uri) < ($1.since, $1.uri.uri) }
    }

    /// The latest calls that rang anybody whose telephone failed, oldest first.
    private func callsToWhomFailed(since: Instant) throws(LogError) -> [OpenCall] {
        let keys = try reader.ask { connection throws(LogError) -> [CallKey] in
            try connection.rows(
                """
                SELECT DISTINCT c.gateway, c.call
                FROM call c JOIN leg l ON l.call_id = c.call_id
                WHERE c.began >= ?1 AND c.rehearsal = 0 AND l.professional IN (
                    SELECT f.professional FROM call d JOIN leg f ON f.call_id = d.call_id
                    WHERE d.began >= ?1 AND d.rehearsal = 0 AND f.rang IS NULL
                        AND f.reason IN ('unreachable', 'gateway-error'))
                ORDER BY c.began DESC, c.call_id DESC LIMIT ?2
                """,
                [.instant(since), .number(CallLog.mostCallsLookedAt)]
            ) { CallKey(row: $0, from: 0) }
        }
        var calls: [OpenCall] = []
        for key in keys.reversed() {
            if let call = try foldedCall(key) { calls.append(call) }
        }
        return calls
    }

    private static let mostCallsLookedAt = 500
}

/// A number that fails at once.
package struct FailingNumber: Hashable, Sendable {
    package let professional: ProfessionalID
    package let uri: DialTarget
    /// How often in a row.
    package let times: Int
    package let since: Instant
    package let last: Instant
    /// The latest call that rang it in vain.
    package let call: CallKey
}

extension OpenCall.Leg {
    /// It did not even ring.
    fileprivate var failedAtOnce: Bool {
        rang == nil && answered == nil && (reason == .unreachable || reason == .gatewayError)
    }
}
