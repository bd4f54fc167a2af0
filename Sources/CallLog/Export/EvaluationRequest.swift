package import OnCallRoster

/// What an export for evaluation is asked for: whole quarters that are over, so that no two exports
/// can be subtracted to less than a quarter.
package struct EvaluationRequest: Sendable {
    package let from: CivilDate
    /// The day after the last.
    package let to: CivilDate
    package let zone: TimeZoneRules
    /// Distinct families below which nothing is told.
    package let least: Int
    /// 256 bits, by which families are named.
    package let key: [UInt8]
    /// When families were enrolled, as far as the roster knows.
    package let enrolled: [FamilyID: CivilDate]

    /// A smaller cell is refused, whatever the settings say (evaluation.md).
    package static let smallestLeast = 3
    /// Calls of one export, from the beginning of its first year on.
    package static let mostCalls = 100_000
    /// How long before the first year calls are looked at, to know which ones are repeated.
    package static let lead: Duration = .days(30)

    /// Why nothing is exported; each says what to write instead.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case noQuarters
        case notOver
        case cellTooSmall
        case keyTooShort

        package var description: String {
            switch self {
            case .noQuarters:
                "an export is of whole quarters, so that overlapping ones cannot be subtracted: "
                    + "'from' and 'to' are the first days of quarters, such as 2026-01-01 and "
                    + "2026-07-01, at most ten years apart"
            case .notOver:
                "an export is of quarters that are over: let 'to' be the first day of this quarter, "
                    + "or an earlier one"
            case .cellTooSmall: "the smallest cell is of 3 families or more"
            case .keyTooShort: "the key has 32 bytes"
            }
        }
    }

    /// - Throws: `Refusal` for a period of other than whole quarters before `now`, for a cell smaller
    ///   than `smallestLeast`, and for a key of other than 32 bytes.
    package init(
        from: CivilDate, to: CivilDate, zone: TimeZoneRules, now: Instant, least: Int,
        key: [UInt8], enrolled: [FamilyID: CivilDate] = [:]
    ) throws(Refusal) {
        guard from < to, EvaluationQuarter(beginning: from) != nil,
            EvaluationQuarter(beginning: to) != nil, to.components.year - from.components.year <= 10
        else { throw .noQuarters }
        guard zone.instant(to) <= now else { throw .notOver }
        guard least >= EvaluationRequest.smallestLeast else { throw .cellTooSmall }
        guard key.count == 32 else { throw .keyTooShort }
        self.from = from
        self.to = to
        self.zone = zone
        self.least = least
        self.key = key
        self.enrolled = enrolled
    }

    var interval: Interval { Interval(zone.instant(from), zone.instant(to)) }

    /// Blocks are formed from the year's beginning, and repeated calls looked for before it.
    var readFrom: Instant {
        zone.instant(EvaluationQuarter(year: from.components.year, number: 1).first)
            - EvaluationRequest.lead
    }

    /// From the first year's beginning to the period's end.
    var quarters: [EvaluationQuarter] {
        let years = from.components.year...to.components.year
        return years.flatMap { year in
            (1...4).map { EvaluationQuarter(year: year, number: $0) }
        }.filter { $0.first < to }
    }
}

/// A quarter of the calendar.
struct EvaluationQuarter: Hashable, Sendable {
    let year: Int
    /// 1 to 4.
    let number: Int

    init(year: Int, number: Int) {
        self.year = year
        self.number = number
    }

    /// `nil` where the day is no quarter's first.
    init?(beginning date: CivilDate) {
        let (year, month, day) = date.components
        guard day == 1, month % 3 == 1 else { return nil }
        self.init(year: year, number: month / 3 + 1)
    }

    /// The quarter of a day.
    init(of date: CivilDate) {
        let (year, month, _) = date.components
        self.init(year: year, number: (month - 1) / 3 + 1)
    }

    var first: CivilDate {
        CivilDate(year: year, month: number * 3 - 2, day: 1) ?? CivilDate(dayNumber: 0)
    }

    var name: String { "\(year)-Q\(number)" }
}
