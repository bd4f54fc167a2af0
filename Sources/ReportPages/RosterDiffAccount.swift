package import HotlineTexts
package import OnCallRoster

/// What changes between two rosters, in words: what `roster diff` prints and the console shows.
/// Each text is one line.
package struct RosterDiffAccount: Sendable {
    /// What was compared, in wall times of the new roster's zone.
    package let period: String
    /// All in all, in counts.
    package let summary: String
    /// Lines that come, then lines that go.
    package let comings: [String]
    /// Each gap that opens.
    package let gaps: [String]
    /// Everyone who gains or loses duty.
    package let shares: [Share]
    /// The lines whose duty changes.
    package let lines: [LineChanges]
    /// What differs beside duty: which facts, never what they are.
    package let others: [String]

    /// What one professional gives up and takes over.
    package struct Share: Sendable {
        /// `Anna Holm (anna)`
        package let who: String
        /// `nil`: nothing.
        package let loses: Part?
        package let gains: Part?
    }

    package struct Part: Sendable {
        /// Who, and how many hours.
        package let title: String
        package let hours: String
        package let stretches: [String]
    }

    package struct LineChanges: Sendable {
        package let title: String
        /// From when until when, who before and who after.
        package let changes: [String]
    }

    /// Nothing differs that is told.
    package var isEmpty: Bool {
        comings.isEmpty && gaps.isEmpty && shares.isEmpty && lines.isEmpty && others.isEmpty
    }

    /// - Parameter diff: What `old` and `new` were compared to.
    package init(
        _ diff: RosterDiff, from old: Roster, to new: Roster, in language: WrittenLanguage
    ) {
        let names = RosterDiffNames(old: old, new: new)
        let words = RosterDiffWords(
            language: language, zone: new.zone,
            year: new.zone.date(of: diff.interval.start).components.year)
        period = words.period(diff.interval)
        summary =
            diff.isEmpty
            ? words.say("Ingen ændringer i perioden.", "No changes in the period.")
            : words.summary(diff.summary)
        comings =
            diff.added.map { words.say("Ny linje: ", "New line: ") + names.longTitle(of: $0) }
            + diff.removed.map {
                words.say("Linje fjernet: ", "Line removed: ") + names.longTitle(of: $0)
            }
        gaps = diff.gaps(.opened).flatMap { gap in
            gap.intervals.intervals.map { words.opened($0, on: names.title(of: gap.line)) }
        }
        shares = diff.shares.map { Share($0, names, words) }
        lines = diff.lines.map { line in
            LineChanges(
                title: names.longTitle(of: line.line),
                changes: line.changes.map { words.change($0, names) })
        }
        others = words.lines(RosterDiff.OtherChanges(from: old, to: new))
    }
}

extension RosterDiffAccount.Share {
    fileprivate init(
        _ share: RosterDiff.Share, _ names: RosterDiffNames, _ words: RosterDiffWords
    ) {
        let who = names.name(of: share.professional)
        func part(
            _ hours: RosterDiff.Hours, _ title: (String, Duration) -> String,
            _ end: (String?) -> String
        ) -> RosterDiffAccount.Part? {
            guard !hours.stretches.isEmpty else { return nil }
            return RosterDiffAccount.Part(
                title: title(who, hours.duration), hours: words.hours(hours.duration),
                stretches: hours.stretches.map { stretch in
                    "\(names.title(of: stretch.line)) \(words.span(stretch.interval)), "
                        + end(stretch.other.map { names.name(of: $0) })
                })
        }
        self.who = who
        loses = part(share.losses, words.loses, words.to)
        gains = part(share.gains, words.gains, words.from)
    }
}

extension RosterDiffWords {
    fileprivate func change(_ change: RosterDiff.Change, _ names: RosterDiffNames) -> String {
        let nobody = say("ingen", "nobody")
        let before = change.before.map { names.name(of: $0) } ?? nobody
        let after = change.after.map { names.name(of: $0) } ?? nobody
        return "\(span(change.interval)): \(before) → \(after)" + ending(change.gap)
    }
}

/// What the rosters call lines and people: the new one's word comes first.
private struct RosterDiffNames {
    let old: Roster
    let new: Roster

    /// `Døgninstitutionen Egetræet/Forvagt`
    func title(of line: LineID) -> String {
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
    func longTitle(of line: LineID) -> String { "\(title(of: line)) (\(line))" }

    /// `Anna Holm (anna)`
    func name(of id: ProfessionalID) -> String {
        let name = (new.professionals[id] ?? old.professionals[id])?.name ?? id.rawValue
        return name == id.rawValue ? name : "\(name) (\(id))"
    }
}
