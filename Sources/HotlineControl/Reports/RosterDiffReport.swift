import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What `roster diff` answers: who gains and who loses which hours between two rosters.
struct RosterDiffReport {
    let document: RosterDiffDocument
    let text: String

    /// The text tells wall times of the new roster's zone.
    init(from old: Roster, to new: Roster, in interval: Interval, language: WrittenLanguage) {
        let diff = RosterDiff(from: old, to: new, in: interval)
        document = RosterDiffDocument(
            from: diff.interval.texts.from, to: diff.interval.texts.to, old: old.sha256,
            new: new.sha256, lines: diff.lines.map { RosterDiffDocument.Line($0) },
            professionals: diff.shares.map { RosterDiffDocument.Share($0) })
        text =
            RosterDiffText(
                diff: diff, other: RosterDiff.OtherChanges(from: old, to: new), old: old, new: new,
                words: RosterDiffWords(
                    language: language, zone: new.zone,
                    year: new.zone.date(of: interval.start).components.year)
            ).text
    }
}

extension RosterDiffDocument.Line {
    fileprivate init(_ line: RosterDiff.LineChanges) {
        self.init(
            institution: line.line.institution?.rawValue,
            municipality: line.line.municipality?.rawValue, line: line.line.name.rawValue,
            changes: line.changes.map { change in
                RosterDiffDocument.Change(
                    from: change.interval.texts.from, to: change.interval.texts.to,
                    before: change.before?.rawValue, after: change.after?.rawValue,
                    gap: change.gap != nil)
            })
    }
}

extension RosterDiffDocument.Share {
    fileprivate init(_ share: RosterDiff.Share) {
        self.init(
            professional: share.professional.rawValue, gains: Self.stretches(of: share.gains),
            loses: Self.stretches(of: share.losses),
            hoursGained: Double(share.gains.duration.wholeMilliseconds) / 3_600_000,
            hoursLost: Double(share.losses.duration.wholeMilliseconds) / 3_600_000)
    }

    private static func stretches(of hours: RosterDiff.Hours) -> [RosterDiffDocument.Stretch] {
        hours.perLine.flatMap { time in
            time.intervals.intervals.map {
                RosterDiffDocument.Stretch(
                    line: time.line.description, from: $0.texts.from, to: $0.texts.to)
            }
        }
    }
}

/// The changes as paragraphs: gaps that open, all in all, one for each professional to mail, then
/// line by line, and last what differs beside duty.
private struct RosterDiffText {
    let diff: RosterDiff
    let other: RosterDiff.OtherChanges
    let old: Roster
    let new: Roster
    let words: RosterDiffWords

    var text: String {
        let paragraphs = [gaps, summary] + diff.shares.map { paragraph(of: $0) } + [lines, others]
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var gaps: [String] {
        diff.gaps(.opened).flatMap { gap in
            gap.intervals.intervals.map { words.opened($0, on: title(of: gap.line)) }
        }
    }

    private var summary: [String] {
        let changes =
            diff.isEmpty
            ? words.say("Ingen ændringer i perioden.", "No changes in the period.")
            : words.summary(diff.summary)
        let added = diff.added.map { words.say("Ny linje: ", "New line: ") + longTitle(of: $0) }
        let removed = diff.removed.map {
            words.say("Linje fjernet: ", "Line removed: ") + longTitle(of: $0)
        }
        return [words.period(diff.interval), changes] + added + removed
    }

    private func paragraph(of share: RosterDiff.Share) -> [String] {
        let who = name(of: share.professional)
        var text: [String] = []
        if !share.losses.stretches.isEmpty {
            text.append(words.loses(who, share.losses.duration))
            text += share.losses.stretches.map {
                "- \(what($0)), \(words.to($0.other.map(name(of:))))"
            }
        }
        if !share.gains.stretches.isEmpty {
            text.append(words.gains(who, share.gains.duration))
            text += share.gains.stretches.map {
                "- \(what($0)), \(words.from($0.other.map(name(of:))))"
            }
        }
        return text
    }

    private func what(_ stretch: RosterDiff.Stretch) -> String {
        "\(title(of: stretch.line)) \(words.span(stretch.interval))"
    }

    private var lines: [String] {
        guard !diff.lines.isEmpty else { return [] }
        var text = [words.say("Linje for linje:", "Line by line:")]
        let nobody = words.say("ingen", "nobody")
        for line in diff.lines {
            text.append(longTitle(of: line.line))
            for change in line.changes {
                let before = change.before.map(name(of:)) ?? nobody
                let after = change.after.map(name(of:)) ?? nobody
                text.append(
                    "  \(words.span(change.interval)): \(before) → \(after)"
                        + words.ending(change.gap))
            }
        }
        return text
    }

    private var others: [String] {
        let lines = words.lines(other)
        return lines.isEmpty ? [] : [words.say("Andet end vagter:", "Beside duty:")] + lines
    }

    /// `Døgninstitutionen Egetræet/Forvagt`
    private func title(of line: LineID) -> String {
        let roster = new.line(line) == nil ? old : new
        let owner =
            switch line.owner {
            case .institution(let id): roster.institutions[id]?.name
            case .municipality(let id): roster.municipalities[id]?.name
            }
        let name = roster.line(line)?.name
        return "\(owner ?? line.owner.name)/\(name ?? line.name.rawValue)"
    }

    /// `Døgninstitutionen Egetræet/Forvagt (egetraeet/first)`
    private func longTitle(of line: LineID) -> String { "\(title(of: line)) (\(line))" }

    /// `Anna Holm (anna)`
    private func name(of id: ProfessionalID) -> String {
        let name = (new.professionals[id] ?? old.professionals[id])?.name ?? id.rawValue
        return name == id.rawValue ? name : "\(name) (\(id))"
    }
}
