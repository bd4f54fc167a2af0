import ArgumentParser
import OnCallRoster
import RosterChanges

extension RuleTime {
    /// A beginning, which is never 24:00.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseBeginning(_ text: String) throws -> RuleTime {
        let time = try parseEnd(text)
        if case .wall(let date, .endOfDay) = time {
            throw ValidationError("24:00 is an end only: write '\(date + 1) 00:00'")
        }
        return time
    }

    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseEnd(_ text: String) throws -> RuleTime {
        guard let time = RuleTime(text) else {
            throw ValidationError(
                "write a day such as 2026-12-24, a wall time of the roster's zone such as "
                    + "'2026-12-24 15:00', or an instant such as 2026-12-24T14:00:00Z")
        }
        return time
    }
}

extension ChangeRequest {
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseNote(_ text: String) throws -> String {
        guard text.count <= longestNote else {
            throw ValidationError(
                "the note has \(text.count) characters, \(longestNote) at most: shorten it")
        }
        return text
    }
}
