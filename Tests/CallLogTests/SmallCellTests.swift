import CallRouting
import OnCallRoster
import Testing

@testable import CallLog

/// What an evaluator is shown. The attacker has every number that is shown, knows how tables add up,
/// and reckons what is hidden.
@Suite struct `Small cells` {
    private static let zone = TimeZoneRules.danish
    private static let year = Interval(
        zone.instant(CivilDate(dayNumber: 20_454)), zone.instant(CivilDate(dayNumber: 20_819)))
    private static let least = 5

    /// Some calls of many families and many calls of some; others nobody knows.
    private func calls(_ seed: Int, in interval: Interval = year) -> [CountedCall] {
        var random = SystemlessRandom(seed)
        let institutions = (0..<(1 + random.below(4))).map { InstitutionID(rawValue: "i\($0)") }
        let families = 4 + random.below(60)
        let span = interval.end.milliseconds - interval.start.milliseconds
        var calls: [CountedCall] = []
        for number in 0..<(20 + random.below(300)) {
            let family = random.below(families)
            let isKnown = random.below(12) > 0
            let outcome = Outcome.allCases[random.below(20) > 3 ? 1 : random.below(6)]
            let own = institutions[family % institutions.count]
            let began = interval.start.milliseconds + Int64(random.below(Int(span / 1000))) * 1000
            let promise =
                outcome == .failed
                ? CountedPromise(
                    deadline: Instant(milliseconds: began + 1_800_000),
                    reached: random.below(2) == 0
                        ? nil : Instant(milliseconds: began + Int64(random.below(9_000_000))),
                    byKey: false) : nil
            calls.append(
                CountedCall(
                    number: Int64(number), outcome: outcome, kind: isKnown ? .family : .unknown,
                    family: isKnown ? FamilyKey.made("f\(family)") : nil,
                    institution: isKnown ? own : nil,
                    municipality: isKnown
                        ? MunicipalityID(rawValue: "m\(family % institutions.count / 2)") : nil,
                    variant: isKnown ? (family % 3 == 0 ? .individual : .group) : nil,
                    began: Instant(milliseconds: began),
                    wait: outcome == .answered ? Int64(random.below(240_000)) : nil,
                    length: Int64(random.below(300_000)), promise: promise,
                    legs: 1 + random.below(3), firstStepTookIt: random.below(2) == 0))
        }
        return calls.sorted { ($0.began, $0.number) < ($1.began, $1.number) }
    }

    private func report(_ calls: [CountedCall], _ interval: Interval = year) -> CallReport {
        var report = CallReport(
            interval: interval, zone: Self.zone, now: Self.year.end + .days(30),
            tellsFamilies: true)
        for call in calls where call.began < interval.end { report.count(call) }
        return report
    }

    private func call(_ number: Int64, of family: Int, at institution: String) -> CountedCall {
        CountedCall(
            number: number, outcome: .answered, kind: .family,
            family: FamilyKey.made("f\(family)"),
            institution: InstitutionID(rawValue: institution), municipality: "m0",
            variant: .group, began: Self.year.start + .minutes(Int(number)), wait: 10_000,
            length: 60_000, promise: nil, legs: 1, firstStepTookIt: true)
    }

    /// What of an institution's duty says how many calls it took would tell the call of another's
    /// family.
    @Test func `one small row keeps the others from telling whose calls they took`() {
        let many = (0..<20).map { call(Int64($0), of: $0 % 8, at: "i0") }
        let parts: Set<CallReport.Part> = [.institution, .municipality, .variant]
        #expect(SmallCells(of: report(many), least: 5).showsAll(.answers, of: parts))
        let one = report(many + [call(20, of: 9, at: "i1")])
        #expect(!SmallCells(of: one, least: 5).showsAll(.answers, of: parts))
    }

    /// The families behind a set of calls, reckoned from the calls themselves.
    private func isTooSmall(_ calls: [CountedCall]) -> Bool {
        !calls.isEmpty && Set(calls.compactMap(\.family)).count < Self.least
    }

    /// A row's calls, told apart by a second reckoning of the names.
    private func name(_ call: CountedCall, _ part: CallReport.Part) -> String {
        let wall = Self.zone.wall(of: call.began)
        let (year, month, _) = wall.date.components
        switch part {
        case .month: return "\(year)-" + (month < 10 ? "0" : "") + "\(month)"
        case .institution: return call.institution?.rawValue ?? "-"
        case .municipality: return call.municipality?.rawValue ?? "-"
        case .variant: return call.variant?.rawValue ?? "-"
        case .weekday: return "\(wall.date.weekday.index + 1) \(wall.date.weekday.rawValue)"
        case .hour:
            let hour = wall.time.minutes / 60
            let isAgain = Self.zone.instant(wall.date, wall.time) < call.began - .minutes(59)
            return (hour < 10 ? "0" : "") + "\(hour)" + (isAgain ? " again" : "")
        }
    }

    /// Classes of calls that a group's figures tell.
    private func classes(_ group: FigureGroup, _ call: CountedCall) -> String {
        switch group {
        case .offered: "all"
        case .answers: call.outcome == .answered ? "answered" : "rest"
        case .classes: call.outcome.rawValue
        case .byKey: "\(call.promise?.byKey ?? false)"
        case .shortOf30:
            call.outcome == .short || call.outcome == .abandoned
                ? "\(call.length ?? .max < 30_000)" : "rest"
        case .waits:
            call.outcome == .answered
                ? "\([15, 20, 60, 180].firstIndex { call.wait ?? .max <= $0 * 1000 } ?? 9)" : "rest"
        case .steps: call.firstStepTookIt ? "first" : call.legs > 0 ? "rung" : "rest"
        // Repeats and promises need more than the call: held by the two tests below it.
        case .repeats, .promises: "all"
        }
    }

    @Test(arguments: 1...60)
    func `no shown count, and no sum of hidden ones, is of few families`(_ seed: Int) {
        let calls = calls(seed)
        let cells = SmallCells(of: report(calls), least: Self.least)
        for group in FigureGroup.allCases {
            for part in CallReport.Part.allCases {
                let rows = Dictionary(grouping: calls) { name($0, part) }
                var hidden: [CountedCall] = []
                for (name, own) in rows {
                    guard cells.shows(group, part, name) else {
                        hidden += own
                        continue
                    }
                    for told in Dictionary(grouping: own, by: { classes(group, $0) }).values {
                        #expect(!isTooSmall(told), "\(group) of \(part) \(name)")
                    }
                }
                guard cells.shows(group) else { continue }
                // The whole less the shown rows.
                for told in Dictionary(grouping: hidden, by: { classes(group, $0) }).values {
                    #expect(!isTooSmall(told), "\(group) of the hidden rows by \(part)")
                }
            }
        }
    }

    @Test(arguments: 1...60)
    func `an institution is not told by its municipality less the others`(_ seed: Int) {
        let calls = calls(seed)
        let cells = SmallCells(of: report(calls), least: Self.least)
        for (municipality, own) in Dictionary(grouping: calls, by: { name($0, .municipality) })
        where cells.shows(.offered, .municipality, municipality) {
            let hidden = own.filter { !cells.shows(.offered, .institution, name($0, .institution)) }
            #expect(!isTooSmall(hidden), "\(municipality)")
        }
    }

    @Test(arguments: 1...60)
    func `a quarter is not told by its year less the other quarters`(_ seed: Int) {
        let calls = calls(seed)
        let bounds = [(1, 4), (4, 7), (7, 10), (10, 13)].map { from, to in
            Interval(
                Self.zone.instant(
                    CivilDate(year: 2026, month: from, day: 1) ?? CivilDate(dayNumber: 0)),
                to > 12
                    ? Self.year.end
                    : Self.zone.instant(
                        CivilDate(year: 2026, month: to, day: 1) ?? CivilDate(dayNumber: 0)))
        }
        let quarters = bounds.map { bound in
            let made = report(calls, bound)
            return (report: made, cells: SmallCells(of: made, least: Self.least))
        }
        var whole = report([])
        for quarter in quarters { whole.merge(quarter.report) }
        let cells = SmallCells(of: whole, quarters: quarters, least: Self.least)
        for group in [FigureGroup.offered, .answers, .classes, .waits, .steps] {
            for part in CallReport.Part.allCases {
                for (name, own) in Dictionary(grouping: calls, by: { name($0, part) })
                where cells.shows(group, part, name) {
                    let hidden = own.filter { call in
                        zip(bounds, quarters).contains { bound, quarter in
                            bound.contains(call.began) && !quarter.cells.shows(group, part, name)
                        }
                    }
                    for told in Dictionary(grouping: hidden, by: { classes(group, $0) }).values {
                        #expect(!isTooSmall(told), "\(group) of \(part) \(name)")
                    }
                }
            }
        }
    }

    @Test func `many families are shown`() {
        let calls = (0..<40).map { index in
            CountedCall(
                number: Int64(index), outcome: .answered, kind: .family,
                family: FamilyKey.made("f\(index % 10)"),
                institution: InstitutionID(rawValue: "i"),
                municipality: MunicipalityID(rawValue: "m"), variant: .group,
                began: Self.year.start + .minutes(index), wait: 5_000, legs: 1,
                firstStepTookIt: true)
        }
        let cells = SmallCells(of: report(calls), least: Self.least)
        for group in FigureGroup.allCases where group != .repeats {
            #expect(cells.shows(group) && cells.shows(group, .institution, "i"), "\(group)")
        }
    }

    @Test func `one family is not, however often it calls`() {
        let calls = (0..<40).map { index in
            CountedCall(
                number: Int64(index), outcome: .answered, kind: .family,
                family: FamilyKey.made("f"), institution: InstitutionID(rawValue: "i"),
                began: Self.year.start + .minutes(index), wait: 5_000)
        }
        let cells = SmallCells(of: report(calls), least: Self.least)
        #expect(cells.hiddenOfAll == Set(FigureGroup.allCases))
        #expect(!SmallCells.mayTellTimes(report(calls).all))
    }
}
