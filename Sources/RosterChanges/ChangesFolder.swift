import Glibc
import HotlineSettings

/// A roster's folder, held so that no other command changes it meanwhile.
///
/// The lock is that of flock(2) on the folder itself: it leaves no file behind, and is let go of
/// when the process ends, however that comes about.
package struct ChangesFolder {
    /// The file that holds the changes. The reader takes files in the order of their names.
    package static let fileName = "90-changes.yaml"
    /// Neither the reader nor the daemon's watch looks at names that begin with a dot.
    package static let freshName = "." + fileName + ".new"

    package let path: String
    private let descriptor: Int32

    /// What to do while somebody else holds the folder.
    package enum Patience: Sendable {
        case wait
        case giveUp
    }

    /// Holds the folder, runs `body`, and lets go of it.
    ///
    /// - Throws: for a path that is no folder or cannot be held; else as `body` does.
    package static func hold<Answer>(
        _ path: String, _ patience: Patience = .wait,
        _ body: (ChangesFolder) throws(ChangeRefusal) -> Answer
    ) throws(ChangeRefusal) -> Answer {
        var status = stat()
        guard stat(path, &status) == 0 else { throw trouble(path, .read, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw ChangeRefusal(.folder(.isFile(path: path)))
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(path, .read, errno) }
        defer { close(descriptor) }
        while flock(descriptor, patience == .wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            guard errno != EWOULDBLOCK else {
                throw ChangeRefusal(.folder(.isHeld(path: path)))
            }
            guard errno == EINTR else { throw trouble(path, .lock, errno) }
        }
        return try body(ChangesFolder(path: path, descriptor: descriptor))
    }

    /// As the roster's reader names it.
    package var file: String { Self.file(in: path) }

    static func file(in path: String) -> String {
        path.hasSuffix("/") ? path + fileName : "\(path)/\(fileName)"
    }

    /// Puts `bytes` in the place of the file, whole or not at all, and synced.
    ///
    /// A new file has mode 0640, and the owner and group of `model`, a file of the folder.
    ///
    /// - Parameter old: what the file held when it was read; `nil` if there was none.
    package func write(_ bytes: [UInt8], over old: [UInt8]?, like model: String)
        throws(ChangeRefusal)
    {
        let standing = try old == nil ? access(of: model, follow: true) : accessOfFile()
        let mode = old == nil ? 0o640 : standing.st_mode & 0o7777
        try removeFresh()
        do throws(ChangeRefusal) {
            try writeFresh(bytes, mode: mode, like: standing)
            try checkUnchanged(old)
            guard renameat(descriptor, Self.freshName, descriptor, Self.fileName) == 0 else {
                throw Self.trouble(file, .replace, errno)
            }
        } catch {
            unlinkat(descriptor, Self.freshName, 0)
            throw error
        }
        guard fsync(descriptor) == 0 else {
            throw ChangeRefusal(.folder(.notSynced(file: file, code: errno)))
        }
    }

    /// What was left by a command that was killed goes.
    private func removeFresh() throws(ChangeRefusal) {
        guard unlinkat(descriptor, Self.freshName, 0) == 0 || errno == ENOENT else {
            throw Self.trouble(path, .change, errno)
        }
    }

    private func accessOfFile() throws(ChangeRefusal) -> stat {
        let status = try access(of: Self.fileName, follow: false)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ChangeRefusal(.folder(.isLink(file: file)))
        }
        return status
    }

    private func access(of name: String, follow: Bool) throws(ChangeRefusal) -> stat {
        var status = stat()
        let flags = follow ? 0 : AT_SYMLINK_NOFOLLOW
        guard fstatat(descriptor, name, &status, flags) == 0 else {
            throw Self.trouble(file, .write, errno)
        }
        return status
    }

    private func writeFresh(_ bytes: [UInt8], mode: mode_t, like model: stat) throws(ChangeRefusal)
    {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let fresh = openat(descriptor, Self.freshName, flags, 0o600)
        guard fresh >= 0 else { throw Self.trouble(path, .change, errno) }
        defer { close(fresh) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(fresh, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.trouble(file, .write, errno) }
            rest = rest.dropFirst(count)
        }
        guard Self.giveAway(fresh, mode: mode, like: model) else {
            throw ChangeRefusal(.folder(.wouldBeHidden(file: file)))
        }
        guard fchmod(fresh, mode) == 0, fsync(fresh) == 0 else {
            throw Self.trouble(file, .write, errno)
        }
    }

    /// Who may give no file away keeps it for themselves, where its group reads it all the same.
    private static func giveAway(_ file: Int32, mode: mode_t, like model: stat) -> Bool {
        if fchown(file, model.st_uid, model.st_gid) == 0 { return true }
        return mode & S_IRGRP != 0 && fchown(file, uid_t.max, model.st_gid) == 0
    }

    /// An editor takes no lock.
    private func checkUnchanged(_ old: [UInt8]?) throws(ChangeRefusal) {
        let now: [UInt8]?
        do throws(RosterFolderError) {
            now = try readFile(file)
        } catch {
            now = nil
        }
        guard now == old else {
            throw ChangeRefusal(.folder(.changedMeanwhile(file: file)))
        }
    }

    private static func trouble(
        _ path: String, _ deed: ChangeRefusal.Deed, _ code: Int32
    ) -> ChangeRefusal {
        ChangeRefusal(.folder(.system(path: path, deed, code: code)))
    }
}
