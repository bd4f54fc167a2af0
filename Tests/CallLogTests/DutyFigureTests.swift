import CallLog
import CallRouting
import OnCallRoster
import Testing

private let danish = TimeZoneRules.danish

/// 2026-11-DAY at a local time of Copenhagen.
private func at(_ day: Int, _ time: String) -> Instant {
    let date = CivilDate(year: 2026, month: 11, day: day) ?? CivilDate(dayNumber: 0)
    return danish.instant(date, WallTime(time) ?? .midnight)
}

private let egetraeet = LineID.Owner.institution("egetraeet")
private let fjordby = LineID.Owner.municipality("fjordby")

/// A made week: Monday the 2nd of November to Monday the 9th, local time.
private struct MadeWeek {
    var duty: [DutyStretch] = []
    var calls: Handlings = [:]

    static let span = Interval(at(2, "00:00"), at(9, "00:00"))

    mutating func fills(
        _ line: LineName, of owner: LineID.Owner = egetraeet, _ who: ProfessionalID?,
        _ from: (Int, String), _ to: (Int, String), kind: Line.DutyKind = .standby,
        isDesk: Bool = false, isReachable: Bool = true, claimed: Bool = true
    ) {
        duty.append(
            DutyStretch(
                line: LineID(owner, line),
                interval: Interval(at(from.0, from.1), at(to.0, to.1)), professional: who,
                isDesk: isDesk, isReachable: isReachable, kind: kind, isClaimed: claimed))
    }

    mutating func takes(
        _ who: ProfessionalID, _ day: Int, _ from: String, minutes: Int,
        of variant: Family.Variant? = .group
    ) {
        calls[who, default: []].append(
            Handling(
                Interval(at(day, from), at(day, from) + .minutes(minutes)), variant: variant))
    }

    var report: DutyReport {
        DutyReport(duty, calls, over: MadeWeek.span, zone: danish, rest: RestRules())
    }
}

@Suite struct `The figures of duty` {
    @Test func `coverage is the claimed time with somebody who can be reached`() {
        var week = MadeWeek()
        week.fills("first", "anna", (2, "08:00"), (2, "18:00"))
        week.fills("first", nil, (2, "18:00"), (2, "20:00"))
        week.fills("first", "bo", (2, "20:00"), (3, "04:00"), isReachable: false)
        week.fills("office", of: fjordby, "desk", (2, "08:00"), (2, "15:00"), isDesk: true)
        week.fills("office", of: fjordby, "desk", (2, "15:00"), (2, "16:00"), claimed: false)
        let report = week.report
        #expect(report.lines.map { "\($0.line)" } == ["egetraeet/first", "fjordby/office"])
        #expect(report.lines.map(\.claimed) == [.hours(20), .hours(7)])
        #expect(report.lines.map(\.covered) == [.hours(10), .hours(7)])
        let coverage = report.figures().first { $0.figure == "coverage" && $0.part == .whole }
        #expect(coverage?.value == 17.0 / 27.0)
        #expect(coverage?.n == 27 * 60)
    }

    @Test func `two lines at once are one duty, and neighbours are one too`() {
        var week = MadeWeek()
        week.fills("first", "anna", (2, "08:00"), (2, "16:00"))
        week.fills("backup", "anna", (2, "12:00"), (2, "20:00"), kind: .awake)
        week.fills("first", "anna", (3, "08:00"), (3, "12:00"))
        week.fills("first", "anna", (3, "12:00"), (3, "13:00"), claimed: false)
        week.fills("office", of: fjordby, "desk", (2, "08:00"), (2, "15:00"), isDesk: true)
        let whole = week.report.whole
        #expect(whole.duties == 2)
        #expect(whole.awake == .hours(8))
        #expect(whole.standby == .hours(4 + 5))
    }

    @Test func `calls taken on duty interrupt it, by hour and at night`() {
        var week = MadeWeek()
        week.fills("first", "anna", (2, "15:00"), (3, "08:00"))
        week.fills("first", "bo", (3, "15:00"), (4, "08:00"))
        week.takes("anna", 2, "21:59", minutes: 6)
        week.takes("anna", 2, "22:00", minutes: 30)
        week.takes("anna", 3, "07:50", minutes: 20, of: .individual)
        week.takes("bo", 3, "09:00", minutes: 60)
        let report = week.report
        let whole = report.whole
        #expect(whole.interruptions == 3)
        #expect(whole.atNight == 1)
        #expect(whole.byHour == ["21": 1, "22": 1, "07": 1])
        // Of the last one ten minutes are within duty; the overlap of the first two counts once.
        #expect(whole.handling == .minutes(31 + 10))
        let figures = report.figures(ownersOf: [.group: [egetraeet], .individual: [fjordby]])
        func figure(_ name: String, _ part: DutyFigure.Part = .whole) -> DutyFigure? {
            figures.first { $0.figure == name && $0.part == part }
        }
        #expect(figure("interruptions-per-duty")?.value == 1.5)
        #expect(figure("interruptions-per-duty", .hour("22"))?.value == 0.5)
        #expect(figure("interruptions-per-duty", .variant(.group))?.value == 1)
        #expect(figure("interruptions-per-duty", .variant(.individual))?.value == nil)
        #expect(figure("occupancy")?.value == 41.0 / (34 * 60))
        #expect(figure("broken-rests")?.value == 3)
        #expect(figures.allSatisfy { !$0.formula.isEmpty })
    }

    @Test func `work without the rest before makes a duty one of short rest`() {
        var week = MadeWeek()
        week.fills("first", "anna", (2, "08:00"), (4, "08:00"))
        week.fills("first", "bo", (4, "08:00"), (6, "08:00"))
        // From 02:00 on anna may work until 15:00.
        week.takes("anna", 3, "02:00", minutes: 10)
        week.takes("anna", 3, "10:00", minutes: 10)
        week.takes("anna", 3, "15:30", minutes: 10)
        week.takes("bo", 5, "02:00", minutes: 10)
        week.takes("bo", 5, "14:00", minutes: 10)
        let report = week.report
        let people = report.sumsOfProfessionals(of: egetraeet)
        #expect(people.map(\.professional) == ["anna", "bo"])
        #expect(people.map(\.sums.shortRests) == [1, 0])
        #expect(report.whole.shortRests == 1)
        #expect(report.whole.brokenRests == 5)
    }

    @Test func `what lies before the period is known and not counted`() {
        var week = MadeWeek()
        week.fills("first", "anna", (1, "08:00"), (2, "12:00"))
        week.takes("anna", 1, "20:00", minutes: 10)
        week.takes("anna", 2, "05:00", minutes: 10)
        week.takes("anna", 2, "10:00", minutes: 10)
        let whole = week.report.whole
        #expect(whole.duty == .hours(12))
        #expect(whole.duties == 1)
        #expect(whole.interruptions == 2)
        // 13 hours after 20:00 it is 09:00.
        #expect(whole.shortRests == 1)
    }
}

@Suite struct `Cost` {
    private let prices = Prices(
        standby: Prices.Hour(weekday: 6_000, night: 7_000, weekend: 8_000),
        awake: Prices.Hour(weekday: 25_000), handling: 30_000, handlingUnit: .minutes(15),
        lineMonth: 100_000)

    /// Anna on standby from Thursday 20:00 to Saturday 02:00, Bo awake on Monday for two hours.
    private var week: MadeWeek {
        var week = MadeWeek()
        week.fills("first", "anna", (5, "20:00"), (7, "02:00"))
        week.fills("backup", "anna", (5, "22:00"), (6, "06:00"))
        week.fills("day", "bo", (2, "10:00"), (2, "12:00"), kind: .awake)
        week.fills("office", of: fjordby, "desk", (2, "08:00"), (2, "15:00"), isDesk: true)
        week.takes("anna", 5, "21:00", minutes: 1, of: .individual)
        week.takes("anna", 6, "03:00", minutes: 16, of: .group)
        week.takes("bo", 2, "11:00", minutes: 30, of: .group)
        week.takes("desk", 2, "09:00", minutes: 15, of: nil)
        return week
    }

    private func costs(_ days: [Family.Variant?: Int]) -> CostReport {
        CostReport(week.report, at: prices, holidays: HolidayCalendar(), familyDays: days)
    }

    @Test func `is that which one works out by hand`() {
        let whole = costs([:]).whole
        // Anna: Thursday 20-23 at 60, 23-06 at 70, Friday 06-23 at 60, 23-24 at 70, Saturday
        // 00-02 at 80; two lines at once are paid once. Bo: 2 hours at 250.
        #expect(whole.standby == (20 * 60 + 8 * 70 + 2 * 80 + 2 * 250) * 100)
        // A quarter, two quarters, none in waking duty, and the desk's quarter: an hour at 300.
        #expect(whole.handling == 300 * 100)
        // 7 of 30 days of 1,000 kr.: 233.333…
        #expect(whole.line == 23_333)
        #expect(whole.total == 242_000 + 30_000 + 23_333)
        #expect(costs([:]).variants.isEmpty)
    }

    @Test func `is apportioned among the variants so that they add up`() throws {
        let days: [Family.Variant?: Int] = [.group: 14, .individual: 7, nil: 7]
        let costs = costs(days)
        let group = try #require(costs.variants[.group])
        let individual = try #require(costs.variants[.individual])
        let none = try #require(costs.variants[nil])
        #expect(group.standby == 121_000)
        #expect(individual.standby == 60_500)
        // Halves and quarters of 23,333: 11,666.5 and 5,833.25 each; the greatest remainder wins.
        #expect([group.line, individual.line, none.line] == [11_667, 5_833, 5_833])
        // 30 and 15 minutes of their own, and of the desk's 15 a half, a quarter and a quarter.
        #expect([group.handling, individual.handling, none.handling] == [18_750, 9_375, 1_875])
        let sum = [group, individual, none].map(\.total).reduce(0, +)
        #expect(sum == costs.whole.total)
    }

    @Test func `is told per call, family and year, and covered hour`() throws {
        let days: [Family.Variant?: Int] = [.group: 14, .individual: 7]
        let basis = CostReport.Basis(
            familyDays: days, calls: 4, callsByVariant: [.group: 2, .individual: 1], families: 3,
            familiesByVariant: [.group: 2, .individual: 1])
        let report = week.report
        let figures = costs(days).figures(basis, report)
        func value(_ name: String, _ part: DutyFigure.Part = .whole) -> Double? {
            figures.first { $0.figure == name && $0.part == part }?.value
        }
        #expect(value("cost") == 2_953.33)
        #expect(value("cost-standby") == 2_420)
        #expect(value("cost-per-call") == 2_953.33 / 4)
        #expect(value("cost-marginal-per-call") == 75)
        #expect(value("cost-per-family-year") == Double(295_333 * 365) / 2_100)
        // Lines claim 30 + 8 + 2 + 7 hours, all covered.
        #expect(value("cost-per-covered-hour") == Double(295_333 * 36_000) / Double(47 * 3_600_000))
        let parts = Family.Variant.allCases.map { value("cost", .variant($0)) ?? 0 }
        #expect((parts.reduce(0, +) * 100).rounded() == 295_333)
        #expect(
            value("cost-per-call", .variant(.individual)) == value("cost", .variant(.individual)))
    }

    @Test func `cannot be told per call where there was none`() {
        let basis = CostReport.Basis(familyDays: [:], calls: 0, families: 0)
        let figures = costs([:]).figures(basis, week.report)
        #expect(figures.first { $0.figure == "cost-per-call" }?.value == nil)
        #expect(figures.first { $0.figure == "cost-per-family-year" }?.value == nil)
        #expect(figures.allSatisfy { $0.unit == .dkk && !$0.formula.isEmpty })
    }
}
