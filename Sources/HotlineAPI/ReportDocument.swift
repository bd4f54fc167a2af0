/// What the calls of a period come to: what `report` prints.
package struct ReportDocument: Codable, Hashable, Sendable {
    /// The first day, and the day after the last, in the zone.
    package var from: String
    package var to: String
    package var zone: String
    package var made: String
    package var version: String
    /// SHA-256 of the rosters by which the calls were routed.
    package var rosters: [String]
    /// Distinct families below which a cell is not shown; `null` where all is shown.
    @Null package var smallestCell: Int?
    /// Sentences without which the figures would be misread.
    package var notes: [String]
    package var figures: [Figure]
    package var tables: [Table]
    /// How long answered callers waited, from the quickest on.
    package var waits: [WaitBucket]
    /// Calls by how long the family has been enrolled.
    package var enrolment: [EnrolmentMonth]
    package var coverage: [LineCoverage]
    package var load: [DutyLoad]

    package init(
        from: String, to: String, zone: String, made: String, version: String,
        rosters: [String] = [], smallestCell: Int? = nil, notes: [String] = [],
        figures: [Figure], tables: [Table], waits: [WaitBucket] = [],
        enrolment: [EnrolmentMonth] = [], coverage: [LineCoverage] = [], load: [DutyLoad] = []
    ) {
        self.from = from
        self.to = to
        self.zone = zone
        self.made = made
        self.version = version
        self.rosters = rosters
        self.smallestCell = smallestCell
        self.notes = notes
        self.figures = figures
        self.tables = tables
        self.waits = waits
        self.enrolment = enrolment
        self.coverage = coverage
        self.load = load
    }

    private enum CodingKeys: String, CodingKey {
        case from, to, zone, made, version, rosters
        case smallestCell = "smallest_cell"
        case notes, figures, tables, waits, enrolment, coverage, load
    }

    /// One figure, with what it is counted from.
    package struct Figure: Codable, Hashable, Sendable {
        /// A word without spaces, the same in every report, and in `calls list --in`.
        package var figure: String
        /// `calls`, `share`, `seconds`, `families`, `ratio`, `hours`, `dkk` or `promises`.
        package var unit: String
        /// `null` where nothing can be said, or nothing may be shown.
        @Null package var value: Double?
        /// What it is counted from: the calls, promises or families below the line; `null` where it
        /// may not be shown.
        @Null package var n: Int?
        /// The interval in which a share lies with 95 % certainty (Wilson).
        @Null package var low: Double?
        @Null package var high: Double?
        package var formula: String
        /// What the settings want of it.
        @Null package var target: Double?
        /// Whether the target is met; `null` without one.
        @Null package var met: Bool?

        package init(
            figure: String, unit: String, value: Double?, n: Int?, low: Double? = nil,
            high: Double? = nil, formula: String, target: Double? = nil, met: Bool? = nil
        ) {
            self.figure = figure
            self.unit = unit
            self.value = value
            self.n = n
            self.low = low
            self.high = high
            self.formula = formula
            self.target = target
            self.met = met
        }
    }

    /// The figures of each part of the calls.
    package struct Table: Codable, Hashable, Sendable {
        /// `month`, `institution`, `municipality`, `variant`, `hour` or `weekday`; `quarter` or
        /// `year` where months may not be shown.
        package var by: String
        package var rows: [Row]

        package init(by: String, rows: [Row]) {
            self.by = by
            self.rows = rows
        }
    }

    package struct Row: Codable, Hashable, Sendable {
        package var part: String
        /// Whether too few families stand behind it for its figures to be shown.
        package var hidden: Bool
        package var figures: [Figure]

        package init(part: String, hidden: Bool = false, figures: [Figure]) {
            self.part = part
            self.hidden = hidden
            self.figures = figures
        }

        package func figure(_ name: String) -> Figure? { figures.first { $0.figure == name } }
    }

    /// Answered calls whose wait lies in [from, to) seconds.
    package struct WaitBucket: Codable, Hashable, Sendable {
        package var from: Int
        /// `null` for the last, which has no end.
        @Null package var to: Int?
        @Null package var calls: Int?

        package init(from: Int, to: Int?, calls: Int?) {
            self.from = from
            self.to = to
            self.calls = calls
        }
    }

    /// The families' month of a number since they were enrolled, the first being 1.
    package struct EnrolmentMonth: Codable, Hashable, Sendable {
        /// `individual`, `group` or `all`.
        package var variant: String
        package var month: Int
        /// Families enrolled through all of that month of theirs, within the period.
        @Null package var families: Int?
        @Null package var calls: Int?
        @Null package var perFamily: Double?

        package init(variant: String, month: Int, families: Int?, calls: Int?, perFamily: Double?) {
            self.variant = variant
            self.month = month
            self.families = families
            self.calls = calls
            self.perFamily = perFamily
        }

        private enum CodingKeys: String, CodingKey {
            case variant, month, families, calls
            case perFamily = "per_family"
        }
    }

    /// How much of what a line claims to cover had somebody.
    package struct LineCoverage: Codable, Hashable, Sendable {
        package var line: String
        package var claimedMinutes: Int
        package var coveredMinutes: Int

        package init(line: String, claimedMinutes: Int, coveredMinutes: Int) {
            self.line = line
            self.claimedMinutes = claimedMinutes
            self.coveredMinutes = coveredMinutes
        }

        private enum CodingKeys: String, CodingKey {
            case line
            case claimedMinutes = "claimed_minutes"
            case coveredMinutes = "covered_minutes"
        }
    }

    /// What duty meant for those who had it: of one institution or municipality, and for those who
    /// may see it of one professional.
    package struct DutyLoad: Codable, Hashable, Sendable {
        package var owner: String
        /// `null` in the row of the whole institution.
        @Null package var professional: String?
        package var duties: Int
        package var dutyMinutes: Int
        package var handlingMinutes: Int
        /// Calls that somebody on duty took.
        package var interruptions: Int
        /// Of them those between 22:00 and 06:00.
        package var atNight: Int
        /// Duties with work before which the daily rest of the rules is missing.
        package var shortRests: Int

        package init(
            owner: String, professional: String?, duties: Int, dutyMinutes: Int,
            handlingMinutes: Int, interruptions: Int, atNight: Int, shortRests: Int
        ) {
            self.owner = owner
            self.professional = professional
            self.duties = duties
            self.dutyMinutes = dutyMinutes
            self.handlingMinutes = handlingMinutes
            self.interruptions = interruptions
            self.atNight = atNight
            self.shortRests = shortRests
        }

        private enum CodingKeys: String, CodingKey {
            case owner, professional, duties
            case dutyMinutes = "duty_minutes"
            case handlingMinutes = "handling_minutes"
            case interruptions
            case atNight = "at_night"
            case shortRests = "short_rests"
        }
    }

    package func figure(_ name: String) -> Figure? { figures.first { $0.figure == name } }
    package func table(_ by: String) -> Table? { tables.first { $0.by == by } }
}
