import ArgumentParser

/// The group of `calls` commands.
struct CallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "List and show the calls of the log.",
        subcommands: [CallsListCommand.self, CallsShowCommand.self, CallsNoteCommand.self])
}
