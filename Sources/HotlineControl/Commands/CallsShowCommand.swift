import ArgumentParser
import HotlineAPI

/// `calls show`
struct CallsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell what happened in one call.")

    @Argument(
        help: ArgumentHelp(
            "The gateway's id of the call; where two gateways have it, GATEWAY/CALL.",
            valueName: "call"))
    var call: String

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().call(call)
            try format.show(asItCame: document) {
                CallStoryText(try DaemonClient.read(CallStory.self, from: document)).text
            }
            return .done
        }
    }
}
