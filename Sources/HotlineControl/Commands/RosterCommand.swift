import ArgumentParser

/// The group of `roster` commands.
struct RosterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Check a roster, ask it who is on duty, and change it.",
        subcommands: [
            RosterCheckCommand.self, RosterWhoCommand.self, RosterPlanCommand.self,
            RosterDiffCommand.self, RosterOverrideCommand.self, RosterSickCommand.self,
            RosterRolesCommand.self,
        ])
}
