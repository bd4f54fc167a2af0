import ArgumentParser
import HotlineAPI

/// `follow-ups done`
struct FollowUpsDoneCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Say that a follow-up is done.",
        discussion: """
            A callback is kept when the family was reached; a call through the hotline's number \
            shows that by itself.

            Examples:
              hotlinectl follow-ups done 17
              hotlinectl follow-ups done 17 --how not-reached
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
        completion: .list(["reached", "not-reached", "done", "not-needed"]),
        transform: { try choice($0, of: ["reached", "not-reached", "done", "not-needed"]) })
    var how: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().endFollowUp(id, how: how)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(FollowUpFacts.self, from: document)
                return FollowUpListText.line(told, in: writing.language)
            }
            return .done
        }
    }
}
