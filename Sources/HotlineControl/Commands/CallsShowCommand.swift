import ArgumentParser
import HotlineAPI

/// `calls show`
struct CallsShowCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell what happened in one call.",
        discussion: """
            Examples:
              hotlinectl calls show c-81
              hotlinectl calls show kamailio/c-81 --language da --reason "complaint 7"
            """)

    @Argument(
        help: ArgumentHelp(
            "The gateway's id of the call; where two gateways have it, GATEWAY/CALL.",
            valueName: "call"))
    var call: String

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().call(call)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(CallStory.self, from: document)
                return CallStoryText(told, in: writing.language).toned
            }
            return .done
        }
    }
}
