/// Who fills every line over an interval: what `roster plan` prints.
package struct RosterPlanDocument: Codable, Hashable, Sendable {
    package var from: String
    /// The interval's end, which does not belong to it.
    package var to: String
    package var lines: [Line]

    package init(from: String, to: String, lines: [Line]) {
        self.from = from
        self.to = to
        self.lines = lines
    }

    /// One line; it belongs to an institution or to a municipality.
    package struct Line: Codable, Hashable, Sendable {
        @Null package var institution: String?
        @Null package var municipality: String?
        package var line: String
        package var shifts: [Shift]
        /// What the line claims to cover and nobody fills, closed time included.
        package var gaps: [Span]

        package init(
            institution: String?, municipality: String?, line: String, shifts: [Shift],
            gaps: [Span]
        ) {
            self.institution = institution
            self.municipality = municipality
            self.line = line
            self.shifts = shifts
            self.gaps = gaps
        }
    }

    /// A half-open interval in which one professional fills the line.
    package struct Shift: Codable, Hashable, Sendable {
        package var from: String
        package var to: String
        package var professional: String
        /// `rotation`, `shift` or `override`.
        package var because: String
        /// `FILE:LINE:COLUMN` of the rule's first key.
        package var source: String

        package init(
            from: String, to: String, professional: String, because: String, source: String
        ) {
            self.from = from
            self.to = to
            self.professional = professional
            self.because = because
            self.source = source
        }
    }

    /// A half-open interval.
    package struct Span: Codable, Hashable, Sendable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }
}
