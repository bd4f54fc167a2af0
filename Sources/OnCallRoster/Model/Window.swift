/// A recurring span of local time that begins on named days.
package struct Window: Hashable, Sendable {
    package let weekdays: Set<Weekday>
    /// Begins on holidays too, whatever their weekday.
    package let onHolidays: Bool
    /// Does not begin on a holiday that falls on one of `weekdays`.
    package let exceptHolidays: Bool
    package let from: WallTime
    package let to: WallTime

    package init(
        weekdays: Set<Weekday>, onHolidays: Bool = false, exceptHolidays: Bool = false,
        from: WallTime, to: WallTime
    ) {
        self.weekdays = weekdays
        self.onHolidays = onHolidays
        self.exceptHolidays = exceptHolidays
        self.from = from
        self.to = to
    }

    /// Each whole day.
    package static let always = Window(
        weekdays: Set(Weekday.allCases), from: .midnight, to: .endOfDay)

    /// Minutes past midnight of its first day at which the window ends, beyond 1440 the next day.
    private var endMinutes: Int { to > from ? to.minutes : to.minutes + 1440 }

    /// The span that begins on `date`, if the window begins then and its wall times leave any.
    package func beginning(
        on date: CivilDate, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> Beginning {
        guard let (start, end) = minutes(on: date, holidays: holidays), start < end else {
            return .none
        }
        let span = Interval(
            zone.instant(date, minutes: start), zone.instant(date, minutes: end))
        return span.isEmpty ? .emptiedByClockChange : .span(span)
    }

    package enum Beginning: Equatable {
        case none
        case span(Interval)
        case emptiedByClockChange
    }

    private func minutes(on date: CivilDate, holidays: HolidayCalendar) -> (Int, Int)? {
        let holiday = holidays.holiday(on: date)
        let (start, end) = (from.minutes, endMinutes)
        if weekdays.contains(date.weekday) {
            guard exceptHolidays, let holiday else { return (start, end) }
            // On a half holiday the window that has begun ends where the holiday begins, unless it
            // is the holiday's too.
            if start < holiday.from.minutes {
                return (start, onHolidays ? end : min(end, holiday.from.minutes))
            }
        }
        guard onHolidays, let holiday else { return nil }
        return (max(start, holiday.from.minutes), end)
    }

    /// The spans that meet `interval`, sorted by start.
    package static func spans(
        of windows: [Window], meeting interval: Interval, holidays: HolidayCalendar,
        zone: TimeZoneRules
    ) -> [Interval] {
        guard !interval.isEmpty else { return [] }
        var result: [Interval] = []
        // A window reaches into the following day at most.
        var date = zone.date(of: interval.start) + -2
        let last = zone.date(of: interval.end)
        while date <= last {
            for window in windows {
                if case .span(let span) = window.beginning(
                    on: date, holidays: holidays, zone: zone), span.overlaps(interval)
                {
                    result.append(span)
                }
            }
            date = date + 1
        }
        return result.sorted { $0.start < $1.start }
    }
}
