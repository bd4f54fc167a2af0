import ArgumentParser
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `roster plan`
struct RosterPlanCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Tell the resolved shifts of every line, and its gaps.",
        discussion: """
            text is for the screen, json for programs, svg to print and hang up. csv is a table for \
            a spreadsheet, as a line's 'shifts-from' reads it. ics is for calendars: one event a \
            shift, whole also where the asked days cut it.

            Examples:
              hotlinectl roster plan --from 2026-12-21 --to 2027-01-04
              hotlinectl roster plan --for anna --format ics > anna.ics
              hotlinectl roster plan --institution egetraeet --format svg > plan.svg
            """)

    @OptionGroup var source: RosterOptions

    @Option(
        help: ArgumentHelp(
            "The first day, in the roster's zone. Default: today.", valueName: "D"),
        transform: Moment.parseDate)
    var from: CivilDate?

    @Option(
        help: ArgumentHelp(
            "The day after the last one. Default: seven days after the first.", valueName: "D"),
        transform: Moment.parseDate)
    var to: CivilDate?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Only the shifts of this professional.", valueName: "professional"))
    var professional: String?

    @Option(help: "Only the lines of this institution.")
    var institution: String?

    @Option(
        help: ArgumentHelp(
            "Only this line, as INSTITUTION/LINE or MUNICIPALITY/LINE.", valueName: "I/L"))
    var line: String?

    @Option(help: "text, json, csv, ics or svg.")
    var format: PlanFormat = .text

    @OptionGroup var writing: WritingOptions

    func validate() throws {
        if let from, let to { try RosterPlanCommand.check(from, to) }
        if institution != nil && line != nil {
            throw ValidationError(.institutionOrLine)
        }
    }

    func run() throws {
        try reporting {
            let (reading, roster, at) = try source.answering(at: from.map { .wall($0, .midnight) })
            let first = from ?? roster.zone.date(of: at)
            let last = to ?? first + 7
            try RosterPlanCommand.check(first, last)
            let everybody = ResolvedPlan(
                of: roster, lines: try roster.lines(within: scope),
                in: Interval(roster.zone.instant(first), roster.zone.instant(last)))
            let plan =
                try professional.map { try everybody.only(ProfessionalID(rawValue: $0)) }
                ?? everybody
            let timeless = reading.problems.filter { $0.code == .noPhone }.map { Toned($0) }
            for alarm in timeless + RosterPlanReport(everybody).tonedAlarms {
                writing.complain(alarm)
            }
            try show(plan, madeAt: systemNow())
            return .done
        }
    }

    private static func check(_ from: CivilDate, _ to: CivilDate) throws {
        guard from < to else {
            throw ValidationError(.period, ["from": "\(from)", "to": "\(to)"])
        }
    }

    private var scope: PlanScope {
        if let institution { return .institution(InstitutionID(rawValue: institution)) }
        return line.map { .line($0) } ?? .all
    }

    private func show(_ plan: ResolvedPlan, madeAt now: Instant) throws {
        let words = PlanWords(language: writing.language)
        switch format {
        case .text: writing.say(PlanText(plan, words).toned)
        case .json:
            Terminal.say(try JSONDocument(RosterPlanReport(plan).document, pretty: true).text)
        case .csv: Terminal.say(exactly: PlanTable(plan).text)
        case .ics: Terminal.say(exactly: PlanCalendar(plan, stamp: now, words).text)
        case .svg: Terminal.say(PlanChart(plan, words).svg)
        }
    }
}
