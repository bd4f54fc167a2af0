/// A change to the roster as it was asked for.
package struct ChangeRequest: Equatable, Sendable {
    package enum Rule: Equatable, Sendable {
        /// Who fills the line `OWNER/LINE`; the word `nobody` empties it.
        case override(line: String, who: String)
        case absence(of: String)
    }

    package let rule: Rule
    package let from: RuleTime
    /// `nil`: the end of the day on which it begins.
    package let to: RuleTime?
    package let note: String?

    package init(_ rule: Rule, from: RuleTime, to: RuleTime?, note: String? = nil) {
        self.rule = rule
        self.from = from
        self.to = to
        self.note = note.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The most characters that a note may have.
    package static let longestNote = 200
}
