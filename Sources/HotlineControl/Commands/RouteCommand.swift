import ArgumentParser
import CallRouting
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `route`
struct RouteCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Tell whom a call would ring, and why, without ringing anybody.",
        discussion: """
            Examples:
              hotlinectl route --from "+45 00 00 00 31"
              hotlinectl route --from anonymous --at "2026-12-25 03:40" --language da
            """)

    @OptionGroup var source: RosterOptions

    @Option(
        name: .customLong("roster"),
        help: ArgumentHelp("The roster, as PATH is.", valueName: "path"),
        completion: .file())
    var rosterPath: String?

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
            "An instant, or a wall time of the roster's zone. Default: now.", valueName: "T"),
        transform: Moment.parse)
    var at: Moment?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if source.path != nil && rosterPath != nil {
            throw ValidationError(.pathOrRoster)
        }
    }

    func run() throws {
        try reporting {
            let settings = try source.settings.ifAny()
            let (reading, roster, instant) = try source.answering(at: at, otherwise: rosterPath)
            let report = RouteReport(
                RouteReport.Question(from: from, to: to, at: instant), roster: roster,
                lastResort: settings?.lastResort, in: writing.language)
            for line in reading.alarms + report.notes.map({ Toned($0) }) {
                writing.complain(line)
            }
            try format.show(report.document, report.toned, writing)
            return .done
        }
    }
}
