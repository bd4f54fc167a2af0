import Glibc

/// A file system where it is mounted.
struct Mount: Hashable, Sendable {
    let place: String
    /// Such as `ext4`.
    let kind: String
    let options: Set<String>

    /// Reads /proc/self/mountinfo (proc(5)).
    static func all(in table: String) -> [Mount] {
        table.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ").map(String.init)
            // Optional fields end with a hyphen.
            guard fields.count > 9, let hyphen = fields.firstIndex(of: "-"),
                hyphen + 3 < fields.count
            else { return nil }
            let options = [fields[5], fields[hyphen + 3]].flatMap { $0.split(separator: ",") }
            return Mount(
                place: unescaped(fields[4]), kind: fields[hyphen + 1],
                options: Set(options.map(String.init)))
        }
    }

    /// The one that a path is on: of those that were mounted over one another, the last.
    static func holding(_ path: String, of mounts: [Mount]) -> Mount? {
        mounts.filter { mount in
            mount.place == "/" || path == mount.place || path.hasPrefix(mount.place + "/")
        }.reduce(nil) { best, mount in
            guard let best else { return mount }
            return mount.place.utf8.count >= best.place.utf8.count ? mount : best
        }
    }

    /// A space is written `\040`.
    private static func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether other machines write to it too, so that locks and memory maps do not hold.
    var isOfNetwork: Bool {
        let kinds: Set<String> = [
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "lustre", "beegfs",
            "glusterfs", "fuse.glusterfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "davfs",
            "fuse.davfs", "ocfs2", "gfs2", "vboxsf",
        ]
        return kinds.contains(kind)
    }

    /// Whether all is gone when the machine is started anew, or its container.
    var isOfMemory: Bool { ["tmpfs", "ramfs", "overlay", "aufs"].contains(kind) }

    /// Whether a sync does not reach the disk.
    var isWithoutBarriers: Bool { !options.isDisjoint(with: ["nobarrier", "barrier=0"]) }
}

/// How full a file system is.
struct Space: Hashable, Sendable {
    var bytesLeft: UInt64
    var bytes: UInt64
    /// 0, as `inodes`, where the file system has no fixed number.
    var inodesLeft: UInt64
    var inodes: UInt64
    var isReadOnly = false

    init(
        bytesLeft: UInt64, bytes: UInt64, inodesLeft: UInt64, inodes: UInt64,
        isReadOnly: Bool = false
    ) {
        self.bytesLeft = bytesLeft
        self.bytes = bytes
        self.inodesLeft = inodesLeft
        self.inodes = inodes
        self.isReadOnly = isReadOnly
    }

    /// Of the file system of a path, as statvfs(3) tells what is left to users; `nil` where it
    /// cannot.
    init?(around path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let block = UInt64(status.f_frsize)
        self.init(
            bytesLeft: UInt64(status.f_bavail) * block, bytes: UInt64(status.f_blocks) * block,
            inodesLeft: UInt64(status.f_favail), inodes: UInt64(status.f_files),
            isReadOnly: status.f_flag & UInt(ST_RDONLY) != 0)
    }
}
