/// What `doctor` found.
package struct DoctorDocument: Codable, Hashable, Sendable {
    package var findings: [Finding]

    package init(findings: [Finding]) {
        self.findings = findings
    }

    package struct Finding: Codable, Hashable, Sendable {
        /// `settings`, `roster`, `daemon` or `number`.
        package var about: String
        package var good: Bool
        /// What was found, and what to do.
        package var message: String

        package init(about: String, good: Bool, message: String) {
            self.about = about
            self.good = good
            self.message = message
        }
    }
}
