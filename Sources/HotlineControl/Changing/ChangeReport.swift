import OnCallRoster

/// What a change came to, in words.
struct ChangeReport {
    /// What changed, for standard output.
    let text: String
    /// What is to be seen to because of it, for standard error.
    let notes: [String]

    /// - Parameters:
    ///   - roster: the roster with the change.
    ///   - path: the roster, where a further command has to name it.
    init(
        _ change: RosterChange, effect: ChangeEffect, before: RosterReading, after: RosterReading,
        in roster: Roster, file: String, path: String?, at now: Instant
    ) {
        let words = ChangeWords(change: change, effect: effect, roster: roster, path: path)
        text = (words.lines + ["written to \(file)"]).joined(separator: "\n")
        notes =
            words.pastNote(at: now) + words.gapNotes
            + after.problems(beyond: before).map(\.description) + words.resumptionNotes
    }
}

extension RosterReading {
    /// The alarms and warnings that another reading did not have.
    ///
    /// Gaps, and overrides that an absence leaves without effect, are told in words of their own. A
    /// warning says the first time of its kind only: at one place it is new once.
    fileprivate func problems(beyond old: RosterReading) -> [Problem] {
        let message = { (problem: Problem) in "\(problem.code.rawValue) \(problem.message)" }
        let place = { (problem: Problem) in "\(problem.code.rawValue) \(problem.place)" }
        let messages = Set(old.problems.map(message))
        let warned = Set(old.problems.filter { $0.severity == .warning }.map(place))
        return problems.filter { problem in
            let isWarned = problem.severity == .warning && warned.contains(place(problem))
            return problem.code != .gap && problem.code != .noEffect && !isWarned
                && !messages.contains(message(problem))
        }
    }
}
