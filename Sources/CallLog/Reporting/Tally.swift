import CallRouting

/// Calls counted, by the definitions of docs/evaluation.md.
package struct Tally: Sendable {
    /// By figure; within the tally, for a call is counted in seven of them.
    private var counts = InlineArray<26, Int>(repeating: 0)
    package private(set) var legs = 0
    package private(set) var waits = WaitCounts()
    private var families = FamilySet()
    /// Calls and families of each atom of the figures; empty where nothing is hidden from who asks.
    private(set) var atoms: [Atom]

    /// The calls of one atom, and whose they are.
    struct Atom: Hashable, Sendable {
        var calls = 0
        var families = FamilySet()
    }

    private static let ofFamilies = FigureSet([.ofFamilies])

    /// - Parameter tellsFamilies: Whether to know of every atom how many families stand behind it.
    init(tellsFamilies: Bool = false) {
        precondition(counts.count == CountedFigure.allCases.count, "a figure has no place")
        atoms =
            tellsFamilies
            ? Array(repeating: Atom(), count: FigureGroup.atoms.count) : []
    }

    /// - Parameters:
    ///   - figures: Those that count the call.
    ///   - family: Its place in the report.
    mutating func count(_ call: CountedCall, _ figures: FigureSet, family: Int?) {
        figures.forEach { counts[$0] += 1 }
        legs += call.legs
        if call.outcome == .answered, let wait = call.wait { waits.count(wait) }
        if let family, !figures.isDisjoint(with: Tally.ofFamilies) { families.insert(family) }
        guard !atoms.isEmpty else { return }
        for (index, atom) in FigureGroup.atoms.enumerated() where atom.counts(figures) {
            atoms[index].calls += 1
            if let family { atoms[index].families.insert(family) }
        }
    }

    /// - Parameter places: Where the other's families stand among this one's.
    mutating func merge(_ other: Tally, at places: [Int]) {
        for index in counts.indices { counts[index] += other.counts[index] }
        legs += other.legs
        waits.merge(other.waits)
        families.formUnion(other.families, at: places)
        for index in atoms.indices {
            atoms[index].calls += other.atoms[index].calls
            atoms[index].families.formUnion(other.atoms[index].families, at: places)
        }
    }

    /// How many calls a figure counts.
    package func of(_ figure: CountedFigure) -> Int { counts[figure.place] }

    package var offered: Int { of(.offered) }

    /// Distinct families with a call.
    package var familyCount: Int { families.count }

    /// What docs/evaluation.md asserts of every report: the classes add up to what was offered.
    package var identityHolds: Bool {
        offered
            == of(.short) + of(.answered) + of(.abandoned) + of(.failed) + of(.open) + of(.unknown)
    }
}

/// Of `count` among `total`: the interval in which the true share lies with 95 % certainty, by
/// Wilson's score (E. B. Wilson, 1927); `nil` without any.
package struct Share: Hashable, Sendable {
    package let value: Double
    package let low: Double
    package let high: Double

    package init?(_ count: Int, of total: Int) {
        guard total > 0, (0...total).contains(count) else { return nil }
        let (n, z) = (Double(total), 1.959963984540054)
        let share = Double(count) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let width =
            z / (1 + z * z / n)
            * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        value = share
        low = count == 0 ? 0 : max(0, middle - width)
        high = count == total ? 1 : min(1, middle + width)
    }
}
