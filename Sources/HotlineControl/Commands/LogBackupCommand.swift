import ArgumentParser
import CallLog
import Glibc
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `log backup`
struct LogBackupCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the log while the daemon runs, and check the copy.",
        discussion: """
            The copy is of one moment, readable by its owner alone, and gets its name only when it was \
            opened and found whole. It holds personal data: keep it as carefully as the log, and delete \
            it in time. The daemon, where one runs, is told of it, so that a purge can name it. To \
            restore one: docs/backup-and-restore.md.

            Examples:
              hotlinectl log backup --to /var/backups/akuttelefon --keep 14
              hotlinectl log backup --to calls-before-the-move.sqlite
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("The log. Default: as the settings say.", valueName: "file"),
        completion: .file())
    var log: String?

    @Option(
        help: ArgumentHelp(
            "A new file; or a folder, where the copy is named by the time.", valueName: "path"),
        completion: .file())
    var to: String

    @Option(
        help: ArgumentHelp(
            "Afterwards, delete the oldest of the copies in the folder beyond so many.",
            valueName: "n"))
    var keep: Int?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError(.keep) }
    }

    func run() throws {
        try reporting {
            let source = try log ?? daemon.settings.required().logPath
            let path = LogBackupCommand.place(in: to, at: systemNow().wholeSecond)
            if keep != nil, path == to {
                throw Failure(.unusableInput, TroubleWords.keepNeedsFolder.with(["path": to]))
            }
            let size = ["size": sizeText(Sight(of: source).status?.bytes ?? 0)]
            let made = try writing.whileShowing(.backup, size) { _ in
                try reading { () throws(LogError) in
                    try LogBackup(of: source, to: path)
                }
            }
            let deleted = keep.map { LogBackupCommand.deleteOldest(beyond: $0, in: to) } ?? []
            let isRecorded = log == nil && record(made, deleted: deleted)
            let document = LogBackupDocument(
                log: source, backup: made.path, bytes: Int(made.bytes),
                lastEvent: Int(made.head.seq), head: made.head.text, recorded: isRecorded,
                deleted: deleted)
            let say = writing.language
            var lines = [
                Toned(
                    say(
                        CareWords.backedUp,
                        ["path": made.path, "bytes": "\(made.bytes)", "head": made.head.text]))
            ]
            lines += deleted.map { Toned(say(CareWords.deletedCopy, ["path": $0])) }
            if !isRecorded { lines.append(Toned(say(CareWords.noDaemonTold), .caution)) }
            try format.show(document, Toned(lines: lines), writing)
            return .done
        }
    }

    /// Whether a daemon runs and was told.
    private func record(_ made: LogBackup, deleted: [String]) -> Bool {
        guard let path = absolute(made.path), let client = try? daemon.client() else {
            return false
        }
        let record = BackupRecord(
            path: path, head: made.head.text, deleted: deleted.map { absolute($0) ?? $0 })
        return (try? client.noteBackup(record)) != nil
    }

    private func absolute(_ path: String) -> String? {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { return nil }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    static func place(in path: String, at now: Instant) -> String {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return path }
        let time = now.description.filter { $0 != "-" && $0 != ":" }
        return "\(path)/calls-\(time).sqlite"
    }

    /// Copies are named by their time, so that the order of names is theirs.
    private static func deleteOldest(beyond count: Int, in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isCopy =
                name.hasPrefix("calls-") && name.hasSuffix(".sqlite")
                && name.utf8.count == "calls-20260101T000000Z.sqlite".utf8.count
            if isCopy { names.append(name) }
        }
        return names.sorted().dropLast(count).map { "\(folder)/\($0)" }.filter {
            unlink($0) == 0
        }
    }
}
