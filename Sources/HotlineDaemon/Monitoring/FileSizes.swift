import Foundation
import Glibc

/// Sizes on disk, in bytes. Asking a disk may take its time.
enum FileSizes {
    /// 0 where there is no such file; `nil` where it cannot be told.
    static func size(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else { return errno == ENOENT ? 0 : nil }
        return Int(status.st_size)
    }

    /// What the file system of a folder has left for who is not root.
    static func free(at folder: String) -> Int? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
