/// All problems of a roster: what `roster check` prints.
package struct RosterCheckDocument: Codable, Hashable, Sendable {
    package var errors: Int
    package var alarms: Int
    package var warnings: Int
    /// The hash that names the roster.
    package var sha256: String
    package var problems: [Finding]
    /// Left out where nobody asked for it, and where the roster has errors.
    package var load: RosterLoadDocument?

    package init(
        errors: Int, alarms: Int, warnings: Int, sha256: String, problems: [Finding],
        load: RosterLoadDocument? = nil
    ) {
        self.errors = errors
        self.alarms = alarms
        self.warnings = warnings
        self.sha256 = sha256
        self.problems = problems
        self.load = load
    }

    /// One problem, where it stands and what to do.
    package struct Finding: Codable, Hashable, Sendable {
        /// `error`, `alarm` or `warning`.
        package var severity: String
        package var code: String
        package var file: String
        /// Counted from 1, as is `column`.
        package var line: Int
        package var column: Int
        package var message: String
        package var fix: String

        package init(
            severity: String, code: String, file: String, line: Int, column: Int,
            message: String, fix: String
        ) {
            self.severity = severity
            self.code = code
            self.file = file
            self.line = line
            self.column = column
            self.message = message
            self.fix = fix
        }
    }
}
