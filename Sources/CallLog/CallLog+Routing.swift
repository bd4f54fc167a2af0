package import CallRouting
package import OnCallRoster

/// What routing needs to know of other calls, and of its own after a restart.
extension CallLog {
    /// What a daemon takes up at its start.
    package func past(now: Instant) throws(LogError) -> CallFloor.Past {
        var past = CallFloor.Past()
        let owing = try callsThatOwe()
        past.calls = try openCalls() + owing.filter { $0.ended != nil }
        past.lastAnswers = try lastAnswers(since: now - .days(30))
        past.latestCalls = try latestCalls(since: now - .hours(12))
        past.wrongPINs = try wrongPINs(since: now - .hours(1))
        past.owedSince = try placesOfCallbacks()
        past.lastCode = try lastCode()
        if let oldest = past.owedSince.values.min() { past.reached = try reached(after: oldest) }
        return past
    }

    /// The code that was given out last.
    private func lastCode() throws(LogError) -> Int? {
        try reader.ask { connection throws(LogError) -> Int? in
            try connection.row(
                "SELECT code FROM follow_up WHERE code IS NOT NULL ORDER BY id DESC LIMIT 1"
            ) { Int($0.integer(0)) }
        }
    }

    /// Where in the log the calls with an open callback came to owe it; what is open is looked for
    /// first, for SQLite would rather read all calls there are.
    private func placesOfCallbacks() throws(LogError) -> [CallKey: Int64] {
        let rows = try reader.ask { connection throws(LogError) -> [(CallKey, Int64)] in
            try connection.rows(
                """
                SELECT c.gateway, c.call, f.since
                FROM follow_up f CROSS JOIN call c ON c.call_id = f.call_id
                WHERE f.ended IS NULL AND f.kind IN ('promise', 'callback')
                """
            ) { row in (CallKey(row: row, from: 0), row.integer(2)) }
        }
        // Of several in one call the last counts: what kept that kept the others.
        return Dictionary(rows, uniquingKeysWith: max)
    }

    private static let mostReached = 10_000

    /// Calls with an open callback, each the fold of its events.
    package func callsThatOwe() throws(LogError) -> [OpenCall] {
        try reader.askAtOnce { connection throws(LogError) -> [OpenCall] in
            let owing = try connection.rows(
                """
                SELECT DISTINCT c.call_id, c.gateway, c.call
                FROM follow_up f CROSS JOIN call c ON c.call_id = f.call_id
                WHERE f.ended IS NULL AND f.kind IN ('promise', 'callback')
                ORDER BY c.call_id
                """
            ) { row in (row.integer(0), CallKey(row: row, from: 1)) }
            return try connection.fold(owing)
        }
    }

    /// Families and numbers that were spoken with after an event, the latest of them: what they
    /// show is written down within seconds, so that older ones have nothing left to show.
    private func reached(after seq: Int64) throws(LogError) -> [CallFloor.Past.Reached] {
        try reader.askAtOnce { connection throws(LogError) -> [CallFloor.Past.Reached] in
            let taken = try connection.rows(
                """
                SELECT f.family, coalesce(p.callback_number, p.caller_number), e.received, e.seq,
                    c.call_id, c.gateway, c.call, EXISTS (
                        SELECT 1 FROM leg l WHERE l.call_id = c.call_id
                            AND l.because = 'callback' AND l.accepted IS NOT NULL)
                FROM event e
                    JOIN call c ON c.call_id = e.call_id
                    LEFT JOIN family_key_private f ON f.key = c.family_key
                    LEFT JOIN call_private p ON p.call_id = c.call_id
                WHERE e.type = 'leg.accepted' AND e.instruction = 'connect' AND e.seq > ?
                    AND c.rehearsal = 0
                ORDER BY e.seq DESC LIMIT ?
                """,
                [.integer(seq), .number(CallLog.mostReached)]
            ) { row throws(LogError) in
                Taken(
                    reached: CallFloor.Past.Reached(
                        family: row.identifier(0), number: try row.value(1) { PhoneNumber($0) },
                        at: try row.instant(2), seq: row.integer(3), callback: nil),
                    number: row.integer(4), call: CallKey(row: row, from: 5),
                    ringsBack: row.flag(7))
            }
            var reached: [CallFloor.Past.Reached] = []
            for call in taken.reversed() {
                guard call.ringsBack else {
                    reached.append(call.reached)
                    continue
                }
                // Whom a professional rang back is told by the call's plan.
                guard let folded = try connection.fold(call.call, number: call.number),
                    let callback = folded.plan?.callback
                else { continue }
                reached.append(
                    CallFloor.Past.Reached(
                        family: callback.family?.value, number: callback.number.value,
                        at: call.reached.at, seq: call.reached.seq, callback: callback.key))
            }
            return reached
        }
    }

    /// The calls that have not ended, rehearsals too, each the fold of its events.
    package func openCalls() throws(LogError) -> [OpenCall] {
        try reader.askAtOnce { connection throws(LogError) -> [OpenCall] in
            let open = try connection.rows(
                "SELECT call_id, gateway, call FROM call WHERE state = 'open' ORDER BY call_id"
            ) { row in (row.integer(0), CallKey(row: row, from: 1)) }
            return try connection.fold(open)
        }
    }

    /// A call folded from its events, whether it has ended or not; `nil` if it was never seen.
    package func foldedCall(_ key: CallKey) throws(LogError) -> OpenCall? {
        guard seenCalls.mayHold(key.call, gateway: key.gateway) else { return nil }
        // By the connection that never has a long question: a call waits for this answer.
        let number = try replies.ask { connection throws(LogError) -> Int64? in
            try connection.row(
                "SELECT call_id FROM call WHERE gateway = ? AND call = ?",
                [.coded(key.gateway), .text(key.call)]
            ) { $0.integer(0) }
        }
        guard let number else { return nil }
        return try replies.askAtOnce { connection throws(LogError) -> OpenCall? in
            try connection.fold(key, number: number)
        }
    }

    /// Who took each family's latest call that a professional answered, rehearsals left out; the
    /// latest by the log's order, whatever the clock was set to.
    package func lastAnswers(
        since: Instant
    ) throws(LogError) -> [FamilyID: RoutingContext.LastAnswer] {
        let rows = try reader.ask { connection throws(LogError) -> [FamilyAnswer] in
            try connection.rows(
                """
                SELECT f.family, c.taken_by, c.answered
                FROM call c
                    JOIN family_key_private f ON f.key = c.family_key
                    CROSS JOIN event e ON e.call_id = c.call_id
                WHERE c.answered >= ? AND c.rehearsal = 0 AND c.taken_by IS NOT NULL
                    AND e.type = 'leg.accepted' AND e.instruction = 'connect'
                ORDER BY e.seq
                """,
                [.instant(since)]
            ) { row throws(LogError) in
                try FamilyAnswer(row: row)
            }
        }
        var latest: [FamilyID: RoutingContext.LastAnswer] = [:]
        for row in rows { latest[row.family] = row.answer }
        return latest
    }

    /// When each family's latest call began, rehearsals left out.
    package func latestCalls(since: Instant) throws(LogError) -> [FamilyID: Instant] {
        let rows = try reader.ask { connection throws(LogError) -> [FamilyCall] in
            try connection.rows(
                """
                SELECT f.family, max(c.began)
                FROM call c JOIN family_key_private f ON f.key = c.family_key
                WHERE c.began >= ? AND c.rehearsal = 0
                GROUP BY f.family
                """,
                [.instant(since)]
            ) { row throws(LogError) in
                FamilyCall(
                    family: try row.required(0) { FamilyID(rawValue: $0) },
                    began: try row.instant(1))
            }
        }
        var latest: [FamilyID: Instant] = [:]
        for row in rows { latest[row.family] = row.began }
        return latest
    }

    /// Wrong PINs from an instant on, oldest first, those of rehearsals left out.
    package func wrongPINs(since: Instant) throws(LogError) -> [WrongPIN] {
        try reader.ask { connection throws(LogError) -> [WrongPIN] in
            try connection.rows(
                """
                SELECT t.at, p.caller_number, p.to_number
                FROM pin_try t
                    JOIN call c ON c.call_id = t.call_id
                    LEFT JOIN call_private p ON p.call_id = t.call_id
                WHERE t.correct = 0 AND t.at >= ? AND c.rehearsal = 0
                ORDER BY t.at, t.id
                """,
                [.instant(since)]
            ) { row throws(LogError) in
                WrongPIN(
                    at: try row.instant(0), number: try row.value(1) { PhoneNumber($0) },
                    to: row.text(2))
            }
        }
    }
}

/// A call that was taken.
private struct Taken: Sendable {
    let reached: CallFloor.Past.Reached
    let number: Int64
    let call: CallKey
    let ringsBack: Bool
}

private struct FamilyCall: Sendable {
    let family: FamilyID
    let began: Instant
}

private struct FamilyAnswer: Sendable {
    let family: FamilyID
    let answer: RoutingContext.LastAnswer

    init(row: Statement) throws(LogError) {
        family = try row.required(0) { FamilyID(rawValue: $0) }
        answer = RoutingContext.LastAnswer(
            professional: try row.required(1) { ProfessionalID(rawValue: $0) },
            at: try row.instant(2))
    }
}

extension CallKey {
    /// Reads the gateway's name and the call's id from two columns.
    init(row: Statement, from column: Int32) {
        self.init(
            gateway: GatewayName(rawValue: row.text(column) ?? ""),
            call: row.text(column + 1) ?? "")
    }
}

extension Connection {
    fileprivate func fold(_ key: CallKey, number: Int64) throws(LogError) -> OpenCall? {
        OpenCall(key: key, folding: try storedEvents(ofCall: number).map(\.logged))
    }

    fileprivate func fold(_ calls: [(Int64, CallKey)]) throws(LogError) -> [OpenCall] {
        var folded: [OpenCall] = []
        for (number, key) in calls {
            if let call = try fold(key, number: number) { folded.append(call) }
        }
        return folded
    }
}
