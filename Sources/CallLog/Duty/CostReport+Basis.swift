package import OnCallRoster

extension CostReport.Basis {
    /// The families that a roster has enrolled within an interval, and the calls that were offered.
    package init(
        of roster: Roster, in interval: Interval, calls: Int,
        callsByVariant: [Family.Variant: Int] = [:]
    ) {
        var days: [Family.Variant?: Int] = [:]
        var families = 0
        var byVariant: [Family.Variant: Int] = [:]
        for family in roster.families.values {
            let own = family.enrolledDays(in: interval, roster.zone)
            guard !own.isEmpty else { continue }
            families += 1
            for variant in own.keys.compactMap({ $0 }) { byVariant[variant, default: 0] += 1 }
            days.merge(own, uniquingKeysWith: +)
        }
        self.init(
            familyDays: days, calls: calls, callsByVariant: callsByVariant, families: families,
            familiesByVariant: byVariant)
    }
}
