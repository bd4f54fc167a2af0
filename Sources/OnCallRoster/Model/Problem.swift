/// Something about a roster that a person must know of, and where to mend it.
package struct Problem: Hashable, Sendable {
    package let code: Code
    package let severity: Severity
    package let place: Place
    /// What was found.
    package let message: String
    /// What to do.
    package let fix: String

    package init(
        _ code: Code, at place: Place, _ message: String, fix: String, severity: Severity? = nil
    ) {
        self.code = code
        self.severity = severity ?? code.severity
        self.place = place
        self.message = message
        self.fix = fix
    }

    package enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
        /// The roster never takes effect.
        case error
        /// The roster takes effect, and an alarm stands.
        case alarm
        /// The roster takes effect.
        case warning

        package static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .error: 0
            case .alarm: 1
            case .warning: 2
            }
        }
    }

    /// The stable names of all problems (roster-format, *Problems*).
    package enum Code: String, Codable, Sendable, CaseIterable {
        case syntax, encoding, alias, type
        case unknownKey = "unknown-key"
        case unknownID = "unknown-id"
        case duplicateID = "duplicate-id"
        case overlap
        case badNumber = "bad-number"
        case badDate = "bad-date"
        case noInstitution = "no-institution"
        case duplicatePIN = "duplicate-pin"
        case pinTooShort = "pin-too-short"
        case unknownLine = "unknown-line"
        case oneFileOnly = "one-file-only"

        case gap, unreachable
        case outsideEmployment = "outside-employment"
        case noPhone = "no-phone"

        case closed
        case endsEarly = "ends-early"
        case noBackup = "no-backup"
        case samePersonInStep = "same-person-in-step"
        case noDuty = "no-duty"
        case emptiedByClockChange = "emptied-by-clock-change"
        case teamTwice = "team-twice"
        case sharedNumber = "shared-number"
        case noEffect = "no-effect"
        case tooLong = "too-long"
        case shortRest = "short-rest"

        package var severity: Severity {
            switch self {
            case .syntax, .encoding, .alias, .type, .unknownKey, .unknownID, .duplicateID,
                .overlap, .badNumber, .badDate, .noInstitution, .duplicatePIN, .pinTooShort,
                .unknownLine, .oneFileOnly:
                .error
            case .gap, .unreachable, .outsideEmployment, .noPhone:
                .alarm
            case .closed, .endsEarly, .noBackup, .samePersonInStep, .noDuty,
                .emptiedByClockChange, .teamTwice, .sharedNumber, .noEffect, .tooLong,
                .shortRest:
                .warning
            }
        }
    }
}

/// A place in a roster's file. Lines and columns count from 1, columns in Unicode scalars.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String { "\(file):\(line):\(column)" }
}

extension Problem: CustomStringConvertible {
    /// `FILE:LINE:COL: error: MESSAGE (FIX) [CODE]`
    package var description: String {
        "\(place): \(severity.rawValue): \(message) (\(fix)) [\(code.rawValue)]"
    }
}
