import ArgumentParser
import HotlineAPI
import HotlineTexts

/// The group of `messages` commands.
struct MessagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: "Tell what became of messages to people.",
        discussion: """
            Examples:
              hotlinectl messages list
              hotlinectl messages list --state waiting
            """,
        subcommands: [MessagesListCommand.self])
}

/// `messages list`
struct MessagesListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages of one state, and count them all.",
        discussion: """
            Those that wait come by when they are tried next, the others newest first. Nobody's \
            number or address is shown, and no text.

            Examples:
              hotlinectl messages list
              hotlinectl messages list --state waiting --limit 100
              hotlinectl messages list --state sent --format json
            """)

    private static let states = ["failed", "waiting", "sent", "dropped"]

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp(
            "failed, waiting, sent or dropped. Default: failed.", valueName: "state"),
        completion: .list(states), transform: { try choice($0, of: states) })
    var state: String = "failed"

    @Option(help: "How many at most. Default: 20.")
    var limit: Int?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a whole number from 1 on.") }
    }

    func run() throws {
        try reporting {
            let document = try daemon.client().messages([
                (name: "state", value: state), (name: "limit", value: limit.map { String($0) }),
            ])
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(OutboxDocument.self, from: document)
                return MessageListText(told, isWaiting: state == "waiting", in: writing.language)
                    .toned
            }
            return .done
        }
    }
}
