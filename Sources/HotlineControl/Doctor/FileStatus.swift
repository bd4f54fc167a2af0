import Glibc
import OnCallRoster

/// A file or folder as stat(2) tells of it.
struct FileStatus: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case file, folder, socket, other
    }

    let path: String
    var kind = Kind.file
    var owner: UInt32 = 0
    var group: UInt32 = 0
    /// The permission bits.
    var mode: UInt32 = 0
    /// Which file system it is on.
    var device: UInt64 = 0
    var bytes: Int64 = 0
    var modified = Instant.distantPast

    /// The mode as chmod(1) takes it.
    var modeText: String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// What became of a look at a path.
enum Sight: Hashable, Sendable {
    case seen(FileStatus)
    case missing
    /// Whoever asks may not look there.
    case hidden

    var status: FileStatus? {
        if case .seen(let status) = self { status } else { nil }
    }

    /// Links are followed.
    init(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            self = errno == ENOENT || errno == ENOTDIR ? .missing : .hidden
            return
        }
        let kinds: [mode_t: FileStatus.Kind] = [
            S_IFREG: .file, S_IFDIR: .folder, S_IFSOCK: .socket,
        ]
        self = .seen(
            FileStatus(
                path: path, kind: kinds[status.st_mode & S_IFMT] ?? .other, owner: status.st_uid,
                group: status.st_gid, mode: status.st_mode & 0o7777, device: UInt64(status.st_dev),
                bytes: Int64(status.st_size),
                modified: Instant(seconds: Int64(status.st_mtim.tv_sec))))
    }
}

/// The names in a folder, sorted; none of one that cannot be read.
func namesInFolder(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
