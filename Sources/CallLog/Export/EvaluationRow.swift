import OnCallRoster

/// A call as an evaluator has it.
struct EvaluationRow: Hashable, Sendable {
    /// One for each of `columns`.
    let texts: [String]
    /// Told apart within the export only, to count families.
    let family: String

    static let columns =
        [
            EvaluationSheet.Column.period,
            EvaluationSheet.Column(
                "family", "The family's pseudonym; empty where the family was erased",
                values: "16 characters of A-Z and 2-7",
                formula: "Base32(HMAC-SHA-256(key of this export, \"family|\" + id))"),
        ] + EvaluationTrait.places.map { EvaluationSheet.Column($0) }
        + EvaluationTrait.facts.map { EvaluationSheet.Column($0) }
        + EvaluationCodeList.allCases.map { EvaluationSheet.Column($0) }

    static let periodColumn = 0
    static let familyColumn = 1

    static func index(of column: String) -> Int {
        columns.firstIndex { $0.name == column } ?? periodColumn
    }

    /// In the order of their texts, which tells nothing that the texts do not.
    static func sorted(
        _ periods: [ToldPeriod], _ pseudonym: EvaluationPseudonym
    ) -> [EvaluationRow] {
        var names: [String: String] = [:]
        var rows: [EvaluationRow] = []
        for period in periods {
            guard period.state == .told, let block = period.block else { continue }
            let traits = EvaluationTrait.places + EvaluationTrait.facts
            let values = traits.map { block.told[$0.column] }
            let codes = EvaluationCodeList.allCases.map { Set(block.toldCodes($0)) }
            for (index, call) in block.calls.enumerated() {
                let name = names[call.family] ?? pseudonym.name(of: call)
                names[call.family] = name
                var texts = [period.period.name, name]
                texts += values.map { $0?[index] ?? EvaluationTrait.untold }
                for (list, told) in zip(EvaluationCodeList.allCases, codes) {
                    let own = list.codes(call).filter { told.contains($0) }.sorted()
                    texts.append(
                        told.isEmpty
                            ? EvaluationTrait.untold
                            : own.isEmpty ? EvaluationTrait.none : own.joined(separator: " "))
                }
                rows.append(EvaluationRow(texts: texts, family: call.family))
            }
        }
        return rows.sorted { ($0.texts, $0.family) < ($1.texts, $1.family) }
    }
}

private func < (left: ([String], String), right: ([String], String)) -> Bool {
    left.0 == right.0 ? left.1 < right.1 : left.0.lexicographicallyPrecedes(right.0)
}

extension EvaluationPseudonym {
    /// Of a call's family; empty where the family was erased.
    func name(of call: EvaluationCall) -> String {
        guard !call.isErased else { return "" }
        return call.familyID.map { name(of: $0) } ?? name(ofKey: call.family)
    }
}

/// One of the fixed menu of tables: rows of calls, counted by some columns, and within each part by
/// one fact after the other.
struct EvaluationTable: Sendable {
    let name: String
    let summary: String
    /// By which calls are parted beside the period.
    let parts: [String]
    let facts: [String]

    static let menu = [
        EvaluationTable("calls_by_period", "Offered calls and their classes", [], classes),
        EvaluationTable("calls_by_month", "As calls_by_period, by month", ["month"], classes),
        EvaluationTable(
            "calls_by_municipality", "As calls_by_period, by municipality", ["municipality"],
            classes),
        EvaluationTable(
            "calls_by_institution", "As calls_by_period, by institution", ["institution"], classes),
        EvaluationTable(
            "calls_by_variant", "As calls_by_period, by variant", ["variant"], classes),
        EvaluationTable(
            "calls_by_hour", "As calls_by_period, by hour and weekday",
            ["part_of_week", "weekday", "part_of_day", "hour"], classes),
        EvaluationTable(
            "waits", "Time to human, by variant", ["variant"],
            ["within_60_s", "wait", "legs", "taken_step"]),
        EvaluationTable("promises", "Promises to ring back, by variant", ["variant"], ["promise"]),
        EvaluationTable(
            "repeats", "Repeated calls and time since enrolment, by variant", ["variant"],
            ["repeated", "repeat_span", "enrolled"]),
        EvaluationTable(
            "themes", "What notes say, by variant; a call counts with each of its codes",
            ["variant"],
            ["themes", "done", "noted", "follow_up", "caseworker", "went", "would_have_rung"]),
    ]

    private static let classes = ["answered", "outcome_group", "outcome"]

    private init(_ name: String, _ summary: String, _ parts: [String], _ facts: [String]) {
        self.name = name
        self.summary = summary
        self.parts = parts
        self.facts = facts
    }

    /// Stands for a part's calls, whatever their facts.
    static let all = "all"

    func sheet(_ rows: [EvaluationRow]) -> EvaluationSheet {
        let own = [EvaluationRow.periodColumn] + parts.map { EvaluationRow.index(of: $0) }
        var counts: [[String]: (calls: Int, families: Set<String>)] = [:]
        func count(_ row: EvaluationRow, _ figure: String, _ value: String) {
            let cell = own.map { row.texts[$0] } + [figure, value]
            counts[cell, default: (0, [])].calls += 1
            counts[cell, default: (0, [])].families.insert(row.family)
        }
        let columns = facts.map { ($0, EvaluationRow.index(of: $0)) }
        for row in rows {
            count(row, EvaluationTable.all, EvaluationTable.all)
            for (fact, column) in columns {
                let text = row.texts[column]
                guard text != EvaluationTrait.untold else { continue }
                guard EvaluationCodeList(rawValue: fact) != nil else {
                    count(row, fact, text)
                    continue
                }
                // Calls with none of several codes are of no told number of families.
                guard text != EvaluationTrait.none else { continue }
                for code in text.split(separator: " ") { count(row, fact, String(code)) }
            }
        }
        let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return EvaluationSheet(
            name, summary,
            columns: own.map { EvaluationRow.columns[$0] } + [
                EvaluationSheet.Column(
                    "figure", "The fact by which calls are counted",
                    values: ([EvaluationTable.all] + facts).joined(separator: ", ")),
                EvaluationSheet.Column("value", "The fact's value", values: "as in calls"),
                .calls, .families,
            ],
            rows: sorted.map { $0.key + ["\($0.value.calls)", "\($0.value.families.count)"] })
    }
}
