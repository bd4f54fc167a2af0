import HotlineTexts
package import OnCallRoster

/// *Ret vagtplan*: what is open, and the forms for an illness and a swap.
package struct RosterPage: ConsolePage {
    package static let template = ConsoleTemplate.roster
    package static let section: ConsoleSection? = .roster

    package struct Facts: Sendable {
        /// `nil` while none is in force.
        package var roster: Roster?
        /// Whose lines and professionals may be chosen; `nil`: all.
        package var institutions: Set<InstitutionID>?
        /// Whether the service may write to the roster's folder.
        package var mayWrite: Bool
        package var gaps: [Gap]
        /// Where changes stand.
        package var file: String

        package init(
            roster: Roster?, institutions: Set<InstitutionID>?, mayWrite: Bool, gaps: [Gap],
            file: String
        ) {
            self.roster = roster
            self.institutions = institutions
            self.mayWrite = mayWrite
            self.gaps = gaps
            self.file = file
        }
    }

    /// A time in which nobody fills a line that claims it, and who could.
    package struct Gap: Sendable {
        package let line: LineID
        package let interval: Interval
        package let free: [ProfessionalID]

        package init(line: LineID, interval: Interval, free: [ProfessionalID]) {
            self.line = line
            self.interval = interval
            self.free = free
        }
    }

    /// As many as a list offers, and as many gaps as are told.
    package static let mostChoices = 150
    package static let mostGaps = 8

    package let title: String
    let hasRoster: Bool
    let problem: String?
    let mayWrite: Bool
    let file: String
    let gaps: [GapView]
    let noGaps: Bool
    let moreGaps: String?
    let mustChoose: Bool
    let searches: Bool
    let query: String
    let found: String?
    let forms: [FormView]

    struct GapView {
        let what: String
        let when: String
        let free: String
        let path: String
    }

    /// - Parameter problem: Why the change of the draft is not made.
    package init(
        _ facts: Facts, _ draft: RosterDraft, problem: String? = nil, names: ConsoleNames,
        words: ConsoleWords
    ) {
        title = words(RosterChangeText.rosterChangeTitle)
        hasRoster = facts.roster != nil
        mayWrite = facts.mayWrite
        self.problem =
            problem
            ?? (facts.mayWrite || facts.roster == nil ? nil : words(RosterChangeText.rosterClosed))
        file = words(RosterChangeText.rosterTakeBack, ["file": facts.file])
        gaps = facts.gaps.prefix(RosterPage.mostGaps).map { GapView($0, names, words) }
        noGaps = facts.gaps.isEmpty
        let left = facts.gaps.count - gaps.count
        moreGaps = left > 0 ? words(RosterChangeText.rosterMoreGaps, ["count": String(left)]) : nil
        let choices = RosterChoices(facts, draft, names)
        searches = facts.institutions.map { $0.count > 1 } ?? true
        query = draft.query
        found = choices.found.map { words(RosterChangeText.rosterFound, ["names": $0]) }
        mustChoose = choices.areTooMany
        forms =
            facts.roster == nil || !facts.mayWrite || choices.areTooMany
            ? []
            : [
                FormView(.absence, draft, choices, words), FormView(.swap, draft, choices, words),
            ]
    }
}

extension RosterPage.GapView {
    fileprivate init(_ gap: RosterPage.Gap, _ names: ConsoleNames, _ words: ConsoleWords) {
        let line = gap.line.description
        what = words(RosterChangeText.rosterGap, ["line": names.line(line)])
        when = words.stamps(gap.interval)
        let people = gap.free.prefix(6).map { names.professional($0.rawValue) }
        free =
            people.isEmpty
            ? words(RosterChangeText.rosterFreeNone)
            : words(RosterChangeText.rosterFree, ["names": people.joined(separator: ", ")])
        var draft = RosterDraft(.swap)
        draft.line = line
        draft.who = gap.free.first?.rawValue ?? ""
        (draft.fromDay, draft.fromTime) = words.typed(gap.interval.start)
        (draft.toDay, draft.toTime) = words.typed(gap.interval.end, isEnd: true)
        path = draft.path
    }
}
