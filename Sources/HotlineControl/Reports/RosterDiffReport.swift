import HotlineAPI
import HotlineTexts
import OnCallRoster
import ReportPages

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
        text = RosterDiffAccount(diff, from: old, to: new, in: language).text(in: language)
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

extension RosterDiffAccount {
    /// The changes as paragraphs: gaps that open, all in all, one for each professional to mail,
    /// then line by line, and last what differs beside duty.
    fileprivate func text(in language: WrittenLanguage) -> String {
        let paragraphs =
            [gaps, [period, summary] + comings] + shares.map { $0.lines }
            + [told(lines, in: language), told(others, in: language)]
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private func told(_ lines: [LineChanges], in language: WrittenLanguage) -> [String] {
        guard !lines.isEmpty else { return [] }
        return [language("Linje for linje:", "Line by line:")]
            + lines.flatMap { line in [line.title] + line.changes.map { "  " + $0 } }
    }

    private func told(_ others: [String], in language: WrittenLanguage) -> [String] {
        others.isEmpty ? [] : [language("Andet end vagter:", "Beside duty:")] + others
    }
}

extension RosterDiffAccount.Share {
    fileprivate var lines: [String] {
        [loses, gains].compactMap { $0 }.flatMap { part in
            [part.title] + part.stretches.map { "- " + $0 }
        }
    }
}
