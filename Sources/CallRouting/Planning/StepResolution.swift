package import OnCallRoster

extension RingPlan {
    /// What a plan comes to next.
    package enum Next: Hashable, Sendable {
        case step(index: Int, ringSeconds: Int, rung: [Place])
        /// The plan is over; the promise is next.
        case over
    }

    /// Who was rung in a round, each professional and each URI once at most.
    package struct Rung: Hashable, Sendable {
        package var professionals: Set<ProfessionalID> = []
        package var uris: Set<DialTarget> = []

        package init() {}

        package mutating func insert(_ professional: ProfessionalID?, _ uri: DialTarget?) {
            if let professional { professionals.insert(professional) }
            if let uri { uris.insert(uri) }
        }
    }

    /// A professional whose call had no event for this long is rung last rather than passed over.
    static let staleHold: Duration = .minutes(90)

    /// Whole seconds of `max-wait` that are left.
    package func remainingSeconds(after elapsed: Duration) -> Int {
        Int((Duration.seconds(maxWaitSeconds) - elapsed).wholeSecondsDown)
    }

    /// The next step from `index` on that has somebody left to ring in the time that remains.
    ///
    /// `own` is the call that asks, which keeps nobody from itself. `rung` tells who was rung in a
    /// round; `omit` hears of everybody who is passed over.
    package func next(
        from index: Int, elapsed: Duration, lastResortRung: Bool, now: Instant, own: CallKey?,
        rung: (Int) -> Rung, context: RoutingContext,
        omit: (ProfessionalID, Omission.Reason) -> Void = { _, _ in }
    ) -> Next {
        let budget = RingBudget(
            remainingSeconds: remainingSeconds(after: elapsed),
            lastResortSeconds: lastResortSeconds, lastResortRung: lastResortRung)
        var lastResortOnly = false
        // A damaged log may say that the plan is further than it is long.
        for position in min(max(0, index), steps.count)...steps.count {
            let step = position < steps.count ? steps[position] : nil
            if step?.isLastResort ?? true, !lastResortOnly,
                case .step(let index, let seconds, let held) = heldForLong(
                    before: position, remaining: budget.secondsBeforeLastResort, now: now,
                    own: own, rung: rung, context: context)
            {
                return .step(index: index, ringSeconds: seconds, rung: held)
            }
            guard let step, step.isLastResort || !lastResortOnly else { continue }
            let seconds: Int
            switch budget.allowance(forStepOf: step.ringSeconds, isLastResort: step.isLastResort) {
            case .ring(let allowed): seconds = allowed
            case .lastResortOnly:
                lastResortOnly = true
                continue
            case .over: return .over
            }
            let free = available(
                position, rung: rung(step.round), now: now, own: own, context: context, omit: omit)
            if !free.isEmpty {
                return .step(index: position, ringSeconds: seconds, rung: free)
            }
        }
        return .over
    }

    private enum Hold {
        case free, held, heldForLong
    }

    private func hold(
        of target: Target, now: Instant, own: CallKey?, context: RoutingContext
    ) -> Hold {
        guard !target.neverBusy, !context.holds.isEmpty else { return .free }
        let holds = context.holds.lastEvents(
            holding: target.professional, target.uri.value, besides: own)
        if holds.isEmpty { return .free }
        return holds.allSatisfy { now - $0 >= RingPlan.staleHold } ? .heldForLong : .held
    }

    /// Who is held by a call that has been silent for long is rung after the others, before the
    /// last resort: their call may have ended without a word.
    private func heldForLong(
        before position: Int, remaining: Int, now: Instant, own: CallKey?, rung: (Int) -> Rung,
        context: RoutingContext
    ) -> Next {
        guard position > 0, remaining >= RingBudget.shortestRing else { return .over }
        let round = steps[position - 1].round
        var taken: Rung?
        var seconds = 0
        var found: [Place] = []
        for (index, step) in steps[..<position].enumerated()
        where step.round == round && !step.isLastResort {
            for (offset, target) in step.targets.enumerated()
            where hold(of: target, now: now, own: own, context: context) == .heldForLong {
                var rungNow = taken ?? rung(round)
                guard let uri = target.uri.value, !rungNow.uris.contains(uri),
                    target.professional.map({ !rungNow.professionals.contains($0) }) ?? true
                else { continue }
                found.append(Place(step: index, target: offset))
                rungNow.uris.insert(uri)
                taken = rungNow
                seconds = max(seconds, step.ringSeconds)
            }
        }
        guard !found.isEmpty else { return .over }
        return .step(index: position - 1, ringSeconds: min(seconds, remaining), rung: found)
    }

    /// Whether retention took all its URIs: then it is gone through again, and dials nobody.
    private var isPast: Bool {
        steps.allSatisfy { $0.targets.allSatisfy { $0.uri.value == nil } }
    }

    private func available(
        _ position: Int, rung: Rung, now: Instant, own: CallKey?, context: RoutingContext,
        omit: (ProfessionalID, Omission.Reason) -> Void
    ) -> [Place] {
        var free: [Place] = []
        var taken = rung
        for (offset, target) in steps[position].targets.enumerated() {
            if let uri = target.uri.value {
                guard !taken.uris.contains(uri) else { continue }
            } else if !isPast {
                continue
            }
            if let professional = target.professional,
                rung.professionals.contains(professional)
            {
                omit(professional, .alreadyRung)
                continue
            }
            switch hold(of: target, now: now, own: own, context: context) {
            case .free:
                free.append(Place(step: position, target: offset))
                taken.insert(nil, target.uri.value)
            case .held: if let professional = target.professional { omit(professional, .busy) }
            case .heldForLong: continue
            }
        }
        return free
    }

    /// The steps that would be rung, one after the other, if nobody answers.
    package func dryRun(at: Instant, context: RoutingContext) -> (
        steps: [(step: Step, ringSeconds: Int)], leftOut: [Omission]
    ) {
        var result: [(step: Step, ringSeconds: Int)] = []
        var omissions = leftOut
        var rung: [Int: Rung] = [:]
        var (index, elapsed, lastResortRung) = (0, Duration.zero, false)
        while case .step(let position, let ringSeconds, let places) = next(
            from: index, elapsed: elapsed, lastResortRung: lastResortRung, now: at, own: nil,
            rung: { rung[$0] ?? Rung() }, context: context,
            omit: { professional, reason in
                let omission = Omission(professional: professional, because: reason)
                if !omissions.contains(omission) { omissions.append(omission) }
            })
        {
            let step = steps[position]
            let targets = places.compactMap { self[$0] }
            for target in targets {
                rung[step.round, default: Rung()].insert(target.professional, target.uri.value)
            }
            result.append(
                (
                    Step(
                        round: step.round, ringSeconds: ringSeconds,
                        isLastResort: step.isLastResort, targets: targets), ringSeconds
                ))
            lastResortRung = lastResortRung || step.isLastResort
            elapsed += .seconds(ringSeconds)
            index = position + 1
        }
        return (result, omissions)
    }
}

extension Duration {
    /// Whole seconds, a fraction cut off towards the past.
    fileprivate var wholeSecondsDown: Int64 {
        let (seconds, attoseconds) = components
        return attoseconds < 0 ? seconds - 1 : seconds
    }
}
