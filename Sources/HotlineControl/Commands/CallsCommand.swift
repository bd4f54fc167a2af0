import ArgumentParser

/// The group of `calls` commands.
struct CallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "List and show the calls of the log.",
        discussion: """
            Examples:
              hotlinectl calls list --from 2026-12-24
              hotlinectl calls show c-81
              hotlinectl calls note c-81
            """,
        subcommands: [CallsListCommand.self, CallsShowCommand.self, CallsNoteCommand.self])
}
