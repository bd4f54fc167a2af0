/// Who fills the lines at one instant: what `roster who` prints.
package struct RosterWhoDocument: Codable, Hashable, Sendable {
    package var at: String
    package var lines: [Line]

    package init(at: String, lines: [Line]) {
        self.at = at
        self.lines = lines
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

        package init(
            institution: String?, municipality: String?, line: String, professional: String?,
            until: String?
        ) {
            self.institution = institution
            self.municipality = municipality
            self.line = line
            self.professional = professional
            self.until = until
        }
    }
}
