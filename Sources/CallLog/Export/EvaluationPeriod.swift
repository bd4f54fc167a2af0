import OnCallRoster

/// Quarters of one year that are told together.
///
/// A quarter is told with those after it until they have families enough, at the latest with the
/// year's last. Whether it ends a period depends on no later call, and on nobody's question: so every
/// export tells the same periods, and what two of them have in common is the same.
struct EvaluationPeriod: Hashable, Sendable {
    let quarters: [EvaluationQuarter]
    /// Whether later quarters may still come to it.
    let isOpen: Bool

    var name: String {
        guard let first = quarters.first, let last = quarters.last, first != last else {
            return quarters.first?.name ?? ""
        }
        return "\(first.name)..Q\(last.number)"
    }

    /// With fewer times the smallest cell a quarter would tell next to nothing by itself.
    static let enough = 4

    /// The periods of quarters that begin with a year's first, in their order.
    ///
    /// - Parameter families: Those that rang in a quarter.
    static func periods(
        of quarters: [EvaluationQuarter], least: Int,
        families: (EvaluationQuarter) -> Set<String>
    ) -> [EvaluationPeriod] {
        var periods: [EvaluationPeriod] = []
        var together: [EvaluationQuarter] = []
        var rang: Set<String> = []
        for quarter in quarters {
            together.append(quarter)
            rang.formUnion(families(quarter))
            if rang.count >= least * enough || quarter.number == 4 {
                periods.append(EvaluationPeriod(quarters: together, isOpen: false))
                (together, rang) = ([], [])
            }
        }
        if !together.isEmpty { periods.append(EvaluationPeriod(quarters: together, isOpen: true)) }
        return periods
    }
}
