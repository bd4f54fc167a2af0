package import OnCallRoster

/// One figure of duty or cost: a quotient of whole numbers, which stays exact until it is shown.
package struct DutyFigure: Hashable, Sendable {
    /// A word without spaces, as in every report.
    package let figure: String
    package let part: Part
    /// Milliseconds for hours and shares of time, øre for money, else a count.
    package let numerator: Int
    /// In the unit that fits the figure's; 0 where nothing can be said.
    package let denominator: Int
    package let unit: Unit
    /// What it is counted from: duties, calls, families or lines.
    package let n: Int
    package let formula: String

    package enum Part: Hashable, Sendable {
        case whole
        case owner(LineID.Owner)
        case variant(Family.Variant)
        /// A local hour, as `hour` tables name it.
        case hour(String)
    }

    package enum Unit: String, Sendable {
        case share, ratio, hours, dkk, calls
    }

    package init(
        _ figure: String, of part: Part, _ numerator: Int, per denominator: Int = 1, in unit: Unit,
        n: Int, _ formula: String
    ) {
        self.figure = figure
        self.part = part
        self.numerator = numerator
        self.denominator = denominator
        self.unit = unit
        self.n = n
        self.formula = formula
    }

    /// As it is shown; `nil` where nothing can be said.
    package var value: Double? {
        denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }
}

extension DutyReport {
    /// Coverage, occupancy, interruptions and rest: of all duty, of each owner of lines, of each
    /// variant, and interruptions by hour.
    ///
    /// - Parameter owners: The institutions and municipalities of each variant's families. A
    ///   variant has the coverage and the duty of these, and its own families' calls.
    package func figures(
        ownersOf owners: [Family.Variant: Set<LineID.Owner>] = [:]
    ) -> [DutyFigure] {
        let whole = whole
        var figures = DutyReport.figures(whole, of: .whole)
        for (hour, calls) in whole.byHour.sorted(by: { $0.key < $1.key }) {
            figures.append(DutyReport.interruptions(calls, whole.duties, of: .hour(hour)))
        }
        for owner in self.owners {
            figures += DutyReport.figures(sums(of: [owner]), of: .owner(owner))
        }
        for variant in Family.Variant.allCases {
            guard let own = owners[variant], !own.isEmpty else { continue }
            figures += DutyReport.figures(
                sums(of: own, callsOf: variant), of: .variant(variant))
        }
        return figures
    }

    private static func figures(_ sums: DutySums, of part: DutyFigure.Part) -> [DutyFigure] {
        let (claimed, duty) = (
            Int(sums.claimed.wholeMilliseconds), Int(sums.duty.wholeMilliseconds)
        )
        return [
            DutyFigure(
                "coverage", of: part, Int(sums.covered.wholeMilliseconds), per: claimed,
                in: .share, n: claimed / 60_000,
                "minutes with a reachable professional / minutes claimed"),
            DutyFigure(
                "occupancy", of: part, Int(sums.handling.wholeMilliseconds), per: duty, in: .share,
                n: sums.duties, "handling time on duty / duty time"),
            interruptions(sums.interruptions, sums.duties, of: part),
            DutyFigure(
                "broken-rests", of: part, sums.brokenRests, in: .calls, n: sums.interruptions,
                "calls taken on standby: each breaks the rest"),
            DutyFigure(
                "short-rests", of: part, sums.shortRests, per: sums.duties, in: .share,
                n: sums.duties,
                "duties with work before which the daily rest is missing / duties"),
        ]
    }

    private static func interruptions(
        _ calls: Int, _ duties: Int, of part: DutyFigure.Part
    ) -> DutyFigure {
        DutyFigure(
            "interruptions-per-duty", of: part, calls, per: duties, in: .ratio, n: duties,
            "calls taken on duty / duties; one that the period cuts counts as one")
    }
}

extension Roster {
    /// The institutions and municipalities of the families of each variant, by the courses and times
    /// that they have within an interval.
    package func owners(
        ofVariantsIn interval: Interval
    ) -> [Family.Variant: Set<LineID.Owner>] {
        var owners: [Family.Variant: Set<LineID.Owner>] = [:]
        for family in families.values {
            for variant in family.enrolledDays(in: interval, zone).keys.compactMap({ $0 }) {
                owners[variant, default: []].insert(.institution(family.institution))
                if let municipality = family.municipality {
                    owners[variant, default: []].insert(.municipality(municipality))
                }
            }
        }
        return owners
    }

    /// Days that families are enrolled within an interval, by variant; `nil` has those of none.
    package func familyDays(in interval: Interval) -> [Family.Variant?: Int] {
        families.values.reduce(into: [:]) { sum, family in
            sum.merge(family.enrolledDays(in: interval, zone), uniquingKeysWith: +)
        }
    }
}

extension Family {
    /// The days from `enrolled` to `left`, both included, that lie within an interval; where one is
    /// not known, all of them on that side. A course's variant goes before the family's own.
    func enrolledDays(in interval: Interval, _ zone: TimeZoneRules) -> [Variant?: Int] {
        let first = max(zone.date(of: interval.start), enrolled ?? CivilDate(dayNumber: .min))
        let end = min(
            zone.date(of: interval.end), left.map { $0 + 1 } ?? CivilDate(dayNumber: .max))
        var days: [Variant?: Int] = [:]
        var date = first
        while date < end {
            let course = courses.last { $0.from <= date && date <= $0.until ?? date }
            let next =
                ([end]
                + courses.flatMap { [$0.from, $0.until.map { $0 + 1 }] }
                .compactMap { $0 }).filter { $0 > date }.min() ?? end
            days[course?.variant ?? variant, default: 0] += next - date
            date = next
        }
        return days
    }
}
