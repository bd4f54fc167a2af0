/// When the plans of families reach no person, over a span: proven by intervals and not by
/// samples, from one change of duty to the next.
struct ReachProof {
    private let roster: Roster
    private let table: DutyTable
    private var timelines: HolderTimelines
    private var groups: [FamilyGroup: Group] = [:]

    /// What holds for all families of a group that ring from a number of nobody else.
    private struct Group {
        let plan: ReachPlan
        /// When the plan reaches no person without a contact.
        let alone: IntervalSet
        /// When it reaches none although a person is rung as the contact.
        let withContact: IntervalSet
    }

    init(of roster: Roster, _ table: DutyTable) {
        self.roster = roster
        self.table = table
        timelines = HolderTimelines(of: roster, table)
    }

    /// When the plan of the class reaches no person, from whichever of its numbers the call comes.
    mutating func holes(of families: FamilyClass) -> IntervalSet {
        let group = proven(families.group)
        let contact = group.plan.ringsContact ? families.contact : nil
        guard families.ownNumbers.isEmpty, contact.map(timelines.isOrdinary) ?? true else {
            return IntervalSet(
                families.callerNumbers.flatMap {
                    holes(of: families, group.plan, callerNumber: $0).intervals
                })
        }
        guard let contact, group.alone != group.withContact else { return group.alone }
        let there = table.reachableAsContact(contact)
        return group.alone.subtracting(there).union(group.withContact.intersection(there))
    }

    /// What keeps the plan of the class from a person at an instant, and what would mend it; `nil`
    /// if it reaches one.
    mutating func advice(for families: FamilyClass, at instant: Instant) -> ReachRemedy.Advice? {
        let plan = proven(families.group).plan
        for number in families.callerNumbers {
            let moment = ReachPlan.Moment(
                holders: plan.lines.map {
                    timelines.timeline(of: $0, callerNumber: number).holder(at: instant)
                },
                contact: timeline(ofContactOf: families, plan, number).holder(at: instant))
            guard let failure = plan.failure(at: moment) else { continue }
            return ReachRemedy(
                families: families, failure: failure,
                helpfulLines: plan.linesHelping(at: moment), instant: instant, roster: roster,
                table: table
            ).advice
        }
        return nil
    }

    private mutating func proven(_ id: FamilyGroup) -> Group {
        if let known = groups[id] { return known }
        let plan = ReachPlan(of: id, in: roster)
        let lines = plan.lines.map { timelines.timeline(of: $0, callerNumber: nil) }
        func holes(contact: Holder) -> IntervalSet {
            sweep(plan, lines, HolderTimeline(always: contact, in: table.span))
        }
        let alone = holes(contact: .nobody)
        let group = Group(
            plan: plan, alone: alone,
            withContact: plan.ringsContact ? holes(contact: .person) : alone)
        groups[id] = group
        return group
    }

    private mutating func holes(
        of families: FamilyClass, _ plan: ReachPlan, callerNumber: PhoneNumber?
    ) -> IntervalSet {
        let lines = plan.lines.map { timelines.timeline(of: $0, callerNumber: callerNumber) }
        return sweep(plan, lines, timeline(ofContactOf: families, plan, callerNumber))
    }

    private func timeline(
        ofContactOf families: FamilyClass, _ plan: ReachPlan, _ callerNumber: PhoneNumber?
    ) -> HolderTimeline {
        guard plan.ringsContact, let contact = families.contact else {
            return HolderTimeline(always: .nobody, in: table.span)
        }
        return timelines.timeline(ofContact: contact, callerNumber: callerNumber)
    }

    /// Goes from change to change; between two of them nothing that the plan rings changes.
    private func sweep(
        _ plan: ReachPlan, _ lines: [HolderTimeline], _ contact: HolderTimeline
    ) -> IntervalSet {
        let timelines = lines + [contact]
        var positions = timelines.map { _ in 0 }
        let instants = timelines.flatMap { $0.changes.map(\.from) }.sorted()
        var holes: [Interval] = []
        // Few moments differ, and one that came before needs no second look.
        var known: [ReachPlan.Moment: Bool] = [:]
        for (index, instant) in instants.enumerated() {
            let end = index + 1 < instants.count ? instants[index + 1] : table.span.end
            guard end > instant else { continue }
            var holders: [Holder] = []
            for (line, timeline) in timelines.enumerated() {
                let next = positions[line] + 1
                if next < timeline.changes.count, timeline.changes[next].from <= instant {
                    positions[line] = next
                }
                holders.append(timeline.changes[positions[line]].holder)
            }
            let moment = ReachPlan.Moment(
                holders: holders.dropLast(), contact: holders[holders.count - 1])
            let reaches = known[moment] ?? plan.reachesPerson(at: moment)
            known[moment] = reaches
            if !reaches { holes.append(Interval(instant, end)) }
        }
        return IntervalSet(holes)
    }
}

extension FamilyClass {
    /// From which numbers the plans of the class differ: none that the roster rings, and each that
    /// it does.
    fileprivate var callerNumbers: [PhoneNumber?] { [nil] + ownNumbers.map { Optional($0) } }
}
