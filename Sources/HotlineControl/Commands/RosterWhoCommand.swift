import ArgumentParser
import HotlineTexts
import OnCallRoster

/// `roster who`
struct RosterWhoCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "Tell who is on duty, and until when.",
        discussion: """
            Examples:
              hotlinectl roster who
              hotlinectl roster who --family jensen --at "2026-12-24 20:00"
            """)

    @OptionGroup var source: RosterOptions

    @Option(
        help: ArgumentHelp(
            "An instant, or a wall time of the roster's zone. Default: now.", valueName: "T"),
        transform: Moment.parse)
    var at: Moment?

    @Option(help: "Only the lines of this institution.")
    var institution: String?

    @Option(help: "Only the lines that this family's call may ring.")
    var family: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if institution != nil && family != nil {
            throw ValidationError(.institutionOrFamily)
        }
    }

    func run() throws {
        try reporting {
            let (reading, roster, instant) = try source.answering(at: at)
            let report = try RosterWhoReport(
                roster, at: instant, of: scope, in: writing.language)
            for alarm in reading.alarms { writing.complain(alarm) }
            try format.show(report.document, report.toned, writing)
            return .done
        }
    }

    private var scope: RosterWhoReport.Scope {
        if let institution { return .institution(InstitutionID(rawValue: institution)) }
        if let family { return .family(FamilyID(rawValue: family)) }
        return .all
    }
}
