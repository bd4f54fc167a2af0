import CallLog
import CallRouting
import Crypto
import OnCallRoster

/// A line's calls of the year 2026, from a seed. Some institutions have many families, some one; some
/// families ring often.
struct EvaluationWorld {
    static let zone = TimeZoneRules.danish
    static let key = (0..<32).map { UInt8($0) }
    static let least = 5

    let calls: [EvaluationCall]

    init(seed: Int, families: Int = 60, calls count: Int = 800, isErased: Bool = false) {
        var dice = EvaluationDice(seed)
        let start = Self.day(2026, 1, 1)
        var calls: [EvaluationCall] = []
        for _ in 0..<count {
            // The lower of two: the first families ring most.
            let family = min(dice.below(families), dice.below(families))
            let began = start + .seconds(dice.below(365 * 86_400))
            calls.append(Self.call(of: family, at: began, isErased, &dice))
        }
        self.calls = calls.sorted { $0.began < $1.began }
    }

    init(_ calls: [EvaluationCall]) {
        self.calls = calls
    }

    static func day(_ year: Int, _ month: Int, _ day: Int) -> Instant {
        zone.instant(CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0))
    }

    static func id(_ family: Int) -> FamilyID { FamilyID(rawValue: "family-\(family)") }

    static func key(_ family: Int) -> String {
        let digits = String(family, radix: 16)
        return String(repeating: "a", count: 32 - digits.count) + digits
    }

    private static func call(
        of family: Int, at began: Instant, _ isErased: Bool, _ dice: inout EvaluationDice
    ) -> EvaluationCall {
        // Institution 0 has half of the families, the last one has one or two.
        let institution = [0, 0, 0, 0, 1, 1, 2, 3, 0, 1][family % 10] + (family == 7 ? 1 : 0)
        var call = EvaluationCall(
            family: key(family), familyID: family % 13 == 3 ? nil : id(family),
            isErased: isErased && family % 11 == 5, began: began,
            institution: InstitutionID(rawValue: "inst-\(institution)"),
            municipality: MunicipalityID(rawValue: "muni-\(institution / 2 + family % 2)"),
            variant: family % 17 == 0 ? nil : family % 3 == 0 ? .individual : .group,
            outcome: dice.below(10) < 8
                ? .answered : [.short, .abandoned, .failed, .failed, .unknown][dice.below(5)],
            legs: dice.below(5))
        if call.outcome == .answered {
            call.wait = Int64(dice.below(10) < 7 ? dice.below(60_000) : dice.below(300_000))
            call.takenStep = 1 + dice.below(4)
        }
        if call.outcome == .failed {
            call.promise = CountedPromise(
                deadline: began + .minutes(30),
                reached: [nil, began + .minutes(20), began + .hours(5), began + .hours(60)][
                    dice.below(4)], byKey: false)
        }
        if dice.below(3) > 0 {
            var note = CallFacts(by: "")
            note.themes = ["behaviour", "school", "violence"].filter { _ in dice.below(3) == 0 }
            note.done = [dice.below(40) == 0 ? "police" : "advice"]
            note.noted = dice.below(2) == 0 ? .yes : .no
            note.followUp = dice.below(4) == 0
            call.note = note
        }
        if call.isErased { call.familyID = nil }
        return call
    }

    // MARK: Exports

    func export(
        _ from: String = "2026-01-01", _ to: String = "2027-01-01", key: [UInt8] = key,
        least: Int = least
    ) throws -> EvaluationData {
        let request = try Self.request(from, to, key: key, least: least)
        let end = Self.zone.instant(request.to)
        return EvaluationData(request, calls.filter { $0.began < end })
    }

    static func request(
        _ from: String, _ to: String, key: [UInt8] = key, least: Int = least,
        now: Instant = day(2027, 2, 1)
    ) throws -> EvaluationRequest {
        guard let first = CivilDate(from), let end = CivilDate(to) else {
            throw Talk.Broken(description: "\(from) or \(to) is no day")
        }
        return try EvaluationRequest(
            from: first, to: end, zone: zone, now: now, least: least, key: key)
    }

    // MARK: What a call is, reckoned anew

    func calls(in period: String) -> [EvaluationCall] {
        calls.filter { Self.isIn(period, $0) }
    }

    /// `2026-Q2` or `2026-Q2..Q4`.
    private static func isIn(_ period: String, _ call: EvaluationCall) -> Bool {
        let (year, month, _) = zone.date(of: call.began).components
        let numbers = period.split(separator: "Q").dropFirst().compactMap { Int($0.prefix(1)) }
        guard let first = numbers.first, let last = numbers.last else { return false }
        return period.hasPrefix("\(year)-") && (first...last).contains((month + 2) / 3)
    }

    /// What a column would say of a call, were all told.
    func raw(_ column: String, _ call: EvaluationCall) -> Set<String> {
        let wall = Self.zone.wall(of: call.began)
        let (year, month, _) = wall.date.components
        let hour = wall.time.minutes / 60
        let none = "(none)"
        switch column {
        case "month": return ["\(year)-\(month < 10 ? "0" : "")\(month)"]
        case "hour": return ["\(hour < 10 ? "0" : "")\(hour)"]
        case "part_of_day":
            return [
                hour < 6 || hour >= 22
                    ? "night" : hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening"
            ]
        case "weekday": return [wall.date.weekday.rawValue]
        case "part_of_week": return [wall.date.weekday.index > 4 ? "sat-sun" : "mon-fri"]
        case "institution": return [call.institution?.rawValue ?? none]
        case "municipality": return [call.municipality?.rawValue ?? none]
        case "variant": return [call.variant?.rawValue ?? none]
        case "answered": return [call.outcome == .answered ? "yes" : "no"]
        case "outcome": return [call.outcome.rawValue]
        case "outcome_group":
            let groups: [Outcome: String] = [
                .answered: "answered", .short: "gave-up", .abandoned: "gave-up",
                .failed: "failed",
            ]
            return [groups[call.outcome] ?? "unclear"]
        case "within_60_s": return [call.wait.map { $0 > 60_000 ? "no" : "yes" } ?? none]
        case "promise":
            guard let promise = call.promise else { return [none] }
            // Five hours later is the same day by the rule of eight hours.
            let late = promise.reached.map { $0 - call.began }
            return [
                late.map {
                    $0 <= .minutes(30) ? "kept" : $0 <= .hours(8) ? "same-day" : "broken"
                } ?? "broken"
            ]
        case "themes": return Set(call.note?.themes ?? [])
        case "done": return Set(call.note?.done ?? [])
        case "noted": return [call.note?.noted?.rawValue ?? none]
        case "follow_up": return [call.note?.followUp.map { $0 ? "yes" : "no" } ?? none]
        default: return []
        }
    }
}

/// Numbers that are the same for the same seed (SplitMix64).
struct EvaluationDice {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed)
    }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}

extension EvaluationData {
    func sheet(_ name: String) -> EvaluationSheet? { sheets.first { $0.name == name } }

    /// The rows of a sheet, each value by its column's name.
    func rows(_ name: String) -> [[String: String]] {
        guard let sheet = sheet(name) else { return [] }
        let names = sheet.columns.map(\.name)
        return sheet.rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }

    /// Periods of which something is told.
    var toldPeriods: [String] {
        rows("periods").filter { $0["state"] == "told" }.compactMap { $0["period"] }
    }

    /// A sheet's columns before the counts that say what a row counts.
    func parts(_ name: String) -> [String] {
        (sheet(name)?.columns.map(\.name) ?? [])
            .filter { !["period", "figure", "value", "calls", "families"].contains($0) }
    }
}
