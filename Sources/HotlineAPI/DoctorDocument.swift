/// What `doctor` and `gateway test` found.
package struct DoctorDocument: Codable, Hashable, Sendable {
    /// Of `doctor` the worst first.
    package var findings: [Finding]

    package init(findings: [Finding]) {
        self.findings = findings
    }

    package struct Finding: Codable, Hashable, Sendable {
        /// What was looked at. Of `doctor`: `doctor`, `settings`, `daemon`, `port`, `gateway`,
        /// `secrets`, `permissions`, `roster`, `number`, `access`, `fallback`, `clock`, `zone`,
        /// `log`, `disk`, `backup`, `prices`, `messages` or `service`. Of `gateway test`: `set-up`,
        /// `clock`, `gateway`, `alarm`, `secrets` or `self-call`.
        package var about: String
        /// False where something is to be mended.
        package var good: Bool
        package var severity: Severity
        /// What was found, and what to do.
        package var message: String
        /// What mends it in a shell of root's; `null` where no one command does.
        @Null package var command: String?

        package init(
            about: String, severity: Severity, message: String, command: String? = nil
        ) {
            self.about = about
            self.severity = severity
            self.message = message
            self.command = command
            good = severity < .mend
        }

        package init(about: String, good: Bool, message: String) {
            self.init(about: about, severity: good ? .ok : .mend, message: message)
        }
    }

    /// How much it matters, from little to most.
    package enum Severity: String, Codable, CaseIterable, Sendable, Comparable {
        case ok
        /// Well, and worth knowing.
        case note
        case mend
        /// A caller may not be led to a person, an event may be lost, or what is private stands
        /// open.
        case danger

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .ok: 0
            case .note: 1
            case .mend: 2
            case .danger: 3
            }
        }
    }
}
