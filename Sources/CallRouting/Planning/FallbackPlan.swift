package import OnCallRoster

/// Whom a gateway rings by itself while the daemon is dead: for each of the hotline's own numbers,
/// who is on duty when, as an unknown caller would be put through.
package struct FallbackPlan: Hashable, Sendable {
    package let made: Instant
    /// From then on only last resorts count.
    package let until: Instant
    package let numbers: [Number]

    package struct Number: Hashable, Sendable {
        package let number: PhoneNumber
        /// One after the other without a gap, from `made` to `until`.
        package let spans: [Span]
    }

    package struct Span: Hashable, Sendable {
        package let interval: Interval
        /// Who is on duty, in the order of the plan's steps.
        package let people: [Target]
        /// Never empty.
        package let lastResorts: [DialTarget]

        /// In the order in which they are rung, a last resort at the end.
        package var uris: [String] { (people.map(\.target) + lastResorts).map(\.uri) }
    }

    package struct Target: Hashable, Sendable {
        package let target: DialTarget
        /// Whether the call is taken by key.
        package let confirm: Bool
    }

    /// How far ahead the plan reaches.
    package static let reach: Duration = .hours(48)

    package init(_ inForce: RosterInForce, settings: RoutingSettings, made: Instant) {
        self.made = made
        let until = made + FallbackPlan.reach
        self.until = until
        let span = Interval(made, until)
        numbers = inForce.roster.numbers.values.map { hotline in
            let changes = inForce.changes(of: hotline, in: span)
            let starts = [made] + changes
            var spans: [Span] = []
            for (start, end) in zip(starts, changes + [until]) {
                let next = FallbackPlan.span(
                    Interval(start, end), of: hotline, inForce, settings)
                if let last = spans.last, last.people == next.people,
                    last.lastResorts == next.lastResorts
                {
                    spans[spans.count - 1] = Span(
                        interval: Interval(last.interval.start, end), people: last.people,
                        lastResorts: last.lastResorts)
                } else {
                    spans.append(next)
                }
            }
            return Number(number: hotline.number, spans: spans)
        }
    }

    /// When the plan's first interval is over, and what is rung now is another.
    package var nextChange: Instant {
        numbers.compactMap { $0.spans.first?.interval.end }.min() ?? until
    }

    private static func span(
        _ interval: Interval, of hotline: HotlineNumber, _ inForce: RosterInForce,
        _ settings: RoutingSettings
    ) -> Span {
        var caller = Caller(kind: .unknown)
        caller.institution = hotline.institution
        caller.municipality = hotline.municipality
        var planner = RingPlanner(
            caller: caller, number: nil, dialled: hotline.number, at: interval.start,
            inForce: inForce, settings: settings, abilities: GatewayAbilities(),
            context: RoutingContext())
        let targets = planner.plan().steps.flatMap(\.targets)
        var people: [Target] = []
        var lastResorts: [DialTarget] = []
        for target in targets {
            guard let uri = target.uri.value else { continue }
            if target.because == .lastResort {
                if !lastResorts.contains(uri) { lastResorts.append(uri) }
            } else if !people.contains(where: { $0.target == uri }) {
                people.append(Target(target: uri, confirm: target.confirm))
            }
        }
        people.removeAll { lastResorts.contains($0.target) }
        return Span(interval: interval, people: people, lastResorts: lastResorts)
    }
}

extension RosterInForce {
    /// When what is rung for an unknown caller of a number may change, within a span.
    fileprivate func changes(of hotline: HotlineNumber, in span: Interval) -> [Instant] {
        let institution = hotline.institution.flatMap { roster.institutions[$0] }
        let partners = (institution?.partners ?? []).compactMap { roster.institutions[$0] }
        let municipality = hotline.municipality.flatMap { roster.municipalities[$0] }
        let lines =
            (institution?.lines ?? []) + partners.flatMap(\.lines) + (municipality?.lines ?? [])
        var intervals = lines.flatMap { duty.duty(of: $0.id).duties.map(\.interval) }
        for windows in (municipality?.lastResort ?? []).compactMap(\.windows) {
            intervals += Window.spans(
                of: windows, meeting: span, holidays: roster.holidays, zone: roster.zone)
        }
        let instants = Set(intervals.flatMap { [$0.start, $0.end] })
        return instants.filter { span.start < $0 && $0 < span.end }.sorted()
    }
}
