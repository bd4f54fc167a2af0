import ArgumentParser
import HotlineAPI
import HotlineTexts

/// `follow-ups list`
struct FollowUpsListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List follow-ups, the earliest deadline first.",
        discussion: """
            Examples:
              hotlinectl follow-ups list
              hotlinectl follow-ups list --owner anna --state all
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("open, done or all. Default: open.", valueName: "state"),
        completion: .list(["open", "done", "all"]),
        transform: { try choice($0, of: ["open", "done", "all"]) })
    var state: String = "open"

    @Option(
        help: ArgumentHelp(
            "Only those of this professional, consultant or caseworker.", valueName: "id"))
    var owner: String?

    @Option(help: "Only those of calls to this institution.")
    var institution: String?

    @Option(help: "How many at most.")
    var limit: Int?

    @Option(help: ArgumentHelp("Go on after this page's 'next'.", valueName: "next"))
    var after: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError(.limit) }
    }

    func run() throws {
        try reporting {
            let document = try daemon.client().followUps([
                (name: "state", value: state), (name: "owner", value: owner),
                (name: "institution", value: institution),
                (name: "limit", value: limit.map { String($0) }), (name: "after", value: after),
            ])
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(FollowUpList.self, from: document)
                return FollowUpListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}
