import ArgumentParser
import HotlineAPI

/// `status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell how the running daemon is.")

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().status()
            try format.show(asItCame: document) {
                StatusText(try DaemonClient.read(Status.self, from: document)).text
            }
            return .done
        }
    }
}
