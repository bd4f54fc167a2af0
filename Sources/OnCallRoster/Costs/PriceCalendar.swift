/// Which hours of a span are paid as what, by the roster's zone and holidays.
package struct PriceCalendar: Sendable {
    private let spans: [HourClass: IntervalSet]
    private let span: Interval
    private let zone: TimeZoneRules

    package init(
        over span: Interval, zone: TimeZoneRules, holidays: HolidayCalendar, night: Prices.Night
    ) {
        func between(_ date: CivilDate, _ from: Int, _ to: Int) -> Interval {
            Interval(zone.instant(date, minutes: from), zone.instant(date, minutes: to))
        }
        let day = WallTime.endOfDay.minutes
        var spans: [HourClass: [Interval]] = [:]
        // A night may have begun on the day before.
        var date = zone.date(of: span.start) + -1
        let last = zone.date(of: span.end)
        let dawn = night.to.minutes + (night.to > night.from ? 0 : day)
        while date <= last {
            spans[.night, default: []].append(between(date, night.from.minutes, dawn))
            if date.weekday.index >= Weekday.saturday.index {
                spans[.weekend, default: []].append(between(date, 0, day))
            }
            if let holiday = holidays.holiday(on: date) {
                spans[.holiday, default: []].append(between(date, holiday.from.minutes, day))
            }
            date = date + 1
        }
        self.spans = spans.mapValues { IntervalSet($0).clipped(to: span) }
        self.span = span
        self.zone = zone
    }

    /// How much of a set is paid as what.
    package func durations(of set: IntervalSet, at prices: Prices.Hour) -> [HourClass: Duration] {
        var rest = set.clipped(to: span)
        var durations: [HourClass: Duration] = [:]
        for hour in HourClass.allCases where prices[hour] != nil {
            let own = hour == .weekday ? rest : rest.intersection(spans[hour] ?? IntervalSet())
            durations[hour] = own.duration
            rest = rest.subtracting(own)
        }
        return durations
    }

    /// A monthly price over the span, in øre: of each calendar month the part of its days, half an
    /// øre rounded up.
    package func amount(monthly price: Int) -> Int {
        var sum = 0
        var date = zone.date(of: span.start)
        let end = zone.date(of: span.end)
        while date < end {
            let (year, month, _) = date.components
            guard let first = CivilDate(year: year, month: month, day: 1),
                let next = CivilDate(
                    year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
            else { return sum }
            let (days, whole) = (min(next, end) - date, next - first)
            sum += (2 * price * days + whole) / (2 * whole)
            date = next
        }
        return sum
    }
}
