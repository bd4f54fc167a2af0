/// What the calls of a period come to: what `report` prints.
package struct ReportDocument: Codable, Hashable, Sendable {
    /// The first day, and the day after the last, in the zone.
    package var from: String
    package var to: String
    package var zone: String
    package var made: String
    package var version: String
    package var figures: [Figure]
    package var tables: [Table]

    package init(
        from: String, to: String, zone: String, made: String, version: String,
        figures: [Figure], tables: [Table]
    ) {
        self.from = from
        self.to = to
        self.zone = zone
        self.made = made
        self.version = version
        self.figures = figures
        self.tables = tables
    }

    /// One figure, with what it is counted from.
    package struct Figure: Codable, Hashable, Sendable {
        /// A word without spaces, the same in every report.
        package var figure: String
        /// `calls`, `share`, `seconds`, `families`, `ratio` or `promises`.
        package var unit: String
        /// `null` where nothing can be said.
        @Null package var value: Double?
        /// What it is counted from: the calls, promises or families below the line.
        package var n: Int
        /// The interval in which a share lies with 95 % certainty (Wilson).
        @Null package var low: Double?
        @Null package var high: Double?
        package var formula: String
        /// What the settings want of it.
        @Null package var target: Double?

        package init(
            figure: String, unit: String, value: Double?, n: Int, low: Double? = nil,
            high: Double? = nil, formula: String, target: Double? = nil
        ) {
            self.figure = figure
            self.unit = unit
            self.value = value
            self.n = n
            self.low = low
            self.high = high
            self.formula = formula
            self.target = target
        }
    }

    /// The figures of each part of the calls.
    package struct Table: Codable, Hashable, Sendable {
        /// `month`, `institution`, `municipality`, `variant`, `hour` or `weekday`.
        package var by: String
        package var rows: [Row]

        package init(by: String, rows: [Row]) {
            self.by = by
            self.rows = rows
        }
    }

    package struct Row: Codable, Hashable, Sendable {
        package var part: String
        package var figures: [Figure]

        package init(part: String, figures: [Figure]) {
            self.part = part
            self.figures = figures
        }
    }

    package func figure(_ name: String) -> Figure? { figures.first { $0.figure == name } }
}
