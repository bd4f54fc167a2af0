import ArgumentParser
import HotlineAPI

/// `follow-ups assign`
struct FollowUpsAssignCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a follow-up to somebody.",
        discussion: """
            Examples:
              hotlinectl follow-ups assign 17 anna
            """)

    @Argument(help: ArgumentHelp("Its number in 'follow-ups list'.", valueName: "number"))
    var id: Int

    @Argument(
        help: ArgumentHelp("A professional, consultant or caseworker.", valueName: "owner"))
    var owner: String

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let document = try daemon.client().assignFollowUp(id, to: owner)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(FollowUpFacts.self, from: document)
                return FollowUpListText.line(told, in: writing.language)
            }
            return .done
        }
    }
}
