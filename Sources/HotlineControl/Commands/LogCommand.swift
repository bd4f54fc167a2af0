import ArgumentParser

/// `log`
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Care of the call log.",
        subcommands: [
            LogVerifyCommand.self, LogBackupCommand.self, LogPurgeCommand.self,
            LogHoldCommand.self, LogErasuresCommand.self, LogReplayCommand.self,
        ])
}
