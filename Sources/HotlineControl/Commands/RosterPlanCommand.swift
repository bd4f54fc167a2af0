import ArgumentParser
import OnCallRoster

/// `roster plan`
struct RosterPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Tell the resolved shifts of every line, and its gaps.")

    @OptionGroup var source: RosterOptions

    @Option(
        help: ArgumentHelp("The first day, in the roster's zone.", valueName: "D"),
        transform: Moment.parseDate)
    var from: CivilDate

    @Option(
        help: ArgumentHelp("The day after the last one.", valueName: "D"),
        transform: Moment.parseDate)
    var to: CivilDate

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard from < to else {
            throw ValidationError("--to is the day after the last one: \(to) is not after \(from).")
        }
    }

    func run() throws {
        try reporting {
            let (reading, roster, start) = try source.answering(at: .wall(from, .midnight))
            let timeless = reading.problems.filter { $0.code == .noPhone }.map(\.description)
            let report = RosterPlanReport(
                roster, in: Interval(start, roster.zone.instant(to)), timeless: timeless)
            for alarm in report.alarms { Terminal.complain(alarm) }
            try format.show(report.document, text: report.text)
            return .done
        }
    }
}
