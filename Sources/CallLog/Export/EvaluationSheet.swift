/// A table of an export: columns with what they mean, and rows of texts.
package struct EvaluationSheet: Hashable, Sendable {
    package var name: String
    package var summary: String
    package var columns: [Column]
    package var rows: [[String]]

    package struct Column: Hashable, Sendable {
        package var name: String
        /// Whether its texts are whole numbers.
        package var isCount: Bool
        package var meaning: String
        package var unit: String
        package var values: String
        package var formula: String

        package init(
            _ name: String, isCount: Bool = false, _ meaning: String, unit: String = "",
            values: String = "", formula: String = ""
        ) {
            self.name = name
            self.isCount = isCount
            self.meaning = meaning
            self.unit = unit
            self.values = values
            self.formula = formula
        }
    }

    package init(_ name: String, _ summary: String, columns: [Column], rows: [[String]]) {
        self.name = name
        self.summary = summary
        self.columns = columns
        self.rows = rows
    }
}

extension EvaluationSheet.Column {
    init(_ trait: EvaluationTrait) {
        self.init(
            trait.column, trait.meaning, unit: "code", values: trait.values, formula: trait.formula)
    }

    init(_ list: EvaluationCodeList) {
        self.init(
            list.rawValue, list.meaning, unit: "codes",
            values: "codes of the settings that may be told (sheet told), with a space between")
    }

    static let period = EvaluationSheet.Column(
        "period", "Quarters that are told together", values: "YYYY-Qn, or YYYY-Qn..Qn")
    static let calls = EvaluationSheet.Column(
        "calls", isCount: true, "Calls of families", unit: "calls",
        formula: "offered, as far as the caller is known as a family")
    static let families = EvaluationSheet.Column(
        "families", isCount: true, "Distinct families behind them", unit: "families")
}
