import Glibc
import HotlineSettings
import HotlineTexts

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
            return [.note(.disk, DiskFindings.notThere.with(["state": state]))]
        }
        let found = [room(space), inodes(space), kind].compactMap { $0 }
        let spool: Finding? =
            hasSpoolElsewhere
            ? nil : .note(.disk, DiskFindings.sameSpool.with(["state": state]))
        guard found.isEmpty else { return found + [spool].compactMap { $0 } }
        let left: DiskFindings = mount == nil ? .left : .leftOfKind
        return [.ok(.disk, left.with(values(of: space)))] + [spool].compactMap { $0 }
    }

    private func values(of space: Space) -> [String: any TextValue] {
        [
            "left": sizeText(Int64(clamping: space.bytesLeft)), "state": state,
            "kind": mount?.kind ?? "", "inodes": String(space.inodesLeft),
        ]
    }

    private func room(_ space: Space) -> Finding? {
        if space.isReadOnly {
            return .danger(
                .disk, DiskFindings.readOnly.with(["state": state]), DiskFindings.seeKernel.text,
                run: "dmesg --level=err,warn")
        }
        if space.bytesLeft < DiskCheck.least {
            return .danger(
                .disk, DiskFindings.almostFull.with(values(of: space)), DiskFindings.free.text)
        }
        guard space.bytesLeft < min(DiskCheck.enough, space.bytes / 5) else { return nil }
        return Finding.mend(
            .disk, DiskFindings.left.with(values(of: space)), DiskFindings.free.text
        ).whereCallsArrive
    }

    private func inodes(_ space: Space) -> Finding? {
        guard space.inodes > 0, space.inodesLeft < DiskCheck.leastInodes else { return nil }
        return .danger(
            .disk, DiskFindings.inodes.with(values(of: space)), DiskFindings.smallFiles.text,
            run: "df -i \(shellWord(state))")
    }

    private var kind: Finding? {
        guard let mount else { return nil }
        let place = ["state": state, "kind": mount.kind, "place": mount.place]
        if mount.isOfNetwork {
            return .danger(
                .disk, DiskFindings.ofNetwork.with(place), DiskFindings.ownDisk.text
            ).whereCallsArrive
        }
        if mount.isOfMemory {
            return .danger(.disk, DiskFindings.ofMemory.with(place), DiskFindings.anyDisk.text)
                .whereCallsArrive
        }
        guard mount.isWithoutBarriers else { return nil }
        return Finding.danger(
            .disk, DiskFindings.withoutBarriers.with(place), DiskFindings.takeBarriers.text
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
