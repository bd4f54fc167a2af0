import ArgumentParser
import OnCallRoster

/// Where a dated rule begins or ends, as people write it on the command line.
enum RuleTime: Equatable, Sendable {
    /// The whole day: its 00:00 as a beginning, its 24:00 as an end.
    case date(CivilDate)
    case wall(CivilDate, WallTime)
    case instant(Instant)

    /// Reads `2026-12-24`, `2026-12-24 15:00`, or `2026-12-24T14:00:00Z`.
    init?(_ text: String) {
        if let date = CivilDate(text) {
            self = .date(date)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        if parts.count == 2, let date = CivilDate(parts[0]), WallTime(parts[1]) == .endOfDay {
            self = .wall(date, .endOfDay)
            return
        }
        switch Moment(text) {
        case .instant(let instant)?: self = .instant(instant)
        case .wall(let date, let time)?: self = .wall(date, time)
        case nil: return nil
        }
    }

    /// A beginning, which is never 24:00.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseBeginning(_ text: String) throws -> RuleTime {
        let time = try parseEnd(text)
        if case .wall(let date, .endOfDay) = time {
            throw ValidationError("24:00 is an end only: write '\(date + 1) 00:00'")
        }
        return time
    }

    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseEnd(_ text: String) throws -> RuleTime {
        guard let time = RuleTime(text) else {
            throw ValidationError(
                "write a day such as 2026-12-24, a wall time of the roster's zone such as "
                    + "'2026-12-24 15:00', or an instant such as 2026-12-24T14:00:00Z")
        }
        return time
    }

    /// The time as a roster's file can say it.
    ///
    /// - Throws: for an instant that no wall time of the zone names.
    func written(in zone: TimeZoneRules) throws(Failure) -> WrittenTime {
        switch self {
        case .date(let date): return WrittenTime(date: date, time: nil)
        case .wall(let date, let time): return WrittenTime(date: date, time: time)
        case .instant(let instant):
            let (date, time) = zone.wall(of: instant)
            let written = WrittenTime(date: date, time: time)
            let named = written.beginning(in: zone)
            if named == instant { return written }
            throw Failure(
                .answerIsNo,
                instant - named < .minutes(1) && named < instant
                    ? "\(instant) is no whole minute, and a roster has no other times: leave out "
                        + "the seconds"
                    : "\(instant) cannot be written into a roster: '\(written.text)' comes twice "
                        + "in the night when the clock is set back, and the first one counts; "
                        + "choose a time before or after the hour that comes twice")
        }
    }
}

/// Where a dated rule begins or ends, as a roster's file says it.
struct WrittenTime: Equatable, Sendable {
    let date: CivilDate
    /// `nil`: the whole day.
    let time: WallTime?

    var text: String { time.map { "\(date) \($0)" } ?? date.description }

    func beginning(in zone: TimeZoneRules) -> Instant { zone.instant(date, time ?? .midnight) }

    func end(in zone: TimeZoneRules) -> Instant { zone.instant(date, time ?? .endOfDay) }
}
