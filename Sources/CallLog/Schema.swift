/// The shape of the log's file, and how an older file is brought to it.
package enum Schema {
    /// "Akut", so that file(1) and we tell a call log from any other database.
    package static let applicationID: Int64 = 0x416B_7574

    /// One for each version, from the first on. Appended to, never edited.
    package static let migrations = [
        Migration(version1), Migration(version2), Migration(version3), Migration(version4),
        version5, Migration(version6), Migration(version7),
        Migration(version8, refersIn: "rung"),
    ]

    /// How long opening waits for another process that is reading the file.
    private static let openingWait: Int32 = 5000
    /// Afterwards a locked log fails sooner than the daemon stops waiting for it.
    private static let workingWait: Int32 = 200
    private static let readingWait: Int32 = 20

    /// Opens the log for its only writer, brings it to the newest version, and proves that what
    /// it commits will be on disk.
    static func openWriter(
        path: String, migrations: [Migration] = Schema.migrations
    ) throws(LogError) -> Connection {
        let library = SQLiteLibrary.linked
        guard library.isNewEnough else {
            throw LogError(
                .database, message: "SQLite 3.37 or later is needed, this is \(library)")
        }
        let connection = try Connection(path: path, access: .writing)
        connection.waitForLocks(milliseconds: openingWait)
        let version = try versionOfLog(connection, path: path, newest: migrations.count)
        try connection.pragma("journal_mode = WAL")
        try connection.pragma("synchronous = FULL")
        try connection.pragma("secure_delete = ON")
        // Else REPLACE would delete events without asking the triggers.
        try connection.pragma("recursive_triggers = ON")
        try connection.pragma("wal_autocheckpoint = 3500")
        try connection.pragma("journal_size_limit = 16777216")
        // 16 MiB, used only as far as pages are written: the pages that every event touches stay.
        try connection.pragma("cache_size = -16384")
        // A table that others refer to is rebuilt without their foreign keys, which are checked
        // before the new version is committed.
        try connection.pragma("foreign_keys = OFF")
        try migrate(connection, from: version, by: migrations)
        try connection.pragma("foreign_keys = ON")
        try readBack(connection, path: path)
        connection.waitForLocks(milliseconds: workingWait)
        return connection
    }

    /// Brings a file to an earlier version, as a program of that time left it.
    package static func bring(_ path: String, to version: Int) throws(LogError) {
        try openWriter(path: path, migrations: Array(migrations.prefix(version))).close()
    }

    /// Opens the log for questions; it never writes and never checkpoints.
    static func openReader(path: String) throws(LogError) -> Connection {
        let connection = try Connection(path: path, access: .reading)
        // A reader of a written-ahead log waits for nobody but a recovery.
        connection.waitForLocks(milliseconds: readingWait)
        try connection.pragma("query_only = ON")
        return connection
    }

    /// Opens a log that exists, for a long look at it from any process.
    ///
    /// - Throws: where there is none, or none of this version.
    static func openForCare(path: String) throws(LogError) -> Connection {
        let connection = try openReader(path: path)
        connection.waitForLocks(milliseconds: openingWait)
        let version = try versionOfLog(connection, path: path, newest: migrations.count)
        guard version == migrations.count else {
            throw LogError(
                .notALog,
                message: version == 0
                    ? "\(path) holds no call log"
                    : "\(path) was written by an earlier version (schema \(version)): start hotlined "
                        + "on it once, which brings it to this one")
        }
        return connection
    }

    /// The version of the file; 0 for a new one.
    private static func versionOfLog(
        _ connection: Connection, path: String, newest: Int
    ) throws(LogError) -> Int {
        let application = try connection.pragma("application_id").flatMap { Int64($0) } ?? 0
        let version = try connection.pragma("user_version").flatMap { Int($0) } ?? 0
        let tables = try connection.row("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }
        guard application == applicationID || (application == 0 && tables == 0) else {
            throw LogError(.notALog, message: "\(path) is a database, but no call log")
        }
        guard version <= newest else {
            throw LogError(
                .tooNew,
                message: "\(path) was written by a later version (schema \(version), this one "
                    + "knows \(newest)): start that version, or restore an older backup")
        }
        return version
    }

    /// What was asked for and not taken would break the promises of the log silently.
    private static func readBack(
        _ connection: Connection, path: String
    ) throws(LogError) {
        let wanted = [
            ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"),
            ("secure_delete", "1"), ("recursive_triggers", "1"),
        ]
        for (name, value) in wanted {
            let found = try connection.pragma(name)
            guard found == value else {
                throw LogError(
                    .database,
                    message: "\(path): \(name) is \(found ?? "unknown") and not \(value)")
            }
        }
    }

    private static func migrate(
        _ connection: Connection, from version: Int, by migrations: [Migration]
    ) throws(LogError) {
        for (offset, migration) in migrations.enumerated().dropFirst(version) {
            try connection.transaction { () throws(LogError) -> Void in
                try migration.run(on: connection)
                let ofTable = migration.refersIn.map { "(\($0))" } ?? ""
                guard try connection.pragma("foreign_key_check\(ofTable)") == nil else {
                    throw LogError(
                        .database,
                        message: "rows that belong together would be parted by schema "
                            + "\(offset + 1): the log is left as it was")
                }
                try connection.pragma("application_id = \(applicationID)")
                try connection.pragma("user_version = \(offset + 1)")
            }
        }
    }
}
