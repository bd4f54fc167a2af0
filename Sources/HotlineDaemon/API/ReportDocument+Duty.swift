import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// What a report tells of duty and of cost, from the log's duty, the roster in force and the file of
/// prices. Long work: it is made where calls are not answered.
struct DutySection: Sendable {
    /// Of the whole.
    let figures: [ReportDocument.Figure]
    /// Figures of parts, by the table they belong to (`variant`, `institution`, `municipality`,
    /// `hour`) and the row's name in it.
    let rows: [String: [String: [ReportDocument.Figure]]]
    let coverage: [ReportDocument.LineCoverage]
    let load: [ReportDocument.DutyLoad]
    let notes: [String]

    /// Whose duty is told, and how far.
    struct Scope: Sendable {
        /// The lines of these institutions only; `nil`: all lines, and what they cost.
        var institutions: Set<InstitutionID>?
        /// Whether load is told of each professional too.
        var showsProfessionals = false

        func tells(_ line: LineID) -> Bool {
            guard let institutions else { return true }
            return line.institution.map(institutions.contains) ?? false
        }
    }

    /// - Parameters:
    ///   - handlings: From `DutyReport.lead` before the period on.
    ///   - pricesPath: `nil`: no cost is told. A file that cannot be read is a note.
    ///   - basis: What costs are divided by.
    init(
        of log: CallLog, _ handlings: Handlings, over interval: Interval,
        by inForce: RosterInForce?, pricesPath: String?, basis: CostReport.Basis, scope: Scope
    ) throws(LogError) {
        let roster = inForce?.roster
        let rest = roster?.rest ?? RestRules()
        let read = Interval(interval.start - DutyReport.lead(rest), interval.end)
        let stretches = try log.duty(in: read)
        let duty = DutyReport(
            stretches, handlings, over: interval,
            zone: roster?.zone ?? .danish, rest: rest, of: scope.tells)
        var notes: [String] = []
        let first = stretches.map(\.interval.start).min()
        if first ?? .distantFuture > interval.start {
            notes.append(
                first.map { "Duty was not written down before \($0)." }
                    ?? "Duty of this period was not written down.")
        }
        var all = duty.figures(ownersOf: roster?.owners(ofVariantsIn: interval) ?? [:])
        if let pricesPath, let roster, scope.institutions == nil {
            do throws(SettingsError) {
                let costs = CostReport(
                    duty, at: try PricesFile.load(pricesPath), holidays: roster.holidays,
                    familyDays: basis.familyDays)
                all += costs.figures(basis, duty)
            } catch {
                notes.append("Cost cannot be told: \(error.problems.joined(separator: "; "))")
            }
        }
        figures = all.filter { $0.part == .whole }.map { ReportDocument.Figure($0) }
        rows = DutySection.rows(all)
        coverage = duty.lines.map { ReportDocument.LineCoverage($0) }
        load = DutySection.load(duty, of: scope)
        self.notes = notes
    }

    private static func rows(
        _ figures: [DutyFigure]
    ) -> [String: [String: [ReportDocument.Figure]]] {
        figures.reduce(into: [:]) { rows, figure in
            guard let (table, row) = figure.part.place else { return }
            rows[table, default: [:]][row, default: []].append(ReportDocument.Figure(figure))
        }
    }

    private static func load(_ duty: DutyReport, of scope: Scope) -> [ReportDocument.DutyLoad] {
        duty.owners.flatMap { owner in
            let whole = ReportDocument.DutyLoad(
                duty.sums(of: [owner]), owner: owner, professional: nil)
            let people = scope.showsProfessionals ? duty.sumsOfProfessionals(of: owner) : []
            return [whole]
                + people.map { who, sums in
                    ReportDocument.DutyLoad(sums, owner: owner, professional: who)
                }
        }
    }
}

extension DutyFigure.Part {
    /// The table and the row in which a part stands; `nil` for the whole.
    fileprivate var place: (table: String, row: String)? {
        switch self {
        case .whole: nil
        case .owner(.institution(let id)): ("institution", id.rawValue)
        case .owner(.municipality(let id)): ("municipality", id.rawValue)
        case .variant(let variant): ("variant", variant.rawValue)
        case .hour(let hour): ("hour", hour)
        }
    }
}

extension ReportDocument.Figure {
    init(_ figure: DutyFigure) {
        self.init(
            figure: figure.figure, unit: figure.unit.rawValue,
            value: figure.value.map { value in
                // Money to the øre, half an øre up; amounts are never less than nothing.
                figure.unit == .dkk ? (value * 100 + 0.5).rounded(.down) / 100 : value
            }, n: figure.n, formula: figure.formula)
    }
}

extension ReportDocument.LineCoverage {
    fileprivate init(_ line: DutyReport.LineCoverage) {
        self.init(
            line: line.line.description, claimedMinutes: line.claimed.wholeSeconds / 60,
            coveredMinutes: line.covered.wholeSeconds / 60)
    }
}

extension ReportDocument.DutyLoad {
    fileprivate init(_ sums: DutySums, owner: LineID.Owner, professional: ProfessionalID?) {
        self.init(
            owner: owner.name, professional: professional?.rawValue, duties: sums.duties,
            dutyMinutes: sums.duty.wholeSeconds / 60,
            handlingMinutes: sums.handling.wholeSeconds / 60, interruptions: sums.interruptions,
            atNight: sums.atNight, shortRests: sums.shortRests)
    }
}
