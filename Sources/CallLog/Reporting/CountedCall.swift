package import CallRouting
package import OnCallRoster

/// One call, as far as figures need it. Intervals inside it are taken from the gateway's clock.
package struct CountedCall: Hashable, Sendable {
    /// The call's number in the log.
    package var number: Int64
    package var outcome: Outcome
    package var kind: CallerKind
    /// The family's random key, which stays when its id goes.
    package var family: String?
    package var institution: InstitutionID?
    package var municipality: MunicipalityID?
    package var variant: Family.Variant?
    /// t0 by the daemon's clock, by which calls are put into days and hours.
    package var began: Instant
    /// From t0 to the first human, in milliseconds; `nil` where there was none.
    package var wait: Int64?
    /// From t0 to the end, in milliseconds; `nil` while the call is open.
    package var length: Int64?
    package var endedByCaller: Bool
    package var promise: CountedPromise?
    package var legs: Int
    /// Whether somebody of the first step had the call.
    package var firstStepTookIt: Bool

    package init(
        number: Int64, outcome: Outcome, kind: CallerKind, family: String? = nil,
        institution: InstitutionID? = nil, municipality: MunicipalityID? = nil,
        variant: Family.Variant? = nil, began: Instant, wait: Int64? = nil, length: Int64? = nil,
        endedByCaller: Bool = false, promise: CountedPromise? = nil, legs: Int = 0,
        firstStepTookIt: Bool = false
    ) {
        self.number = number
        self.outcome = outcome
        self.kind = kind
        self.family = family
        self.institution = institution
        self.municipality = municipality
        self.variant = variant
        self.began = began
        self.wait = wait
        self.length = length
        self.endedByCaller = endedByCaller
        self.promise = promise
        self.legs = legs
        self.firstStepTookIt = firstStepTookIt
    }

    /// Families, and callers of whom nobody knows whether they are one. Contacts and professionals
    /// are counted by themselves.
    package var isOffered: Bool {
        switch kind {
        case .family, .unknown, .withheld: true
        case .contact, .professional: false
        }
    }
}

/// What became of a promise to ring back.
package struct CountedPromise: Hashable, Sendable {
    package var deadline: Instant
    /// When the family was reached; `nil` where it was not.
    package var reached: Instant?
    /// Whether the caller asked for it by key.
    package var byKey: Bool

    package init(deadline: Instant, reached: Instant?, byKey: Bool) {
        self.deadline = deadline
        self.reached = reached
        self.byKey = byKey
    }
}

extension CallLog {
    /// Hands out each call that began in the interval, the oldest first; rehearsals are none.
    package func eachCall(
        in interval: Interval, _ body: (CountedCall) -> Void
    ) throws(LogError) {
        // A connection of its own: the figures of years must not keep others from reading.
        let connection = try Schema.openReader(path: path)
        defer { connection.close() }
        _ = try connection.rows(
            """
            SELECT c.call_id, c.outcome, c.caller_kind, c.family_key, c.institution,
                c.municipality, c.variant, c.began, c.began_at, c.answered_at, c.ended_at,
                c.ended_by, m.deadline, m.ended, m.how, m.by_key,
                (SELECT count(*) FROM leg l WHERE l.call_id = c.call_id),
                EXISTS (
                    SELECT 1 FROM leg l
                    WHERE l.call_id = c.call_id AND l.step = 1 AND l.accepted IS NOT NULL)
            FROM call c LEFT JOIN follow_up m ON m.call_id = c.call_id AND m.kind = 'promise'
            WHERE c.rehearsal = 0 AND c.began >= ? AND c.began < ?
            ORDER BY c.began, c.call_id
            """,
            [.instant(interval.start), .instant(interval.end)]
        ) { row throws(LogError) in body(try CountedCall(row: row)) }
    }
}

extension CountedCall {
    fileprivate init(row: Statement) throws(LogError) {
        let beganAt = try row.instant(8)
        let answeredAt = try row.instantIfAny(9)
        let endedAt = try row.instantIfAny(10)
        self.init(
            number: row.integer(0), outcome: try row.required(1) { Outcome(rawValue: $0) },
            kind: try row.required(2) { CallerKind(rawValue: $0) }, family: row.text(3),
            institution: row.identifier(4), municipality: row.identifier(5),
            variant: try row.value(6) { Family.Variant(rawValue: $0) },
            began: try row.instant(7),
            wait: answeredAt.map { max(0, $0.milliseconds - beganAt.milliseconds) },
            length: endedAt.map { max(0, $0.milliseconds - beganAt.milliseconds) },
            endedByCaller: row.text(11) == EndedBy.caller.rawValue,
            promise: try CountedPromise(row: row), legs: Int(row.integer(16)),
            firstStepTookIt: row.flag(17))
    }
}

extension CountedPromise {
    fileprivate init?(row: Statement) throws(LogError) {
        guard let deadline = try row.instantIfAny(12) else { return nil }
        let how = try row.value(14) { FollowUpEnding(rawValue: $0) }
        self.init(
            deadline: deadline,
            reached: how?.familyWasReached == true ? try row.instantIfAny(13) : nil,
            byKey: row.flag(15))
    }
}
