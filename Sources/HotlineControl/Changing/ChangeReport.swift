import HotlineTexts
import OnCallRoster
import RosterChanges

/// What a change came to, in words.
struct ChangeReport {
    /// What changed, for standard output.
    let text: String
    /// What is to be seen to because of it, for standard error.
    let notes: [String]

    /// - Parameter path: the roster, where a further command has to name it.
    init(_ made: PlannedChange, path: String?, at now: Instant, in language: WrittenLanguage) {
        let telling = ChangeTelling(
            change: made.change, effect: made.effect, roster: made.roster, path: path,
            language: language)
        let written = language(ChangeWords.written, ["file": made.file])
        text = (telling.lines + [written]).joined(separator: "\n")
        notes =
            telling.pastNote(at: now) + telling.gapNotes
            + made.newProblems.map(\.description) + telling.resumptionNotes
    }
}
