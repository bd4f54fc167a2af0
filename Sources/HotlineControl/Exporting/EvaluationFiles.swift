import CallLog
import HotlineAPI

/// What a data set is made of, told without a time: equal data sets have equal lists.
struct EvaluationManifest: Codable, Hashable {
    var from: String
    var to: String
    var zone: String
    var version: String
    var definitions: String
    var smallestCell: Int
    @Null var study: String?
    @Null var studyEnds: String?
    var rosters: [String]
    var periods: [Period]
    var files: [File]

    struct Period: Codable, Hashable {
        var period: String
        var state: String
    }

    struct File: Codable, Hashable {
        var name: String
        var bytes: Int
        /// Of a table.
        @Null var rows: Int?
        var sha256: String
    }

    private enum CodingKeys: String, CodingKey {
        case from, to, zone, version, definitions
        case smallestCell = "smallest_cell"
        case study
        case studyEnds = "study_ends"
        case rosters, periods, files
    }
}

/// The files of a data set, but for the database, which SQLite writes by itself.
struct EvaluationFiles {
    struct File {
        let name: String
        let bytes: [UInt8]
        let rows: Int?
    }

    static let database = "evaluation.sqlite"
    static let manifest = "MANIFEST.json"

    let document: EvaluationDocument

    /// What the sheets' columns mean, as a sheet.
    private var codebook: EvaluationSheet {
        EvaluationSheet(
            "codebook", "What the columns mean",
            columns: [
                EvaluationSheet.Column("sheet", "The file or table"),
                EvaluationSheet.Column("column", "Its column"),
                EvaluationSheet.Column("meaning", "What it says"),
                EvaluationSheet.Column("unit", "What it is counted in"),
                EvaluationSheet.Column("values", "What may stand there"),
                EvaluationSheet.Column("formula", "By docs/evaluation.md"),
            ],
            rows: document.sheets.flatMap { sheet in
                sheet.columns.map {
                    [sheet.name, $0.name, $0.meaning, $0.unit, $0.values, $0.formula]
                }
            })
    }

    /// The document's sheets, and the codebook.
    var sheets: [EvaluationSheet] {
        document.sheets.map { sheet in
            EvaluationSheet(
                sheet.name, sheet.summary,
                columns: sheet.columns.map {
                    EvaluationSheet.Column(
                        $0.name, isCount: $0.count, $0.meaning, unit: $0.unit, values: $0.values,
                        formula: $0.formula)
                }, rows: sheet.rows)
        } + [codebook]
    }

    var files: [File] {
        sheets.map { sheet in
            File(
                name: "\(sheet.name).csv", bytes: Array(EvaluationFiles.csv(sheet).utf8),
                rows: sheet.rows.count)
        } + [
            File(
                name: "codebook.md", bytes: Array(EvaluationCodebook(document).text.utf8), rows: nil
            )
        ]
    }

    /// By RFC 4180: lines end with CR LF, the first names the columns.
    static func csv(_ sheet: EvaluationSheet) -> String {
        ([sheet.columns.map(\.name)] + sheet.rows)
            .map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains {
            [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0)
        }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    func manifest(of files: [File]) -> EvaluationManifest {
        let periods = document.sheets.first { $0.name == "periods" }?.rows ?? []
        return EvaluationManifest(
            from: document.from, to: document.to, zone: document.zone, version: document.version,
            definitions: document.definitions, smallestCell: document.smallestCell,
            study: document.study, studyEnds: document.studyEnds, rosters: document.rosters,
            periods: periods.filter { $0.count >= 2 }.map {
                EvaluationManifest.Period(period: $0[0], state: $0[1])
            },
            files: files.map {
                EvaluationManifest.File(
                    name: $0.name, bytes: $0.bytes.count, rows: $0.rows,
                    sha256: sha256Text(of: $0.bytes))
            })
    }
}
