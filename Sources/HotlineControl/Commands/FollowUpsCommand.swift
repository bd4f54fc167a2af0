import ArgumentParser

/// `follow-ups`
struct FollowUpsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-ups",
        abstract: "What calls leave to be done: callbacks that are owed, and tasks.",
        discussion: """
            Examples:
              hotlinectl follow-ups list --owner anna
              hotlinectl follow-ups done 17
            """,
        subcommands: [
            FollowUpsListCommand.self, FollowUpsAddCommand.self, FollowUpsAssignCommand.self,
            FollowUpsDoneCommand.self,
        ])
}
