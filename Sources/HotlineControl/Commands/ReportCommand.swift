import ArgumentParser
import CallLog
import HotlineAPI
import HotlineTexts
import OnCallRoster
import ReportPages

/// `report`
struct ReportCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Tell what the calls of a period come to, by the definitions of docs/evaluation.md.",
        discussion: """
            Every figure has its n, its formula and, where it is a share, the interval in which the true \
            share lies with 95 % certainty. Rehearsals and calls that check the line count nowhere.

            Examples:
              hotlinectl report --from 2026-01-01 --to 2027-01-01 --format csv
              hotlinectl report --from 2026-01-01 --to 2027-01-01 --format html > 2026.html
              hotlinectl calls list --in abandoned --from 2026-01-01 --to 2027-01-01
            """)

    @OptionGroup var daemon: DaemonOptions

    @Option(
        help: ArgumentHelp("The first day, in the roster's zone.", valueName: "D"),
        transform: Moment.parseDate)
    var from: CivilDate

    @Option(
        help: ArgumentHelp("The day after the last one.", valueName: "D"),
        transform: Moment.parseDate)
    var to: CivilDate

    @Option(help: "text, json, csv or html.")
    var format: ReportFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        guard from < to else {
            throw ValidationError(.period, ["from": "\(from)", "to": "\(to)"])
        }
    }

    func run() throws {
        try reporting {
            let client = try daemon.client()
            let document = try writing.whileShowing(.report) { _ in
                try client.report(from: "\(from)", to: "\(to)")
            }
            let report = try DaemonClient.read(ReportDocument.self, from: document)
            switch format {
            case .text: Terminal.say(ReportText(report, in: writing.language).text)
            case .json: Terminal.say(document.text)
            case .csv: Terminal.say(exactly: ReportTable(report).text)
            case .html:
                let page = ReportPage(report, language: writing.language) { figure in
                    CountedFigure.named(figure) != nil
                }
                Terminal.say(exactly: page.text)
            }
            return .done
        }
    }
}

/// What `report` prints.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, html
}
