import HotlineTexts
import OnCallRoster

extension DutyPage {
    /// One line: its strip, and the same in words.
    struct LineView {
        let id: String
        let name: String
        let bars: [Bar]
        let ticks: String
        let rows: [Row]
        let idle: String?
        let rest: String?
        let gaps: Int
        /// Duties of the visitor's, and their time within the page's.
        let own: Int
        let ownTime: Duration
    }

    /// A part of the strip, drawn from `x` on.
    struct Bar {
        let kind: String
        let x: Int
        let wide: Int
        let y: Int
        let high: Int
    }

    struct Row {
        let kind: String
        let when: String
        let who: String
        let isOwn: Bool
        let hours: String
    }

    /// What duty asks of each, and how evenly it is shared.
    struct LoadView {
        let people: [Person]
        let hasPeople: Bool
        let morePeople: String?
        let shares: [Shares]
        let hasShares: Bool
        let moreShares: String?
    }

    struct Person {
        let who: String
        let isOwn: Bool
        let hours: String
        let awake: String
        let nights: Int
        let weekends: Int
        let holidays: Int
        let shifts: Int
    }

    struct Shares {
        let name: String
        let parts: [String]
        let apart: String
    }
}

extension DutyPage.LineView {
    init(
        _ line: Line, _ strip: DutyStrip, in interval: Interval, own: Set<ProfessionalID>,
        _ names: ConsoleNames, _ words: ConsoleWords
    ) {
        id = "line-" + line.id.description.map { $0 == "/" ? "--" : String($0) }.joined()
        name = names.line(line.id.description)
        var (bars, rows): ([DutyPage.Bar], [DutyPage.Row]) = ([], [])
        var (gaps, ownDuties, ownTime) = (0, 0, Duration.zero)
        var isLight = false
        for stretch in strip.stretches {
            var (kind, who, isOwn) = ("gap", words(PlanText.planGap), false)
            switch stretch.holder {
            case .professional(let id):
                who = names.professional(id.rawValue)
                isOwn = own.contains(id)
                isLight.toggle()
                kind = isOwn ? "own" : isLight ? "light" : "dark"
            case .closed: (kind, who) = ("closed", words(PlanText.planClosed))
            case .gap: gaps += 1
            }
            if isOwn {
                ownDuties += 1
                ownTime += stretch.interval.duration
            }
            let from = DutyPage.units(stretch.interval.start - interval.start)
            let to = DutyPage.units(stretch.interval.end - interval.start)
            let isTall = kind == "gap" || kind == "own"
            bars.append(
                DutyPage.Bar(
                    kind: kind, x: from, wide: max(1, to - from), y: isTall ? 1 : 5,
                    high: isTall ? 22 : 14))
            rows.append(
                DutyPage.Row(
                    kind: kind == "gap" ? "bad" : kind, when: words.span(of: stretch), who: who,
                    isOwn: isOwn, hours: words.hours(stretch.interval.duration)))
        }
        if interval.contains(words.now) {
            bars.append(
                DutyPage.Bar(
                    kind: "now", x: DutyPage.units(words.now - interval.start), wide: 1, y: 0,
                    high: 24))
        }
        self.bars = bars
        self.rows = Array(rows.prefix(DutyPage.mostRows))
        ticks = DutyPage.ticks(in: interval, words.zone)
        idle = rows.isEmpty ? words(PlanText.planOpen) : nil
        let left = rows.count - self.rows.count
        rest = left > 0 ? words(PlanText.planRowsMore, ["count": String(left)]) : nil
        (self.gaps, self.own, self.ownTime) = (gaps, ownDuties, ownTime)
    }
}

extension DutyPage {
    /// The midnights of a strip, as the data of a path.
    fileprivate static func ticks(in interval: Interval, _ zone: TimeZoneRules) -> String {
        let (first, end) = (zone.date(of: interval.start), zone.date(of: interval.end))
        return (1..<max(2, end - first)).map { day in
            "M\(units(zone.instant(first + day) - interval.start)) 0V24"
        }.joined()
    }
}

extension ConsoleWords {
    /// From when until when, as far as that is known.
    fileprivate func span(of stretch: DutyStrip.Stretch) -> String {
        let (start, end) = (stretch.whole.start, stretch.whole.end)
        let from =
            stretch.isCutBefore
            ? self(PlanText.planFromBefore, ["from": stamp(stretch.interval.start)])
            : stamp(start)
        let to =
            stretch.isCutAfter
            ? self(PlanText.planToLater, ["to": stamp(stretch.interval.end, isEnd: true)])
            : stamp(end, isEnd: true)
        return self(PlanText.planFromTo, ["from": from, "to": to])
    }
}

extension DutyPage.LoadView {
    init(
        _ load: DutyLoad, own: Set<ProfessionalID>, _ names: ConsoleNames, _ words: ConsoleWords
    ) {
        people = load.professionals.prefix(DutyPage.mostPeople).map { load in
            DutyPage.Person(
                who: names.professional(load.professional.rawValue),
                isOwn: own.contains(load.professional), hours: words.decimalHours(load.duty),
                awake: words.decimalHours(load.awake), nights: load.nights,
                weekends: load.weekends, holidays: load.holidays, shifts: load.shifts)
        }
        hasPeople = !people.isEmpty
        let left = load.professionals.count - people.count
        morePeople = left > 0 ? words(PlanText.planLoadMore, ["count": String(left)]) : nil
        var parts = 0
        let shown = load.lines.prefix { line in
            parts += line.shares.count
            return parts <= 2 * DutyPage.mostPeople
        }
        shares = shown.map { line in
            DutyPage.Shares(
                name: names.line(line.line.description),
                parts: line.shares.map { share in
                    words(
                        PlanText.planFairShare,
                        [
                            "name": names.professional(share.professional.rawValue),
                            "hours": words.decimalHours(share.duty),
                            "percent": String(Int((share.part * 100).rounded())),
                        ])
                },
                apart: words(
                    PlanText.planFairApart, ["hours": words.decimalHours(line.difference)]))
        }
        hasShares = !shares.isEmpty
        let unshown = load.lines.count - shares.count
        moreShares =
            unshown > 0 ? words(PlanText.planFairMore, ["count": String(unshown)]) : nil
    }
}
