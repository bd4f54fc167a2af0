import ArgumentParser

/// A change to the roster as it was asked for.
struct ChangeRequest: Equatable, Sendable {
    enum Rule: Equatable, Sendable {
        /// Who fills the line `OWNER/LINE`; the word `nobody` empties it.
        case override(line: String, who: String)
        case absence(of: String)
    }

    let rule: Rule
    let from: RuleTime
    /// `nil`: the end of the day on which it begins.
    let to: RuleTime?
    let note: String?

    init(_ rule: Rule, from: RuleTime, to: RuleTime?, note: String? = nil) {
        self.rule = rule
        self.from = from
        self.to = to
        self.note = note.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The most characters that a note may have.
    static let longestNote = 200

    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseNote(_ text: String) throws -> String {
        guard text.count <= longestNote else {
            throw ValidationError(
                "the note has \(text.count) characters, \(longestNote) at most: shorten it")
        }
        return text
    }
}
