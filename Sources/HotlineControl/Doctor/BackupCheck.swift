import CallLog
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// Whether there is a copy of the log to go back to.
struct BackupCheck {
    struct Copy: Hashable, Sendable {
        let path: String
        let made: Instant
        let sight: Sight
    }

    /// Those that the daemon was told of, the oldest first; `nil` where nobody could be asked.
    let copies: [Copy]?
    /// Whether there is a log to be copied.
    let hasLog: Bool
    /// The file system of the log.
    let device: UInt64?
    let now: Instant

    /// One is made every day; a day's may be late.
    private static let oldest: Duration = .hours(50)
    private static let making = "hotlinectl log backup --to /var/backups/akuttelefon --keep 14"

    var findings: [Finding] {
        guard let copies else {
            guard hasLog else { return [] }
            return [.note(.backup, BackupFindings.untold.text)]
        }
        let there = copies.filter { $0.sight != .missing }
        guard let newest = there.last else {
            let found =
                copies.isEmpty
                ? BackupFindings.never.text : BackupFindings.gone.with(["count": copies.count])
            return [
                .mend(.backup, found, BackupFindings.makeDaily.text, run: BackupCheck.making)
                    .whereCallsArrive
            ]
        }
        return [age(of: newest)] + open(there) + apart(newest)
    }

    private func age(of newest: Copy) -> Finding {
        let found = BackupFindings.newest.with([
            "made": newest.made.description, "path": newest.path,
        ])
        guard now - newest.made <= BackupCheck.oldest else {
            return .mend(
                .backup, found, BackupFindings.seeDaily.text,
                run: "systemctl status hotline-backup.timer hotline-backup.service"
            ).whereCallsArrive
        }
        return .ok(.backup, found)
    }

    private func open(_ copies: [Copy]) -> [Finding] {
        let open = copies.compactMap(\.sight.status).filter { $0.mode & 0o077 != 0 }
        guard !open.isEmpty else { return [] }
        let paths = open.map { shellWord($0.path) }.joined(separator: " ")
        return [
            .danger(
                .backup, BackupFindings.open.with(["paths": fewOf(open.map(\.path))]),
                run: "chmod 0600 \(paths)"
            ).whereCallsArrive
        ]
    }

    private func apart(_ newest: Copy) -> [Finding] {
        guard let device, newest.sight.status?.device == device else { return [] }
        return [.note(.backup, BackupFindings.sameDisk.text)]
    }
}

extension BackupCheck {
    /// Asks the daemon's list, else the log itself.
    init(_ list: BackupList?, log path: String, now: Instant) {
        var copies = list?.backups.compactMap { backup in
            Instant(rfc3339: backup.made).map {
                Copy(path: backup.path, made: $0, sight: Sight(of: backup.path))
            }
        }
        let log = Sight(of: path)
        if copies == nil, log.status != nil {
            let known = bounded(by: LogCheck.patience) { try? LogCheckup.backups(of: path) } ?? nil
            copies = known?.map { Copy(path: $0.path, made: $0.made, sight: Sight(of: $0.path)) }
        }
        self.init(
            copies: copies, hasLog: log != .missing, device: log.status?.device, now: now)
    }
}
