import CallRouting
package import OnCallRoster

/// What the calls of a period come to: in all, and by each of a fixed list of ways to part them.
package struct CallReport: Sendable {
    package let interval: Interval
    package let zone: TimeZoneRules
    package private(set) var all = Tally()
    /// Calls of contacts and professionals.
    package private(set) var others = Tally()
    package private(set) var parts: [Part: [String: Tally]] = [:]
    private let now: Instant
    private var answers = AnswersBefore()

    /// By what calls are parted; a fixed menu, so that no two tables can be subtracted.
    package enum Part: String, CaseIterable, Sendable {
        case month, institution, municipality, variant, hour, weekday
    }

    /// How long before the period calls are looked at, to know which ones are repeated.
    package static let lead: Duration = .days(30)

    package init(interval: Interval, zone: TimeZoneRules, now: Instant) {
        self.interval = interval
        self.zone = zone
        self.now = now
    }

    /// The calls from `lead` before the period on, in the order in which they began.
    package mutating func count(_ call: CountedCall) {
        let earlier = answers.earlier(than: call)
        guard interval.contains(call.began) else { return }
        guard call.isOffered else {
            others.count(
                call, earlier: nil, sameDayUntil: CallReport.sameDay(of: call.began, zone), now: now
            )
            return
        }
        let sameDay = CallReport.sameDay(of: call.began, zone)
        all.count(call, earlier: earlier, sameDayUntil: sameDay, now: now)
        for part in Part.allCases {
            guard let name = name(of: call, in: part) else { continue }
            parts[part, default: [:]][name, default: Tally()].count(
                call, earlier: earlier, sameDayUntil: sameDay, now: now)
        }
    }

    /// By 24:00 of the call's day, or within 8 hours, whichever is later.
    static func sameDay(of began: Instant, _ zone: TimeZoneRules) -> Instant {
        max(zone.instant(zone.date(of: began) + 1), began + .hours(8))
    }

    private func name(of call: CountedCall, in part: Part) -> String? {
        switch part {
        case .month:
            let (year, month, _) = zone.date(of: call.began).components
            return "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .institution: return call.institution?.rawValue
        case .municipality: return call.municipality?.rawValue
        case .variant: return call.variant?.rawValue
        case .hour: return hour(of: call.began)
        case .weekday:
            let weekday = zone.date(of: call.began).weekday
            return "\(weekday.index + 1) \(weekday.rawValue)"
        }
    }

    /// The local hour; the one that the autumn change repeats is two.
    private func hour(of instant: Instant) -> String {
        let wall = zone.wall(of: instant)
        let hour = wall.time.minutes / 60
        let text = (hour < 10 ? "0" : "") + "\(hour)"
        let isSecond = zone.instant(wall.date, wall.time) < instant - .minutes(59)
        return isSecond ? text + " again" : text
    }
}
