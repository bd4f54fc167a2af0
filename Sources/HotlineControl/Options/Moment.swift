import ArgumentParser
import HotlineTexts
import OnCallRoster

/// A point in time as people write it: an RFC 3339 instant, or a wall time of the roster's zone.
enum Moment: Equatable, Sendable {
    case instant(Instant)
    case wall(CivilDate, WallTime)

    /// Reads `2026-12-24T14:00:00Z`, `2026-12-24 15:00` or `2026-12-24T15:00`.
    init?(_ text: String) {
        if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        guard parts.count == 2, let date = CivilDate(parts[0]), let time = WallTime(parts[1]),
            time < .endOfDay
        else { return nil }
        self = .wall(date, time)
    }

    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parse(_ text: String) throws -> Moment {
        guard let moment = Moment(text) else {
            throw ValidationError(.moment)
        }
        return moment
    }

    /// As `parse`; a date alone is its midnight.
    static func parseOrDate(_ text: String) throws -> Moment {
        if let date = CivilDate(text) { return .wall(date, .midnight) }
        return try parse(text)
    }

    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseDate(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw ValidationError(.date)
        }
        return date
    }

    func resolved(in zone: TimeZoneRules) -> Instant {
        switch self {
        case .instant(let instant): instant
        case .wall(let date, let time): zone.instant(date, time)
        }
    }

    /// Whether a zone is needed to know the instant.
    var isWallTime: Bool {
        switch self {
        case .instant: false
        case .wall: true
        }
    }
}
