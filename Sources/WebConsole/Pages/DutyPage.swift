import HotlineTexts
package import OnCallRoster

/// *Vagter*: who fills each line through a week or month, and what that asks of each professional.
package struct DutyPage: ConsolePage {
    package static let template = ConsoleTemplate.duty
    package static let section: ConsoleSection? = .duty

    /// Whose duty is shown, and to whom.
    package struct Facts: Sendable {
        /// `nil` while none is in force.
        package var roster: Roster?
        /// The visitor's institutions and municipalities; `nil`: all.
        package var owners: Set<LineID.Owner>?
        /// The visitor as a professional.
        package var own: Set<ProfessionalID>
        /// Whether the load of each professional is told.
        package var showsLoad: Bool

        package init(
            roster: Roster?, owners: Set<LineID.Owner>?, own: Set<ProfessionalID>,
            showsLoad: Bool
        ) {
            self.roster = roster
            self.owners = owners
            self.own = own
            self.showsLoad = showsLoad
        }
    }

    /// As many duties, gaps and closures as fit a page; a line is shown whole or not at all, but for
    /// the first.
    static let mostRows = 80
    /// As many lines are looked at, professionals told of and lines named.
    static let mostLines = 32
    static let mostPeople = 18

    package let title: String
    let heading: String
    let problem: String?
    let isMonth: Bool
    let typedDay: String
    let query: String
    let earlier: String
    let later: String
    let today: String?
    let all: String?
    let hasRoster: Bool
    let empty: String?
    let past: String?
    let summary: [Part]
    let days: [Day]
    let width: Int
    let lines: [LineView]
    let hasLines: Bool
    let more: String?
    let others: [Other]
    let load: LoadView?

    /// One sentence of the summary.
    struct Part {
        let kind: String
        let words: String
    }

    /// One day of the strip's axis; most of a month's have no label.
    struct Day {
        let label: String
        let kind: String
    }

    struct Other {
        let path: String
        let name: String
    }

    package init(
        _ facts: Facts, _ choice: DutyChoice, names: ConsoleNames, words: ConsoleWords
    ) {
        title = words(PlanText.planTitle)
        let (first, end) = (choice.first, choice.end)
        heading = DutyPage.heading(choice, words)
        problem = choice.badDay.map { words(PlanText.planBadDay, ["text": $0]) }
        isMonth = choice.span == .month
        typedDay = choice.badDay ?? choice.day.description
        query = choice.query
        earlier = choice.path(day: first + -1)
        later = choice.path(day: end)
        let now = words.zone.date(of: words.now)
        today = first <= now && now < end ? nil : choice.path(day: now)
        let isChosen = !choice.query.isEmpty || !choice.line.isEmpty
        var whole = choice
        (whole.query, whole.line) = ("", "")
        all = isChosen ? whole.path() : nil
        hasRoster = facts.roster != nil
        past = first < now && facts.roster != nil ? words(PlanText.planPast) : nil
        days = DutyPage.days(choice, now, words)
        let interval = choice.interval(in: words.zone)
        width = DutyPage.units(interval.duration)

        let found = DutyPage.lines(facts, choice, names)
        let looked = found.prefix(DutyPage.mostLines)
        let kept = facts.roster?.keeping(Set(looked.map(\.id.owner)))
        let seen = Interval(interval.start - DutyStrip.around, interval.end + DutyStrip.around)
        let table = kept.map { DutyTable(of: $0, in: seen) }
        var shown: [LineView] = []
        var rows = 0
        for line in looked {
            guard let kept, let table else { break }
            let strip = DutyStrip(
                of: line, table.duty(of: line.id), in: interval, seen: seen, roster: kept)
            rows += strip.stretches.count
            guard shown.isEmpty || rows <= DutyPage.mostRows else { break }
            shown.append(LineView(line, strip, in: interval, own: facts.own, names, words))
        }
        lines = shown
        hasLines = !shown.isEmpty
        let left = found.dropFirst(shown.count)
        more =
            left.isEmpty ? nil : words(PlanText.planMore, ["count": String(left.count)])
        others = left.prefix(DutyPage.mostLines).map {
            Other(path: choice.path(line: $0.id.description), name: names.line($0.id.description))
        }
        empty =
            found.isEmpty && facts.roster != nil
            ? isChosen
                ? words(
                    PlanText.planSearchEmpty,
                    ["query": choice.query.isEmpty ? choice.line : choice.query])
                : words(PlanText.planEmpty)
            : nil
        summary = shown.isEmpty ? [] : DutyPage.summary(shown, facts, words)
        if facts.showsLoad, !shown.isEmpty, let kept, let table {
            let owners = Set(found.prefix(shown.count).map(\.id.owner))
            let load = DutyLoad(of: kept.keeping(owners), table, over: interval)
            self.load = LoadView(load, own: facts.own, names, words)
        } else {
            load = nil
        }
    }

    /// The lines of the visitor's that are chosen.
    private static func lines(
        _ facts: Facts, _ choice: DutyChoice, _ names: ConsoleNames
    ) -> [Line] {
        let wanted = choice.query.lowercased()
        return (facts.roster?.lines ?? []).filter { line in
            guard facts.owners?.contains(line.id.owner) ?? true else { return false }
            let id = line.id.description
            guard choice.line.isEmpty || choice.line == id else { return false }
            return wanted.isEmpty || id.contains(wanted)
                || names.line(id).lowercased().contains(wanted)
        }
    }

    private static func heading(_ choice: DutyChoice, _ words: ConsoleWords) -> String {
        let (year, month, _) = choice.first.components
        switch choice.span {
        case .week:
            return words(
                PlanText.planWeek,
                [
                    "week": String(choice.first.isoWeek), "from": words.day(choice.first),
                    "to": words.day(choice.end + -1),
                ])
        case .month:
            return words(
                PlanText.planMonthOf,
                ["month": words.language.month(month), "year": String(year)])
        }
    }

    private static func days(
        _ choice: DutyChoice, _ now: CivilDate, _ words: ConsoleWords
    ) -> [Day] {
        (0..<(choice.end - choice.first)).map { index in
            let date = choice.first + index
            let day = date.components.day
            let label =
                switch choice.span {
                case .week: "\(words.weekday(of: date).prefix(3)) \(day)."
                case .month: date.weekday.index == 0 ? "\(day)." : ""
                }
            return Day(label: label, kind: date == now ? "day today" : "day")
        }
    }

    private static func summary(
        _ lines: [LineView], _ facts: Facts, _ words: ConsoleWords
    ) -> [Part] {
        let gaps = lines.reduce(0) { $0 + $1.gaps }
        let told =
            switch gaps {
            case 0: words(PlanText.planGapsNone)
            case 1: words(PlanText.planGapsOne)
            default: words(PlanText.planGapsMany, ["count": String(gaps)])
            }
        var parts = [Part(kind: gaps > 0 ? "bad" : "good", words: told)]
        if !facts.own.isEmpty {
            let count = lines.reduce(0) { $0 + $1.own }
            let time = lines.reduce(Duration.zero) { $0 + $1.ownTime }
            let values = ["count": String(count), "hours": words.hours(time)]
            parts.append(
                Part(
                    kind: "own-sum",
                    words: count == 0
                        ? words(PlanText.planOwnNone) : words(PlanText.planOwn, values)))
        }
        return parts
    }

    /// How wide a strip draws a time: a quarter of an hour is 1.
    static func units(_ duration: Duration) -> Int { duration.wholeSeconds / 900 }
}

extension ConsoleWords {
    /// Hours to one decimal, without their unit.
    func decimalHours(_ duration: Duration) -> String {
        let tenths = (duration.wholeSeconds + 180) / 360
        return "\(tenths / 10)\(language(",", "."))\(tenths % 10)"
    }

    func hours(_ duration: Duration) -> String {
        self(PlanText.planHours, ["hours": decimalHours(duration)])
    }

    /// A day and time in a few letters; an end at midnight is 24:00 of the day before.
    func stamp(_ instant: Instant, isEnd: Bool = false) -> String {
        var (date, time) = zone.wall(of: instant)
        if isEnd, time == .midnight { (date, time) = (date + -1, .endOfDay) }
        let (_, month, day) = date.components
        return self(
            PlanText.planStamp,
            [
                "weekday": String(weekday(of: date).prefix(3)), "day": String(day),
                "month": String(language.month(month).prefix(3)), "time": time.description,
            ])
    }

    /// From when until when, in a few letters.
    package func stamps(_ interval: Interval) -> String {
        self(
            PlanText.planFromTo,
            ["from": stamp(interval.start), "to": stamp(interval.end, isEnd: true)])
    }
}
