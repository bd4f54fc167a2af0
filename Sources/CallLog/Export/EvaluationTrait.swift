import CallRouting
import OnCallRoster

/// A column of an evaluator's rows: what of a call it tells, if it may be told.
struct EvaluationTrait: Sendable {
    enum Kind: Hashable, Sendable {
        /// What somebody outside may know of a call: when, where, in which variant. Calls alike in all
        /// that is told of these are a class.
        case place
        /// How the call went. These follow from one another (an answered call has no promise), so that
        /// they are told together or not: the values of all that are told make one value.
        case course
        /// What else the log alone knows.
        case fact
    }

    let column: String
    let kind: Kind
    /// Whether values of too few families are told as one, "(rest)".
    let isMerged: Bool
    let meaning: String
    let values: String
    let formula: String
    let value: @Sendable (EvaluationCall, EvaluationContext) -> String

    init(
        _ column: String, _ kind: Kind, isMerged: Bool = false, _ meaning: String,
        values: String, formula: String = "",
        _ value: @escaping @Sendable (EvaluationCall, EvaluationContext) -> String
    ) {
        self.column = column
        self.kind = kind
        self.isMerged = isMerged
        self.meaning = meaning
        self.values = values
        self.formula = formula
        self.value = value
    }

    /// Stands where there is nothing to tell, such as the wait of an unanswered call.
    static let none = "(none)"
    /// Stands where nothing is told.
    static let untold = "(not told)"
    /// Stands for values of too few families each.
    static let rest = "(rest)"
}

/// What a trait needs beside the call.
struct EvaluationContext: Sendable {
    let zone: TimeZoneRules
    let enrolled: [FamilyID: CivilDate]
}

extension EvaluationTrait {
    static let month = EvaluationTrait(
        "month", .place, "Month of t0", values: "YYYY-MM"
    ) { call, context in
        let (year, month, _) = context.zone.date(of: call.began).components
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    static let week = EvaluationTrait(
        "week", .place, "ISO 8601 week of t0", values: "YYYY-Www"
    ) { call, context in
        let date = context.zone.date(of: call.began)
        let year = (date + (3 - date.weekday.index)).components.year
        return "\(year)-W\(date.isoWeek < 10 ? "0" : "")\(date.isoWeek)"
    }

    static let partOfDay = EvaluationTrait(
        "part_of_day", .place, "Part of the day of t0",
        values: "night (22-06), morning (06-12), afternoon (12-17), evening (17-22)"
    ) { call, context in
        switch context.hour(of: call) {
        case 6..<12: "morning"
        case 12..<17: "afternoon"
        case 17..<22: "evening"
        default: "night"
        }
    }

    static let hour = EvaluationTrait(
        "hour", .place, "Hour of t0; the hour that the autumn change repeats is told as one",
        values: "00 to 23"
    ) { call, context in
        let hour = context.hour(of: call)
        return (hour < 10 ? "0" : "") + "\(hour)"
    }

    static let partOfWeek = EvaluationTrait(
        "part_of_week", .place, "Part of the week of t0", values: "mon-fri, sat-sun"
    ) { call, context in
        context.zone.date(of: call.began).weekday.index < 5 ? "mon-fri" : "sat-sun"
    }

    static let weekday = EvaluationTrait(
        "weekday", .place, "Day of the week of t0", values: "monday to sunday"
    ) { call, context in context.zone.date(of: call.began).weekday.rawValue }

    static let municipality = EvaluationTrait(
        "municipality", .place, isMerged: true, "The family's municipality at the time of the call",
        values: "the roster's id"
    ) { call, _ in call.municipality?.rawValue ?? none }

    static let institution = EvaluationTrait(
        "institution", .place, isMerged: true, "The family's institution at the time of the call",
        values: "the roster's id"
    ) { call, _ in call.institution?.rawValue ?? none }

    static let variant = EvaluationTrait(
        "variant", .place, isMerged: true, "The family's variant at the time of the call",
        values: "individual, group"
    ) { call, _ in call.variant?.rawValue ?? none }

    /// In the order of the file's columns.
    static let places = [
        month, week, partOfDay, hour, partOfWeek, weekday, municipality, institution, variant,
    ]
}

extension EvaluationContext {
    fileprivate func hour(of call: EvaluationCall) -> Int {
        zone.wall(of: call.began).time.minutes / 60
    }

    /// Whole months from the family's enrolment to the call; `nil` where nobody knows.
    func monthsEnrolled(_ call: EvaluationCall) -> Int? {
        guard let day = call.familyID.flatMap({ enrolled[$0] }) else { return nil }
        let (year, month, date) = day.components
        let (nowYear, nowMonth, nowDate) = zone.date(of: call.began).components
        let months = (nowYear - year) * 12 + nowMonth - month - (nowDate < date ? 1 : 0)
        return months < 0 ? nil : months
    }
}
