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
        /// `nil` outside what the new roster's line covers, and on a line that is not in both.
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
        var lines: [LineChanges] = []
        for line in newLines + oldLines.filter({ !inNew.contains($0.id) }) {
            var changes = RosterDiff.changes(
                from: oldDuty.duty(of: line.id).duties, to: newDuty.duty(of: line.id).duties,
                in: known)
            let isInBoth = inOld.contains(line.id) && inNew.contains(line.id)
            if isInBoth, changes.contains(where: { $0.before == nil || $0.after == nil }) {
                let covers = line.coverage(in: known, holidays: new.holidays, zone: new.zone)
                changes = changes.flatMap { $0.cut(by: covers) }
            }
            if !changes.isEmpty { lines.append(LineChanges(line: line.id, changes: changes)) }
        }
        self.interval = known
        self.lines = lines
        shares = RosterDiff.shares(in: lines)
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

extension RosterDiff.Change {
    /// The change in pieces that lie wholly inside or outside `covers`, each with its gap.
    fileprivate func cut(by covers: IntervalSet) -> [Self] {
        guard before == nil || after == nil else { return [self] }
        let whole = IntervalSet([interval])
        let kind: RosterDiff.Gap = after == nil ? .opened : .closed
        let inside = whole.intersection(covers).intervals.map { piece($0, kind) }
        let outside = whole.subtracting(covers).intervals.map { piece($0, nil) }
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
    package var isEmpty: Bool { lines.isEmpty && added.isEmpty && removed.isEmpty }

    /// The lines with such gaps; what touches is one gap.
    package func gaps(_ kind: Gap) -> [LineTime] {
        lines.compactMap { line in
            let intervals = line.changes.filter { $0.gap == kind }.map(\.interval)
            return intervals.isEmpty
                ? nil : LineTime(line: line.line, intervals: IntervalSet(intervals))
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

// MARK: What else differs

extension RosterDiff {
    /// Facts beside duty that differ: which ones, never what they are.
    package struct OtherChanges: Hashable, Sendable {
        /// The ids of the professionals and lines whose phones differ.
        package let phones: [String]
        /// Without phones, and only where something differs. Of lines the name, the kind of duty
        /// and what they cover; whether they come or go is told with duty.
        package let tallies: [Kind: Tally]
        package let settings: [Setting]

        package enum Kind: CaseIterable, Sendable {
            case lines, professionals, contacts, families, institutions, municipalities, numbers
        }

        package enum Setting: CaseIterable, Sendable {
            case routing, absences, holidays, rest, timezone
        }

        package struct Tally: Hashable, Sendable {
            package var added = 0
            package var removed = 0
            package var changed = 0
        }

        package init(from old: Roster, to new: Roster) {
            let lines = new.lines.compactMap { line in old.line(line.id).map { ($0, line) } }
            let professionals = new.professionals.values.filter { professional in
                old.professionals[professional.id].map { $0.phones != professional.phones } ?? false
            }
            phones =
                professionals.map(\.id.rawValue).sorted()
                + lines.filter { $0.phones != $1.phones }.map(\.1.id.description)
            let tallies: [Kind: Tally] = [
                .lines: Tally(changed: lines.count { !agree($0, $1, \.name, \.duty, \.covers) }),
                .professionals: Tally(old.professionals, new.professionals) { $0.isSame(as: $1) },
                .contacts: Tally(old.contacts, new.contacts) {
                    agree($0, $1, \.name, \.role, \.municipality, \.phones, \.email)
                },
                .families: Tally(old.families, new.families) { $0.isSame(as: $1) },
                .institutions: Tally(old.institutions, new.institutions) {
                    agree($0, $1, \.name, \.municipalities, \.partners)
                },
                .municipalities: Tally(old.municipalities, new.municipalities) {
                    $0.isSame(as: $1)
                },
                .numbers: Tally(old.numbers, new.numbers) {
                    agree($0, $1, \.municipality, \.institution)
                },
            ]
            self.tallies = tallies.filter { $0.value != Tally() }
            settings = Setting.allCases.filter { !$0.isSame(in: old, and: new) }
        }
    }
}

extension RosterDiff.OtherChanges.Tally {
    fileprivate init<ID, Value>(
        _ old: Table<ID, Value>, _ new: Table<ID, Value>, isSame: (Value, Value) -> Bool
    ) {
        added = new.ids.count { !old.contains($0) }
        removed = old.ids.count { !new.contains($0) }
        changed = new.ids.count { id in
            guard let before = old[id], let after = new[id] else { return false }
            return !isSame(before, after)
        }
    }
}

extension RosterDiff.OtherChanges.Setting {
    fileprivate func isSame(in old: Roster, and new: Roster) -> Bool {
        switch self {
        case .routing:
            old.routing.isSame(as: new.routing)
                && new.institutions.ids.filter { old.institutions.contains($0) }.allSatisfy {
                    old.routing(of: $0).isSame(as: new.routing(of: $0))
                }
        case .absences: old.absent == new.absent
        case .holidays: old.holidays == new.holidays
        case .rest: old.rest == new.rest
        case .timezone: old.zone.identifier == new.zone.identifier
        }
    }
}

// Whether the facts are the same, wherever in the files they stand.

extension Routing {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.rounds, \.maxWait, \.callback, \.confirm, \.unknown, \.announcements)
            && roundSteps.elementsEqual(other.roundSteps) {
                agree($0, $1, \.ring, \.ringTime, \.callers)
            }
    }
}

extension Professional {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.name, \.title, \.kind, \.institution, \.municipality, \.email,
            \.languages, \.skills, \.available, \.from, \.until, \.confirm)
    }
}

extension Family {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(
            self, other, \.name, \.phones, \.municipality, \.institution, \.variant, \.group,
            \.contact, \.consultant, \.caseworkers, \.languages, \.needs, \.pin, \.enrolled,
            \.left)
            && courses.elementsEqual(other.courses) { agree($0, $1, \.variant, \.from, \.until) }
    }
}

extension Municipality {
    fileprivate func isSame(as other: Self) -> Bool {
        agree(self, other, \.name)
            && agree(
                afterCall, other.afterCall, \.followUp, \.within, \.digest, \.caseworker)
            && lastResort.elementsEqual(other.lastResort) {
                agree($0, $1, \.target, \.windows, \.confirm)
            }
    }
}

/// Whether two values have each of the facts in common.
private func agree<Value, each Fact: Equatable>(
    _ left: Value, _ right: Value, _ facts: repeat KeyPath<Value, each Fact>
) -> Bool {
    for fact in repeat each facts {
        if left[keyPath: fact] != right[keyPath: fact] { return false }
    }
    return true
}
