import ArgumentParser
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `roster roles`
struct RosterRolesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Print the division of roles and the path of a call, a page an institution.",
        discussion: """
            The page is made to be handed out: it names no family and no private number, and has \
            80 columns at most. With --institution it is one page.
            """)

    @OptionGroup var source: RosterOptions

    @Option(help: "Only the page of this institution.")
    var institution: String?

    @OptionGroup var language: LanguageOption

    func run() throws {
        try reporting {
            let settings = try source.settings.ifAny()
            let (reading, roster, now) = try source.answering(at: nil)
            let report = try RosterRolesReport(
                roster, of: institution.map { InstitutionID(rawValue: $0) }, at: now,
                in: language.language, lastResort: settings?.lastResort)
            for alarm in reading.alarms { Terminal.complain(alarm) }
            Terminal.say(report.text)
            return .done
        }
    }
}
