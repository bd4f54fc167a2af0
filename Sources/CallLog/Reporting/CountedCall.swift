package import CallRouting
package import OnCallRoster

/// One call, as far as figures need it. Intervals inside it are taken from the gateway's clock.
package struct CountedCall: Hashable, Sendable {
    /// The call's number in the log.
    package var number: Int64
    package var outcome: Outcome
    package var kind: CallerKind
    /// The family's random key, which stays when its id goes.
    package var family: FamilyKey?
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
    /// The professional who had the call, and for how many milliseconds; `nil` while it goes on, and
    /// where nobody ever told the end.
    package var takenBy: ProfessionalID?
    package var takenFor: Int64?
    /// SHA-256 of the roster by which it was routed; `nil` where none stood.
    package var roster: String?

    package init(
        number: Int64, outcome: Outcome, kind: CallerKind, family: FamilyKey? = nil,
        institution: InstitutionID? = nil, municipality: MunicipalityID? = nil,
        variant: Family.Variant? = nil, began: Instant, wait: Int64? = nil, length: Int64? = nil,
        endedByCaller: Bool = false, promise: CountedPromise? = nil, legs: Int = 0,
        firstStepTookIt: Bool = false, takenBy: ProfessionalID? = nil, takenFor: Int64? = nil,
        roster: String? = nil
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
        self.takenBy = takenBy
        self.takenFor = takenFor
        self.roster = roster
    }

    package var isOffered: Bool { kind.isOffered }
}

extension CallerKind {
    /// Families, and callers of whom nobody knows whether they are one. Contacts and professionals
    /// are counted by themselves.
    package var isOffered: Bool {
        switch self {
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
        var roster: String?
        var bytes: [UInt8] = []
        try connection.eachRow(
            """
            SELECT c.call_id, c.outcome, c.caller_kind, c.family_key, c.institution,
                c.municipality, c.variant, c.began, c.began_at, c.answered_at, c.ended_at,
                c.ended_by, m.deadline, m.ended, m.how, m.by_key, c.legs, c.taken_step,
                c.roster_sha256, c.taken_by, c.taken_for
            FROM call c LEFT JOIN follow_up m ON m.call_id = c.call_id AND m.kind = 'promise'
            WHERE c.rehearsal = 0 AND c.began >= ? AND c.began < ?
            ORDER BY c.began, c.call_id
            """,
            [.instant(interval.start), .instant(interval.end)]
        ) { row throws(LogError) in
            // Calls in a row have the same roster, so that its text is made once.
            let isSame = row.withText(18) { [bytes] text in
                bytes.withUnsafeBufferPointer { $0.elementsEqual(text) }
            }
            if isSame != true {
                roster = row.text(18)
                bytes = Array((roster ?? "").utf8)
            }
            body(try CountedCall(row: row, roster: roster))
        }
    }

    /// By which keys families stand in the log, of those whose id is still known.
    package func familyKeys() throws(LogError) -> [FamilyID: FamilyKey] {
        let rows = try reader.ask { connection throws(LogError) in
            try connection.rows("SELECT family, key FROM family_key_private") { row in
                (FamilyID(rawValue: row.text(0) ?? ""), row.familyKey(1))
            }
        }
        return rows.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

extension CountedCall {
    fileprivate init(row: Statement, roster: String?) throws(LogError) {
        let beganAt = try row.instant(8)
        let answeredAt = try row.instantIfAny(9)
        let endedAt = try row.instantIfAny(10)
        self.init(
            number: row.integer(0), outcome: try row.required(1) { Outcome(rawValue: $0) },
            kind: try row.required(2) { CallerKind(rawValue: $0) }, family: row.familyKey(3),
            institution: row.identifier(4), municipality: row.identifier(5),
            variant: try row.value(6) { Family.Variant(rawValue: $0) },
            began: try row.instant(7),
            wait: answeredAt.map { max(0, $0.milliseconds - beganAt.milliseconds) },
            length: endedAt.map { max(0, $0.milliseconds - beganAt.milliseconds) },
            endedByCaller: row.text(11) == EndedBy.caller.rawValue,
            promise: try CountedPromise(row: row), legs: Int(row.integer(16)),
            firstStepTookIt: row.integer(17) == 1, takenBy: row.identifier(19),
            takenFor: row.isNull(20) ? nil : row.integer(20), roster: roster)
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
