import CallLog
import CallRouting
import HotlineAPI
import OnCallRoster

extension APIDoor {
    /// Who is on duty now, since when, what calls made of it, and when relief is due.
    func duty() -> [Status.Duty] {
        guard let inForce = rosters.inForce else { return [] }
        let now = clock.now
        let held = inForce.dutyNow(at: now)
        guard !held.isEmpty else { return [] }
        let known = held.map { withEarlier($0, now) }
        let rest = inForce.roster.rest
        let lead = Interval(now - DutyReport.lead(rest), now + .milliseconds(1))
        let from = min(lead.start, known.map(\.since).min() ?? now)
        let calls = try? log.handlings(in: Interval(from, lead.end), now: now)
        return known.map { duty in
            let own = calls.map { $0[duty.professional] ?? [] }
            let since = own?.filter { $0.interval.start >= duty.since }
            let rests = RestWithCalls(
                awake: duty.awake, standby: duty.all, calls: (own ?? []).map(\.interval),
                rules: rest, zone: inForce.roster.zone)
            return Status.Duty(
                professional: duty.professional.rawValue, lines: duty.lines.map(\.description),
                since: duty.since.description, until: duty.until?.description,
                interruptions: since?.count,
                lastInterruption: since?.last?.interval.start.description,
                reliefDue: rests.reliefDue(at: now, dutyEnds: duty.until)?.description)
        }
    }

    /// A duty that is as long as the roster's table knows began before it: the log tells when.
    private func withEarlier(_ duty: DutyNow, _ now: Instant) -> DutyNow {
        guard duty.isLongerThanKnown,
            let rows = try? log.duty(
                of: duty.professional, in: Interval(.distantPast, duty.since + .milliseconds(1)))
        else { return duty }
        var duty = duty
        let before = IntervalSet(rows.map(\.interval)).intervals.last
        if let before, before.contains(duty.since) { duty.since = before.start }
        return duty
    }
}

/// What a roster says of one person who is on duty.
struct DutyNow {
    let professional: ProfessionalID
    let lines: [LineID]
    /// When the duty without a break began, and when it ends; `nil`: not within what is known.
    var since: Instant
    let until: Instant?
    let isLongerThanKnown: Bool
    /// All duty that is known, and what of it is waking.
    let all: IntervalSet
    let awake: IntervalSet
}

extension RosterInForce {
    /// The persons who fill a line at an instant, by id; desks are places.
    func dutyNow(at now: Instant) -> [DutyNow] {
        var all: [ProfessionalID: [Interval]] = [:]
        var awake: [ProfessionalID: [Interval]] = [:]
        var filled: [ProfessionalID: [LineID]] = [:]
        for line in roster.lines {
            guard let holder = duty.holder(of: line.id, at: now)?.professional,
                roster.professionals[holder]?.kind == .person
            else { continue }
            filled[holder, default: []].append(line.id)
        }
        for line in roster.lines {
            for duty in duty.duty(of: line.id).duties where filled[duty.professional] != nil {
                all[duty.professional, default: []].append(duty.interval)
                if line.duty == .awake {
                    awake[duty.professional, default: []].append(duty.interval)
                }
            }
        }
        return filled.sorted { $0.key < $1.key }.compactMap { who, lines in
            let known = IntervalSet(all[who] ?? [])
            guard let run = known.intervals.first(where: { $0.contains(now) }) else { return nil }
            return DutyNow(
                professional: who, lines: lines.sorted(), since: run.start,
                until: run.end < duty.span.end ? run.end : nil,
                isLongerThanKnown: run.start <= duty.span.start, all: known,
                awake: IntervalSet(awake[who] ?? []))
        }
    }
}
