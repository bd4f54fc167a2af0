import ArgumentParser
import CallRouting
import HotlineAPI
import OnCallRoster

/// `rehearse`
struct RehearseCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Play a call against the running daemon: nobody is rung, nothing is counted.",
        discussion: """
            Examples:
              hotlinectl rehearse --from "+45 00 00 00 31"
              hotlinectl rehearse --from anonymous --answers no-answer,busy,accepted
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp(
            "The caller's number; 'anonymous' for a withheld one.", valueName: "number"),
        transform: CallingNumber.parse)
    var from: CallerID

    @Option(
        help: ArgumentHelp(
            "The hotline's number. Default: the roster's first.", valueName: "number"),
        transform: CallingNumber.parseHotline)
    var to: PhoneNumber?

    @Option(
        help: ArgumentHelp(
            """
            What happens to each leg, in order, instead of asking: no-answer, busy, declined, \
            accepted, unreachable.
            """,
            valueName: "list"),
        transform: Answer.parseList)
    var answers: [Answer]?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let client = try daemon.client()
            let source: AnswerSource =
                if let answers { .listed(answers) } else { .terminal(read: { readLine() }) }
            var rehearsal = Rehearsal(
                daemon: Rehearsal.Daemon(
                    begin: { try client.begin($0) },
                    report: { try client.report($0, of: $1) }),
                answers: source, in: writing.language, say: { Terminal.say($0) },
                ask: { Terminal.say($0, ending: "") })
            let start = RehearsalStart(from: from.number?.e164 ?? "anonymous", to: to?.e164)
            let (call, ending) = try rehearsal.play(start)
            let story = try DaemonClient.read(CallStory.self, from: client.call(call))
            Terminal.say("")
            writing.say(CallStoryText(story, in: writing.language).toned)
            switch ending {
            case .accepted, .promised: return .done
            case .turnedAway, .hungUp: return .answerIsNo
            }
        }
    }
}
