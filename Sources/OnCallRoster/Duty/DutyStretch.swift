/// A stretch of time of one line as it was: somebody filled it, or nobody did though it claims it.
package struct DutyStretch: Hashable, Sendable {
    package let line: LineID
    package let interval: Interval
    /// `nil`: nobody, though the line claims the time.
    package let professional: ProfessionalID?
    /// Whether the professional is a place and no person.
    package let isDesk: Bool
    /// Whether there is a number of theirs, or a duty phone of the line, to ring.
    package let isReachable: Bool
    package let kind: Line.DutyKind
    /// Whether the line claims the time (`covers`), closed time included.
    package let isClaimed: Bool

    package init(
        line: LineID, interval: Interval, professional: ProfessionalID?, isDesk: Bool = false,
        isReachable: Bool = true, kind: Line.DutyKind = .standby, isClaimed: Bool = true
    ) {
        self.line = line
        self.interval = interval
        self.professional = professional
        self.isDesk = isDesk
        self.isReachable = isReachable && professional != nil
        self.kind = kind
        self.isClaimed = isClaimed
    }

    package func clipped(to span: Interval) -> DutyStretch { over(interval.intersection(span)) }

    /// The same duty over another interval.
    package func over(_ interval: Interval) -> DutyStretch {
        DutyStretch(
            line: line, interval: interval, professional: professional, isDesk: isDesk,
            isReachable: isReachable, kind: kind, isClaimed: isClaimed)
    }

    /// Whether the other goes on where this one ends, with nothing else changed.
    fileprivate func goesOn(in other: DutyStretch) -> Bool {
        interval.end == other.interval.start && over(other.interval) == other
    }
}

extension Roster {
    /// Each line's stretches within a span, by line in the order of `lines`, each sorted.
    ///
    /// Whatever rules follow one another, a professional who stays on a line has one stretch; it is
    /// parted only where what the line claims begins or ends.
    ///
    /// - Parameter table: expands at least the span.
    package func dutyStretches(within span: Interval, _ table: DutyTable) -> [DutyStretch] {
        guard !span.isEmpty else { return [] }
        return lines.flatMap { dutyStretches(of: $0, within: span, table.duty(of: $0.id)) }
    }

    private func dutyStretches(
        of line: Line, within span: Interval, _ duty: LineDuty
    ) -> [DutyStretch] {
        let claimed = line.coverage(in: span, holidays: holidays, zone: zone)
        var stretches: [DutyStretch] = []
        for held in duty.duties where held.interval.overlaps(span) {
            let who = professionals[held.professional]
            let part = IntervalSet([held.interval.intersection(span)])
            for (pieces, isClaimed) in [
                (part.intersection(claimed), true), (part.subtracting(claimed), false),
            ] {
                stretches += pieces.intervals.map {
                    DutyStretch(
                        line: line.id, interval: $0, professional: held.professional,
                        isDesk: who?.kind == .desk,
                        isReachable: who?.phones.isEmpty == false || !line.phones.isEmpty,
                        kind: line.duty, isClaimed: isClaimed)
                }
            }
        }
        stretches += claimed.subtracting(duty.filled).intervals.map {
            DutyStretch(line: line.id, interval: $0, professional: nil, kind: line.duty)
        }
        return stretches.sorted { $0.interval.start < $1.interval.start }.merged
    }
}

extension [DutyStretch] {
    /// With those made one that go on in one another; they are of one line, and sorted.
    fileprivate var merged: [DutyStretch] {
        var result: [DutyStretch] = []
        for stretch in self {
            if let last = result.last, last.goesOn(in: stretch) {
                result[result.count - 1] = last.over(
                    Interval(last.interval.start, stretch.interval.end))
            } else {
                result.append(stretch)
            }
        }
        return result
    }
}
