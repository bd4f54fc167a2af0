import ArgumentParser
import HotlineAPI

/// `calls note`
struct CallsNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write down what a call leaves to be done.",
        discussion: """
            'no' closes the follow-up of an answered call; a callback that is owed stays owed. 'yes' \
            leaves what there is, and adds a follow-up where there is none.
            """)

    @Argument(
        help: ArgumentHelp(
            "The gateway's id of the call; where two gateways have it, GATEWAY/CALL.",
            valueName: "call"))
    var call: String

    @Option(
        help: ArgumentHelp("yes or no.", valueName: "word"),
        transform: { try choice($0, of: ["yes", "no"]) })
    var followUp: String

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().note(call, followUp: followUp == "yes")
            try format.show(asItCame: document) {
                FollowUpListText(try DaemonClient.read(FollowUpList.self, from: document)).text
            }
            return .done
        }
    }
}
