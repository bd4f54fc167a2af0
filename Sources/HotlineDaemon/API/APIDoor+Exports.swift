import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// Data sets for evaluators: made pseudonymous and coarse here, so that nobody who asks has more.

extension APIDoor {
    func exportEvaluation(_ call: APICall) async throws(APIFlaw) -> EvaluationDocument {
        let question = try await call.body(
            EvaluationQuestion.self, as: "question: {\"from\",\"to\"}")
        guard let from = CivilDate(question.from), let to = CivilDate(question.to) else {
            throw APIFlaw("'from' and 'to' are days as YYYY-MM-DD")
        }
        let (inForce, now) = (rosters.inForce, clock.now)
        let zone = inForce?.roster.zone ?? .danish
        let fresh = (0..<32).map { _ in UInt8.random(in: 0...255) }
        var enrolled: [FamilyID: CivilDate] = [:]
        for family in inForce?.roster.families.values ?? [] {
            enrolled[family.id] = family.enrolled
        }
        func request(_ key: [UInt8]) throws(APIFlaw) -> EvaluationRequest {
            do {
                return try EvaluationRequest(
                    from: from, to: to, zone: zone, now: now, least: settings.reports.smallestCell,
                    key: key, enrolled: enrolled)
            } catch {
                throw APIFlaw(error.description)
            }
        }
        // What will be refused begins no study.
        var wanted = try request(fresh)
        let study = try await study(question, zone: zone, now: now, fresh: fresh)
        if let study { wanted = try request(study.key) }
        let (log, asked) = (exchange.log, wanted)
        let made = try await counting { () throws(LogError) in try log.evaluation(asked) }
        guard let data = made else {
            throw APIFlaw(
                "the period has more than \(EvaluationRequest.mostCalls) calls from its first year's "
                    + "beginning on: export fewer quarters at a time, with one study's key",
                status: 409)
        }
        let reports = try await evaluatorReports(asked)
        try await noteRead(
            "evaluation-export", by: call.visitor, as: .exportEvaluation, of: data.families,
            shown: data.calls)
        return EvaluationDocument(
            data, asked, reports: reports, study: study.map { ($0.name, $0.ends) },
            version: Hotlined.versionText)
    }

    private struct Study {
        let name: String
        let key: [UInt8]
        let ends: Instant
    }

    /// The study that is named; `nil` where none is.
    private func study(
        _ question: EvaluationQuestion, zone: TimeZoneRules, now: Instant, fresh: [UInt8]
    ) async throws(APIFlaw) -> Study? {
        guard let name = question.study else {
            guard question.studyEnds == nil else {
                throw APIFlaw("'study_ends' is a study's: name it with 'study'")
            }
            return nil
        }
        guard Identifier<CallLog>.isWellFormed(name), name.utf8.count <= 64 else {
            throw APIFlaw("'study' is '\(name)': use a-z, 0-9 and hyphens, up to 64 of them")
        }
        var ends: Instant?
        if let text = question.studyEnds {
            guard let day = CivilDate(text), zone.instant(day) > now,
                zone.instant(day) < now + .days(3660)
            else {
                throw APIFlaw(
                    "'study_ends' is '\(text)': write a day to come as YYYY-MM-DD, within ten years"
                )
            }
            ends = zone.instant(day)
        }
        let end = ends
        let answer = try await writing { () async throws(LogError) in
            try await log.studyKey(name, ends: end, now: now, fresh: fresh)
        }
        switch answer {
        case .key(let key, let ends): return Study(name: name, key: key, ends: ends)
        case .unknown:
            throw APIFlaw(
                "no study '\(name)' goes on: say when it ends, and it begins with this export",
                status: 404)
        case .endsOtherwise(let other):
            throw APIFlaw(
                "study '\(name)' ends on \(zone.date(of: other)): leave its end out, or name another "
                    + "study", status: 409)
        }
    }
}

extension EvaluationDocument {
    init(
        _ data: EvaluationData, _ request: EvaluationRequest,
        reports: [(period: String, report: ReportDocument)],
        study: (name: String, ends: Instant)?, version: String
    ) {
        self.init(
            from: "\(request.from)", to: "\(request.to)", zone: request.zone.identifier,
            version: version, definitions: EvaluationData.definitions,
            smallestCell: request.least, study: study?.name, studyEnds: study?.ends.description,
            rosters: data.rosters,
            sheets: data.sheets.map { Sheet($0) } + (reports.isEmpty ? [] : [Sheet(reports)]))
    }
}

extension EvaluationDocument.Sheet {
    init(_ sheet: EvaluationSheet) {
        self.init(
            name: sheet.name, summary: sheet.summary,
            columns: sheet.columns.map {
                EvaluationDocument.Column(
                    name: $0.name, count: $0.isCount, meaning: $0.meaning, unit: $0.unit,
                    values: $0.values, formula: $0.formula)
            }, rows: sheet.rows)
    }
}
