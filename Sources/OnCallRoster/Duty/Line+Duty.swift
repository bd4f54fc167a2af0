extension Line {
    /// Who fills the line within `span`: override before shift before rotation, then absences.
    func duty(
        in span: Interval, absences: [ProfessionalID: IntervalSet], holidays: HolidayCalendar,
        zone: TimeZoneRules
    ) -> LineDuty {
        var rotated: [Duty] = []
        var taken = IntervalSet()
        for rotation in rotations {
            // Two rotations at one instant are an error; the earlier in the file is then kept.
            let duties = rotation.duties(in: span, holidays: holidays, zone: zone)
            rotated += taken.isEmpty ? duties : duties.flatMap { $0.cut(by: taken) }
            if rotations.count > 1 { taken = taken.union(IntervalSet(duties.map(\.interval))) }
        }
        var layers = rotated
        var closed = IntervalSet()
        for (rules, because) in [(shifts, Duty.Because.shift), (overrides, .override)] {
            let inSpan = rules.filter { $0.interval.overlaps(span) }
            guard !inSpan.isEmpty else { continue }
            let claimed = IntervalSet(inSpan.map { $0.interval.intersection(span) })
            layers = layers.flatMap { $0.cut(by: claimed) }
            closed = closed.subtracting(claimed)
            for rule in inSpan {
                let interval = rule.interval.intersection(span)
                if let who = rule.who {
                    layers.append(
                        Duty(
                            interval: interval, professional: who, because: because,
                            source: rule.place))
                } else {
                    closed = closed.union(IntervalSet([interval]))
                }
            }
        }
        let present = layers.flatMap { duty in
            absences[duty.professional].map { duty.cut(by: $0) } ?? [duty]
        }
        return LineDuty(
            duties: present.sorted { $0.interval.start < $1.interval.start }, closed: closed)
    }

    /// What the line claims to fill within `span`.
    package func coverage(
        in span: Interval, holidays: HolidayCalendar, zone: TimeZoneRules
    ) -> IntervalSet {
        switch covers {
        case .always: IntervalSet([span])
        case .never: IntervalSet()
        case .windows(let windows):
            IntervalSet(
                Window.spans(of: windows, meeting: span, holidays: holidays, zone: zone)
            ).clipped(to: span)
        }
    }
}

extension Duty {
    /// The pieces of the duty outside a set of instants.
    func cut(by taken: IntervalSet) -> [Duty] {
        let next = taken.intervals.partitionPoint { $0.end > interval.start }
        guard next < taken.intervals.count, taken.intervals[next].start < interval.end else {
            return [self]
        }
        return IntervalSet([interval]).subtracting(taken).intervals.map {
            Duty(interval: $0, professional: professional, because: because, source: source)
        }
    }
}
