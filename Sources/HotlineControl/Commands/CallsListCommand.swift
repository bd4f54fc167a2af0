import ArgumentParser
import CallRouting
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `calls list`
struct CallsListCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List calls of the log.",
        discussion: """
            Examples:
              hotlinectl calls list --from 2026-12-24 --outcome abandoned
              hotlinectl calls list --in service-level-60 --from 2026-01-01 --to 2027-01-01
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp(
            "Calls that began at or after this instant or day.", valueName: "T"),
        transform: Moment.parseOrDate)
    var from: Moment?

    @Option(
        help: ArgumentHelp("Calls that began before this instant or day.", valueName: "T"),
        transform: Moment.parseOrDate)
    var to: Moment?

    @Option(
        help: ArgumentHelp("open or ended.", valueName: "state"),
        completion: .list(["open", "ended"]),
        transform: { try choice($0, of: ["open", "ended"]) })
    var state: String?

    @Option(
        help: ArgumentHelp(
            "open, answered, short, abandoned, failed or unknown.", valueName: "outcome"),
        completion: .list(Outcome.allCases.map(\.rawValue)),
        transform: { try choice($0, of: Outcome.allCases.map(\.rawValue)) })
    var outcome: String?

    @Option(help: "Only calls of this institution's families.")
    var institution: String?

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp(
            "Only calls that this figure of 'report' counts; needs --from and --to.",
            valueName: "figure"))
    var figure: String?

    @Option(help: "How many at most.")
    var limit: Int?

    @Option(help: ArgumentHelp("Go on after this page's 'next'.", valueName: "next"))
    var after: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError(.limit) }
        if figure != nil, from == nil || to == nil {
            throw ValidationError(.figurePeriod)
        }
    }

    func run() throws {
        try reporting {
            let client = try daemon.client()
            let zone = try daemon.zone(of: [from, to])
            let document = try client.calls([
                (name: "from", value: from?.resolved(in: zone).description),
                (name: "to", value: to?.resolved(in: zone).description),
                (name: "state", value: state), (name: "outcome", value: outcome),
                (name: "institution", value: institution), (name: "in", value: figure),
                (name: "limit", value: limit.map { String($0) }), (name: "after", value: after),
            ])
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(CallList.self, from: document)
                return CallListText(told, in: writing.language).toned
            }
            return .done
        }
    }
}
