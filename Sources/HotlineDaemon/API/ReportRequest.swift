import CallLog
import CallRouting
import HotlineSettings
import OnCallRoster

/// A report that somebody asks for, and may have.
struct ReportRequest: Sendable {
    /// The first day.
    let from: CivilDate
    /// The day after the last.
    let to: CivilDate
    let zone: TimeZoneRules
    let now: Instant
    /// Whose calls are counted; `nil`: everybody's.
    let institutions: Set<InstitutionID>?
    /// Distinct families below which nothing is shown; `nil`: all is.
    let least: Int?
    let inForce: RosterInForce?
    /// Whether the load of each professional is told.
    let showsProfessionals: Bool

    var roster: Roster? { inForce?.roster }

    /// - Throws: for a period that is none, or that an evaluator may not ask for.
    init(
        from: CivilDate?, to: CivilDate?, visitor: Visitor, settings: ReportSettings,
        inForce: RosterInForce?, now: Instant
    ) throws(APIFlaw) {
        guard let from, let to, from < to else {
            throw APIFlaw("'from' and 'to' are days as YYYY-MM-DD, 'to' after 'from'")
        }
        try self.init(
            from: from, to: to,
            least: visitor.seesAggregatesOnly ? settings.smallestCell : nil,
            institutions: visitor.reportedInstitutions, inForce: inForce, now: now)
    }

    /// - Parameter least: Distinct families below which nothing is shown; then the period must be one
    ///   that an evaluator may ask for.
    init(
        from: CivilDate, to: CivilDate, least: Int?, institutions: Set<InstitutionID>? = nil,
        inForce: RosterInForce?, now: Instant
    ) throws(APIFlaw) {
        self.from = from
        self.to = to
        self.inForce = inForce
        self.now = now
        zone = inForce?.roster.zone ?? .danish
        showsProfessionals = least == nil
        self.institutions = institutions
        self.least = least
        guard least != nil else { return }
        // From two periods that overlap, the days between could be reckoned.
        guard quarters != nil, zone.instant(to) <= now else {
            throw APIFlaw(
                "an evaluator's report is of a whole quarter or year that is over: --from 2026-04-01 "
                    + "--to 2026-07-01, or --from 2026-01-01 --to 2027-01-01")
        }
    }

    var interval: Interval { Interval(zone.instant(from), zone.instant(to)) }

    /// The quarters of a year, or the one quarter that it is; `nil` for any other period.
    var quarters: [Interval]? {
        let (begin, end) = (from.components, to.components)
        guard begin.day == 1, end.day == 1, begin.month % 3 == 1 else { return nil }
        let months = (end.year - begin.year) * 12 + end.month - begin.month
        guard months == 3 || months == 12 && begin.month == 1 else { return nil }
        return (0..<months / 3).compactMap { quarter in
            guard
                let start = CivilDate(year: begin.year, month: begin.month + quarter * 3, day: 1),
                let end = begin.month + quarter * 3 + 3 > 12
                    ? CivilDate(year: begin.year + 1, month: 1, day: 1)
                    : CivilDate(year: begin.year, month: begin.month + quarter * 3 + 3, day: 1)
            else { return nil }
            return Interval(zone.instant(start), zone.instant(end))
        }
    }

    /// The families whose calls are counted.
    var families: [Family] {
        (roster?.families.values ?? []).filter { institutions?.contains($0.institution) ?? true }
    }

    func enrolled(_ families: [Family]) -> EnrolledFamilies {
        EnrolledFamilies(families, from: from, to: to, least: least)
    }
}

/// Calls that were counted for a report, with what of them is shown.
struct MadeReport: Sendable {
    let request: ReportRequest
    let report: CallReport
    /// `nil` where all is shown.
    let cells: SmallCells?
    /// An evaluator's quarters, in their order.
    let quarters: [(report: CallReport, cells: SmallCells)]
    let duty: DutySection

    init(
        _ request: ReportRequest, of log: CallLog, pricesPath: String?
    ) throws(LogError) {
        self.request = request
        let enrolments = Enrolments(request.roster, keys: try log.familyKeys())
        let (zone, now) = (request.zone, request.now)
        let (institutions, least) = (request.institutions, request.least)
        let lead = DutyReport.lead(request.roster?.rest ?? RestRules())
        let start = request.interval.start
        let empty: @Sendable (Interval) -> CallReport = { interval in
            CallReport(
                interval: interval, zone: zone, now: now, institutions: institutions,
                enrolments: enrolments, tellsFamilies: least != nil,
                handledFrom: interval.start == start ? start - lead : interval.start)
        }
        let parts = request.quarters.flatMap { least == nil ? nil : $0 } ?? request.halves
        let made = try log.reports(of: parts, empty)
        var whole = empty(request.interval)
        for part in made { whole.merge(part) }
        report = whole
        let calls = Family.Variant.allCases.map {
            ($0, whole.tally(.variant, $0.rawValue)?.offered ?? 0)
        }
        duty = try DutySection(
            of: log, whole.handlings, over: request.interval, by: request.inForce,
            pricesPath: pricesPath,
            basis: request.roster.map {
                CostReport.Basis(
                    of: $0, in: request.interval, calls: whole.all.offered,
                    callsByVariant: Dictionary(uniqueKeysWithValues: calls))
            } ?? CostReport.Basis(familyDays: [:], calls: 0, families: 0),
            scope: DutySection.Scope(
                institutions: institutions, showsProfessionals: request.showsProfessionals))
        guard let least else {
            (cells, quarters) = (nil, [])
            return
        }
        let shown = made.map { (report: $0, cells: SmallCells(of: $0, least: least)) }
        quarters = shown
        cells =
            shown.count == 1
            ? SmallCells(of: whole, least: least)
            : SmallCells(of: whole, quarters: shown, least: least)
    }
}

extension ReportRequest {
    /// Two parts of the period, so that they are counted beside one another.
    fileprivate var halves: [Interval] {
        let middle = from + (to - from) / 2
        guard from < middle else { return [interval] }
        return [
            Interval(zone.instant(from), zone.instant(middle)),
            Interval(zone.instant(middle), zone.instant(to)),
        ]
    }
}
