import ArgumentParser

/// `log`
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Care of the call log.",
        discussion: """
            Examples:
              hotlinectl log verify
              hotlinectl log backup --to /var/backups/akuttelefon --keep 14
              hotlinectl log purge --dry-run
            """,
        subcommands: [
            LogVerifyCommand.self, LogBackupCommand.self, LogPurgeCommand.self,
            LogHoldCommand.self, LogErasuresCommand.self, LogReplayCommand.self,
        ])
}
