/// What duty asks of each professional, and how evenly each line shares it: what
/// `roster check --load` adds.
package struct RosterLoadDocument: Codable, Hashable, Sendable {
    package var from: String
    /// The end of the span looked at, which does not belong to it.
    package var to: String
    /// Most duty first.
    package var professionals: [Professional]
    /// The lines whose rotations name persons.
    package var lines: [Line]

    package init(from: String, to: String, professionals: [Professional], lines: [Line]) {
        self.from = from
        self.to = to
        self.professionals = professionals
        self.lines = lines
    }

    /// The duty of one professional; time on two lines at once counts once.
    package struct Professional: Codable, Hashable, Sendable {
        package var professional: String
        @Null package var institution: String?
        package var dutyMinutes: Int
        package var standbyMinutes: Int
        package var awakeMinutes: Int
        package var shifts: Int
        /// With three hours of duty or more between 23:00 and 06:00.
        package var nights: Int
        package var weekendDays: Int
        package var weekends: Int
        package var holidays: Int

        package init(
            professional: String, institution: String?, dutyMinutes: Int, standbyMinutes: Int,
            awakeMinutes: Int, shifts: Int, nights: Int, weekendDays: Int, weekends: Int,
            holidays: Int
        ) {
            self.professional = professional
            self.institution = institution
            self.dutyMinutes = dutyMinutes
            self.standbyMinutes = standbyMinutes
            self.awakeMinutes = awakeMinutes
            self.shifts = shifts
            self.nights = nights
            self.weekendDays = weekendDays
            self.weekends = weekends
            self.holidays = holidays
        }

        private enum CodingKeys: String, CodingKey {
            case professional, institution, shifts, nights, weekends, holidays
            case dutyMinutes = "duty_minutes"
            case standbyMinutes = "standby_minutes"
            case awakeMinutes = "awake_minutes"
            case weekendDays = "weekend_days"
        }
    }

    /// One line; it belongs to an institution or to a municipality.
    package struct Line: Codable, Hashable, Sendable {
        @Null package var institution: String?
        @Null package var municipality: String?
        package var line: String
        /// What anybody fills.
        package var dutyMinutes: Int
        package var leastMinutes: Int
        package var mostMinutes: Int
        /// Most less least: 0 is fair.
        package var differenceMinutes: Int
        /// The persons of the rotations, in the order in which these name them.
        package var professionals: [Share]

        package init(
            institution: String?, municipality: String?, line: String, dutyMinutes: Int,
            leastMinutes: Int, mostMinutes: Int, differenceMinutes: Int, professionals: [Share]
        ) {
            self.institution = institution
            self.municipality = municipality
            self.line = line
            self.dutyMinutes = dutyMinutes
            self.leastMinutes = leastMinutes
            self.mostMinutes = mostMinutes
            self.differenceMinutes = differenceMinutes
            self.professionals = professionals
        }

        private enum CodingKeys: String, CodingKey {
            case institution, municipality, line, professionals
            case dutyMinutes = "duty_minutes"
            case leastMinutes = "least_minutes"
            case mostMinutes = "most_minutes"
            case differenceMinutes = "difference_minutes"
        }
    }

    /// What one professional has of a line.
    package struct Share: Codable, Hashable, Sendable {
        package var professional: String
        package var dutyMinutes: Int
        /// Of all that is filled, from 0 to 1, to three decimals.
        package var share: Double

        package init(professional: String, dutyMinutes: Int, share: Double) {
            self.professional = professional
            self.dutyMinutes = dutyMinutes
            self.share = share
        }

        private enum CodingKeys: String, CodingKey {
            case professional, share
            case dutyMinutes = "duty_minutes"
        }
    }
}
