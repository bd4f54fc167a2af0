import ArgumentParser

/// `gateway`
struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Check a gateway of the settings, and list the recordings that one plays.",
        subcommands: [GatewayTestCommand.self, GatewayRecordingsCommand.self])
}
