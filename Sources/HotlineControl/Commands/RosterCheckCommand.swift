import ArgumentParser
import HotlineSettings
import OnCallRoster

/// `roster check`
struct RosterCheckCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tell every problem of a roster, and where to mend it.",
        discussion: """
            Examples:
              hotlinectl roster check
              hotlinectl roster check config/roster.d --strict --at "2026-12-24 15:00"
            """)

    @OptionGroup var source: RosterOptions

    @Flag(help: "Let warnings count too, all but short-rest.")
    var strict = false

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Tell too what duty asks of each professional, and how evenly lines share it.",
            discussion: "Told by default in text, and in json when asked for."))
    var load: Bool?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @Option(
        help: ArgumentHelp("Check as of this instant. Default: now.", valueName: "T"),
        transform: Moment.parse)
    var at: Moment?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let folder = RosterFolder(path: try source.place())
            var now = systemNow()
            var reading = try folder.reading(at: now)
            if let at {
                // A roster with errors has no zone to tell, and they stand at every instant.
                now = at.resolved(in: reading.roster?.zone ?? .utc)
                reading = try folder.reading(at: now)
            }
            let loads = load ?? (format == .text) ? reading.roster : nil
            let report = RosterCheckReport(
                reading, strict: strict,
                load: loads.map { RosterLoadReport($0, from: now, in: writing.language) },
                in: writing.language)
            try format.show(report.document, report.toned, writing)
            return report.status
        }
    }
}
