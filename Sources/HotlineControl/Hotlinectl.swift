import ArgumentParser

/// The administrators' and evaluators' command.
@main
struct Hotlinectl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hotlinectl",
        abstract: "Checks rosters, tells who would be rung, and shows what the hotline did.",
        discussion: """
            Exit: 0 done; 1 the answer is no (problems found, not found, refused); 2 unusable \
            input; 3 the daemon does not answer; 64 usage.

            Examples:
              hotlinectl status
              hotlinectl roster who
              hotlinectl route --from "+45 00 00 00 31"
              hotlinectl calls list --from 2026-12-24
              hotlinectl doctor
            """,
        subcommands: [
            RosterCommand.self, RouteCommand.self, StatusCommand.self, CallsCommand.self,
            FollowUpsCommand.self, ReportCommand.self, ExportCommand.self, RehearseCommand.self,
            LogCommand.self,
            SubjectCommand.self, AccessCommand.self, TokenCommand.self, SessionCommand.self,
            MessagesCommand.self, GatewayCommand.self, DoctorCommand.self,
        ])
}
