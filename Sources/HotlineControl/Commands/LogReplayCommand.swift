import ArgumentParser
import Glibc
import HotlineAPI
import HotlineTexts
import OnCallRoster

/// `log replay`
struct LogReplayCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decide past calls again, and tell what would be decided otherwise today.",
        discussion: """
            Each call is decided upon what came then and the roster that was in force. It works \
            when personal data is gone. Exit 1 if anything differs.

            Examples:
              hotlinectl log replay --from 2026-11-01
              hotlinectl log replay --from "2026-12-24 15:00" --to "2026-12-25 08:00"
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

    @OptionGroup var writing: WritingOptions

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
            let (document, report) = try writing.whileShowing(.replay) { progress in
                try end(of: client, progress)
            }
            try format.show(asItCame: document, writing) {
                ReplayText(report, in: writing.language).toned
            }
            return report.state == "done" && report.differences.isEmpty ? .done : .answerIsNo
        }
    }

    /// Waits until the replay is over.
    private func end(
        of client: DaemonClient, _ progress: Progress
    ) throws(Failure) -> (JSONDocument, ReplayReport) {
        for _ in 0..<LogReplayCommand.mostQuestions {
            let document = try client.replay()
            let report = try DaemonClient.read(ReplayReport.self, from: document)
            if report.state != "running" { return (document, report) }
            progress.tell(
                writing.language(
                    ProgressWords.replayed,
                    ["calls": "\(report.calls)", "events": "\(report.events)"]))
            poll(nil, 0, 100)
        }
        throw Failure(.answerIsNo, CareWords.replayGoesOn.text)
    }
}
