import Foundation
import Glibc

/// Files and names that outlive a power cut: what is written is on disk when these return.
///
/// A file's bytes are on disk once the file is synced, its name once its folder is. What has been
/// renamed is under its old name or its new one; which, nobody knows before the folder is synced.
enum SyncedFile {
    struct Failure: Error, Hashable, CustomStringConvertible {
        let path: String
        let code: Int32

        init(_ path: String, code: Int32 = errno) {
            self.path = path
            self.code = code
        }

        var description: String { "\(path) (\(String(cString: strerror(code))))" }
    }

    /// Writes a file that is not there yet; its name is synced with its folder.
    static func make(_ path: String, of bytes: [UInt8], mode: mode_t) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(path) }
        defer { close(descriptor) }
        fchmod(descriptor, mode)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else {
            throw Failure(path, code: written < 0 ? errno : ENOSPC)
        }
        guard fsync(descriptor) == 0 else { throw Failure(path) }
    }

    /// Syncs the names in a folder.
    static func sync(folder: String) throws(Failure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(folder) }
    }

    /// The folder that a path stands in.
    static func parent(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let parent = parts.joined(separator: "/")
        return parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent
    }
}
