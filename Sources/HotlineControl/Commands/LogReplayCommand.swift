import ArgumentParser
import Glibc
import HotlineAPI
import OnCallRoster

/// `log replay`
struct LogReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decide past calls again, and tell what would be decided otherwise today.",
        discussion: """
            Each call is decided upon what came then and the roster that was in force. It works \
            when personal data is gone. Exit 1 if anything differs.
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("Calls that began at or after. Default: all.", valueName: "T"),
        transform: Moment.parseOrDate)
    var from: Moment?

    @Option(
        help: ArgumentHelp("Calls that began before. Default: all.", valueName: "T"),
        transform: Moment.parseOrDate)
    var to: Moment?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    /// Ten million events take about an hour; longer than this nobody waits.
    private static let mostQuestions = 100_000

    func run() throws {
        try reporting {
            let client = try daemon.client()
            let zone = try daemon.zone(of: [from, to])
            _ = try client.beginReplay(
                ReplayRequest(
                    from: from?.resolved(in: zone).description,
                    to: to?.resolved(in: zone).description))
            for _ in 0..<LogReplayCommand.mostQuestions {
                let document = try client.replay()
                let report = try DaemonClient.read(ReplayReport.self, from: document)
                guard report.state != "running" else {
                    poll(nil, 0, 100)
                    continue
                }
                try format.show(asItCame: document) { ReplayText(report).text }
                return report.state == "done" && report.differences.isEmpty ? .done : .answerIsNo
            }
            throw Failure(.answerIsNo, "the replay goes on in the daemon: ask again later")
        }
    }
}
