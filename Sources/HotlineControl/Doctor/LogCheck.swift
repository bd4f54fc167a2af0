import CallLog
import Glibc
import HotlineAPI

/// Whether the log's file is whole, and nothing waits beside it.
struct LogCheck {
    /// What SQLite found in it.
    enum Glance: Hashable, Sendable {
        case whole
        case flawed([String])
        /// It took longer than it may.
        case unfinished
        case unreadable(String)
    }

    let path: String
    let sight: Sight
    /// Of what was committed and not yet written back.
    let walBytes: Int64
    let library: SQLiteLibrary
    /// `nil` where there is no file.
    let glance: Glance?
    /// Files of spools that nobody could read.
    let unread: [String]
    /// Events that wait in a spool, as the daemon says; `nil` where it does not answer.
    let spooled: Int?

    static let patience: Duration = .seconds(10)
    private static let largestWAL: Int64 = 64 << 20

    var findings: [Finding] { version + file + wal + spool }

    private var version: [Finding] {
        guard library.isNewEnough else {
            return [
                .danger(
                    .log,
                    "SQLite is \(library), and 3.37 is needed: the daemon keeps no log with it",
                    "install a newer libsqlite3-0 (Debian 12 has 3.40)")
            ]
        }
        let bug =
            library.hasWALResetBug
            ? ", whose fault with two writers of a WAL does not matter: the log has one writer"
            : ""
        return [.ok(.log, "SQLite is \(library)\(bug)")]
    }

    private var file: [Finding] {
        guard let glance else {
            switch sight {
            case .seen, .hidden: return []
            case .missing where spooled == nil:
                return [.note(.log, "there is none yet: the daemon makes \(path) when it starts")]
            case .missing:
                return [
                    .danger(
                        .log,
                        "\(path) is gone while the daemon runs: events are written to a file "
                            + "without a name",
                        "restart the daemon, and look for a copy: docs/backup-and-restore.md")
                ]
            }
        }
        let size = sizeText(sight.status?.bytes ?? 0)
        switch glance {
        case .whole:
            return [
                .ok(
                    .log,
                    "\(path) is whole by SQLite's quick check (\(size)); all of it is proven by "
                        + "hotlinectl log verify")
            ]
        case .flawed(let flaws):
            return [
                .danger(
                    .log, "\(path) is damaged: \(fewOf(flaws))",
                    "stop the daemon and restore a copy: docs/backup-and-restore.md")
            ]
        case .unfinished:
            return [
                .note(
                    .log,
                    "\(path) (\(size)) was not read to its end within "
                        + "\(LogCheck.patience.components.seconds) s: hotlinectl log verify")
            ]
        case .unreadable(let why): return [.mend(.log, why)]
        }
    }

    private var wal: [Finding] {
        guard walBytes > LogCheck.largestWAL else { return [] }
        return [
            .mend(
                .log,
                "\(path)-wal has grown to \(sizeText(walBytes)): a program that reads the log "
                    + "for long "
                    + "keeps it from being written back",
                "find it, and end it", run: "fuser -v \(shellWord(path))")
        ]
    }

    private var spool: [Finding] {
        var found: [Finding] = []
        if let spooled, spooled > 0 {
            found.append(
                .mend(
                    .log, "\(counted(spooled, "event waits", "events wait")) in the spool",
                    "see what keeps the log from taking them", run: "journalctl -u hotlined"))
        }
        if !unread.isEmpty {
            found.append(
                .mend(
                    .log, "\(fewOf(unread)): events that could not be read back from a spool",
                    "look at them, write down what is missing in the log, and then put the "
                        + "files away"
                ))
        }
        return found
    }
}

extension LogCheck {
    /// Looks at a log and the spools beside it.
    init(of path: String, spools: [String], daemon: Status.Log?) {
        let sight = Sight(of: path)
        let unread = spools.flatMap { folder in
            namesInFolder(folder).filter { $0.hasPrefix("unread-") }.map { "\(folder)/\($0)" }
        }
        self.init(
            path: path, sight: sight, walBytes: Sight(of: path + "-wal").status?.bytes ?? 0,
            library: .linked, glance: sight.status == nil ? nil : LogCheck.glance(at: path),
            unread: unread, spooled: daemon?.spooled)
    }

    private static func glance(at path: String) -> Glance {
        guard access(path, R_OK) == 0 else {
            return .unreadable("\(path) may not be read by this user: ask as root")
        }
        return bounded(by: patience) { () -> Glance in
            do throws(LogError) {
                let flaws = try LogCheckup.flaws(of: path)
                return flaws.isEmpty ? .whole : .flawed(flaws)
            } catch {
                return error.isCorruption ? .flawed([error.message]) : .unreadable(error.message)
            }
        } ?? .unfinished
    }
}
