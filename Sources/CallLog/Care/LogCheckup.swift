/// A look at a log's file that is short enough for every day. It reads only, with or without a
/// daemon.
package enum LogCheckup {
    /// What SQLite's quick check finds; empty where the file is whole. It reads all of it: seconds
    /// for a gigabyte.
    ///
    /// - Throws: where the file cannot be read as a log of this version.
    package static func flaws(of path: String) throws(LogError) -> [String] {
        let connection = try Schema.openForCare(path: path)
        defer { connection.close() }
        return try connection.rows("PRAGMA quick_check(10)", []) { $0.text(0) ?? "" }
            .filter { $0 != "ok" }
    }

    /// The copies that were noted in it, the oldest first.
    ///
    /// - Throws: where the file cannot be read as a log of this version.
    package static func backups(of path: String) throws(LogError) -> [KnownBackup] {
        let connection = try Schema.openForCare(path: path)
        defer { connection.close() }
        return try connection.readBackups()
    }
}
