/// What changes in duty between two rosters over an interval: line by line, and for each
/// professional.
///
/// Only who fills a line counts, not by which rule. A line is the same in both if its id is; where
/// a roster does not have it, nobody fills it.
package struct RosterDiff: Hashable, Sendable {
    /// What was compared; outside it nothing is known.
    package let interval: Interval
    /// The lines whose duty changes: the new roster's in its order, then those removed.
    package let lines: [LineChanges]
    /// Lines that only the new roster has, and those that only the old one has.
    package let added: [LineID]
    package let removed: [LineID]
    /// What the new roster claims to cover and nobody fills, and the old one did not leave open so.
    private let opened: [LineTime]
    /// What the old roster claimed and nobody filled, on lines that the new one has, and is filled
    /// or no longer claimed.
    private let closed: [LineTime]
    /// Everyone who gains or loses duty, by id.
    package let shares: [Share]

    package struct LineChanges: Hashable, Sendable {
        package let line: LineID
        /// Sorted, without overlaps.
        package let changes: [Change]
    }

    /// A stretch in which another professional fills the line than before.
    package struct Change: Hashable, Sendable {
        package let interval: Interval
        /// `nil`: nobody.
        package let before: ProfessionalID?
        /// `nil`: nobody.
        package let after: ProfessionalID?
        /// Whether the change opens a gap or closes one.
        package let gap: Gap?
    }

    package enum Gap: Hashable, Sendable {
        case opened, closed
    }

    package init(from old: Roster, to new: Roster, in interval: Interval) {
        self.init(
            from: old, DutyTable(of: old, in: interval), to: new, DutyTable(of: new, in: interval),
            in: interval)
    }

    /// What is compared unless somebody asks for other days: from the midnight of the first day to
    /// that of `end`, else as many days as a roster is checked for.
    package static func interval(
        from first: CivilDate, to end: CivilDate? = nil, in zone: TimeZoneRules
    ) -> Interval {
        let end = end ?? first + rosterHorizon.wholeSeconds / 86_400
        return Interval(zone.instant(first), zone.instant(end))
    }

    /// Compares duty that is expanded already; what lies outside either table's span is left out.
    package init(
        from old: Roster, _ oldDuty: DutyTable, to new: Roster, _ newDuty: DutyTable,
        in interval: Interval
    ) {
        let known = interval.intersection(oldDuty.span).intersection(newDuty.span)
        let (oldLines, newLines) = (old.lines, new.lines)
        let inOld = Set(oldLines.map(\.id))
        let inNew = Set(newLines.map(\.id))
        added = newLines.map(\.id).filter { !inOld.contains($0) }
        removed = oldLines.map(\.id).filter { !inNew.contains($0) }
        let former = Dictionary(oldLines.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var (opened, closed): ([LineTime], [LineTime]) = ([], [])
        var lines: [LineChanges] = []
        for line in newLines + oldLines.filter({ !inNew.contains($0.id) }) {
            let (before, after) = (oldDuty.duty(of: line.id), newDuty.duty(of: line.id))
            let gaps = RosterDiff.gaps(
                from: former[line.id].map { $0.gaps(before, of: old, in: known) },
                to: inNew.contains(line.id) ? line.gaps(after, of: new, in: known) : nil)
            if !gaps.opened.isEmpty {
                opened.append(LineTime(line: line.id, intervals: gaps.opened))
            }
            if !gaps.closed.isEmpty {
                closed.append(LineTime(line: line.id, intervals: gaps.closed))
            }
            let changes = RosterDiff.changes(from: before.duties, to: after.duties, in: known)
                .flatMap { $0.cut(opened: gaps.opened, closed: gaps.closed) }
            if !changes.isEmpty { lines.append(LineChanges(line: line.id, changes: changes)) }
        }
        self.interval = known
        self.lines = lines
        self.opened = opened
        self.closed = closed
        shares = RosterDiff.shares(in: lines)
    }

    /// A line's gaps that are new, and those that are gone; a line that is gone closes none.
    private static func gaps(
        from old: IntervalSet?, to new: IntervalSet?
    ) -> (opened: IntervalSet, closed: IntervalSet) {
        guard let new else { return (IntervalSet(), IntervalSet()) }
        guard let old else { return (new, IntervalSet()) }
        return (new.subtracting(old), old.subtracting(new))
    }

    /// Goes through both lists at once, from one beginning or end to the next.
    private static func changes(
        from old: [Duty], to new: [Duty], in interval: Interval
    ) -> [Change] {
        var result: [Change] = []
        var (oldIndex, newIndex) = (0, 0)
        var instant = interval.start
        while instant < interval.end {
            let before = old.holder(at: instant, from: &oldIndex)
            let after = new.holder(at: instant, from: &newIndex)
            let end = min(before.until, after.until, interval.end)
            if before.holder != after.holder {
                let last = result.last
                let goesOn =
                    last?.interval.end == instant && last?.before == before.holder
                    && last?.after == after.holder
                let start = goesOn ? result.removeLast().interval.start : instant
                result.append(
                    Change(
                        interval: Interval(start, end), before: before.holder,
                        after: after.holder, gap: nil))
            }
            instant = end
        }
        return result
    }
}

extension [Duty] {
    /// Who is on at `instant`, and until when that is certain; `index` only moves on, so later
    /// calls may only ask for later instants.
    fileprivate func holder(
        at instant: Instant, from index: inout Int
    ) -> (holder: ProfessionalID?, until: Instant) {
        while index < count, self[index].interval.end <= instant { index += 1 }
        guard index < count else { return (nil, .distantFuture) }
        let duty = self[index]
        return duty.interval.start <= instant
            ? (duty.professional, duty.interval.end) : (nil, duty.interval.start)
    }
}

extension Line {
    /// What the line claims to cover and nobody fills.
    fileprivate func gaps(_ duty: LineDuty, of roster: Roster, in span: Interval) -> IntervalSet {
        coverage(in: span, holidays: roster.holidays, zone: roster.zone)
            .subtracting(duty.filled)
    }
}

extension RosterDiff.Change {
    /// The change in pieces that lie wholly inside or outside what opens or closes.
    fileprivate func cut(opened: IntervalSet, closed: IntervalSet) -> [Self] {
        guard before == nil || after == nil else { return [self] }
        let whole = IntervalSet([interval])
        let kind: RosterDiff.Gap = after == nil ? .opened : .closed
        let gaps = after == nil ? opened : closed
        let inside = whole.intersection(gaps).intervals.map { piece($0, kind) }
        let outside = whole.subtracting(gaps).intervals.map { piece($0, nil) }
        return (inside + outside).sorted { $0.interval.start < $1.interval.start }
    }

    private func piece(_ interval: Interval, _ gap: RosterDiff.Gap?) -> Self {
        Self(interval: interval, before: before, after: after, gap: gap)
    }
}

// MARK: Who gains, who loses, and all in all

extension RosterDiff {
    /// One professional's part of the changes.
    package struct Share: Hashable, Sendable {
        package let professional: ProfessionalID
        package let gains: Hours
        package let losses: Hours
    }

    /// Duty that is gained, or lost.
    package struct Hours: Hashable, Sendable {
        /// Sorted by time; neighbours of one line with the same other professional are merged.
        package let stretches: [Stretch]
        /// The same in the order of the lines, whoever the other is.
        package let perLine: [LineTime]

        /// Real time; what is filled on two lines at once counts twice.
        package var duration: Duration { perLine.reduce(.zero) { $0 + $1.intervals.duration } }
    }

    package struct Stretch: Hashable, Sendable {
        package let line: LineID
        package let interval: Interval
        /// Who takes over, or had it before; `nil`: nobody.
        package let other: ProfessionalID?
    }

    package struct LineTime: Hashable, Sendable {
        package let line: LineID
        package let intervals: IntervalSet
    }

    /// Counts alone, without an id, a name or a number: it may stand in a journal line.
    package struct Summary: Hashable, Sendable {
        package let changes: Int
        /// Lines whose duty changes.
        package let lines: Int
        package let linesAdded: Int
        package let linesRemoved: Int
        /// The time in which another professional fills a line, or nobody does.
        package let duration: Duration
        package let gapsOpened: Int
        package let gapsClosed: Int
        package let professionals: Int
    }

    package var summary: Summary {
        let changes = lines.flatMap(\.changes)
        return Summary(
            changes: changes.count, lines: lines.count, linesAdded: added.count,
            linesRemoved: removed.count,
            duration: changes.reduce(.zero) { $0 + $1.interval.duration },
            gapsOpened: gaps(.opened).reduce(0) { $0 + $1.intervals.intervals.count },
            gapsClosed: gaps(.closed).reduce(0) { $0 + $1.intervals.intervals.count },
            professionals: shares.count)
    }

    /// No line comes, goes, or is filled by somebody else.
    /// Nor is a gap opened or closed, as by claiming more or less.
    package var isEmpty: Bool {
        lines.isEmpty && added.isEmpty && removed.isEmpty && opened.isEmpty && closed.isEmpty
    }

    /// The lines with such gaps; what touches is one gap.
    package func gaps(_ kind: Gap) -> [LineTime] {
        switch kind {
        case .opened: opened
        case .closed: closed
        }
    }

    private static func shares(in lines: [LineChanges]) -> [Share] {
        var gains: [ProfessionalID: [Stretch]] = [:]
        var losses: [ProfessionalID: [Stretch]] = [:]
        for line in lines {
            for change in line.changes {
                if let before = change.before {
                    losses[before, default: []].append(
                        Stretch(line: line.line, interval: change.interval, other: change.after))
                }
                if let after = change.after {
                    gains[after, default: []].append(
                        Stretch(line: line.line, interval: change.interval, other: change.before))
                }
            }
        }
        return Set(gains.keys).union(losses.keys).sorted().map {
            Share(
                professional: $0, gains: Hours(lineByLine: gains[$0] ?? []),
                losses: Hours(lineByLine: losses[$0] ?? []))
        }
    }
}

extension RosterDiff.Hours {
    /// The stretches come line by line, and within a line by time.
    fileprivate init(lineByLine: [RosterDiff.Stretch]) {
        var merged: [RosterDiff.Stretch] = []
        var perLine: [(line: LineID, intervals: [Interval])] = []
        for stretch in lineByLine {
            let last = merged.last
            let goesOn =
                last?.line == stretch.line && last?.other == stretch.other
                && last?.interval.end == stretch.interval.start
            let start = goesOn ? merged.removeLast().interval.start : stretch.interval.start
            merged.append(
                RosterDiff.Stretch(
                    line: stretch.line, interval: Interval(start, stretch.interval.end),
                    other: stretch.other))
            if perLine.last?.line != stretch.line { perLine.append((stretch.line, [])) }
            perLine[perLine.count - 1].intervals.append(stretch.interval)
        }
        stretches = merged.sorted {
            ($0.interval.start, $0.line) < ($1.interval.start, $1.line)
        }
        self.perLine = perLine.map {
            RosterDiff.LineTime(line: $0.line, intervals: IntervalSet($0.intervals))
        }
    }
}
