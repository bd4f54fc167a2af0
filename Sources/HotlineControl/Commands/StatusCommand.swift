import ArgumentParser
import HotlineAPI

/// `status`
struct StatusCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how the running daemon is.",
        discussion: """
            Examples:
              hotlinectl status
              hotlinectl status --format json
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().status()
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(Status.self, from: document)
                return StatusText(told, in: writing.language).toned
            }
            return .done
        }
    }
}
