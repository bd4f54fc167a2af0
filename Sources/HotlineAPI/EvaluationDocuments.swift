/// Asks for a data set for evaluation.
package struct EvaluationQuestion: Codable, Hashable, Sendable {
    /// The first day of a quarter, YYYY-MM-DD.
    package var from: String
    /// The day after the last of a quarter.
    package var to: String
    /// Whose key names families, the same in all its exports; `null`: a key that is used once.
    @Null package var study: String?
    /// Of a new study: the day, YYYY-MM-DD, at whose beginning its key is deleted.
    @Null package var studyEnds: String?

    package init(from: String, to: String, study: String? = nil, studyEnds: String? = nil) {
        self.from = from
        self.to = to
        self.study = study
        self.studyEnds = studyEnds
    }

    private enum CodingKeys: String, CodingKey {
        case from, to, study
        case studyEnds = "study_ends"
    }
}

/// A pseudonymised data set: what `export evaluation` writes. It holds no time of its making, so that
/// the same question on the same log with the same key is the same document.
package struct EvaluationDocument: Codable, Hashable, Sendable {
    package var from: String
    package var to: String
    package var zone: String
    /// The program's.
    package var version: String
    /// The version of what the columns mean.
    package var definitions: String
    /// Distinct families below which nothing is told.
    package var smallestCell: Int
    /// The study by whose key families are named; `null` where the key was used once.
    @Null package var study: String?
    /// RFC 3339.
    @Null package var studyEnds: String?
    /// SHA-256 of the rosters by which the calls were routed.
    package var rosters: [String]
    package var sheets: [Sheet]

    package init(
        from: String, to: String, zone: String, version: String, definitions: String,
        smallestCell: Int, study: String?, studyEnds: String?, rosters: [String], sheets: [Sheet]
    ) {
        self.from = from
        self.to = to
        self.zone = zone
        self.version = version
        self.definitions = definitions
        self.smallestCell = smallestCell
        self.study = study
        self.studyEnds = studyEnds
        self.rosters = rosters
        self.sheets = sheets
    }

    private enum CodingKeys: String, CodingKey {
        case from, to, zone, version, definitions
        case smallestCell = "smallest_cell"
        case study
        case studyEnds = "study_ends"
        case rosters, sheets
    }

    /// A table.
    package struct Sheet: Codable, Hashable, Sendable {
        package var name: String
        package var summary: String
        package var columns: [Column]
        /// A text for each column; empty where there is none.
        package var rows: [[String]]

        package init(name: String, summary: String, columns: [Column], rows: [[String]]) {
            self.name = name
            self.summary = summary
            self.columns = columns
            self.rows = rows
        }
    }

    /// A column, as the codebook tells of it.
    package struct Column: Codable, Hashable, Sendable {
        package var name: String
        /// Whether its texts are whole numbers.
        package var count: Bool
        package var meaning: String
        package var unit: String
        package var values: String
        package var formula: String

        package init(
            name: String, count: Bool, meaning: String, unit: String, values: String,
            formula: String
        ) {
            self.name = name
            self.count = count
            self.meaning = meaning
            self.unit = unit
            self.values = values
            self.formula = formula
        }
    }
}
