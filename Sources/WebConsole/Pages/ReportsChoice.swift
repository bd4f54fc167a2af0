import HotlineTexts
package import OnCallRoster

/// Which report *Rapporter* shows, and which part of it.
package struct ReportsChoice: Sendable {
    /// As they were typed.
    package var from = ""
    package var to = ""
    /// The id of a part; another text stands for the first.
    package var part = ""
    /// Whether only whole quarters and years that are over may be asked for.
    package let isOfQuarters: Bool

    package init(isOfQuarters: Bool) {
        self.isOfQuarters = isOfQuarters
    }

    /// The first day and the day after the last; without what was typed, the last month or quarter
    /// that is over.
    ///
    /// - Throws: what is wrong with what was typed.
    package func days(today: CivilDate) throws(ReportsFlaw) -> (from: CivilDate, to: CivilDate) {
        if from.isEmpty, to.isEmpty {
            let last = isOfQuarters ? today.quarterBefore : today.monthBefore
            return (last.from, last.to)
        }
        guard let first = CivilDate(from) else { throw .noDay(from) }
        guard let last = CivilDate(to) else { throw .noDay(to) }
        guard first <= last else { throw .order }
        return (first, last + 1)
    }

    /// The page of a period, and of a part of it.
    func path(_ days: (from: CivilDate, to: CivilDate), part: String? = nil) -> String {
        "/console/reports?from=\(days.from)&to=\(days.to + -1)" + (part.map { "&part=\($0)" } ?? "")
    }

    /// Periods that one often looks at, the newest first.
    func periods(
        today: CivilDate, _ words: ConsoleWords
    ) -> [(name: String, days: (from: CivilDate, to: CivilDate))] {
        var periods: [(name: String, days: (from: CivilDate, to: CivilDate))] = []
        var day = today
        if !isOfQuarters {
            let (year, month, date) = today.components
            let begun = (from: today + (1 - date), to: today + 1)
            periods.append((words.month(month, year), begun))
            for _ in 0..<2 {
                let last = day.monthBefore
                let (year, month, _) = last.from.components
                periods.append((words.month(month, year), last))
                day = last.from
            }
            day = today
        }
        for _ in 0..<(isOfQuarters ? 4 : 2) {
            let last = day.quarterBefore
            let (year, month, _) = last.from.components
            let values = ["number": String(month / 3 + 1), "year": String(year)]
            periods.append((words(ReportsText.reportsQuarter, values), last))
            day = last.from
        }
        let year = today.components.year
        for past in [year - 1, year - 2] {
            guard let from = CivilDate(year: past, month: 1, day: 1),
                let to = CivilDate(year: past + 1, month: 1, day: 1)
            else { continue }
            periods.append((String(past), (from, to)))
        }
        return periods
    }
}

/// Why a period is none that can be told of.
package enum ReportsFlaw: Error, Hashable, Sendable {
    case noDay(String)
    /// The last day is before the first.
    case order
    /// No whole quarter or year that is over.
    case quarter
}

extension CivilDate {
    /// The month before the one that the day is in.
    fileprivate var monthBefore: (from: CivilDate, to: CivilDate) {
        let begin = self + (1 - components.day)
        let last = begin + -1
        return (last + (1 - last.components.day), begin)
    }

    /// The quarter before the one that the day is in.
    fileprivate var quarterBefore: (from: CivilDate, to: CivilDate) {
        var begin = self + (1 - components.day)
        while begin.components.month % 3 != 1 { begin = begin.monthBefore.from }
        return (begin.monthBefore.from.monthBefore.from.monthBefore.from, begin)
    }
}

extension ConsoleWords {
    fileprivate func month(_ month: Int, _ year: Int) -> String {
        self(PlanText.planMonthOf, ["month": language.month(month), "year": String(year)])
    }
}
