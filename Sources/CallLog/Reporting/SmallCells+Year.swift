extension SmallCells {
    /// What is shown of a year when each of its quarters may be asked for as well: what quarters hide
    /// must not be reckoned from the year.
    ///
    /// - Parameters:
    ///   - year: The quarters, merged.
    ///   - quarters: In their order, with what is shown of each.
    package init(
        of year: CallReport, quarters: [(report: CallReport, cells: SmallCells)], least: Int
    ) {
        var hidden: [CallReport.Part: [String: Set<FigureGroup>]] = [:]
        for part in CallReport.Part.allCases {
            for (name, _) in year.rows(by: part) {
                let groups = FigureGroup.allCases.filter { group in
                    let rows = quarters.compactMap { quarter -> (CallReport, Tally)? in
                        guard !quarter.cells.shows(group, part, name) else { return nil }
                        return quarter.report.tally(part, name).map { (quarter.report, $0) }
                    }
                    return !SmallCells.mayTellSum(of: rows, in: year, group, least)
                }
                if !groups.isEmpty { hidden[part, default: [:]][name] = Set(groups) }
            }
        }
        let ofAll = FigureGroup.allCases.filter { group in
            let wholes = quarters.filter { !$0.cells.shows(group) }
                .map { ($0.report, $0.report.all) }
            return !SmallCells.mayTellSum(of: wholes, in: year, group, least)
        }
        self.init(of: year, least: least, hidden: hidden, hiddenOfAll: Set(ofAll))
    }

    /// Whether cells that quarters hide have no call together, or calls of so many families.
    private static func mayTellSum(
        of cells: [(CallReport, Tally)], in year: CallReport, _ group: FigureGroup, _ least: Int
    ) -> Bool {
        group.range.allSatisfy { atom in
            var (calls, families) = (0, FamilySet())
            for (quarter, tally) in cells {
                calls += tally.atoms[atom].calls
                families.formUnion(
                    tally.atoms[atom].families, at: year.places(ofFamiliesIn: quarter))
            }
            return calls == 0 || families.count >= least
        }
    }
}

extension CallReport {
    /// What a row counts; `nil` where it has no calls.
    package func tally(_ part: Part, _ name: String) -> Tally? {
        places[part]?[name].map { cells[$0] }
    }
}
