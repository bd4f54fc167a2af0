package import OnCallRoster

/// Who was on duty over a period, what it covered, and what calls made of it. Pure.
package struct DutyReport: Sendable {
    package let interval: Interval
    /// The time that each line claims and what is covered of it, by line.
    package let lines: [LineCoverage]
    let stretches: [DutyStretch]
    /// Calls that were handled within the period.
    let calls: Handlings
    let zone: TimeZoneRules
    private let byOwner: [LineID.Owner: [DutyStretch]]
    private let rests: [ProfessionalID: Rest]

    package struct LineCoverage: Hashable, Sendable {
        package let line: LineID
        package let claimed: Duration
        package let covered: Duration
    }

    private struct Rest {
        /// When calls began that broke a rest.
        let breaking: Set<Instant>
        let missing: IntervalSet
    }

    /// How long before the period duty and calls are read, so that the rest before it is known.
    package static func lead(_ rest: RestRules) -> Duration { .days(rest.daysInARow + 2) }

    /// - Parameters:
    ///   - stretches: From `lead` before the period on.
    ///   - handlings: From `lead` before the period on.
    ///   - isTold: Of which lines the report tells; rest is that of all.
    package init(
        _ stretches: [DutyStretch], _ handlings: Handlings, over interval: Interval,
        zone: TimeZoneRules, rest: RestRules, of isTold: (LineID) -> Bool = { _ in true }
    ) {
        self.interval = interval
        self.zone = zone
        self.stretches = stretches.filter { $0.interval.overlaps(interval) && isTold($0.line) }
            .map { $0.clipped(to: interval) }
        calls = handlings.mapValues { own in
            own.filter {
                interval.contains($0.interval.start) || $0.interval.overlaps(interval)
            }
        }
        byOwner = Dictionary(grouping: self.stretches, by: \.line.owner)
        rests = Dictionary(grouping: stretches.filter(\.isOfPerson)) { $0.professional ?? "" }
            .mapValues { duty in
                let rest = RestWithCalls(
                    awake: duty.set { $0.kind == .awake }, standby: duty.set { _ in true },
                    calls: (handlings[duty[0].professional ?? ""] ?? []).map(\.interval),
                    rules: rest, zone: zone)
                return Rest(
                    breaking: Set(rest.breaking.map(\.start)),
                    missing: rest.withoutDailyRest.clipped(to: interval))
            }
        lines = Dictionary(grouping: self.stretches, by: \.line).map { line, stretches in
            LineCoverage(
                line: line, claimed: stretches.set { $0.isClaimed }.duration,
                covered: stretches.set { $0.isClaimed && $0.isReachable }.duration)
        }.sorted { $0.line < $1.line }
    }

    /// Everybody's.
    package var whole: DutySums { sums(of: stretches) }

    /// The institutions and municipalities with duty, by name.
    package var owners: [LineID.Owner] {
        byOwner.keys.sorted { ($0.name, "\($0)") < ($1.name, "\($1)") }
    }

    /// What the lines of owners came to.
    ///
    /// - Parameter variant: Of this variant's calls only; duty and coverage are all families'.
    package func sums(
        of owners: Set<LineID.Owner>, callsOf variant: Family.Variant? = nil
    ) -> DutySums {
        sums(of: owners.flatMap { byOwner[$0] ?? [] }, callsOf: variant)
    }

    /// What each person had of the lines of an owner, by id.
    package func sumsOfProfessionals(
        of owner: LineID.Owner
    ) -> [(professional: ProfessionalID, sums: DutySums)] {
        let own = (byOwner[owner] ?? []).filter(\.isOfPerson)
        return Dictionary(grouping: own) { $0.professional ?? "" }
            .sorted { $0.key < $1.key }.map { ($0.key, sums(of: $0.value)) }
    }

    /// The sums of stretches, and of the calls taken in them.
    private func sums(
        of wanted: [DutyStretch], callsOf variant: Family.Variant? = nil
    ) -> DutySums {
        var sums = DutySums()
        for line in Dictionary(grouping: wanted, by: \.line).values {
            sums.claimed += line.set { $0.isClaimed }.duration
            sums.covered += line.set { $0.isClaimed && $0.isReachable }.duration
        }
        let people = Dictionary(grouping: wanted.filter(\.isOfPerson)) { $0.professional ?? "" }
        for (who, duty) in people {
            let own = (calls[who] ?? []).filter { variant == nil || $0.variant == variant }
            sums = sums + self.sums(of: who, duty, own)
        }
        return sums
    }

    private func sums(
        of who: ProfessionalID, _ duty: [DutyStretch], _ calls: [Handling]
    ) -> DutySums {
        let rest = rests[who]
        let all = duty.set { _ in true }
        let taken = calls.filter { all.contains($0.interval.start) }
        var sums = DutySums()
        sums.duties = all.intervals.count
        sums.awake = duty.set { $0.kind == .awake }.duration
        sums.standby = all.duration - sums.awake
        sums.handling = all.intersection(IntervalSet(calls.map(\.interval))).duration
        sums.interruptions = taken.count
        sums.atNight = taken.count { zone.isNight($0.interval.start) }
        sums.byHour = Dictionary(
            taken.map { (zone.hourText(of: $0.interval.start), 1) }, uniquingKeysWith: +)
        sums.brokenRests = taken.count { rest?.breaking.contains($0.interval.start) == true }
        sums.shortRests = all.intervals.count { duty in
            rest?.missing.clipped(to: duty).isEmpty == false
        }
        return sums
    }
}

extension DutyStretch {
    /// Whether somebody fills the line who can be tired.
    var isOfPerson: Bool { professional != nil && !isDesk }
}

extension [DutyStretch] {
    func set(where isWanted: (DutyStretch) -> Bool) -> IntervalSet {
        IntervalSet(filter(isWanted).map(\.interval))
    }
}
