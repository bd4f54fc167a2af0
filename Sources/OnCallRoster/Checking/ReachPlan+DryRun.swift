extension ReachPlan {
    /// Nobody can be sure of who answered last: nobody did, a person, or a desk that is there now.
    /// Desks on lines that the plan does not ring are left out: seldom has one of them answered.
    func moments(at moment: Moment) -> [Moment] {
        guard ringsLastAnswered else { return [moment] }
        let desks = (moment.holders + [moment.contact]).compactMap { holder -> Holder? in
            guard case .special(let special) = holder, !special.isReachable else { return nil }
            return .special(special.withoutDutyPhones)
        }
        return ([.nobody, .person] + desks).map { lastAnswerer in
            var moment = moment
            moment.lastAnswerer = lastAnswerer
            return moment
        }
    }

    struct Reached {
        let through: Way
        let ringSeconds: Int
        /// The budget when the person's step begins.
        let left: RingBudget
    }

    /// Rings step after step, nobody answers; `nil` if no person is among those who are rung.
    func dryRun(_ moment: Moment, _ budget: RingBudget) -> Reached? {
        var budget = budget
        var lastResortOnly = false
        for (index, steps) in rounds.enumerated() {
            var rung = RungPhones(round: index + 1)
            for step in steps {
                let targets = targets(of: step, at: moment, round: index + 1)
                guard step.isLastResort || !targets.isEmpty && !lastResortOnly else { continue }
                switch budget.allowance(
                    forStepOf: step.ringSeconds, isLastResort: step.isLastResort)
                {
                case .over: return nil
                case .lastResortOnly: lastResortOnly = true
                case .ring(let seconds):
                    let rang = rung.ring(targets.map(\.holder), step.lastResorts)
                    if let person = targets.first(where: { rung.leavesAPhone(of: $0.holder) }) {
                        return Reached(
                            through: person.way, ringSeconds: step.ringSeconds, left: budget)
                    }
                    guard rang else { continue }
                    budget.spend(seconds, isLastResort: step.isLastResort)
                    lastResortOnly = false
                }
            }
        }
        return nil
    }

    /// Whom the plan names for a step, rung before in the round or not.
    private func targets(
        of step: Step, at moment: Moment, round: Int
    ) -> [(holder: Holder, way: Way)] {
        let named: [(holder: Holder, way: Way)] =
            switch step.ring {
            case .lines(let positions):
                positions.map { (moment.holders[$0], .line(lines[$0])) }
            case .contact: [(moment.contact, .contact)]
            case .lastAnswered: [(moment.lastAnswerer, .lastAnswered)]
            case .lastResort: []
            }
        return named.filter { $0.holder.isRung(inRound: round) }
    }
}

/// The phones that ring, or rang, in one round for anybody but a person who is reached.
private struct RungPhones {
    let round: Int
    private var phones: Set<DialTarget> = []
    private var professionals: Set<ProfessionalID> = []

    init(round: Int) {
        self.round = round
    }

    /// Rings the desks of a step, and its last resorts; false if all of them were rung before.
    mutating func ring(_ holders: [Holder], _ lastResorts: Set<DialTarget>?) -> Bool {
        var rang = lastResorts != nil
        let before = professionals
        for case .special(let desk) in holders
        where !desk.isReachable && !before.contains(desk.professional) {
            for phone in desk.phones(inRound: round) where phones.insert(phone).inserted {
                professionals.insert(desk.professional)
                rang = true
            }
        }
        phones.formUnion(lastResorts ?? [])
        return rang
    }

    func leavesAPhone(of holder: Holder) -> Bool {
        switch holder {
        case .nobody: false
        case .person: true
        case .special(let special):
            special.isReachable
                && special.phones(inRound: round).contains { !phones.contains($0) }
        }
    }
}

extension Holder {
    fileprivate func isRung(inRound round: Int) -> Bool {
        switch self {
        case .nobody: false
        case .person: true
        case .special(let special): !special.phones(inRound: round).isEmpty
        }
    }
}
