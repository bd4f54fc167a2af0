import Glibc
import HotlineSettings

/// A roster's folder, held so that no other command changes it meanwhile.
///
/// The lock is that of flock(2) on the folder itself: it leaves no file behind, and is let go of
/// when the process ends, however that comes about.
struct ChangesFolder {
    /// The file that holds the changes. The reader takes files in the order of their names.
    static let fileName = "90-changes.yaml"
    /// Neither the reader nor the daemon's watch looks at names that begin with a dot.
    static let freshName = "." + fileName + ".new"

    let path: String
    private let descriptor: Int32

    /// Waits for the folder, runs `body`, and lets go of it.
    ///
    /// - Throws: `Failure` for a path that is no folder or cannot be held; else as `body` does.
    static func hold<Answer>(
        _ path: String, _ body: (ChangesFolder) throws -> Answer
    ) throws -> Answer {
        var status = stat()
        guard stat(path, &status) == 0 else { throw trouble(path, "cannot be read", errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw isNoFolder(path) }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(path, "cannot be read", errno) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw trouble(path, "cannot be locked", errno) }
        }
        return try body(ChangesFolder(path: path, descriptor: descriptor))
    }

    /// As the roster's reader names it.
    var file: String { path.hasSuffix("/") ? path + Self.fileName : "\(path)/\(Self.fileName)" }

    /// Puts `bytes` in the place of the file, whole or not at all, and synced.
    ///
    /// A new file has mode 0640, and the owner and group of `model`, a file of the folder.
    ///
    /// - Parameter old: what the file held when it was read; `nil` if there was none.
    func write(_ bytes: [UInt8], over old: [UInt8]?, like model: String) throws(Failure) {
        let standing = try old == nil ? access(of: model, follow: true) : accessOfFile()
        let mode = old == nil ? 0o640 : standing.st_mode & 0o7777
        try removeFresh()
        do throws(Failure) {
            try writeFresh(bytes, mode: mode, like: standing)
            try checkUnchanged(old)
            guard renameat(descriptor, Self.freshName, descriptor, Self.fileName) == 0 else {
                throw Self.trouble(file, "cannot be replaced", errno)
            }
        } catch {
            unlinkat(descriptor, Self.freshName, 0)
            throw error
        }
        guard fsync(descriptor) == 0 else {
            throw Failure(
                .unusableInput,
                "\(file): the change is made, but a power cut may still undo it: "
                    + String(cString: strerror(errno)))
        }
    }

    /// What was left by a command that was killed goes.
    private func removeFresh() throws(Failure) {
        guard unlinkat(descriptor, Self.freshName, 0) == 0 || errno == ENOENT else {
            throw Self.trouble(path, "cannot be changed", errno)
        }
    }

    private func accessOfFile() throws(Failure) -> stat {
        let status = try access(of: Self.fileName, follow: false)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .unusableInput, "\(file) is a link; nothing was changed: put the file itself there")
        }
        return status
    }

    private func access(of name: String, follow: Bool) throws(Failure) -> stat {
        var status = stat()
        let flags = follow ? 0 : AT_SYMLINK_NOFOLLOW
        guard fstatat(descriptor, name, &status, flags) == 0 else {
            throw Self.trouble(file, "cannot be written", errno)
        }
        return status
    }

    private func writeFresh(_ bytes: [UInt8], mode: mode_t, like model: stat) throws(Failure) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let fresh = openat(descriptor, Self.freshName, flags, 0o600)
        guard fresh >= 0 else { throw Self.trouble(path, "cannot be changed", errno) }
        defer { close(fresh) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(fresh, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.trouble(file, "cannot be written", errno) }
            rest = rest.dropFirst(count)
        }
        guard Self.giveAway(fresh, mode: mode, like: model) else {
            throw Failure(
                .unusableInput,
                "\(file) would not be readable by its owner and group as the roster's files are; "
                    + "nothing was changed: run this as root, or as a member of the group")
        }
        guard fchmod(fresh, mode) == 0, fsync(fresh) == 0 else {
            throw Self.trouble(file, "cannot be written", errno)
        }
    }

    /// Who may give no file away keeps it for themselves, where its group reads it all the same.
    private static func giveAway(_ file: Int32, mode: mode_t, like model: stat) -> Bool {
        if fchown(file, model.st_uid, model.st_gid) == 0 { return true }
        return mode & S_IRGRP != 0 && fchown(file, uid_t.max, model.st_gid) == 0
    }

    /// An editor takes no lock.
    private func checkUnchanged(_ old: [UInt8]?) throws(Failure) {
        let now: [UInt8]?
        do throws(RosterFolderError) {
            now = try readFile(file)
        } catch {
            now = nil
        }
        guard now == old else {
            throw Failure(
                .answerIsNo,
                "\(file) was changed by somebody else meanwhile; nothing was changed: try again")
        }
    }

    private static func isNoFolder(_ path: String) -> Failure {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = shellQuoted((parts.dropLast() + ["roster.d"]).joined(separator: "/"))
        return Failure(
            .unusableInput,
            "\(path) is one file, and changes are kept in a file of their own beside it: the "
                + "roster must be a folder. Move it there, with the tables that it names:\n"
                + "  mkdir \(folder) && mv \(shellQuoted(path)) \(folder)/\n"
                + "and let 'roster' in the settings name \(folder)")
    }

    /// Why the file system refuses, and what to do.
    static func trouble(_ path: String, _ what: String, _ code: Int32) -> Failure {
        let advice =
            switch code {
            case EACCES, EPERM: "run this as somebody who may write to the roster's folder"
            case EROFS: "the file system is mounted read-only"
            case ENOSPC, EDQUOT: "free some space, and try again"
            default: "check the path"
            }
        return Failure(
            .unusableInput,
            "\(path) \(what): \(String(cString: strerror(code))); nothing was changed: \(advice)")
    }
}
