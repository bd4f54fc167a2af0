import ArgumentParser
import OnCallRoster

/// `roster who`
struct RosterWhoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who", abstract: "Tell who is on duty, and until when.")

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

    func validate() throws {
        if institution != nil && family != nil {
            throw ValidationError("Give --institution or --family, not both.")
        }
    }

    func run() throws {
        try reporting {
            let (reading, roster, instant) = try source.answering(at: at)
            let report = try RosterWhoReport(roster, at: instant, of: scope)
            for alarm in reading.alarms { Terminal.complain(alarm) }
            try format.show(report.document, text: report.text)
            return .done
        }
    }

    private var scope: RosterWhoReport.Scope {
        if let institution { return .institution(InstitutionID(rawValue: institution)) }
        if let family { return .family(FamilyID(rawValue: family)) }
        return .all
    }
}
