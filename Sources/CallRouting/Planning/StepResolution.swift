package import OnCallRoster

extension RingPlan {
    /// What a plan comes to next.
    package enum Next: Hashable, Sendable {
        case step(index: Int, ringSeconds: Int, targets: [Target])
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

    /// No step is begun for less than this.
    static let shortestRing = 5
    /// A professional whose call had no event for this long is rung last rather than passed over.
    static let staleHold: Duration = .minutes(90)

    /// The next step from `index` on that has somebody left to ring in the time that remains.
    ///
    /// `rung` tells who was rung in a round; `omit` hears of everybody who is passed over.
    package func next(
        from index: Int, elapsed: Duration, lastResortRung: Bool, now: Instant,
        rung: (Int) -> Rung, context: RoutingContext,
        omit: (ProfessionalID, Omission.Reason) -> Void = { _, _ in }
    ) -> Next {
        let remaining = maxWaitSeconds - elapsed.wholeSeconds
        var lastResortOnly = false
        for position in steps.indices.dropFirst(index) {
            let step = steps[position]
            guard step.isLastResort || !lastResortOnly else { continue }
            let reserve = lastResortRung || step.isLastResort ? 0 : lastResortSeconds
            let ring = min(step.ringSeconds, remaining - reserve)
            if ring < RingPlan.shortestRing && step.ringSeconds > ring {
                // The rest of the time belongs to the last resort, then to the promise.
                if step.isLastResort || lastResortRung { return .over }
                lastResortOnly = true
                continue
            }
            let targets = available(
                step.targets, rung: rung(step.round), now: now, context: context, omit: omit)
            if !targets.isEmpty {
                return .step(index: position, ringSeconds: ring, targets: targets)
            }
        }
        return .over
    }

    private func available(
        _ targets: [Target], rung: Rung, now: Instant, context: RoutingContext,
        omit: (ProfessionalID, Omission.Reason) -> Void
    ) -> [Target] {
        var (free, stale): ([Target], [Target]) = ([], [])
        var taken = rung
        for target in targets {
            guard let uri = target.uri.value, !taken.uris.contains(uri) else { continue }
            if let professional = target.professional,
                rung.professionals.contains(professional)
            {
                omit(professional, .alreadyRung)
                continue
            }
            let holds = [
                target.professional.flatMap { context.busyProfessionals[$0] },
                context.busyURIs[uri],
            ].compactMap { $0 }
            if target.neverBusy || holds.isEmpty {
                free.append(target)
            } else if holds.allSatisfy({ now - $0 >= RingPlan.staleHold }) {
                stale.append(target)
            } else {
                if let professional = target.professional { omit(professional, .busy) }
                continue
            }
            taken.uris.insert(uri)
        }
        return free + stale
    }

    /// The steps that would be rung, one after the other, if nobody answers.
    package func dryRun(at: Instant, context: RoutingContext) -> (
        steps: [(step: Step, ringSeconds: Int)], leftOut: [Omission]
    ) {
        var result: [(step: Step, ringSeconds: Int)] = []
        var omissions = leftOut
        var rung: [Int: Rung] = [:]
        var (index, elapsed, lastResortRung) = (0, Duration.zero, false)
        while case .step(let position, let ringSeconds, let targets) = next(
            from: index, elapsed: elapsed, lastResortRung: lastResortRung, now: at,
            rung: { rung[$0] ?? Rung() }, context: context,
            omit: { professional, reason in
                let omission = Omission(professional: professional, because: reason)
                if !omissions.contains(omission) { omissions.append(omission) }
            })
        {
            let step = steps[position]
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
