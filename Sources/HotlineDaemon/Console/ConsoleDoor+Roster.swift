import CallRouting
import GatewayWebhooks
import Glibc
import HotlineSettings
import HotlineTexts
import Logging
import OnCallRoster
import RosterChanges
import WebConsole

// *Ret vagtplan*: illness and swaps, by the same checked path as `roster sick` and `roster override`.

extension ConsoleDoor {
    func roster(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let notices: [String: RosterChangeText] = [
            "made": .rosterMade, "made-not-synced": .rosterMadeNotSynced,
        ]
        let notice = visit.query.text("done").flatMap { notices[$0] }
        let page = try await rosterPage(visit, RosterDraft { visit.query.text($0) })
        return .page(page, notice: notice.map { visit.words($0) })
    }

    /// What a change would come to; nothing is written.
    func planChange(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let draft = RosterDraft { visit.form.text($0) }
        return try await answer(visit, draft) { changing, request throws(ChangeRefusal) in
            (try changing.plan(request), isMade: false)
        }
    }

    /// Makes the change that was previewed, if the roster is the same still.
    func makeChange(_ visit: ConsoleVisit) async throws(APIFlaw) -> ConsoleReply {
        let draft = RosterDraft { visit.form.text($0) }
        let seen = visit.form.text("seen") ?? ""
        return try await answer(visit, draft) { changing, request throws(ChangeRefusal) in
            (try changing.make(request, on: seen, .giveUp), isMade: true)
        }
    }

    private typealias Doing =
        @Sendable (RosterChanging, ChangeRequest) throws(ChangeRefusal)
        -> (PlannedChange, isMade: Bool)

    private func answer(
        _ visit: ConsoleVisit, _ draft: RosterDraft, _ work: @escaping Doing
    ) async throws(APIFlaw) -> ConsoleReply {
        let visitor = try visit.call(for: .changeRoster).visitor
        let request: ChangeRequest
        switch draft.request(for: visitor, in: api.rosters.inForce?.roster) {
        case .success(let made): request = made
        case .failure(let problem):
            return try await refused(visit, draft, visit.words(problem.text))
        }
        let changing = RosterChanging(
            path: api.rosters.path, author: ChangeAuthor("console \(visitor.who)"),
            now: api.clock.now.wholeSecond)
        let outcome = await api.rosters.apart {
            () -> Result<(PlannedChange, isMade: Bool), ChangeRefusal> in
            do throws(ChangeRefusal) {
                return .success(try work(changing, request))
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let (planned, isMade)):
            guard isMade else { return preview(visit, draft, planned) }
            return await made(visit, "made")
        case .failure(let refusal):
            if case .folder(.notSynced) = refusal.reason {
                return await made(visit, "made-not-synced")
            }
            let told = visit.words.why(refusal, names)
            return try await refused(visit, draft, told)
        }
    }

    /// The roster's own watch would see the change a moment later than the next page.
    private func made(_ visit: ConsoleVisit, _ how: String) async -> ConsoleReply {
        logger.notice(
            "The roster was changed in the console",
            metadata: ["session": "\(visit.session?.id ?? 0)"])
        await api.rosters.reloadApart()
        return .seeOther("/console/roster?done=\(how)")
    }

    private func refused(
        _ visit: ConsoleVisit, _ draft: RosterDraft, _ problem: String
    ) async throws(APIFlaw) -> ConsoleReply {
        .page(try await rosterPage(visit, draft, problem: problem), status: 400)
    }

    private func rosterPage(
        _ visit: ConsoleVisit, _ draft: RosterDraft, problem: String? = nil
    ) async throws(APIFlaw) -> RosterPage {
        let visitor = try visit.call(for: .changeRoster).visitor
        let (inForce, path) = (api.rosters.inForce, api.rosters.path)
        let institutions = visitor.plannedInstitutions
        let now = api.clock.now
        let gaps = await api.rosters.apart {
            inForce?.gaps(of: institutions, in: Interval(now, now + .days(7))) ?? []
        }
        let facts = RosterPage.Facts(
            roster: inForce?.roster, institutions: institutions,
            mayWrite: access(path, W_OK | X_OK) == 0, gaps: gaps, file: ChangesFolder.fileName)
        return RosterPage(facts, draft, problem: problem, names: names, words: visit.words)
    }

    private func preview(
        _ visit: ConsoleVisit, _ draft: RosterDraft, _ planned: PlannedChange
    ) -> ConsoleReply {
        let (change, roster) = (planned.change, planned.roster)
        let substitutes = Substitutes(in: roster, during: change.interval)
        let gaps = planned.effect.stretches.filter(\.opensGap).map { stretch in
            RosterPage.Gap(
                line: stretch.line, interval: stretch.interval,
                free: roster.line(stretch.line).map {
                    substitutes.of($0, during: stretch.interval)
                } ?? [])
        }
        let (who, resumptions): (ProfessionalID?, [(line: LineID, interval: Interval)]) =
            switch change.rule {
            case .override(_, let who): (who, [])
            case .absence(let who):
                (
                    who,
                    planned.effect.resumptions(
                        of: who, after: change.interval.end, in: roster)
                )
            }
        let facts = RosterPreviewPage.Facts(
            draft: draft, seen: planned.before.sha256, who: who, interval: change.interval,
            stretches: planned.effect.stretches.map { RosterPreviewPage.Stretch($0) },
            gaps: gaps, resumptions: resumptions, problems: planned.newProblems)
        return .page(RosterPreviewPage(facts, names: ConsoleNames(roster), words: visit.words))
    }
}

extension Visitor {
    /// The institutions whose duty the visitor may change; `nil`: all.
    var plannedInstitutions: Set<InstitutionID>? {
        guard !isAdministrator else { return nil }
        return grants.filter { $0.role.may(.changeRoster) }
            .reduce(into: []) { $0.formUnion($1.institutions) }
    }
}

extension RosterInForce {
    /// The gaps of the lines of some institutions, the earliest first, and who could fill each;
    /// `nil`: of all lines.
    fileprivate func gaps(
        of institutions: Set<InstitutionID>?, in interval: Interval
    ) -> [RosterPage.Gap] {
        let owned = roster.lines.filter { line in
            institutions.map { ids in line.id.institution.map(ids.contains) ?? false } ?? true
        }
        let gaps = owned.flatMap { line in
            self.gaps(of: line, in: interval.intersection(duty.span)).map {
                (line: line, interval: $0)
            }
        }.sorted { $0.interval.start < $1.interval.start }
        guard !gaps.isEmpty else { return [] }
        let substitutes = Substitutes(in: roster, during: interval)
        return gaps.enumerated().map { index, gap in
            RosterPage.Gap(
                line: gap.line.id, interval: gap.interval,
                free: index < RosterPage.mostGaps
                    ? substitutes.of(gap.line, during: gap.interval) : [])
        }
    }
}

extension RosterPreviewPage.Stretch {
    fileprivate init(_ stretch: ChangeEffect.Stretch) {
        self.init(
            line: stretch.line, interval: stretch.interval, was: Holder(stretch.was),
            now: Holder(stretch.now))
    }
}

extension RosterPreviewPage.Stretch.Holder {
    fileprivate init(_ holder: ChangeEffect.Holder) {
        switch holder {
        case .professional(let id): self = .professional(id)
        case .gap: self = .gap
        case .closed: self = .closed
        case .nobody: self = .nobody
        }
    }
}
