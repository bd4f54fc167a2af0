import CSQLite

/// The log's file as any other program sees it.
final class RawDatabase {
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    private var handle: OpaquePointer?

    init(_ path: String) throws {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else {
            throw Refused(description: "cannot open \(path)")
        }
        sqlite3_busy_timeout(handle, 5000)
        _ = akt_sqlite_no_checkpoint_on_close(handle)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs a script; SQLite's words are thrown if it refuses.
    func run(_ script: String) throws {
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
            throw Refused(description: String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// Every row as its columns' texts; NULL is `NULL`, bytes are read as UTF-8.
    func rows(_ sql: String) throws -> [[String]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            throw Refused(description: String(cString: sqlite3_errmsg(handle)))
        }
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    guard let start = sqlite3_column_blob(statement, column) else {
                        let type = sqlite3_column_type(statement, column)
                        return type == SQLITE_NULL ? "NULL" : ""
                    }
                    let count = Int(sqlite3_column_bytes(statement, column))
                    let bytes = UnsafeRawBufferPointer(start: start, count: count)
                    return String(decoding: bytes, as: UTF8.self)
                })
        }
        return rows
    }

    func value(_ sql: String) throws -> String? { try rows(sql).first?.first }

    /// All that stands in the tables that are to identify nobody.
    func codedText() throws -> String {
        let tables = try rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_private'")
        return try tables.flatMap { try rows("SELECT * FROM \($0[0])") }
            .map { $0.joined(separator: "|") }.joined(separator: "\n")
    }
}
