import ArgumentParser
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `roster roles`
struct RosterRolesCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Print the division of roles and the path of a call, a page an institution.",
        discussion: """
            The page is made to be handed out: it names no family and no private number, and has \
            80 columns at most. With --institution it is one page.

            Examples:
              hotlinectl roster roles --language da
              hotlinectl roster roles --institution egetraeet
            """)

    @OptionGroup var source: RosterOptions

    @Option(help: "Only the page of this institution.")
    var institution: String?

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let settings = try source.settings.ifAny()
            let (reading, roster, now) = try source.answering(at: nil)
            let report = try RosterRolesReport(
                roster, of: institution.map { InstitutionID(rawValue: $0) }, at: now,
                in: writing.language, lastResort: settings?.lastResort)
            for alarm in reading.alarms { writing.complain(alarm) }
            Terminal.say(report.text)
            return .done
        }
    }
}
