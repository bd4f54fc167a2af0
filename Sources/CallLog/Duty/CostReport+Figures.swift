import OnCallRoster

extension CostReport {
    /// Days of a year, by which cost per family and year is told.
    private static let daysOfYear = 365

    /// The whole's figures and each variant's. Amounts are in øre, shown in kroner.
    ///
    /// A family counts as enrolled by the days that the roster has it, whether it called or not.
    package func figures(_ basis: Basis, _ duty: DutyReport) -> [DutyFigure] {
        let sums = duty.whole
        let covered = Int(sums.covered.wholeMilliseconds)
        let all = Divisors(
            calls: basis.calls, familyDays: basis.familyDays.values.reduce(0, +),
            families: basis.families, duties: sums.duties)
        var figures = CostReport.figures(whole, all, of: .whole)
        // Øre a millisecond times 36,000 are kroner an hour.
        figures.append(
            DutyFigure(
                "cost-per-covered-hour", of: .whole, whole.total * 36_000, per: covered, in: .dkk,
                n: covered / 3_600_000, "cost / hours of all lines that coverage counts"))
        for variant in Family.Variant.allCases {
            guard let sum = variants[variant] else { continue }
            let own = Divisors(
                calls: basis.callsByVariant[variant] ?? 0,
                familyDays: basis.familyDays[variant] ?? 0,
                families: basis.familiesByVariant[variant] ?? 0, duties: sums.duties)
            figures += CostReport.figures(sum, own, of: .variant(variant))
        }
        return figures
    }

    private struct Divisors {
        let calls: Int
        let familyDays: Int
        let families: Int
        let duties: Int
    }

    private static func figures(
        _ sum: Sum, _ by: Divisors, of part: DutyFigure.Part
    ) -> [DutyFigure] {
        func money(
            _ figure: String, _ amount: Int, per divisor: Int = 1, n: Int, _ formula: String
        ) -> DutyFigure {
            DutyFigure(figure, of: part, amount, per: divisor * 100, in: .dkk, n: n, formula)
        }
        return [
            money("cost", sum.total, n: by.calls, "standby + handling + line"),
            money(
                "cost-standby", sum.standby, n: by.duties,
                "hours of standby and waking duty times their prices; by variant, by the days that "
                    + "families are enrolled"),
            money(
                "cost-handling", sum.handling, n: by.calls,
                "time on calls outside waking duty, each call rounded up to the unit of the "
                    + "prices, times the price of handling: the marginal cost"),
            money(
                "cost-line", sum.line, n: by.calls,
                "the monthly price by days; by variant, by the days that families are enrolled"),
            money("cost-per-call", sum.total, per: by.calls, n: by.calls, "cost / calls offered"),
            money(
                "cost-marginal-per-call", sum.handling, per: by.calls, n: by.calls,
                "cost of handling / calls offered"),
            money(
                "cost-per-family-year", sum.total * daysOfYear, per: by.familyDays,
                n: by.families, "cost / families' enrolled years of 365 days"),
        ]
    }
}
