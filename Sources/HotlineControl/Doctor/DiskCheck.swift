import Glibc
import HotlineSettings

/// Whether the log has room, on a disk that keeps what was synced to it.
struct DiskCheck {
    /// The folder of the log.
    let state: String
    let sight: Sight
    /// `nil` where it is missing, or may not be looked at.
    let space: Space?
    let mount: Mount?
    /// Whether what the log does not take in time goes to another file system.
    let hasSpoolElsewhere: Bool

    private static let least: UInt64 = 100 << 20
    private static let enough: UInt64 = 1 << 30
    private static let leastInodes: UInt64 = 1000

    var findings: [Finding] {
        guard let space else {
            // That it may not be looked at is told once.
            guard sight == .missing else { return [] }
            return [.note(.disk, "\(state) is not there yet, so its disk was not looked at")]
        }
        let found = [room(space), inodes(space), kind].compactMap { $0 }
        let spool: Finding? =
            hasSpoolElsewhere
            ? nil
            : .note(
                .disk,
                "the spool is on the log's own file system: where that is full, events stand "
                    + "in memory only "
                    + "(mount another at \(state)/spool)")
        guard found.isEmpty else { return found + [spool].compactMap { $0 } }
        let left = sizeText(Int64(clamping: space.bytesLeft))
        return [.ok(.disk, "\(left) are left at \(state)\(mount.map { ", \($0.kind)" } ?? "")")]
            + [spool].compactMap { $0 }
    }

    private func room(_ space: Space) -> Finding? {
        if space.isReadOnly {
            return .danger(
                .disk,
                "\(state) is on a file system that is mounted read-only: no event can be logged",
                "see what the kernel says of the disk, then mount it for writing",
                run: "dmesg --level=err,warn")
        }
        let left = sizeText(Int64(clamping: space.bytesLeft))
        if space.bytesLeft < DiskCheck.least {
            return .danger(
                .disk, "\(left) are left at \(state): soon no event can be logged",
                "free some space")
        }
        guard space.bytesLeft < min(DiskCheck.enough, space.bytes / 5) else { return nil }
        return Finding.mend(.disk, "\(left) are left at \(state)", "free some space")
            .whereCallsArrive
    }

    private func inodes(_ space: Space) -> Finding? {
        guard space.inodes > 0, space.inodesLeft < DiskCheck.leastInodes else { return nil }
        return .danger(
            .disk, "\(space.inodesLeft) inodes are left at \(state): soon no file can be made",
            "remove folders with many small files", run: "df -i \(shellWord(state))")
    }

    private var kind: Finding? {
        guard let mount else { return nil }
        let place = "\(state) is on \(mount.kind), mounted at \(mount.place)"
        if mount.isOfNetwork {
            return .danger(
                .disk,
                "\(place), a network file system: SQLite's locks do not hold there, and the "
                    + "log may "
                    + "be damaged",
                "let 'state-directory' name a folder on a disk of this machine"
            ).whereCallsArrive
        }
        if mount.isOfMemory {
            return .danger(
                .disk,
                "\(place): the log is gone when the machine, or its container, is started anew",
                "let 'state-directory' name a folder on a disk"
            ).whereCallsArrive
        }
        guard mount.isWithoutBarriers else { return nil }
        return Finding.danger(
            .disk,
            "\(place) without barriers: after a power cut, events that were acknowledged may "
                + "be lost",
            "take 'nobarrier' or 'barrier=0' out of /etc/fstab, and mount it anew"
        ).whereCallsArrive
    }
}

extension DiskCheck {
    /// Looks at the file systems of a state directory and of its spool.
    init(of state: String) {
        let table = wholeText(of: "/proc/self/mountinfo") ?? ""
        let real = realpath(state, nil)
        defer { free(real) }
        let path = real.map { String(cString: $0) }
        let (sight, spool) = (Sight(of: state), Sight(of: state + "/spool").status)
        self.init(
            state: state, sight: sight, space: path.flatMap { Space(around: $0) },
            mount: path.flatMap { Mount.holding($0, of: Mount.all(in: table)) },
            hasSpoolElsewhere: spool.map { $0.device != sight.status?.device } ?? false)
    }
}
