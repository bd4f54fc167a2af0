import ArgumentParser

/// The group of `roster` commands.
struct RosterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Check a roster, ask it who is on duty, and change it.",
        discussion: """
            Examples:
              hotlinectl roster check
              hotlinectl roster who --at "2026-12-24 20:00"
              hotlinectl roster sick anna --from "2026-12-01 15:00"
            """,
        subcommands: [
            RosterCheckCommand.self, RosterWhoCommand.self, RosterPlanCommand.self,
            RosterDiffCommand.self, RosterOverrideCommand.self, RosterSickCommand.self,
            RosterRolesCommand.self,
        ])
}
