package import CallRouting
package import OnCallRoster

/// A call of a family, as far as an evaluator's rows are made of it.
package struct EvaluationCall: Hashable, Sendable {
    /// The family's random key, by which families are told apart and counted.
    package var family: String
    /// The family's id; `nil` where retention or erasure took it.
    package var familyID: FamilyID?
    /// Whether the family was erased: its calls then bear no pseudonym.
    package var isErased: Bool
    /// t0 by the daemon's clock.
    package var began: Instant
    package var institution: InstitutionID?
    package var municipality: MunicipalityID?
    package var variant: Family.Variant?
    package var outcome: Outcome
    /// From t0 to the first human, in milliseconds; `nil` where there was none.
    package var wait: Int64?
    package var legs: Int
    /// The step of which somebody had the call.
    package var takenStep: Int?
    package var promise: CountedPromise?
    package var note: CallFacts?
    /// SHA-256 of the roster by which it was routed.
    package var roster: String?
    /// When the family's latest answered call before this one began; of calls up to
    /// `EvaluationRequest.lead` before the period.
    package var earlier: Instant?

    package init(
        family: String, familyID: FamilyID? = nil, isErased: Bool = false, began: Instant,
        institution: InstitutionID? = nil, municipality: MunicipalityID? = nil,
        variant: Family.Variant? = nil, outcome: Outcome, wait: Int64? = nil, legs: Int = 0,
        takenStep: Int? = nil, promise: CountedPromise? = nil, note: CallFacts? = nil,
        roster: String? = nil, earlier: Instant? = nil
    ) {
        self.family = family
        self.familyID = familyID
        self.isErased = isErased
        self.began = began
        self.institution = institution
        self.municipality = municipality
        self.variant = variant
        self.outcome = outcome
        self.wait = wait
        self.legs = legs
        self.takenStep = takenStep
        self.promise = promise
        self.note = note
        self.roster = roster
        self.earlier = earlier
    }
}

extension CallLog {
    /// What an evaluator may have of the calls of families in a request's period; all of one moment.
    ///
    /// - Returns: `nil` where the period, from its year's beginning on, has more than so many calls.
    package func evaluation(
        _ request: EvaluationRequest, mostCalls: Int = EvaluationRequest.mostCalls
    ) throws(LogError) -> EvaluationData? {
        // A connection of its own: a long reading must not keep others from asking.
        let connection = try Schema.openReader(path: path)
        defer { connection.close() }
        try connection.run("BEGIN")
        let interval = Interval(request.readFrom, request.interval.end)
        guard try connection.familyCalls(in: interval) <= mostCalls else {
            return nil
        }
        let calls = try connection.evaluationCalls(in: interval)
        try connection.run("COMMIT")
        return EvaluationData(request, calls)
    }
}

extension Connection {
    fileprivate func familyCalls(in interval: Interval) throws(LogError) -> Int {
        try row(
            """
            SELECT count(*) FROM call
            WHERE rehearsal = 0 AND caller_kind = 'family' AND began >= ? AND began < ?
            """, [.instant(interval.start), .instant(interval.end)]
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Oldest first.
    fileprivate func evaluationCalls(
        in interval: Interval
    ) throws(LogError) -> [EvaluationCall] {
        try rows(
            """
            SELECT c.family_key, f.family,
                EXISTS (
                    SELECT 1 FROM erasure x WHERE x.kind = 'erase' AND x.family_key = c.family_key),
                c.began, c.began_at, c.answered_at, c.institution, c.municipality, c.variant,
                c.outcome, c.legs, c.taken_step, c.roster_sha256, m.deadline, m.ended, m.how,
                m.by_key, n.call_id, n.noted, n.follow_up, n.caseworker, n.went, n.otherwise,
                (SELECT group_concat(k.code, ' ') FROM call_note_code k
                    WHERE k.call_id = c.call_id AND k.list = 'theme'),
                (SELECT group_concat(k.code, ' ') FROM call_note_code k
                    WHERE k.call_id = c.call_id AND k.list = 'done')
            FROM call c
                LEFT JOIN family_key_private f ON f.key = c.family_key
                LEFT JOIN follow_up m ON m.call_id = c.call_id AND m.kind = 'promise'
                LEFT JOIN call_note n ON n.call_id = c.call_id
            WHERE c.rehearsal = 0 AND c.caller_kind = 'family' AND c.family_key IS NOT NULL
                AND c.began >= ? AND c.began < ?
            ORDER BY c.began, c.call_id
            """,
            [.instant(interval.start), .instant(interval.end)]
        ) { row throws(LogError) in try EvaluationCall(row: row) }
    }
}

extension EvaluationCall {
    fileprivate init(row: Statement) throws(LogError) {
        let beganAt = try row.instant(4)
        let isErased = row.flag(2)
        var note: CallFacts?
        if !row.isNull(17) {
            var facts = CallFacts(by: "")
            facts.noted = try row.value(18) { CallFacts.Noted(rawValue: $0) }
            facts.followUp = row.isNull(19) ? nil : row.flag(19)
            facts.caseworker = row.isNull(20) ? nil : row.flag(20)
            (facts.went, facts.otherwise) = (row.text(21), row.text(22))
            facts.themes = row.text(23)?.split(separator: " ").map(String.init)
            facts.done = row.text(24)?.split(separator: " ").map(String.init)
            note = facts
        }
        var promise: CountedPromise?
        if let deadline = try row.instantIfAny(13) {
            let how = try row.value(15) { FollowUpEnding(rawValue: $0) }
            promise = CountedPromise(
                deadline: deadline,
                reached: how?.familyWasReached == true ? try row.instantIfAny(14) : nil,
                byKey: row.flag(16))
        }
        self.init(
            family: row.text(0) ?? "", familyID: isErased ? nil : row.identifier(1),
            isErased: isErased, began: try row.instant(3), institution: row.identifier(6),
            municipality: row.identifier(7),
            variant: try row.value(8) { Family.Variant(rawValue: $0) },
            outcome: try row.required(9) { Outcome(rawValue: $0) },
            wait: try row.instantIfAny(5).map { max(0, $0.milliseconds - beganAt.milliseconds) },
            legs: Int(row.integer(10)), takenStep: row.isNull(11) ? nil : Int(row.integer(11)),
            promise: promise, note: note, roster: row.text(12))
    }
}
