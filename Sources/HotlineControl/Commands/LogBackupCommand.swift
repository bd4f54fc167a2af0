import ArgumentParser
import CallLog
import Glibc
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// `log backup`
struct LogBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the log while the daemon runs, and check the copy.",
        discussion: """
            The copy is of one moment, readable by its owner alone, and gets its name only when it was \
            opened and found whole. It holds personal data: keep it as carefully as the log, and delete \
            it in time. To restore one: stop hotlined, put the copy in the log's place, with nothing \
            named calls.sqlite-wal or calls.sqlite-shm beside it, and start hotlined.

            Example: hotlinectl log backup --to /var/backups/akuttelefon
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp("The log. Default: as the settings say.", valueName: "file"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            "A new file; or a folder, where the copy is named by the time.", valueName: "path"))
    var to: String

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let source = try log ?? settings.required().logPath
            let path = LogBackupCommand.place(in: to, at: systemNow().wholeSecond)
            let made = try reading { () throws(LogError) in
                try LogBackup(of: source, to: path)
            }
            let document = LogBackupDocument(
                log: source, backup: made.path, bytes: Int(made.bytes),
                lastEvent: Int(made.lastEvent))
            try format.show(
                document,
                text: "\(made.path): \(made.bytes) bytes, checked, up to event \(made.lastEvent)")
            return .done
        }
    }

    static func place(in path: String, at now: Instant) -> String {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return path }
        let time = now.description.filter { $0 != "-" && $0 != ":" }
        return "\(path)/calls-\(time).sqlite"
    }
}
