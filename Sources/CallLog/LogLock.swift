import Glibc
import Synchronization

/// Says to other processes that the log has its writer: an advisory lock on the file `NAME.lock`
/// beside it, gone with the process whatever ends it.
final class LogLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(besides path: String) throws(LogError) {
        let name = LogLock.target(of: path) + ".lock"
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw LogError(
                .database, message: "\(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = String(cString: strerror(errno))
            close(file)
            throw LogError(
                isHeld ? .inUse : .database,
                message: isHeld
                    ? "another daemon has this log open: \(name) is locked"
                    : "\(name) cannot be locked: \(reason)")
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Where a symbolic link to the log leads: whichever way writers come to it, they meet at one lock.
    private static func target(of path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
            let found = realpath(path, nil)
        else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    /// Lets the next writer in.
    func release() {
        let file: Int32? = descriptor.withLock { held in
            let file = held
            held = nil
            return file
        }
        if let file { close(file) }
    }

    /// Makes the log's file before SQLite does, readable by its owner alone; SQLite gives the
    /// files beside it the same mode.
    static func createPrivately(_ path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
    }
}
