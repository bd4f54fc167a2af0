import ArgumentParser

/// The group of `roster` commands.
struct RosterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Check a roster and ask it who is on duty.",
        subcommands: [RosterCheckCommand.self, RosterWhoCommand.self, RosterPlanCommand.self])
}
