import ArgumentParser
import HotlineTexts

/// What happens to a leg of a rehearsal.
enum Answer: String, CaseIterable, Sendable {
    case noAnswer = "no-answer"
    case busy, declined, accepted, unreachable

    /// Reads a list such as `no-answer,accepted`.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseList(_ text: String) throws -> [Answer] {
        try text.split(separator: ",").map { part in
            let word = part.filter { $0 != " " }
            guard let answer = Answer(rawValue: word) else {
                let known = allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError(.answer, ["word": String(word), "known": known])
            }
            return answer
        }
    }

    /// The answer whose first letter was typed.
    init?(key: String) {
        guard let letter = key.lowercased().first(where: { $0 != " " }),
            let answer = Answer.allCases.first(where: { $0.rawValue.first == letter })
        else { return nil }
        self = answer
    }
}

/// Where the answers of a rehearsal come from.
enum AnswerSource {
    /// One a leg, in order; nobody answers when they have run out.
    case listed([Answer])
    /// Whoever sits at the terminal.
    case terminal(read: () -> String?)

    /// What happens to a leg; `nil` if the caller hangs up.
    mutating func next(ask: (String) -> Void, in language: WrittenLanguage) -> Answer? {
        switch self {
        case .listed(let answers):
            self = .listed(Array(answers.dropFirst()))
            return answers.first ?? .noAnswer
        case .terminal(let read):
            while true {
                ask("  " + language(RehearsalWords.askAnswer))
                guard let line = read() else { return nil }
                if let answer = Answer(key: line) { return answer }
            }
        }
    }

    /// The caller's keys; empty if none come, `nil` if the caller hangs up.
    func digits(ask: (String) -> Void, in language: WrittenLanguage) -> String? {
        switch self {
        case .listed: return ""
        case .terminal(let read):
            ask("  " + language(RehearsalWords.askKeys))
            return read().map { line in String(line.filter { $0.isASCII && $0.isNumber }) }
        }
    }
}
