import CallRouting
package import OnCallRoster

/// What an export for evaluation tells: rows, and tables that are added up of these very rows.
package struct EvaluationData: Hashable, Sendable {
    /// Of docs/evaluation-export.md; grows where a column changes what it means.
    package static let definitions = "1"

    /// In the order in which they are told of.
    package let sheets: [EvaluationSheet]
    /// Of the calls that are told, sorted.
    package let rosters: [String]
    /// Those of whom something is told, and whose id is known.
    package let families: Set<FamilyID>
    /// Rows of calls.
    package let calls: Int

    /// - Parameter calls: Those of `request.readFrom` up to the period's end, the oldest first.
    package init(_ request: EvaluationRequest, _ calls: [EvaluationCall]) {
        let told = EvaluationData.told(request, EvaluationData.withEarlierAnswers(calls))
        let pseudonym = EvaluationPseudonym(key: request.key)
        let rows = EvaluationRow.sorted(told, pseudonym)
        let blocks = told.compactMap(\.block).filter(\.mayBeTold)
        rosters = Set(blocks.flatMap { $0.calls.compactMap(\.roster) }).sorted()
        families = Set(blocks.flatMap { $0.calls.compactMap(\.familyID) })
        self.calls = rows.count
        sheets =
            [
                EvaluationSheet(
                    "calls", "A row a call of a family, in no order of time",
                    columns: EvaluationRow.columns, rows: rows.map(\.texts))
            ] + EvaluationTable.menu.map { $0.sheet(rows) } + [
                EvaluationData.periodSheet(told), EvaluationData.toldSheet(told),
            ]
    }

    /// When the family's latest answered call before each began.
    private static func withEarlierAnswers(_ calls: [EvaluationCall]) -> [EvaluationCall] {
        var latest: [String: Instant] = [:]
        return calls.map { call in
            var call = call
            call.earlier = latest[call.family]
            if call.outcome == .answered { latest[call.family] = call.began }
            return call
        }
    }

    /// The periods within the request's, with what may be told of them.
    private static func told(
        _ request: EvaluationRequest, _ calls: [EvaluationCall]
    ) -> [ToldPeriod] {
        let context = EvaluationContext(zone: request.zone, enrolled: request.enrolled)
        let byQuarter = Dictionary(grouping: calls) {
            EvaluationQuarter(of: request.zone.date(of: $0.began))
        }
        let periods = EvaluationPeriod.periods(of: request.quarters, least: request.least) {
            Set(byQuarter[$0, default: []].map(\.family))
        }
        return periods.compactMap { period in
            let inside = period.quarters.filter { $0.first >= request.from }
            guard !inside.isEmpty else { return nil }
            guard !period.isOpen else { return ToldPeriod(period, .open) }
            guard inside == period.quarters else { return ToldPeriod(period, .beganBefore) }
            let block = EvaluationBlock(
                period.quarters.flatMap { byQuarter[$0, default: []] }, least: request.least,
                context: context)
            return ToldPeriod(period, block.mayBeTold ? .told : .tooSmall, block)
        }
    }

    private static func periodSheet(_ told: [ToldPeriod]) -> EvaluationSheet {
        EvaluationSheet(
            "periods", "The periods of which something is told, or nothing and why",
            columns: [
                .period,
                EvaluationSheet.Column(
                    "state", "Whether it is told",
                    values: ToldPeriod.State.allCases.map { "\($0.rawValue) (\($0.meaning))" }
                        .joined(separator: ", ")),
                .calls, .families,
            ],
            rows: told.map { period in
                let isTold = period.state == .told
                let block = isTold ? period.block : nil
                return [
                    period.period.name, period.state.rawValue,
                    block.map { "\($0.calls.count)" } ?? "",
                    block.map { "\(Set($0.families).count)" } ?? "",
                ]
            })
    }

    private static func toldSheet(_ told: [ToldPeriod]) -> EvaluationSheet {
        let traits = EvaluationTrait.places + EvaluationTrait.facts
        return EvaluationSheet(
            "told", "Which columns are told of each period",
            columns: [
                .period, EvaluationSheet.Column("column", "A column of calls"),
                EvaluationSheet.Column(
                    "told", "Whether its values stand in the rows",
                    values:
                        "yes, merged (values of too few families stand as \(EvaluationTrait.rest)), "
                        + "no; of themes and done the codes that are told, or no"),
            ],
            rows: told.flatMap { period -> [[String]] in
                guard period.state == .told, let block = period.block else { return [] }
                let name = period.period.name
                return traits.map { trait in
                    let values = block.told[trait.column]
                    let isMerged = values?.contains(EvaluationTrait.rest) ?? false
                    return [name, trait.column, values == nil ? "no" : isMerged ? "merged" : "yes"]
                }
                    + EvaluationCodeList.allCases.map { list in
                        let codes = block.toldCodes(list)
                        return [
                            name, list.rawValue,
                            codes.isEmpty ? "no" : codes.joined(separator: " "),
                        ]
                    }
            })
    }
}

/// A period, and what is told of it.
struct ToldPeriod: Sendable {
    enum State: String, CaseIterable, Sendable {
        case told
        case tooSmall = "too-small"
        case open
        case beganBefore = "began-before"

        var meaning: String {
            switch self {
            case .told: "its calls stand in the rows"
            case .tooSmall: "fewer families than the smallest cell rang, or none"
            case .open: "has too few families so far: told with quarters that are to come"
            case .beganBefore:
                "is told with quarters before the export's: ask from the year's first day"
            }
        }
    }

    let period: EvaluationPeriod
    let state: State
    let block: EvaluationBlock?

    init(_ period: EvaluationPeriod, _ state: State, _ block: EvaluationBlock? = nil) {
        self.period = period
        self.state = state
        self.block = block
    }
}

extension EvaluationBlock {
    /// The codes of a list of which rows say whether the note has them.
    func toldCodes(_ list: EvaluationCodeList) -> [String] {
        told.keys.filter { $0.hasPrefix(list.rawValue + ":") }
            .map { String($0.dropFirst(list.rawValue.count + 1)) }.sorted()
    }
}
