import CSQLite
import Glibc

/// A copy of a log, of one moment, made while its daemon writes.
package struct LogBackup: Sendable {
    package let path: String
    package let bytes: Int64
    /// Where its chain of events ends.
    package let head: ChainHead

    /// Copies the log into a new file that is readable by its owner alone, opens the copy and checks
    /// it, and only then gives it its name.
    ///
    /// - Throws: where the log cannot be read, the copy cannot be written or is not whole, or there is
    ///   a file of this name already.
    package init(of log: String, to path: String) throws(LogError) {
        guard access(path, F_OK) != 0 else {
            throw LogError(.database, message: "\(path) is there already: name a new file")
        }
        let fresh = path + ".new"
        unlink(fresh)
        LogLock.createPrivately(fresh)
        do {
            try LogBackup.copy(log, to: fresh)
            self.path = path
            (bytes, head) = try LogBackup.check(fresh, log)
            try LogBackup.sync(fresh)
        } catch {
            unlink(fresh)
            throw error
        }
        // Where another took the name meanwhile, this fails.
        guard link(fresh, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(fresh)
            throw LogError(.database, message: "\(path) cannot be made: \(reason)")
        }
        unlink(fresh)
        try? LogBackup.sync(LogBackup.folder(of: path))
    }

    /// All pages in one reading, which waits for no writer and keeps none waiting.
    private static func copy(_ log: String, to path: String) throws(LogError) {
        let source = try Schema.openForCare(path: log)
        defer { source.close() }
        let copy = try Connection(path: path, access: .writing)
        defer { copy.close() }
        try copy.takeAll(from: source)
        // One file, with nothing beside it.
        try copy.pragma("journal_mode = DELETE")
    }

    /// The file is whole, and its events are those of the log.
    private static func check(
        _ path: String, _ log: String
    ) throws(LogError) -> (Int64, ChainHead) {
        let copy = try Schema.openForCare(path: path)
        defer { copy.close() }
        guard try copy.pragma("integrity_check(1)") == "ok" else {
            throw LogError(.database, message: "the copy is not whole: the log may be damaged")
        }
        let head = try copy.readChainHead()
        let source = try Schema.openForCare(path: log)
        defer { source.close() }
        let link = try source.row("SELECT chain FROM event WHERE seq = ?", [.integer(head.seq)]) {
            $0.blob(0) ?? []
        }
        guard head.seq == 0 || link == head.link else {
            throw LogError(.database, message: "the copy's events are not those of the log")
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw LogError(.database, message: "\(path): \(String(cString: strerror(errno)))")
        }
        return (Int64(status.st_size), head)
    }

    private static func sync(_ path: String) throws(LogError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw LogError(
                .database, message: "\(path) cannot be synced: \(String(cString: strerror(errno)))")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension Connection {
    /// Makes this database a copy of another, as that is at this moment.
    fileprivate func takeAll(from source: Connection) throws(LogError) {
        try withHandles(source) { target, origin throws(LogError) in
            guard let backup = sqlite3_backup_init(target, "main", origin, "main") else {
                throw LogError(.database, message: String(cString: sqlite3_errmsg(target)))
            }
            let code = sqlite3_backup_step(backup, -1)
            sqlite3_backup_finish(backup)
            guard code == SQLITE_DONE else {
                throw LogError(
                    .database, code: code,
                    message: "the log cannot be copied: \(String(cString: sqlite3_errstr(code)))")
            }
        }
    }
}
