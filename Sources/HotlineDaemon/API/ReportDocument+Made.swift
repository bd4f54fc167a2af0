import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

extension ReportDocument {
    init(_ made: MadeReport, settings: ReportSettings, version: String) {
        let request = made.request
        let whole = made.figures(
            made.report.all, settings, shows: { made.cells?.shows($0) ?? true },
            enrolled: request.roster == nil ? nil : request.enrolled(request.families))
        let others = made.figures(made.report.others, settings, shows: { _ in true })
        self.init(
            from: request.from.description, to: request.to.description,
            zone: request.zone.identifier, made: request.now.wholeSecond.description,
            version: version, rosters: made.report.rosters.sorted(), smallestCell: request.least,
            notes: made.notes(settings),
            figures: whole.figures
                + (request.least == nil ? others.ofOthers : [])
                + [Figure.baseline(settings.baseline)]
                + (made.cells?.shows(.answers) ?? true ? made.duty.figures : []),
            tables: made.tables(settings), waits: made.waits, enrolment: made.enrolment,
            coverage: made.duty.coverage,
            load: made.tellsDuty(by: .institution) ? made.duty.load : [])
    }
}

extension ReportDocument.Figure {
    fileprivate static func baseline(_ value: Double?) -> Self {
        Self(
            figure: "baseline", unit: "ratio", value: value, n: nil,
            formula: "contacts per family and month before the hotline, from the settings"
                + (value == nil
                    ? "; 'report.baseline' is missing: whether a hotline raises the number of calls "
                        + "cannot be answered" : ""))
    }
}

extension MadeReport {
    func figures(
        _ tally: Tally, _ settings: ReportSettings, shows: @escaping (FigureGroup) -> Bool,
        enrolled: EnrolledFamilies? = nil
    ) -> TallyFigures {
        TallyFigures(
            tally: tally, targets: settings.targets, shows: shows,
            tellsTimes: request.least == nil || SmallCells.mayTellTimes(tally),
            enrolled: enrolled)
    }

    // MARK: Tables

    func tables(_ settings: ReportSettings) -> [ReportDocument.Table] {
        CallReport.Part.allCases.map { part in
            if part == .month, let wider { return table(of: wider, settings) }
            return ReportDocument.Table(
                by: part.rawValue,
                rows: report.rows(by: part).map { name, tally in
                    row(
                        name, tally, settings, enrolled: enrolled(part, name),
                        duty: tellsDuty(by: part) ? duty.rows[part.rawValue]?[name] ?? [] : [],
                        shows: { cells?.shows($0, part, name) ?? true })
                })
        }
    }

    /// What takes the place of months where one of them shows nothing.
    private enum Wider {
        case quarters, year
    }

    private var wider: Wider? {
        guard let cells else { return nil }
        let months = report.rows(by: .month)
        if months.allSatisfy({ cells.shows(.offered, .month, $0.name) }) { return nil }
        return quarters.allSatisfy { $0.cells.shows(.offered) } ? .quarters : .year
    }

    private func table(of wider: Wider, _ settings: ReportSettings) -> ReportDocument.Table {
        switch wider {
        case .year:
            let name = "\(request.from.components.year)"
            return ReportDocument.Table(
                by: "year",
                rows: [
                    row(name, report.all, settings, shows: { cells?.shows($0) ?? true })
                ])
        case .quarters:
            return ReportDocument.Table(
                by: "quarter",
                rows: quarters.map { quarter in
                    let (year, month, _) =
                        request.zone.date(of: quarter.report.interval.start).components
                    return row(
                        "\(year)-Q\((month + 2) / 3)", quarter.report.all, settings,
                        shows: { quarter.cells.shows($0) })
                })
        }
    }

    private func row(
        _ name: String, _ tally: Tally, _ settings: ReportSettings,
        enrolled: EnrolledFamilies? = nil, duty: [ReportDocument.Figure] = [],
        shows: @escaping (FigureGroup) -> Bool
    ) -> ReportDocument.Row {
        let isHidden = !shows(.offered)
        let figures = figures(tally, settings, shows: shows, enrolled: enrolled).figures
        return ReportDocument.Row(
            part: name, hidden: isHidden,
            figures: isHidden ? [] : figures + (shows(.answers) ? duty : []))
    }

    /// Duty of parts says how many calls were handled, by whoever's professional it was: beside the
    /// answered calls of a part's own families it would tell those of others. So an evaluator hears it
    /// where no such count is hidden.
    func tellsDuty(by part: CallReport.Part) -> Bool {
        cells?.showsAll(.answers, of: [.institution, .municipality, .variant, part]) ?? true
    }

    private func enrolled(_ part: CallReport.Part, _ name: String) -> EnrolledFamilies? {
        guard request.roster != nil else { return nil }
        let own: (Family) -> Bool
        switch part {
        case .month, .hour, .weekday: return nil
        case .institution: own = { $0.institution.rawValue == name }
        case .municipality: own = { $0.municipality?.rawValue == name }
        case .variant: own = { $0.variant?.rawValue == name }
        }
        return request.enrolled(request.families.filter(own))
    }

    // MARK: Beside the tables

    var waits: [ReportDocument.WaitBucket] {
        guard let cells else { return exactWaits }
        // By the bounds of the service levels, so that they tell no more than those do.
        let isShown = cells.shows(.waits) && cells.shows(.classes)
        let within = [CountedFigure.within15, .within20, .within60, .within180, .answered].map {
            report.all.of($0)
        }
        let bounds = [0, 15, 20, 60, 180]
        return bounds.indices.map { index in
            ReportDocument.WaitBucket(
                from: bounds[index], to: index + 1 < bounds.count ? bounds[index + 1] : nil,
                calls: isShown ? within[index] - (index > 0 ? within[index - 1] : 0) : nil)
        }
    }

    private var exactWaits: [ReportDocument.WaitBucket] {
        let bounds = [0, 5, 10, 15, 20, 30, 60, 120, 180, 300]
        return bounds.enumerated().map { index, from in
            let to = index + 1 < bounds.count ? bounds[index + 1] : nil
            return ReportDocument.WaitBucket(
                from: from, to: to, calls: report.all.waits.count(from: from, to: to))
        }
    }

    var enrolment: [ReportDocument.EnrolmentMonth] {
        let counts = report.enrolment
        let families = counts.families
        func mayTell(_ key: EnrolmentCounts.Key) -> Bool {
            guard let least = request.least else { return true }
            return [families[key] ?? 0, counts.callers(key)].allSatisfy { $0 == 0 || $0 >= least }
        }
        let hidden = Set(families.keys.filter { !mayTell($0) }.map(\.month))
        return families.keys.sorted {
            ($0.variant?.rawValue ?? "", $0.month) < ($1.variant?.rawValue ?? "", $1.month)
        }.map { key in
            // With one variant hidden, the whole would tell it.
            let isShown = mayTell(key) && (key.variant == nil || !hidden.contains(key.month))
            let (n, calls) = (families[key] ?? 0, counts.calls[key] ?? 0)
            return ReportDocument.EnrolmentMonth(
                variant: key.variant?.rawValue ?? "all", month: key.month,
                families: isShown ? n : nil, calls: isShown ? calls : nil,
                perFamily: isShown && n > 0 ? Double(calls) / Double(n) : nil)
        }
    }

    func notes(_ settings: ReportSettings) -> [String] {
        var notes = duty.notes
        if let least = request.least {
            notes.append(
                "Counts behind which stand fewer than \(least) families are not shown, nor others from "
                    + "which they could be reckoned.")
        }
        if !duty.load.isEmpty, !tellsDuty(by: .institution) {
            notes.append(
                "Duty, load and cost of parts would tell counts that are not shown, and are not shown."
            )
        }
        switch wider {
        case nil: break
        case .quarters: notes.append("A month shows too little: the quarters stand in its place.")
        case .year: notes.append("Months and quarters show too little: the year stands alone.")
        }
        if settings.baseline == nil {
            notes.append(
                "Whether a hotline raises the number of calls cannot be answered: the setting "
                    + "'report.baseline' is missing.")
        }
        return notes
    }
}
