import OnCallRoster

/// Days in a row, at most seven: mostly those of a plan that lie in one ISO week.
struct PlanWeek: Equatable {
    /// In order, at least one.
    let dates: [CivilDate]

    /// The first and the day after the last, in a roster's zone.
    func span(in zone: TimeZoneRules) -> Interval {
        guard let first = dates.first, let last = dates.last else {
            return Interval(.distantPast, .distantPast)
        }
        return Interval(zone.instant(first), zone.instant(last + 1))
    }
}

extension ResolvedPlan {
    /// Every day that the plan's interval touches.
    var dates: [CivilDate] {
        guard !interval.isEmpty else { return [] }
        let first = roster.zone.date(of: interval.start)
        let last = roster.zone.date(of: interval.end - .milliseconds(1))
        return (0...max(0, last - first)).map { first + $0 }
    }

    var weeks: [PlanWeek] {
        var weeks: [[CivilDate]] = []
        for date in dates {
            if weeks.isEmpty || date.weekday == .monday { weeks.append([]) }
            weeks[weeks.count - 1].append(date)
        }
        return weeks.map(PlanWeek.init)
    }
}

/// A change of the clocks, as the clocks on the wall show it.
struct ClockChange: Equatable {
    let at: Instant
    /// The wall time at which the clocks are changed, as it is before.
    let date: CivilDate
    let time: WallTime
    /// How far they are put forward; negative: back.
    let forward: Duration
}

extension TimeZoneRules {
    func changesOfClock(in interval: Interval) -> [ClockChange] {
        clockChanges(in: interval).map { at in
            let (date, lastMinute) = wall(of: at - .minutes(1))
            let seconds = offset(at: at) - offset(at: at - .minutes(1))
            return ClockChange(
                at: at, date: date,
                time: WallTime(minutes: lastMinute.minutes + 1) ?? .endOfDay,
                forward: .seconds(seconds))
        }
    }
}

extension String {
    /// The text on one line: each run of white space is one space, and no control character is
    /// left.
    var onOneLine: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                result.append(" ")
            default:
                result.append(scalar)
            }
        }
        return String(result).split(separator: " ").joined(separator: " ")
    }

    /// The text in so many characters, its end replaced by … where it is longer.
    func shortened(to width: Int) -> String {
        count <= width ? self : width < 1 ? "" : prefix(width - 1) + "…"
    }
}
