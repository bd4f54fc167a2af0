/// What of a report is shown to who may learn of nobody: no count of fewer families than `least`, and
/// nothing from which one could be reckoned.
///
/// A cell shows a group of figures where every atom of it (`FigureGroup`) has no call, or calls of so
/// many families. The rows of a table add up to the whole, and so do rows of two tables that have no
/// others' calls: wherever such an equation leaves hidden cells on one side only, their sum is known
/// too, and further cells are hidden until every such sum has no call, or calls of so many families.
/// Calls of unknown callers add no family.
package struct SmallCells: Sendable {
    private let least: Int
    private let report: CallReport
    private let equations: [Equation]
    /// By cell; the last is the whole.
    private var hidden: [Set<FigureGroup>]

    private struct Equation {
        let left: [Int]
        let right: [Int]
    }

    /// - Parameter hidden: What is hidden already, by part and name.
    package init(
        of report: CallReport, least: Int,
        hidden known: [CallReport.Part: [String: Set<FigureGroup>]] = [:],
        hiddenOfAll: Set<FigureGroup> = []
    ) {
        self.report = report
        self.least = least
        equations = SmallCells.equations(of: report)
        hidden = (report.cells + [report.all]).map { tally in
            Set(FigureGroup.allCases.filter { !SmallCells.mayShow(tally, $0, least) })
        }
        for (part, names) in known {
            for (name, groups) in names {
                if let cell = report.places[part]?[name] { hidden[cell].formUnion(groups) }
            }
        }
        hidden[report.cells.count].formUnion(hiddenOfAll)
        settle()
    }

    package func shows(_ group: FigureGroup) -> Bool {
        !hidden[report.cells.count].contains(group)
    }

    package func shows(_ group: FigureGroup, _ part: CallReport.Part, _ name: String) -> Bool {
        report.places[part]?[name].map { !hidden[$0].contains(group) } ?? true
    }

    /// What is hidden in a row.
    package func hidden(_ part: CallReport.Part, _ name: String) -> Set<FigureGroup> {
        report.places[part]?[name].map { hidden[$0] } ?? []
    }

    /// Whether every row of these tables shows the group.
    package func showsAll(_ group: FigureGroup, of parts: Set<CallReport.Part>) -> Bool {
        parts.allSatisfy { part in
            (report.places[part] ?? [:]).values.allSatisfy { !hidden[$0].contains(group) }
        }
    }

    package var hiddenOfAll: Set<FigureGroup> { hidden[report.cells.count] }

    /// Whether times of answered calls may be told of a cell: from five calls of three families.
    package static func mayTellTimes(_ tally: Tally) -> Bool {
        let answered = tally.atoms[FigureGroup.answers.range.lowerBound]
        return answered.calls >= 5 && answered.families.count >= 3
    }

    private static func mayShow(_ tally: Tally, _ group: FigureGroup, _ least: Int) -> Bool {
        tally.atoms[group.range].allSatisfy { $0.calls == 0 || $0.families.count >= least }
    }

    // MARK: Equations

    private static func equations(of report: CallReport) -> [Equation] {
        let whole = report.cells.count
        let tables = CallReport.Part.allCases.map { (report.places[$0] ?? [:]).values.sorted() }
        var found: [Equation] = []
        for (index, table) in tables.enumerated() where !table.isEmpty {
            found.append(Equation(left: table, right: [whole]))
            for other in tables[(index + 1)...] where !other.isEmpty {
                found += components(table, other, report.shared)
            }
        }
        return found
    }

    /// Rows of two tables that have calls in common only with one another.
    private static func components(
        _ left: [Int], _ right: [Int], _ shared: Set<CellPair>
    ) -> [Equation] {
        var rest = Set(left)
        var found: [Equation] = []
        while let start = rest.min() {
            var (lefts, rights) = (Set([start]), Set<Int>())
            var grew = true
            while grew {
                let newRights = right.filter { cell in
                    lefts.contains { shared.contains(CellPair($0, cell)) }
                }
                let newLefts = left.filter { cell in
                    newRights.contains { shared.contains(CellPair($0, cell)) }
                }
                grew = !rights.isSuperset(of: newRights) || !lefts.isSuperset(of: newLefts)
                rights.formUnion(newRights)
                lefts.formUnion(newLefts)
            }
            rest.subtract(lefts)
            found.append(Equation(left: lefts.sorted(), right: rights.sorted()))
        }
        return found
    }

    // MARK: Hiding

    /// Hides until nothing can be reckoned any more; each round hides one group of one cell at least.
    private mutating func settle() {
        var isSettled = false
        while !isSettled {
            isSettled = true
            for cell in hidden.indices {
                for group in FigureGroup.allCases {
                    guard let parent = group.parent, hidden[cell].contains(parent) else { continue }
                    hidden[cell].insert(group)
                }
            }
            for group in FigureGroup.allCases {
                for equation in equations where !holds(equation, group) {
                    guard let next = next(of: equation, group) else { continue }
                    hidden[next].insert(group)
                    isSettled = false
                }
            }
        }
    }

    /// Whether the equation gives nothing away.
    private func holds(_ equation: Equation, _ group: FigureGroup) -> Bool {
        let left = equation.left.filter { hidden[$0].contains(group) }
        let right = equation.right.filter { hidden[$0].contains(group) }
        guard left.isEmpty != right.isEmpty else { return true }
        let sum = left + right
        return group.range.allSatisfy { atom in
            var (calls, families) = (0, FamilySet())
            for cell in sum {
                calls += tally(cell).atoms[atom].calls
                families.formUnion(tally(cell).atoms[atom].families)
            }
            return calls == 0 || families.count >= least
        }
    }

    /// The shown cell of the fewest families, of the side that has hidden ones where it has any.
    private func next(of equation: Equation, _ group: FigureGroup) -> Int? {
        let isLeft = equation.left.contains { hidden[$0].contains(group) }
        let sides = isLeft ? [equation.left, equation.right] : [equation.right, equation.left]
        for side in sides {
            let shown = side.filter { !hidden[$0].contains(group) && tally($0).offered > 0 }
            let least = shown.min {
                (tally($0).familyCount, tally($0).offered, $0)
                    < (tally($1).familyCount, tally($1).offered, $1)
            }
            if let least { return least }
        }
        return nil
    }

    private func tally(_ cell: Int) -> Tally {
        cell < report.cells.count ? report.cells[cell] : report.all
    }
}
