import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// What goes, what stays, and what the person concerned is told.

extension APIDoor {
    func purge(_ call: APICall) async throws(APIFlaw) -> PurgeDocument {
        let wanted = try await call.body(PurgeRequest.self, as: "purge: {\"dry_run\"}")
        let retention = settings.retention
        guard !retention.isPaused || wanted.dryRun else {
            throw APIFlaw(
                "purges are paused by the setting 'retention.paused': nothing was deleted",
                status: 409)
        }
        let now = clock.now
        let policy = PurgePolicy(
            now: now, personal: retention.personal, workingTime: retention.workingTime,
            accessLog: retention.accessLog,
            enrolled: Set((rosters.inForce?.roster.families.values ?? []).map(\.id)))
        let (log, who) = (log, call.visitor.who)
        let result = try await writing { () async throws(LogError) in
            try await log.purge(policy, by: who, at: now, isDry: wanted.dryRun)
        }
        if !wanted.dryRun { keptReports.drop() }
        let gone = rosters.archive.prune(before: policy.workingTimeBefore, isDry: wanted.dryRun)
        return document(result, rosters: gone, isDry: wanted.dryRun, at: now)
    }

    private func document(
        _ result: PurgeResult, rosters: Int, isDry: Bool, at now: Instant
    ) -> PurgeDocument {
        PurgeDocument(
            dryRun: isDry, calls: result.calls, events: result.events, families: result.families,
            reasons: result.reasons, duties: result.duties, accesses: result.accesses,
            rosters: rosters, held: result.held, overwritten: result.isOverwritten,
            spooled: exchange.keep.spooled,
            backups: result.events == 0
                ? []
                : result.backups.map {
                    BackupList.Backup(
                        path: $0.path, made: $0.made.wholeSecond.description, head: $0.head.text)
                })
    }

    // MARK: Holds

    func holds() throws(APIFlaw) -> HoldList {
        let holds = try reading { () throws(LogError) in try log.holds() }
        return HoldList(holds: holds.map { HoldList.Hold($0) })
    }

    func hold(_ call: APICall) async throws(APIFlaw) -> HoldList {
        let wanted = try await call.body(
            HoldRequest.self, as: "hold: {\"family\",\"call\",\"why\"}")
        guard !wanted.why.allSatisfy(\.isWhitespace), wanted.why.count <= 500 else {
            throw APIFlaw("'why' says which duty to keep this is, in 1 to 500 characters")
        }
        let cover: LegalHold.Cover
        switch (wanted.family, wanted.call) {
        case (nil, nil): cover = .everything
        case (let family?, nil): cover = .family(FamilyID(rawValue: family))
        case (nil, let name?):
            cover = .call(
                try story(of: name, wanted.gateway, for: call.visitor, as: .administer).summary
                    .number)
        case (.some, .some): throw APIFlaw("name a family or a call, not both")
        }
        let (now, who) = (clock.now, call.visitor.who)
        let id = try await writing { () async throws(LogError) in
            try await log.hold(cover, why: wanted.why, by: who, at: now)
        }
        guard id != nil else {
            throw APIFlaw("the log knows no family '\(wanted.family ?? "")'", status: 404)
        }
        return try holds()
    }

    func lift(_ call: APICall) async throws(APIFlaw) -> HoldList {
        let (name, now, who) = (call.parameters[0], clock.now, call.visitor.who)
        let isLifted = try await writing { () async throws(LogError) in
            guard let id = Int64(name) else { return false }
            return try await log.lift(hold: id, by: who, at: now)
        }
        guard isLifted else { throw APIFlaw("no hold '\(name)' stands", status: 404) }
        return try holds()
    }

    func erasures() throws(APIFlaw) -> ErasureList {
        let past = try reading { () throws(LogError) in try log.erasures() }
        return ErasureList(
            erasures: past.map {
                ErasureList.Erasure(
                    at: $0.at.wholeSecond.description, by: $0.by, kind: $0.kind,
                    calls: $0.calls, events: $0.events, held: $0.held)
            })
    }

    // MARK: Subjects

    func subject(_ call: APICall) async throws(APIFlaw) -> SubjectRecord {
        let wanted = try await call.body(SubjectRequest.self, as: "request: {\"family\"}")
        let family = FamilyID(rawValue: wanted.family)
        let keys = try reading { () throws(LogError) in try log.callNumbers(of: family) }
        guard let keys else { throw unknown(family) }
        try await noteRead(
            "subject", by: call.visitor, as: .administer, of: [family], shown: keys.count)
        let now = clock.now
        var (calls, followUps): ([SubjectRecord.Call], [FollowUpFacts]) = ([], [])
        for key in keys {
            let (found, facts) = try reading { () throws(LogError) in
                (try log.story(of: key.call, gateway: key.gateway), try log.privateFacts(of: key))
            }
            guard case .one(let story) = found else { continue }
            calls.append(
                SubjectRecord.Call(
                    story: CallStory(story, tellsFamilies: true),
                    note: story.facts.map { NoteFacts($0) },
                    numbers: facts.numbers,
                    received: facts.events.map {
                        SubjectRecord.Received(
                            seq: Int($0.seq), body: String(decoding: $0.body, as: UTF8.self),
                            values: $0.values)
                    }))
            followUps += try reading { () throws(LogError) in try log.followUps(of: key) }
                .map { FollowUpFacts($0, now: now) }
        }
        return SubjectRecord(
            family: family.rawValue, made: now.wholeSecond.description, calls: calls,
            followUps: followUps, accesses: try accesses(of: family))
    }

    /// All of them, page by page.
    private func accesses(of family: FamilyID) throws(APIFlaw) -> [AccessList.Access] {
        var query = AccessQuery()
        query.family = family
        query.limit = AccessQuery.mostRows
        var found: [AccessList.Access] = []
        repeat {
            let asked = query
            let page = try reading { () throws(LogError) in try log.accesses(asked) }
            found += page.accesses.map { AccessList.Access($0) }
            query.after = page.next
        } while query.after != nil
        return found
    }

    func erase(_ call: APICall) async throws(APIFlaw) -> PurgeDocument {
        let wanted = try await call.body(
            SubjectRequest.self, as: "request: {\"family\",\"dry_run\"}")
        let family = FamilyID(rawValue: wanted.family)
        let (now, who, isDry) = (clock.now, call.visitor.who, wanted.dryRun ?? false)
        let log = log
        let made = try await writing { () async throws(LogError) in
            try await log.erase(family, by: who, at: now, isDry: isDry)
        }
        switch made {
        case .unknown: throw unknown(family)
        case .refused(let refusal): throw APIFlaw(refusal.text, status: 409)
        case .done(let result):
            if !isDry { keptReports.drop() }
            return document(result, rosters: 0, isDry: isDry, at: now)
        }
    }

    private func unknown(_ family: FamilyID) -> APIFlaw {
        APIFlaw("the log knows no family '\(family)'", status: 404)
    }
}

extension ErasureRefusal {
    /// What must be done first.
    var text: String {
        var reasons: [String] = []
        if openCalls > 0 { reasons.append("\(openCalls) calls of it are open: wait for their end") }
        if owed > 0 {
            reasons.append(
                "it must still be rung back \(owed) times: see 'hotlinectl follow-ups list'")
        }
        if !holds.isEmpty {
            let numbers = holds.map(String.init).joined(separator: ", ")
            reasons.append("hold \(numbers) covers it: see 'hotlinectl log hold list'")
        }
        return "nothing was erased: " + reasons.joined(separator: "; ")
    }
}

extension HoldList.Hold {
    init(_ hold: LegalHold) {
        let (covers, family, call): (String, FamilyID?, Int64?) =
            switch hold.covers {
            case .everything: ("everything", nil, nil)
            case .family(let family): ("family", family, nil)
            case .call(let number): ("call", nil, number)
            }
        self.init(
            id: Int(hold.id), covers: covers, family: family?.rawValue, call: call.map { Int($0) },
            why: hold.why, made: hold.made.wholeSecond.description, madeBy: hold.madeBy,
            lifted: hold.lifted?.wholeSecond.description, liftedBy: hold.liftedBy)
    }
}
