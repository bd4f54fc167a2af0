import CSQLite
import CallRouting

/// One connection to the log's file. It belongs to one thread, or stands behind a mutex.
final class Connection {
    enum Access: Hashable, Sendable {
        case writing, reading

        fileprivate var flags: Int32 {
            switch self {
            case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            case .reading: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
            }
        }
    }

    private var handle: OpaquePointer?
    private var statements: [SQL: Statement] = [:]
    private var composed: [String: Statement] = [:]
    // What the open transaction and those before it found or made; forgotten with what is undone.
    var familyKeys: [String: String] = [:]
    /// Calls that have not ended.
    var openCallIDs: [CallKey: Int64] = [:]
    /// Where the chain of events ends, once it was asked for.
    var chainHead: ChainHead?

    private static let mostComposed = 64
    private static let isConfigured: Bool = akt_sqlite_no_memory_statistics() == SQLITE_OK

    init(path: String, access: Access) throws(LogError) {
        _ = Connection.isConfigured
        var pointer: OpaquePointer?
        let code = sqlite3_open_v2(path, &pointer, access.flags, nil)
        guard code == SQLITE_OK, let open = pointer else {
            sqlite3_close_v2(pointer)
            throw LogError(
                .database, code: code,
                message: "\(path) cannot be opened: \(Connection.meaning(of: code))")
        }
        handle = open
        sqlite3_extended_result_codes(open, 1)
        _ = akt_sqlite_defensive(open)
        switch access {
        case .writing: _ = akt_sqlite_lookaside(open)
        case .reading: _ = akt_sqlite_no_checkpoint_on_close(open)
        }
    }

    deinit { close() }

    /// Ends the connection; every later use of it throws.
    func close() {
        statements.removeAll()
        composed.removeAll()
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// How long a statement waits for a lock of another connection before it fails.
    func waitForLocks(milliseconds: Int32) {
        guard let handle else { return }
        sqlite3_busy_timeout(handle, milliseconds)
    }

    /// Runs one statement to its end; `rest` follows the values before it.
    func run(
        _ sql: SQL, _ values: [SQLValue] = [], _ rest: [SQLValue] = []
    ) throws(LogError) {
        let statement = try cached(sql)
        defer { statement.reset() }
        try check(statement.bind(values, rest), statement)
        var code = statement.step()
        while code == SQLITE_ROW { code = statement.step() }
        guard code == SQLITE_DONE else { throw failure(code, statement.sql) }
    }

    /// Reads all rows of a query.
    func rows<Value>(
        _ sql: SQL, _ values: [SQLValue] = [],
        _ read: (Statement) throws(LogError) -> Value
    ) throws(LogError) -> [Value] {
        let statement = try cached(sql)
        defer { statement.reset() }
        return try rows(of: statement, values, read)
    }

    /// Hands out the rows of a query one by one, keeping none.
    func eachRow(
        _ sql: SQL, _ values: [SQLValue] = [], _ body: (Statement) throws(LogError) -> Void
    ) throws(LogError) {
        let statement = try cached(sql)
        defer { statement.reset() }
        try eachRow(of: statement, values, body)
    }

    /// As `rows`, for a query that is put together of several texts of ours.
    func rows<Value>(
        composed sql: String, _ values: [SQLValue] = [],
        _ read: (Statement) throws(LogError) -> Value
    ) throws(LogError) -> [Value] {
        let statement = try cached(composed: sql)
        defer { statement.reset() }
        return try rows(of: statement, values, read)
    }

    /// Reads the first row of a query, or of a statement that returns one.
    func row<Value>(
        _ sql: SQL, _ values: [SQLValue] = [],
        _ read: (Statement) throws(LogError) -> Value
    ) throws(LogError) -> Value? {
        try rows(sql, values, read).first
    }

    /// Sets or reads a PRAGMA, whose name and value are ours; its first value as text.
    ///
    /// It is prepared anew each time: a prepared PRAGMA answers what held when it was prepared.
    @discardableResult
    func pragma(_ text: String) throws(LogError) -> String? {
        let sql = "PRAGMA " + text
        return try rows(of: prepare(sql, flags: 0), []) { $0.text(0) }.first ?? nil
    }

    /// Runs a script of several statements.
    func execute(script: String) throws(LogError) {
        guard let handle else { throw .closed }
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, script) }
    }

    /// Runs `body` in one write transaction; what it throws undoes all of it.
    func transaction<Value>(
        _ body: () throws(LogError) -> Value
    ) throws(LogError) -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends a transaction that is still open, undone; SQLite may have ended it by itself.
    func rollBack() {
        (familyKeys, openCallIDs, chainHead) = ([:], [:], nil)
        guard let handle, sqlite3_get_autocommit(handle) == 0 else { return }
        try? run("ROLLBACK")
    }

    /// For what SQLite does between two databases.
    func withHandles(
        _ other: Connection, _ body: (OpaquePointer, OpaquePointer) throws(LogError) -> Void
    ) throws(LogError) {
        guard let handle, let others = other.handle else { throw .closed }
        try body(handle, others)
    }

    var lastInsertedRow: Int64 {
        guard let handle else { return 0 }
        return sqlite3_last_insert_rowid(handle)
    }

    /// Rows changed by the latest statement.
    var changes: Int64 {
        guard let handle else { return 0 }
        return Int64(sqlite3_changes(handle))
    }
}

extension Connection {
    private func rows<Value>(
        of statement: Statement, _ values: [SQLValue],
        _ read: (Statement) throws(LogError) -> Value
    ) throws(LogError) -> [Value] {
        var result: [Value] = []
        try eachRow(of: statement, values) { row throws(LogError) in
            result.append(try read(row))
        }
        return result
    }

    private func eachRow(
        of statement: Statement, _ values: [SQLValue],
        _ body: (Statement) throws(LogError) -> Void
    ) throws(LogError) {
        try check(statement.bind(values), statement)
        while true {
            let code = statement.step()
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, statement.sql) }
            try body(statement)
        }
    }

    private func cached(_ sql: SQL) throws(LogError) -> Statement {
        if let known = statements[sql] { return known }
        let statement = try prepare(sql.text, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
        statements[sql] = statement
        return statement
    }

    private func cached(composed sql: String) throws(LogError) -> Statement {
        if let known = composed[sql] { return known }
        let statement = try prepare(sql, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
        // Who asks decides what a text is put together of.
        if composed.count >= Connection.mostComposed { composed = [:] }
        composed[sql] = statement
        return statement
    }

    private func prepare(_ sql: String, flags: UInt32) throws(LogError) -> Statement {
        guard let handle else { throw .closed }
        var pointer: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, flags, &pointer, nil)
        guard code == SQLITE_OK, let prepared = pointer else { throw failure(code, sql) }
        return Statement(prepared, sql: sql)
    }

    private func check(_ code: Int32, _ statement: Statement) throws(LogError) {
        guard code == SQLITE_OK else { throw failure(code, statement.sql) }
    }

    private func failure(_ code: Int32, _ sql: String) -> LogError {
        guard let handle else { return .closed }
        return LogError(
            .database, code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
    }

    private static func meaning(of code: Int32) -> String {
        String(cString: sqlite3_errstr(code))
    }
}
