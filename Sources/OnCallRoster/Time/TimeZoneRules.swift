import Foundation

/// A time zone as a table of its clock changes, so that no calendar is asked later.
///
/// One wall time is one instant (roster-format, *Wall time to instant*): a wall time that does not
/// exist is the first instant after the gap, one that exists twice is its first occurrence. The
/// rules come with the Swift toolchain (ICU), not from the system's time zone files.
package struct TimeZoneRules: Sendable {
    package let identifier: String
    /// Each clock change: from `at` on, the offset is `after`.
    private let changes: [Change]
    private let firstOffset: Int64

    private struct Change {
        let at: Int64
        let before: Int64
        let after: Int64
    }

    private static let tableYears = 1990...2100

    /// `nil` if there is no zone of this name.
    package init?(identifier: String) {
        // A statically linked Foundation keeps its named zones only if this symbol is used.
        _ = TimeZone.timeZoneDataVersion
        guard identifier == "UTC" || identifier.contains("/"),
            let zone = TimeZone(identifier: identifier)
        else { return nil }
        self.identifier = identifier
        let start = TimeZoneRules.secondsOfNewYear(TimeZoneRules.tableYears.lowerBound)
        let end = TimeZoneRules.secondsOfNewYear(TimeZoneRules.tableYears.upperBound)
        let week: Int64 = 7 * 86_400
        var changes: [Change] = []
        var (time, offset) = (start, TimeZoneRules.offset(of: zone, at: start))
        firstOffset = offset
        while time < end {
            let next = time + week
            let nextOffset = TimeZoneRules.offset(of: zone, at: next)
            if nextOffset != offset {
                let at = TimeZoneRules.changePoint(of: zone, after: time, notAfter: next)
                changes.append(Change(at: at, before: offset, after: nextOffset))
                offset = nextOffset
            }
            time = next
        }
        self.changes = changes
    }

    /// Seconds east of UTC at an instant.
    package func offset(at instant: Instant) -> Int64 {
        let next = changes.partitionPoint { $0.at > instant.seconds }
        return next == 0 ? firstOffset : changes[next - 1].after
    }

    /// The clock change at or after `instant` and before `end`, if there is one.
    package func clockChanges(in interval: Interval) -> [Instant] {
        changes.filter { interval.contains(Instant(seconds: $0.at)) }.map {
            Instant(seconds: $0.at)
        }
    }

    /// The instant of a wall time; `minutes` past midnight may run into following days.
    package func instant(_ date: CivilDate, minutes: Int = 0) -> Instant {
        let wall = Int64(date.dayNumber) * 86_400 + Int64(minutes) * 60
        // Only the last change that this wall time may have seen can bear on it.
        let index = changes.partitionPoint { $0.at + min($0.before, $0.after) > wall }
        guard index > 0 else { return Instant(seconds: wall - firstOffset) }
        let change = changes[index - 1]
        if wall - change.before < change.at { return Instant(seconds: wall - change.before) }
        if wall - change.after >= change.at { return Instant(seconds: wall - change.after) }
        return Instant(seconds: change.at)
    }

    package func instant(_ date: CivilDate, _ time: WallTime) -> Instant {
        instant(date, minutes: time.minutes)
    }

    /// The wall time of an instant, to the minute.
    package func wall(of instant: Instant) -> (date: CivilDate, time: WallTime) {
        let (date, second) = CivilDate.split(wallSeconds: instant.seconds + offset(at: instant))
        return (date, WallTime(minutes: second / 60) ?? .midnight)
    }

    package func date(of instant: Instant) -> CivilDate { wall(of: instant).date }

    private static func secondsOfNewYear(_ year: Int) -> Int64 {
        Int64(CivilDate.dayNumber(year: year, month: 1, day: 1)) * 86_400
    }

    private static func offset(of zone: TimeZone, at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }

    private static func changePoint(of zone: TimeZone, after: Int64, notAfter: Int64) -> Int64 {
        let before = offset(of: zone, at: after)
        var (low, high) = (after, notAfter)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(of: zone, at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element is `beyond`, if the collection is sorted by that question.
    package func partitionPoint(_ beyond: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if beyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension TimeZoneRules {
    /// Coordinated Universal Time: no clock changes.
    package static let utc = TimeZoneRules(withoutChanges: "UTC")

    private init(withoutChanges identifier: String) {
        self.identifier = identifier
        changes = []
        firstOffset = 0
    }
}
