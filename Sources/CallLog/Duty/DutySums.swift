import OnCallRoster

/// What a part of duty came to over a period.
///
/// A *duty* is the longest stretch in which a professional fills any line without a break; one that
/// the period cuts counts as one. Time on two lines at once counts once. Desks are places: they cover
/// a line, but have no duty.
package struct DutySums: Hashable, Sendable {
    /// Time of the lines that they claim, and the part of it with a reachable professional.
    package var claimed: Duration = .zero
    package var covered: Duration = .zero
    package var duties = 0
    /// Duty that is not waking, and duty that is.
    package var standby: Duration = .zero
    package var awake: Duration = .zero
    /// Of that, the time on calls.
    package var handling: Duration = .zero
    /// Calls that somebody on duty took.
    package var interruptions = 0
    /// Of them those between 22:00 and 06:00 local time.
    package var atNight = 0
    /// Interruptions by local hour; the one that the autumn change repeats is two.
    package var byHour: [String: Int] = [:]
    /// Interruptions on standby: each breaks the rest.
    package var brokenRests = 0
    /// Duties in which somebody worked without the daily rest in the 24 hours before.
    package var shortRests = 0

    package init() {}

    package var duty: Duration { standby + awake }

    package static func + (left: DutySums, right: DutySums) -> DutySums {
        var sum = left
        sum.claimed += right.claimed
        sum.covered += right.covered
        sum.duties += right.duties
        sum.standby += right.standby
        sum.awake += right.awake
        sum.handling += right.handling
        sum.interruptions += right.interruptions
        sum.atNight += right.atNight
        sum.byHour.merge(right.byHour, uniquingKeysWith: +)
        sum.brokenRests += right.brokenRests
        sum.shortRests += right.shortRests
        return sum
    }
}

extension TimeZoneRules {
    /// The local hour of an instant, two digits; the second of a repeated one is named so.
    func hourText(of instant: Instant) -> String {
        let wall = wall(of: instant)
        let hour = wall.time.minutes / 60
        let isSecond = self.instant(wall.date, wall.time) < instant - .minutes(59)
        return (hour < 10 ? "0" : "") + "\(hour)" + (isSecond ? " again" : "")
    }

    /// From 22:00 to 06:00.
    func isNight(_ instant: Instant) -> Bool {
        let minutes = wall(of: instant).time.minutes
        return minutes >= 22 * 60 || minutes < 6 * 60
    }
}
