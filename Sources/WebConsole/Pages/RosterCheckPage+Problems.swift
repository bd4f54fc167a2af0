import HotlineTexts
import OnCallRoster

// What the check found, in the order of the files.

extension RosterCheckPage {
    /// As much of a page as its problems and its text may fill, and as a message may have.
    static let mostProblems = 12_000
    static let mostText = 12_000
    static let mostMessage = 600

    struct ResultView {
        let heading: String
        let kind: String
        let counts: String
        let verdict: String
        let advice: String
        let nothing: String?
        let problems: [ProblemView]
        let hasProblems: Bool
        let moreProblems: String?
        let listing: TextView
        let changes: DiffView
    }

    struct ProblemView {
        let id: String
        let kind: String
        let label: String
        let place: String
        /// The line of the text below that it stands in, as a link; empty where that is not shown.
        let line: String
        let isShown: Bool
        let code: String
        let meaning: String
        /// The checker's own words.
        let message: String
    }
}

extension RosterCheckPage.ResultView {
    init(_ outcome: RosterCheckPage.Outcome, _ words: ConsoleWords) {
        let reading = outcome.reading
        let (errors, alarms, warnings) = (
            reading.count(.error), reading.count(.alarm), reading.count(.warning)
        )
        heading = words(RosterCheckText.rosterCheckOf, ["file": outcome.file])
        kind = errors + alarms > 0 ? "bad" : warnings > 0 ? "warn" : "good"
        counts = [
            words.count(
                errors, .rosterCheckErrorsNone, .rosterCheckErrorsOne, .rosterCheckErrorsMany),
            words.count(
                alarms, .rosterCheckAlarmsNone, .rosterCheckAlarmsOne, .rosterCheckAlarmsMany),
            words.count(
                warnings, .rosterCheckWarningsNone, .rosterCheckWarningsOne,
                .rosterCheckWarningsMany),
        ].joined(separator: ", ")
        let (verdict, advice): (RosterCheckText, RosterCheckText) =
            errors > 0
            ? (.rosterCheckVerdictBad, .rosterCheckUseFirst)
            : (
                alarms > 0 ? .rosterCheckVerdictAlarm : .rosterCheckVerdictGood,
                outcome.isWhole ? .rosterCheckUseWhole : .rosterCheckUse
            )
        self.verdict = words(verdict)
        self.advice = words(advice, ["path": outcome.path])

        // What keeps a roster from being taken comes before what does not.
        let sorted = reading.problems.enumerated().sorted {
            ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
        }.map(\.element)
        var room = PageRoom(bytes: RosterCheckPage.mostProblems)
        let told = sorted.prefix { problem in
            room.takes(
                problem.place.file, words(problem.code.meaning), problem.told, around: 340)
        }
        let listing = RosterCheckPage.TextView(outcome, Array(told), words)
        problems = told.enumerated().map { index, problem in
            let isShown = listing.shows(problem.place, in: outcome.file)
            return RosterCheckPage.ProblemView(problem, index + 1, isShown: isShown, words)
        }
        self.listing = listing
        hasProblems = !problems.isEmpty
        nothing = sorted.isEmpty ? words(RosterCheckText.rosterCheckProblemsNone) : nil
        let more = sorted.count - told.count
        moreProblems =
            more > 0
            ? words(RosterCheckText.rosterCheckProblemsMore, ["count": String(more)]) : nil
        changes = RosterCheckPage.DiffView(outcome, words)
    }
}

extension RosterCheckPage.ProblemView {
    fileprivate init(
        _ problem: Problem, _ number: Int, isShown: Bool, _ words: ConsoleWords
    ) {
        id = "problem-\(number)"
        kind = problem.severity == .warning ? "warn" : "bad"
        label = words.label(of: problem, number)
        place = words(
            RosterCheckText.rosterCheckWhere,
            [
                "file": problem.place.file, "line": String(problem.place.line),
                "column": String(problem.place.column),
            ])
        line = isShown ? "#line-\(problem.place.line)" : ""
        self.isShown = isShown
        code = problem.code.rawValue
        meaning = words(problem.code.meaning)
        message = problem.told
    }
}

extension Problem {
    /// The checker's own words: what was found, and what to do. A message that quotes a very long
    /// word is cut.
    fileprivate var told: String {
        let whole = "\(message) (\(fix))"
        let cut = whole.unicodeScalars.prefix(RosterCheckPage.mostMessage)
        return cut.count < whole.unicodeScalars.count ? String(cut) + " …" : whole
    }
}

extension ConsoleWords {
    /// `Fejl 1`: by its severity and its number on the page.
    func label(of problem: Problem, _ number: Int) -> String {
        let label: RosterCheckText =
            switch problem.severity {
            case .error: .rosterCheckError
            case .alarm: .rosterCheckAlarm
            case .warning: .rosterCheckWarning
            }
        return self(label, ["number": String(number)])
    }

    fileprivate func count(
        _ count: Int, _ none: RosterCheckText, _ one: RosterCheckText, _ many: RosterCheckText
    ) -> String {
        switch count {
        case 0: self(none)
        case 1: self(one)
        default: self(many, ["count": String(count)])
        }
    }
}

extension Problem.Code {
    /// What it means, and what to do.
    var meaning: RosterProblemText {
        switch self {
        case .syntax: .problemSyntax
        case .encoding: .problemEncoding
        case .alias: .problemAlias
        case .type: .problemType
        case .unknownKey: .problemUnknownKey
        case .unknownID: .problemUnknownID
        case .duplicateID: .problemDuplicateID
        case .overlap: .problemOverlap
        case .badNumber: .problemBadNumber
        case .badDate: .problemBadDate
        case .noInstitution: .problemNoInstitution
        case .duplicatePIN: .problemDuplicatePIN
        case .pinTooShort: .problemPINTooShort
        case .unknownLine: .problemUnknownLine
        case .oneFileOnly: .problemOneFileOnly
        case .gap: .problemGap
        case .unreachable: .problemUnreachable
        case .outsideEmployment: .problemOutsideEmployment
        case .noPhone: .problemNoPhone
        case .closed: .problemClosed
        case .endsEarly: .problemEndsEarly
        case .noBackup: .problemNoBackup
        case .samePersonInStep: .problemSamePersonInStep
        case .noDuty: .problemNoDuty
        case .emptiedByClockChange: .problemEmptied
        case .teamTwice: .problemTeamTwice
        case .sharedNumber: .problemSharedNumber
        case .noEffect: .problemNoEffect
        case .tooLong: .problemTooLong
        case .shortRest: .problemShortRest
        }
    }
}
