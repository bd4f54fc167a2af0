import CSQLite
import OnCallRoster

/// A prepared statement; while it is being stepped, its columns are those of the current row.
final class Statement {
    private let pointer: OpaquePointer
    let sql: String

    init(_ pointer: OpaquePointer, sql: String) {
        self.pointer = pointer
        self.sql = sql
    }

    deinit { sqlite3_finalize(pointer) }

    /// Binds all placeholders, in their order; returns SQLite's code.
    func bind(_ first: [SQLValue], _ rest: [SQLValue] = []) -> Int32 {
        guard first.count + rest.count == Int(sqlite3_bind_parameter_count(pointer)) else {
            return SQLITE_RANGE
        }
        var index: Int32 = 0
        for values in [first, rest] {
            for value in values {
                index += 1
                let code = bind(value, at: index)
                guard code == SQLITE_OK else { return code }
            }
        }
        return SQLITE_OK
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let integer): return sqlite3_bind_int64(pointer, index, integer)
        case .text(let text): return bind(text, at: index)
        case .utf8(let bytes):
            return bytes.withUnsafeBufferPointer { bind($0, at: index) }
        case .moment(let instant): return instant.withLogText { bind($0, at: index) }
        case .blob(let bytes):
            // A null pointer would bind NULL rather than an empty blob.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return bytes.withUnsafeBytes { buffer in
                sqlite3_bind_blob(
                    pointer, index, buffer.baseAddress, Int32(buffer.count),
                    akt_sqlite_transient())
            }
        }
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        // By length, for a text may hold a NUL.
        guard !text.isEmpty else {
            return sqlite3_bind_text(pointer, index, "", 0, akt_sqlite_transient())
        }
        var copy = text
        return copy.withUTF8 { bind($0, at: index) }
    }

    private func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
        text.withMemoryRebound(to: CChar.self) { characters in
            sqlite3_bind_text(
                pointer, index, characters.baseAddress, Int32(characters.count),
                akt_sqlite_transient())
        }
    }

    func step() -> Int32 { sqlite3_step(pointer) }

    /// Ends the statement's use, so that it holds neither a lock nor anybody's data.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }
}

extension Statement {
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func flag(_ column: Int32) -> Bool { integer(column) != 0 }

    func isNull(_ column: Int32) -> Bool { storageClass(column) == SQLITE_NULL }

    /// One of SQLite's five (https://sqlite.org/c3ref/c_blob.html).
    func storageClass(_ column: Int32) -> Int32 { sqlite3_column_type(pointer, column) }

    func text(_ column: Int32) -> String? {
        guard !isNull(column), let start = sqlite3_column_text(pointer, column) else { return nil }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Hands out a text's bytes, which live as long as the call; `nil` for NULL.
    func withText<Value>(
        _ column: Int32, _ use: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Value? {
        guard let start = sqlite3_column_text(pointer, column) else { return nil }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return use(UnsafeBufferPointer(start: start, count: count))
    }

    func blob(_ column: Int32) -> [UInt8]? {
        guard !isNull(column) else { return nil }
        guard let start = sqlite3_column_blob(pointer, column) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A value read back from its text; `nil` for NULL.
    ///
    /// - Throws: if the text is none of the value's.
    func value<Value>(
        _ column: Int32, _ read: (String) -> Value?
    ) throws(LogError) -> Value? {
        guard let stored = text(column) else { return nil }
        guard let found = read(stored) else { throw unreadable(column) }
        return found
    }

    /// As `value`, where NULL cannot be either.
    func required<Value>(
        _ column: Int32, _ read: (String) -> Value?
    ) throws(LogError) -> Value {
        guard let found = try value(column, read) else { throw unreadable(column) }
        return found
    }

    private func unreadable(_ column: Int32) -> LogError {
        let name = sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? "?"
        return .unreadable("the log's column '\(name)' holds what cannot be read", sql: sql)
    }
}
