import ArgumentParser
import HotlineAPI

/// `follow-ups done`
struct FollowUpsDoneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Say that a follow-up is done.",
        discussion: """
            A callback is kept when the family was reached; a call through the hotline's number \
            shows that by itself.
            """)

    @Argument(help: ArgumentHelp("Its number in 'follow-ups list'.", valueName: "number"))
    var id: Int

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp(
            """
            reached, not-reached, done or not-needed. Default: reached for a callback, done for \
            every other.
            """,
            valueName: "word"),
        transform: { try choice($0, of: ["reached", "not-reached", "done", "not-needed"]) })
    var how: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() throws {
        try reporting {
            let document = try daemon.client().endFollowUp(id, how: how)
            try format.show(asItCame: document) {
                FollowUpListText.line(try DaemonClient.read(FollowUpFacts.self, from: document))
            }
            return .done
        }
    }
}
