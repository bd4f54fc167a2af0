import CallLog
import Glibc
import HotlineAPI
import HotlineTexts

/// Whether the log's file is whole, and nothing waits beside it.
struct LogCheck {
    /// What SQLite found in it.
    enum Glance: Hashable, Sendable {
        case whole
        case flawed([String])
        /// It took longer than it may.
        case unfinished
        case unreadable(Text)
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
                    .log, LogFindings.oldLibrary.with(["version": "\(library)"]),
                    LogFindings.installLibrary.text)
            ]
        }
        let found: LogFindings = library.hasWALResetBug ? .libraryWithFault : .library
        return [.ok(.log, found.with(["version": "\(library)"]))]
    }

    private var file: [Finding] {
        guard let glance else {
            switch sight {
            case .seen, .hidden: return []
            case .missing where spooled == nil:
                return [.note(.log, LogFindings.none.with(["path": path]))]
            case .missing:
                return [
                    .danger(
                        .log, LogFindings.gone.with(["path": path]), LogFindings.lookForCopy.text)
                ]
            }
        }
        let size = sizeText(sight.status?.bytes ?? 0)
        switch glance {
        case .whole:
            return [.ok(.log, LogFindings.whole.with(["path": path, "size": size]))]
        case .flawed(let flaws):
            return [
                .danger(
                    .log, LogFindings.damaged.with(["path": path, "flaws": fewOf(flaws)]),
                    LogFindings.restore.text)
            ]
        case .unfinished:
            return [
                .note(
                    .log,
                    LogFindings.unfinished.with([
                        "path": path, "size": size,
                        "seconds": Int(LogCheck.patience.components.seconds),
                    ]))
            ]
        case .unreadable(let why): return [.mend(.log, why)]
        }
    }

    private var wal: [Finding] {
        guard walBytes > LogCheck.largestWAL else { return [] }
        return [
            .mend(
                .log, LogFindings.wal.with(["path": path, "size": sizeText(walBytes)]),
                LogFindings.endReader.text, run: "fuser -v \(shellWord(path))")
        ]
    }

    private var spool: [Finding] {
        var found: [Finding] = []
        if let spooled, spooled > 0 {
            let waiting: LogFindings = spooled == 1 ? .oneWaits : .someWait
            found.append(
                .mend(
                    .log, waiting.with(["count": spooled]), LogFindings.seeSpool.text,
                    run: "journalctl -u hotlined"))
        }
        if !unread.isEmpty {
            found.append(
                .mend(
                    .log, LogFindings.unread.with(["files": fewOf(unread)]),
                    LogFindings.putAway.text))
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
            return .unreadable(LogFindings.notAllowed.with(["path": path]))
        }
        return bounded(by: patience) { () -> Glance in
            do throws(LogError) {
                let flaws = try LogCheckup.flaws(of: path)
                return flaws.isEmpty ? .whole : .flawed(flaws)
            } catch {
                return error.isCorruption
                    ? .flawed([error.message]) : .unreadable(.plain(error.message))
            }
        } ?? .unfinished
    }
}
