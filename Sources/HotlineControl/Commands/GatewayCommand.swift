import ArgumentParser

/// `gateway`
struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Check a gateway of the settings, and list the recordings that one plays.",
        discussion: """
            Examples:
              hotlinectl gateway test kamailio
              hotlinectl gateway recordings --speak da
            """,
        subcommands: [GatewayTestCommand.self, GatewayRecordingsCommand.self])
}
