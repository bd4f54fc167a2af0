/// Who fills the lines at one instant, until when, and who is next.
package struct DutyBoard: Codable, Hashable, Sendable {
    package var at: String
    /// How far ahead duty is known.
    package var knownUntil: String
    package var lines: [Line]

    package init(at: String, knownUntil: String, lines: [Line]) {
        self.at = at
        self.knownUntil = knownUntil
        self.lines = lines
    }

    private enum CodingKeys: String, CodingKey {
        case at
        case knownUntil = "known_until"
        case lines
    }

    /// One line; it belongs to an institution or to a municipality.
    package struct Line: Codable, Hashable, Sendable {
        @Null package var institution: String?
        @Null package var municipality: String?
        package var line: String
        /// `null` where nobody fills the line.
        @Null package var professional: String?
        /// The end of the professional's duty; `null` where nobody is on or it is not known.
        @Null package var until: String?
        /// Who fills the line afterwards; `null` where nobody is known to.
        @Null package var next: Next?
        /// Whether nobody fills the line though it is to be filled now.
        package var gap: Bool

        package init(
            institution: String?, municipality: String?, line: String, professional: String?,
            until: String?, next: Next?, gap: Bool
        ) {
            self.institution = institution
            self.municipality = municipality
            self.line = line
            self.professional = professional
            self.until = until
            self.next = next
            self.gap = gap
        }
    }

    package struct Next: Codable, Hashable, Sendable {
        package var professional: String
        package var from: String

        package init(professional: String, from: String) {
            self.professional = professional
            self.from = from
        }
    }
}
