import ArgumentParser
import HotlineSettings
import OnCallRoster

/// `roster check`
struct RosterCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tell every problem of a roster, and where to mend it.")

    @OptionGroup var source: RosterOptions

    @Flag(help: "Let warnings count too, all but short-rest.")
    var strict = false

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @Option(
        help: ArgumentHelp("Check as of this instant.", valueName: "T", visibility: .hidden),
        transform: Moment.parse)
    var at: Moment?

    func run() throws {
        try reporting {
            let folder = RosterFolder(path: try source.place())
            var reading = try folder.reading(at: systemNow())
            if let at {
                // A roster with errors has no zone to tell, and they stand at every instant.
                let zone = reading.roster?.zone ?? .utc
                reading = try folder.reading(at: at.resolved(in: zone))
            }
            let report = RosterCheckReport(reading, strict: strict)
            try format.show(report.document, text: report.text)
            return report.status
        }
    }
}
