package import OnCallRoster

/// Where a dated rule begins or ends, as people write it.
package enum RuleTime: Equatable, Sendable {
    /// The whole day: its 00:00 as a beginning, its 24:00 as an end.
    case date(CivilDate)
    case wall(CivilDate, WallTime)
    case instant(Instant)

    /// Reads `2026-12-24`, `2026-12-24 15:00`, or `2026-12-24T14:00:00Z`.
    package init?(_ text: String) {
        if let date = CivilDate(text) {
            self = .date(date)
            return
        }
        if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        guard parts.count == 2, let date = CivilDate(parts[0]), let time = WallTime(parts[1])
        else { return nil }
        self = .wall(date, time)
    }

    /// The time as a roster's file can say it.
    ///
    /// - Throws: for an instant that no wall time of the zone names.
    func written(in zone: TimeZoneRules) throws(ChangeRefusal) -> WrittenTime {
        switch self {
        case .date(let date): return WrittenTime(date: date, time: nil)
        case .wall(let date, let time): return WrittenTime(date: date, time: time)
        case .instant(let instant):
            let (date, time) = zone.wall(of: instant)
            let written = WrittenTime(date: date, time: time)
            let named = written.beginning(in: zone)
            if named == instant { return written }
            throw ChangeRefusal(
                instant - named < .minutes(1) && named < instant
                    ? .splitsMinute(instant) : .comesTwice(instant, asWritten: written))
        }
    }
}

/// Where a dated rule begins or ends, as a roster's file says it.
package struct WrittenTime: Hashable, Sendable {
    package let date: CivilDate
    /// `nil`: the whole day.
    package let time: WallTime?

    package var text: String { time.map { "\(date) \($0)" } ?? date.description }

    package init(date: CivilDate, time: WallTime?) {
        self.date = date
        self.time = time
    }

    func beginning(in zone: TimeZoneRules) -> Instant { zone.instant(date, time ?? .midnight) }

    func end(in zone: TimeZoneRules) -> Instant { zone.instant(date, time ?? .endOfDay) }
}
