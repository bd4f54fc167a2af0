/// The ring plan of an institution's families of one municipality, as far as a proof needs it:
/// whether a person is rung in it, if everybody before lets it ring out.
///
/// It rings as `RingPlanner` and `RingPlan` of `CallRouting` do when nobody is busy, and takes what
/// they know and it cannot for the worst: a phone that two targets of a step share is the desk's,
/// a last resort always rings, and whoever answered last is the one that helps least.
struct ReachPlan {
    /// The lines that the steps ring, each once.
    let lines: [LineID]
    let ringsContact: Bool
    let ringsLastAnswered: Bool
    /// The steps for families, round by round.
    let rounds: [[Step]]
    let budget: RingBudget

    struct Step {
        let ring: Ring
        let ringSeconds: Int

        enum Ring: Hashable {
            /// Positions in the plan's `lines`.
            case lines([Int])
            case contact, lastAnswered, lastResort(Set<DialTarget>)
        }

        var isLastResort: Bool { lastResorts != nil }

        var lastResorts: Set<DialTarget>? {
            if case .lastResort(let targets) = ring { targets } else { nil }
        }
    }

    init(of group: FamilyGroup, in roster: Roster) {
        let routing = roster.routing(of: group.institution)
        var lines: [LineID] = []
        func plan(_ step: RoutingStep) -> Step {
            let ring: Step.Ring
            switch step.ring {
            case .lines, .partners:
                let rung = roster.lines(rungBy: step, for: group)
                lines += rung.filter { !lines.contains($0) }
                ring = .lines(rung.compactMap { lines.firstIndex(of: $0) })
            case .contact: ring = .contact
            case .lastAnswered: ring = .lastAnswered
            case .lastResort: ring = .lastResort(roster.lastResorts(for: group))
            }
            return Step(ring: ring, ringSeconds: step.ringTime.wholeSeconds)
        }
        let round = routing.roundSteps.filter(\.ringsFamilies).map(plan)
        let added = [routing.addedLastResort].compactMap { $0 }.map(plan)
        rounds = Array(repeating: round, count: max(1, routing.rounds) - 1) + [round + added]
        self.lines = lines
        ringsContact = round.contains { $0.ring == .contact }
        ringsLastAnswered = round.contains { $0.ring == .lastAnswered }
        budget = RingBudget(of: routing)
    }

    /// Whether a person is reached at a moment, whoever answered last.
    func reachesPerson(at moment: Moment) -> Bool {
        moments(at: moment).allSatisfy { dryRun($0, budget) != nil }
    }

    /// Why no person is reached at a moment; `nil` if one is.
    func failure(at moment: Moment) -> Failure? {
        for moment in moments(at: moment) where dryRun(moment, budget) == nil {
            let patient = RingBudget(
                remainingSeconds: Int(Int32.max), lastResortSeconds: budget.lastResortSeconds)
            guard let reached = dryRun(moment, patient) else { return .nobody }
            let spent = patient.remainingSeconds - reached.left.remainingSeconds
            let reserve = reached.left.lastResortRung ? 0 : budget.lastResortSeconds
            return .tooLate(
                reached.through, maxWaitSeconds: spent + reached.ringSeconds + reserve)
        }
        return nil
    }

    /// The lines on each of which a person would be reached at a moment.
    func linesHelping(at moment: Moment) -> [LineID] {
        lines.indices.filter { index in
            var moment = moment
            moment.holders[index] = .person
            return reachesPerson(at: moment)
        }.map { lines[$0] }
    }

    /// What holds between two changes of duty.
    struct Moment: Hashable {
        /// Who holds each of the plan's `lines`.
        var holders: [Holder]
        var contact: Holder = .nobody
        var lastAnswerer: Holder = .nobody
    }

    enum Failure: Hashable {
        case nobody
        /// A person is in the plan, but `max-wait` is over before; one of so many seconds would do.
        case tooLate(Way, maxWaitSeconds: Int)
    }

    /// By what a person is reached.
    enum Way: Hashable {
        case line(LineID)
        case contact, lastAnswered
    }
}
