import HotlineTexts
package import OnCallRoster

/// What a change would come to, before it is made.
package struct RosterPreviewPage: ConsolePage {
    package static let template = ConsoleTemplate.rosterpreview
    package static let section: ConsoleSection? = .roster

    package struct Facts: Sendable {
        package var draft: RosterDraft
        /// What the preview is of (`RosterReading.sha256`).
        package var seen: String
        /// Who is absent, or fills the line; `nil`: nobody.
        package var who: ProfessionalID?
        package var interval: Interval
        package var stretches: [Stretch]
        /// Gaps that the change opens.
        package var gaps: [RosterPage.Gap]
        /// Duties that an absence only interrupts.
        package var resumptions: [(line: LineID, interval: Interval)]
        /// Alarms and warnings that the roster would have by it.
        package var problems: [Problem]

        package init(
            draft: RosterDraft, seen: String, who: ProfessionalID?, interval: Interval,
            stretches: [Stretch], gaps: [RosterPage.Gap],
            resumptions: [(line: LineID, interval: Interval)], problems: [Problem]
        ) {
            self.draft = draft
            self.seen = seen
            self.who = who
            self.interval = interval
            self.stretches = stretches
            self.gaps = gaps
            self.resumptions = resumptions
            self.problems = problems
        }
    }

    /// A time in which a line changes hands.
    package struct Stretch: Sendable {
        package enum Holder: Hashable, Sendable {
            case professional(ProfessionalID)
            case gap, closed, nobody
        }

        package let line: LineID
        package let interval: Interval
        package let was: Holder
        package let now: Holder

        package init(line: LineID, interval: Interval, was: Holder, now: Holder) {
            self.line = line
            self.interval = interval
            self.was = was
            self.now = now
        }
    }

    /// As many duties and problems as are told.
    static let mostRows = 60
    static let mostProblems = 10

    package let title: String
    let heading: String
    let none: String?
    let stretches: [Row]
    let more: String?
    let gaps: [String]
    let notes: [String]
    let problems: [String]
    let hasNotes: Bool
    let fields: [Field]
    let back: String

    struct Row {
        let line: String
        let when: String
        let was: String
        let now: String
        let kind: String
    }

    struct Field {
        let name: String
        let value: String
    }

    package init(_ facts: Facts, names: ConsoleNames, words: ConsoleWords) {
        title = words(RosterChangeText.rosterPreviewTitle)
        let values = [
            "who": facts.who.map { names.professional($0.rawValue) } ?? "",
            "line": names.line(facts.draft.line), "when": words.stamps(facts.interval),
        ]
        let sentence: RosterChangeText =
            switch facts.draft.kind {
            case .absence: .rosterAbsent
            case .swap: facts.who == nil ? .rosterFillsNobody : .rosterFills
            }
        heading = words(sentence, values)
        none = facts.stretches.isEmpty ? words(RosterChangeText.rosterEffectNone) : nil
        stretches = facts.stretches.prefix(RosterPreviewPage.mostRows).map {
            Row($0, names, words)
        }
        let left = facts.stretches.count - stretches.count
        more = left > 0 ? words(RosterChangeText.rosterMoreGaps, ["count": String(left)]) : nil
        gaps = facts.gaps.prefix(RosterPage.mostGaps).map { gap in
            let people = gap.free.prefix(6).map { names.professional($0.rawValue) }
            let free =
                people.isEmpty
                ? words(RosterChangeText.rosterFreeNone)
                : words(RosterChangeText.rosterFree, ["names": people.joined(separator: ", ")])
            let what = words(
                RosterChangeText.rosterGap, ["line": names.line(gap.line.description)])
            return "\(what) \(words.stamps(gap.interval)). \(free)"
        }
        var notes = facts.resumptions.map { duty in
            words(
                RosterChangeText.rosterAgain,
                [
                    "who": values["who"] ?? "", "line": names.line(duty.line.description),
                    "when": words.stamps(duty.interval),
                ])
        }
        if facts.interval.end <= words.now { notes.append(words(RosterChangeText.rosterIsOver)) }
        self.notes = notes
        problems = facts.problems.prefix(RosterPreviewPage.mostProblems).map {
            "\($0.message) (\($0.fix)) [\($0.code.rawValue)]"
        }
        hasNotes = !notes.isEmpty || !problems.isEmpty || !gaps.isEmpty
        fields =
            facts.draft.fields.map { Field(name: $0.name, value: $0.value) }
            + [Field(name: "seen", value: facts.seen)]
        back = facts.draft.path
    }
}

extension RosterPreviewPage.Row {
    fileprivate init(
        _ stretch: RosterPreviewPage.Stretch, _ names: ConsoleNames, _ words: ConsoleWords
    ) {
        func named(_ holder: RosterPreviewPage.Stretch.Holder) -> String {
            switch holder {
            case .professional(let id): names.professional(id.rawValue)
            case .gap: words(RosterChangeText.rosterOpensGap)
            case .closed: words(RosterChangeText.rosterIsClosed)
            case .nobody: words(RosterChangeText.rosterChangeNobody)
            }
        }
        line = names.line(stretch.line.description)
        when = words.stamps(stretch.interval)
        was = words(RosterChangeText.rosterWas, ["who": named(stretch.was)])
        now = words(RosterChangeText.rosterNow, ["who": named(stretch.now)])
        kind = stretch.now == .gap ? "bad" : ""
    }
}
