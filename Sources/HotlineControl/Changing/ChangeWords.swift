import OnCallRoster

/// A change that was made, told to the person who made it.
struct ChangeWords {
    let change: RosterChange
    let effect: ChangeEffect
    /// The roster with the change.
    let roster: Roster
    let path: String?

    /// More gaps than these are counted only.
    private static let mostGaps = 10

    /// Who was on and who is now, line by line.
    var lines: [String] {
        var lines: [String] = []
        switch change.rule {
        case .override: lines.append("times of \(roster.zone.identifier)")
        case .absence(let who):
            lines.append(
                "\(roster.naming(who)) is absent from \(roster.dayText(change.interval.start)) to "
                    + "\(roster.dayText(change.interval.end)), \(roster.zone.identifier)")
            if effect.stretches.isEmpty { lines.append("and would have filled no line then") }
        }
        var columns = Columns()
        for stretch in effect.stretches {
            columns.add(
                " ", roster.dayText(stretch.interval.start), roster.dayText(stretch.interval.end),
                "was " + naming(stretch.was), "now " + naming(stretch.now))
        }
        var line: LineID?
        for (stretch, row) in zip(effect.stretches, columns.lines) {
            if stretch.line != line { lines.append(roster.naming(stretch.line)) }
            line = stretch.line
            lines.append(row)
        }
        return lines
    }

    private func naming(_ holder: ChangeEffect.Holder) -> String {
        switch holder {
        case .professional(let professional): roster.naming(professional)
        case .gap: "nobody: a gap"
        case .closed: "nobody: closed"
        case .nobody: "nobody"
        }
    }

    func pastNote(at now: Instant) -> [String] {
        change.interval.end <= now ? ["this is over already: no call is rung by it"] : []
    }

    /// The gaps that the change opens, and how to fill each.
    var gapNotes: [String] {
        let gaps = effect.stretches.filter(\.opensGap)
        let substitutes = Substitutes(in: roster, during: change.interval)
        var notes = gaps.prefix(ChangeWords.mostGaps).flatMap { gap -> [String] in
            let told =
                "nobody fills \(roster.naming(gap.line)) from \(roster.dayText(gap.interval.start))"
                + " to \(roster.dayText(gap.interval.end))"
            return [told] + remedy(for: gap, substitutes).map { "  " + $0 }
        }
        let more = gaps.dropFirst(ChangeWords.mostGaps)
        if let next = more.map(\.interval.start).min() {
            let plan = ["hotlinectl roster plan"] + [path].compactMap { $0.map(shellQuoted) }
            let days = (roster.zone.date(of: next), roster.zone.date(of: change.interval.end) + 1)
            notes.append(
                "and \(more.count) more: \(plan.joined(separator: " ")) --from \(days.0) "
                    + "--to \(days.1)")
        }
        return notes
    }

    private func remedy(
        for gap: ChangeEffect.Stretch, _ substitutes: Substitutes
    ) -> [String] {
        guard let line = roster.line(gap.line) else { return [] }
        let free = substitutes.of(line, during: gap.interval)
        let names = free.map { roster.naming($0) }.joined(separator: ", ")
        let told = free.isEmpty ? "nobody of theirs is free then" : "free then: \(names)"
        if let standing = line.overrides.first(where: { $0.interval.overlaps(gap.interval) }) {
            return [told, "an override stands there: change its 'who' in \(standing.place)"]
        }
        let filling = RosterChange(filling: gap.interval, of: line, by: free.first, in: roster)
        return [told, "to fill it: " + filling.command(path: path)]
    }

    /// Where an absence ends in the middle of a duty: the professional is rung again from then on.
    var resumptionNotes: [String] {
        guard case .absence(let who) = change.rule else { return [] }
        let end = change.interval.end
        let later = DutyTable(of: roster, in: Interval(end, end + .days(14)))
        return effect.stretches.filter {
            $0.interval.end == end && $0.was == .professional(who)
        }.compactMap { stretch in
            guard let duty = later.holder(of: stretch.line, at: end), duty.professional == who
            else { return nil }
            return "\(roster.naming(who)) fills \(roster.naming(stretch.line)) again from "
                + "\(roster.dayText(end)) to \(roster.dayText(duty.interval.end)); if the absence "
                + "lasts longer, add it from '\(roster.wallText(end))' on"
        }
    }
}

extension RosterChange {
    /// The override that would fill a gap; by somebody yet to be named if `who` is `nil`.
    fileprivate init(
        filling gap: Interval, of line: Line, by who: ProfessionalID?, in roster: Roster
    ) {
        let (from, to) = (roster.zone.wall(of: gap.start), roster.zone.wall(of: gap.end))
        rule = .override(line, who: who ?? "PROFESSIONAL")
        self.from = WrittenTime(date: from.date, time: from.time)
        self.to = WrittenTime(date: to.date, time: to.time)
        interval = gap
        note = nil
    }
}
