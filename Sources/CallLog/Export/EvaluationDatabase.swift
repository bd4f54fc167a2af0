import CSQLite

/// Writes sheets as a new SQLite database, a table each. Equal sheets make equal files, with the same
/// version of SQLite, whose number stands in every file it writes.
package enum EvaluationDatabase {
    /// "Akev", so that file(1) and we tell an export from any other database.
    package static let applicationID: Int64 = 0x416B_6576

    /// - Parameter path: No file of this name exists.
    /// - Throws: `LogError` where the file cannot be written.
    package static func write(_ sheets: [EvaluationSheet], to path: String) throws(LogError) {
        let connection = try Connection(path: path, access: .writing)
        defer { connection.close() }
        // The file is new, and is thrown away whole where writing fails.
        try connection.pragma("page_size = 4096")
        try connection.pragma("auto_vacuum = NONE")
        try connection.pragma("encoding = 'UTF-8'")
        try connection.pragma("journal_mode = MEMORY")
        try connection.pragma("application_id = \(applicationID)")
        try connection.transaction { () throws(LogError) -> Void in
            for sheet in sheets { try connection.write(sheet) }
        }
    }
}

extension Connection {
    fileprivate func write(_ sheet: EvaluationSheet) throws(LogError) {
        let name = Connection.quoted(sheet.name)
        let columns = sheet.columns.map {
            Connection.quoted($0.name) + ($0.isCount ? " INTEGER" : " TEXT NOT NULL")
        }
        try execute(script: "CREATE TABLE \(name) (\(columns.joined(separator: ", "))) STRICT")
        let places = sheet.columns.map { _ in "?" }.joined(separator: ", ")
        for row in sheet.rows {
            let values = zip(sheet.columns, row).map { column, text -> SQLValue in
                guard column.isCount else { return .text(text) }
                return Int64(text).map { .integer($0) } ?? .null
            }
            _ = try rows(composed: "INSERT INTO \(name) VALUES (\(places))", values) { _ in }
        }
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
