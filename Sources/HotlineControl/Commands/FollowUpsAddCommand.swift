import ArgumentParser
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// `follow-ups add`
struct FollowUpsAddCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a follow-up to a call.",
        discussion: """
            Examples:
              hotlinectl follow-ups add c-81 --owner anna --by "2026-12-01 12:00"
            """)

    @Argument(
        help: ArgumentHelp(
            "The gateway's id of the call; where two gateways have it, GATEWAY/CALL.",
            valueName: "call"))
    var call: String

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp(
            "The professional, consultant or caseworker who is to do it.", valueName: "id"))
    var owner: String?

    @Option(
        help: ArgumentHelp(
            "When it is to be done. Default: the end of the next working day.", valueName: "T"),
        transform: Moment.parse)
    var by: Moment?

    @Option(help: ArgumentHelp("What is to be done; no name of a child.", valueName: "text"))
    var note: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let deadline = try by.map { moment in
                try moment.resolved(in: daemon.zone(of: [moment])).description
            }
            let document = try daemon.client().addFollowUp(
                to: call, owner: owner, deadline: deadline, note: note)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(FollowUpFacts.self, from: document)
                return FollowUpListText.line(told, in: writing.language)
            }
            return .done
        }
    }
}
