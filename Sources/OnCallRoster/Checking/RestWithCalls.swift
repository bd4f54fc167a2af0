/// The rest of one professional, with the calls that occurred.
///
/// Standby at home is rest until a call is taken; the call is work from when it is accepted until its
/// leg ends, and the rest that it breaks begins anew at its end. Law: Directive 2003/88/EC, article 3,
/// and the Danish working environment act (arbejdsmiljøloven), section 50, ask for 11 hours of
/// rest in every 24, section 51 for a longer one each week; the terms are those of Executive Order 324
/// of 23 May 2002 on rest periods (bekendtgørelse om hvileperiode og fridøgn). The roster's
/// `rest` has the lengths. Only work that the hotline knows of is counted: waking duty and calls.
///
/// **When relief is due.** At every working moment the daily rest must lie within the 24 hours
/// before. So who has not had it since may be on for 24 hours less that rest (13, where it is 11),
/// counted from the first working moment after the latest such rest; a call after that is
/// answered without it. Relief is due then. Once the rest has been had without another call, it is no
/// longer due.
package struct RestWithCalls: Sendable {
    private let rules: RestRules
    private let zone: TimeZoneRules
    private let awake: IntervalSet
    private let standby: IntervalSet
    private let calls: [Interval]

    /// Work whose end nobody knows is taken as so long, which breaks the rest.
    private static let shortest: Duration = .seconds(1)

    /// - Parameters:
    ///   - awake: Waking duty.
    ///   - standby: Standby at home; what is waking duty too is that.
    ///   - calls: From acceptance to the leg's end, on duty or not, in any order.
    package init(
        awake: IntervalSet, standby: IntervalSet, calls: [Interval], rules: RestRules,
        zone: TimeZoneRules
    ) {
        self.rules = rules
        self.zone = zone
        self.awake = awake
        self.standby = standby.subtracting(awake)
        self.calls = calls.map {
            Interval($0.start, max($0.end, $0.start + RestWithCalls.shortest))
        }.sorted { $0.start < $1.start }
    }

    /// Calls taken on standby: each has broken the rest.
    package var breaking: [Interval] { calls.filter { standby.contains($0.start) } }

    /// Working moments before which the daily rest is missing.
    package var withoutDailyRest: IntervalSet { check(until: .distantFuture).withoutDailyRest }

    /// When relief is due, as far as is known at an instant; `nil` where no call has broken the
    /// rest since the latest whole one.
    ///
    /// - Parameter end: When the duty ends by itself. The weekly rest counts where it would be
    ///   missing before then; `nil`: not known, and it does not.
    package func reliefDue(at now: Instant, dutyEnds end: Instant?) -> Instant? {
        let work = check(until: now).worked.intervals
        guard let last = work.last else { return nil }
        var due: [Instant] = []
        let daily = first(of: work, afterRest: rules.daily)
        if now - last.end < rules.daily, breaking.contains(where: { isOf(daily, now, $0) }) {
            due.append(daily + max(.zero, .hours(24) - rules.daily))
        }
        let weekly = first(of: work, afterRest: rules.weekly)
        if now - last.end < rules.weekly, breaking.contains(where: { isOf(weekly, now, $0) }) {
            let (date, time) = zone.wall(of: weekly)
            let limit = zone.instant(date + rules.daysInARow, time)
            if let end, limit < end { due.append(limit) }
        }
        return due.min()
    }

    private func isOf(_ first: Instant, _ now: Instant, _ call: Interval) -> Bool {
        call.start >= first && call.start <= now
    }

    /// The first working moment after the latest rest of this length.
    private func first(of work: [Interval], afterRest rest: Duration) -> Instant {
        var first = Instant.distantPast
        var restedFrom = Instant.distantPast
        for stretch in work {
            if stretch.start - restedFrom >= rest { first = stretch.start }
            restedFrom = stretch.end
        }
        return first
    }

    private func check(until now: Instant) -> RestCheck {
        let worked = awake.union(IntervalSet(calls.filter { $0.start <= now }))
        let known = worked.clipped(to: Interval(.distantPast, now + RestWithCalls.shortest))
        return RestCheck(rules: rules, zone: zone, worked: known)
    }
}
