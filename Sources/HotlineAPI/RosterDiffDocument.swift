/// What changes in duty between two rosters over an interval: what `roster diff` prints.
package struct RosterDiffDocument: Codable, Hashable, Sendable {
    package var from: String
    /// The interval's end, which does not belong to it.
    package var to: String
    /// The SHA-256 of the roster that was.
    package var old: String
    /// The SHA-256 of the roster that takes its place.
    package var new: String
    /// The lines whose duty changes.
    package var lines: [Line]
    /// Everyone who gains or loses duty.
    package var professionals: [Share]

    package init(
        from: String, to: String, old: String, new: String, lines: [Line], professionals: [Share]
    ) {
        self.from = from
        self.to = to
        self.old = old
        self.new = new
        self.lines = lines
        self.professionals = professionals
    }

    /// One line; it belongs to an institution or to a municipality.
    package struct Line: Codable, Hashable, Sendable {
        @Null package var institution: String?
        @Null package var municipality: String?
        package var line: String
        package var changes: [Change]

        package init(
            institution: String?, municipality: String?, line: String, changes: [Change]
        ) {
            self.institution = institution
            self.municipality = municipality
            self.line = line
            self.changes = changes
        }
    }

    /// A half-open interval in which another professional fills the line than before; `null` is
    /// nobody.
    package struct Change: Codable, Hashable, Sendable {
        package var from: String
        package var to: String
        @Null package var before: String?
        @Null package var after: String?
        /// Whether a gap opens, where nobody comes after, or closes, where nobody was before: time
        /// that the new roster's line covers.
        package var gap: Bool

        package init(from: String, to: String, before: String?, after: String?, gap: Bool) {
            self.from = from
            self.to = to
            self.before = before
            self.after = after
            self.gap = gap
        }
    }

    /// What one professional gains and loses.
    package struct Share: Codable, Hashable, Sendable {
        package var professional: String
        package var gains: [Stretch]
        package var loses: [Stretch]
        /// Real hours; what is filled on two lines at once counts twice.
        package var hoursGained: Double
        package var hoursLost: Double

        package init(
            professional: String, gains: [Stretch], loses: [Stretch], hoursGained: Double,
            hoursLost: Double
        ) {
            self.professional = professional
            self.gains = gains
            self.loses = loses
            self.hoursGained = hoursGained
            self.hoursLost = hoursLost
        }

        private enum CodingKeys: String, CodingKey {
            case professional, gains, loses
            case hoursGained = "hours_gained"
            case hoursLost = "hours_lost"
        }
    }

    /// A half-open interval of duty.
    package struct Stretch: Codable, Hashable, Sendable {
        /// `INSTITUTION/LINE` or `MUNICIPALITY/LINE`.
        package var line: String
        package var from: String
        package var to: String

        package init(line: String, from: String, to: String) {
            self.line = line
            self.from = from
            self.to = to
        }
    }
}
