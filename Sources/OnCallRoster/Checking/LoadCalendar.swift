/// The spans of local time that load is counted by, sorted.
struct LoadCalendar {
    private(set) var nights: [Interval] = []
    private(set) var weekendDays: [Interval] = []
    private(set) var weekends: [Interval] = []
    private(set) var holidays: [Interval] = []

    init(of roster: Roster, over span: Interval) {
        let zone = roster.zone
        func minutes(_ date: CivilDate, _ from: Int, _ to: Int) -> Interval {
            Interval(zone.instant(date, minutes: from), zone.instant(date, minutes: to))
        }
        let day = WallTime.endOfDay.minutes
        // A night and a weekend may have begun on the day before.
        var date = zone.date(of: span.start) + -1
        let last = zone.date(of: span.end)
        while date <= last {
            nights.append(minutes(date, 23 * 60, day + 6 * 60))
            switch date.weekday {
            case .saturday:
                weekendDays.append(minutes(date, 0, day))
                weekends.append(minutes(date, 0, 2 * day))
            case .sunday: weekendDays.append(minutes(date, 0, day))
            case .monday, .tuesday, .wednesday, .thursday, .friday: break
            }
            if let holiday = roster.holidays.holiday(on: date) {
                holidays.append(minutes(date, holiday.from.minutes, day))
            }
            date = date + 1
        }
    }
}

extension IntervalSet {
    /// How many of `spans`, which are sorted and do not overlap, hold so much of the set, or any.
    func count(of spans: [Interval], withAtLeast least: Duration = .milliseconds(1)) -> Int {
        var count = 0
        var index = 0
        for span in spans {
            while index < intervals.count, intervals[index].end <= span.start { index += 1 }
            var held = Duration.zero
            var next = index
            while next < intervals.count, intervals[next].start < span.end {
                held += intervals[next].intersection(span).duration
                next += 1
            }
            if held >= least { count += 1 }
        }
        return count
    }
}
