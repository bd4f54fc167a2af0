import HotlineTexts
import OnCallRoster
import RosterChanges

/// A change that was made, told to the person who made it.
struct ChangeTelling {
    let change: RosterChange
    let effect: ChangeEffect
    /// The roster with the change.
    let roster: Roster
    let path: String?
    let language: WrittenLanguage

    /// More gaps than these are counted only.
    private static let mostGaps = 10

    /// Who was on and who is now, line by line.
    var lines: [String] {
        var lines: [String] = []
        switch change.rule {
        case .override: lines.append(language(ChangeWords.times, zone))
        case .absence(let who):
            lines.append(
                language(
                    ChangeWords.absent, ["who": roster.naming(who)] + zone + times(change.interval))
            )
            if effect.stretches.isEmpty { lines.append(language(ChangeWords.wouldFillNone)) }
        }
        var columns = Columns()
        for stretch in effect.stretches {
            columns.add(
                " ", day(stretch.interval.start), day(stretch.interval.end),
                language(ChangeWords.was, ["who": naming(stretch.was)]),
                language(ChangeWords.now, ["who": naming(stretch.now)]))
        }
        var line: LineID?
        for (stretch, row) in zip(effect.stretches, columns.lines) {
            if stretch.line != line { lines.append(roster.naming(stretch.line)) }
            line = stretch.line
            lines.append(row)
        }
        return lines
    }

    private var zone: [String: String] { ["zone": roster.zone.identifier] }

    private func day(_ instant: Instant) -> String { roster.dayText(instant, in: language) }

    private func times(_ interval: Interval) -> [String: String] {
        ["from": day(interval.start), "to": day(interval.end)]
    }

    private func naming(_ holder: ChangeEffect.Holder) -> String {
        switch holder {
        case .professional(let professional): roster.naming(professional)
        case .gap: language(ChangeWords.gapHolder)
        case .closed: language(ChangeWords.closedHolder)
        case .nobody: language(ChangeWords.nobody)
        }
    }

    func pastNote(at now: Instant) -> [String] {
        change.interval.end <= now ? [language(ChangeWords.past)] : []
    }

    /// The gaps that the change opens, and how to fill each.
    var gapNotes: [String] {
        let gaps = effect.stretches.filter(\.opensGap)
        let substitutes = Substitutes(in: roster, during: change.interval)
        var notes = gaps.prefix(ChangeTelling.mostGaps).flatMap { gap -> [String] in
            let told = language(
                ChangeWords.gap, ["line": roster.naming(gap.line)] + times(gap.interval))
            return [told] + remedy(for: gap, substitutes).map { "  " + $0 }
        }
        let more = gaps.dropFirst(ChangeTelling.mostGaps)
        if let next = more.map(\.interval.start).min() {
            let plan = ["hotlinectl roster plan"] + [path].compactMap { $0.map(shellQuoted) }
            let days = (roster.zone.date(of: next), roster.zone.date(of: change.interval.end) + 1)
            notes.append(
                language(
                    ChangeWords.more,
                    [
                        "count": String(more.count),
                        "command": plan.joined(separator: " ") + " --from \(days.0) --to \(days.1)",
                    ]))
        }
        return notes
    }

    private func remedy(
        for gap: ChangeEffect.Stretch, _ substitutes: Substitutes
    ) -> [String] {
        guard let line = roster.line(gap.line) else { return [] }
        let free = substitutes.of(line, during: gap.interval)
        let names = free.map { roster.naming($0) }.joined(separator: ", ")
        let told =
            free.isEmpty
            ? language(ChangeWords.nobodyFree) : language(ChangeWords.free, ["names": names])
        if let standing = line.overrides.first(where: { $0.interval.overlaps(gap.interval) }) {
            return [told, language(ChangeWords.overrideThere, ["place": "\(standing.place)"])]
        }
        let filling = RosterChange(filling: gap.interval, of: line, by: free.first, in: roster)
        return [told, language(ChangeWords.toFill, ["command": filling.command(path: path)])]
    }

    /// Where an absence ends in the middle of a duty: the professional is rung again from then on.
    var resumptionNotes: [String] {
        guard case .absence(let who) = change.rule else { return [] }
        return effect.resumptions(of: who, after: change.interval.end, in: roster).map { duty in
            language(
                ChangeWords.again,
                [
                    "who": roster.naming(who), "line": roster.naming(duty.line),
                    "time": roster.wallText(change.interval.end),
                ] + times(duty.interval))
        }
    }
}

extension [String: String] {
    fileprivate static func + (values: [String: String], more: [String: String]) -> [String: String]
    {
        values.merging(more) { first, _ in first }
    }
}
