import ArgumentParser
import Glibc
import HotlineAPI

/// `calls note`
struct CallsNoteCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write down what a call was about and what it leaves.",
        discussion: """
            Without options it asks, one question after the other, on a terminal; elsewhere it shows the \
            note there is. Codes stand in the settings; what is not said leaves what was said before. No \
            names, no CPR numbers: those belong in the case system.

            --follow-up no closes the follow-up of an answered call; a callback that is owed stays owed. \
            yes leaves what there is, and adds a follow-up where there is none.

            Examples:
              hotlinectl calls note c-81
              hotlinectl calls note c-81 --theme behaviour --done advice --noted yes
            """)

    @Argument(
        help: ArgumentHelp(
            "The gateway's id of the call; where two gateways have it, GATEWAY/CALL.",
            valueName: "call"))
    var call: String

    @Option(help: ArgumentHelp("What it was about; may be repeated.", valueName: "code"))
    var theme: [String] = []

    @Option(help: ArgumentHelp("What was done; may be repeated.", valueName: "code"))
    var done: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whether it stands in the case system: yes, no or not-relevant.", valueName: "word"),
        completion: .list(["yes", "no", "not-relevant"]),
        transform: { try choice($0, of: ["yes", "no", "not-relevant"]) })
    var noted: String?

    @Option(
        help: ArgumentHelp("Whether somebody is to follow up: yes or no.", valueName: "word"),
        completion: .list(["yes", "no"]),
        transform: { try choice($0, of: ["yes", "no"]) })
    var followUp: String?

    @Option(
        help: ArgumentHelp("Whether the caseworker is to be told: yes or no.", valueName: "word"),
        completion: .list(["yes", "no"]),
        transform: { try choice($0, of: ["yes", "no"]) })
    var caseworker: String?

    @Option(
        help: ArgumentHelp(
            "How it went, by whoever spoke with the family afterwards.", valueName: "code"))
    var went: String?

    @Option(help: ArgumentHelp("Whom the family would have rung otherwise.", valueName: "code"))
    var otherwise: String?

    @OptionGroup var daemon: DaemonOptions

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let client = try daemon.client()
            var note = said
            if note == CallNote(gateway: nil), isatty(STDIN_FILENO) == 1, format == .text {
                let codes = try DaemonClient.read(NoteCodes.self, from: client.noteCodes())
                note = NoteQuestions(codes, in: writing.language).ask()
            }
            let document =
                note == CallNote(gateway: nil) ? try client.note(call) : try client.note(call, note)
            try format.show(asItCame: document, writing) {
                let told = try DaemonClient.read(NotedCall.self, from: document)
                return NoteText(told, in: writing.language).toned
            }
            return .done
        }
    }

    private var said: CallNote {
        CallNote(
            gateway: nil, followUp: followUp.map { $0 == "yes" },
            themes: theme.isEmpty ? nil : theme, done: done.isEmpty ? nil : done, noted: noted,
            caseworker: caseworker.map { $0 == "yes" }, went: went, otherwise: otherwise)
    }
}
