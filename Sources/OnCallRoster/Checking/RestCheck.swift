/// The rest rules, applied to the waking duty of one professional.
///
/// They are those of Danish working-environment law (Executive Order 324 of 23 May 2002 on rest
/// periods; Directive 2003/88/EC): so much rest in every 24 hours, counted back from any working
/// moment; a longer one once a week, with so many days between at most; and 48 hours a week on
/// average. The law takes the average of 17 weeks; a roster is only sure of the weeks ahead, so that
/// of a horizon is taken. Standby at home is rest for as long as no call comes.
struct RestCheck {
    let rules: RestRules
    let zone: TimeZoneRules
    let worked: IntervalSet

    static let mostAWeek: Duration = .hours(48)

    /// Working moments with too little rest in the 24 hours before them.
    ///
    /// What of a day need not be rest may be worked from the end of a rest on: whoever works later
    /// looks back on less than that rest.
    var withoutDailyRest: IntervalSet {
        late(after: rules.daily) { $0 + max(.zero, .hours(24) - rules.daily) }
    }

    /// Working moments with more days than allowed since the latest weekly rest.
    ///
    /// The days are counted by the calendar, from the wall time at which that rest ended.
    var withoutWeeklyRest: IntervalSet {
        late(after: rules.weekly) { end in
            let (date, time) = zone.wall(of: end)
            return zone.instant(date + rules.daysInARow, time)
        }
    }

    /// The longest rest within the 24 hours before an instant.
    func longestRest(before instant: Instant) -> Duration {
        let day = IntervalSet([Interval(instant - .hours(24), instant)])
        return day.subtracting(worked).intervals.map(\.duration).max() ?? .zero
    }

    /// The hours of work a week, on average over a span.
    func hoursAWeek(over span: Interval) -> Duration {
        let weeks = Double(max(1, span.duration.wholeSeconds)) / Double(7 * 86_400)
        return worked.clipped(to: span).duration / weeks
    }

    /// What breaks the rules within a horizon, rule by rule, in the order of time.
    func breaches(within horizon: Interval) -> [RestBreach] {
        let daily = withoutDailyRest.clipped(to: horizon).intervals
        let weekly = withoutWeeklyRest.clipped(to: horizon).intervals
        let isTooLong = hoursAWeek(over: horizon) > RestCheck.mostAWeek
        return daily.map { RestBreach(rule: .daily, during: $0) }
            + weekly.map { RestBreach(rule: .weekly, during: $0) }
            + (isTooLong ? [RestBreach(rule: .hoursAWeek, during: horizon)] : [])
    }

    /// The working moments past the deadline that the end of the latest rest of this length sets.
    private func late(after rest: Duration, deadline: (Instant) -> Instant) -> IntervalSet {
        var late: [Interval] = []
        var (limit, restedFrom) = (Instant.distantPast, Instant.distantPast)
        for work in worked.intervals {
            if work.start - restedFrom >= rest { limit = deadline(work.start) }
            late.append(Interval(max(work.start, limit), work.end))
            restedFrom = work.end
        }
        return IntervalSet(late)
    }
}

/// Working time that a rest rule asks to be rest, or that is too much.
struct RestBreach: Hashable {
    let rule: Rule
    /// The working moments before which the rest is missing; the whole horizon for an average.
    let during: Interval

    enum Rule: CaseIterable {
        case daily, weekly, hoursAWeek
    }
}
