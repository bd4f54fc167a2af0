import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// The product against a second implementation, which computes duty minute by minute.
@Suite struct `By comparison` {
    /// With `HOTLINE_COMPARISON_SEEDS=N` it is a campaign of N rosters, each asked more densely;
    /// `HOTLINE_COMPARISON_FIRST=SEED` says where it begins.
    private static let campaign = number("HOTLINE_COMPARISON_SEEDS")
    private static let first = number("HOTLINE_COMPARISON_FIRST") ?? 0
    private static let seeds = first..<first + max(1, campaign ?? 60)

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    @Test(arguments: `By comparison`.seeds)
    func `two implementations put the same people on, minute by minute`(_ seed: Int) {
        let comparison = Comparison(ofSeed: seed)
        let everyMinutes = `By comparison`.campaign == nil ? 241 : 5
        let differences = comparison.differences(everyMinutes: everyMinutes)
        #expect(
            differences.isEmpty,
            "seed \(seed)\n\(differences.joined(separator: "\n"))\n\(comparison.roster.yaml)")
    }

    /// Each with a seed in which it matters.
    private static let planted: [(PlainFlaw, Int)] = [
        (.lastOccurrence, 16), (.laterByTheGap, 2), (.daysOfEqualLength, 8), (.lastDayLeftOut, 5),
        (.halfHolidayIsWhole, 17), (.equalBeginningsCountEach, 28), (.emptiedWindowsCount, 2),
    ]

    @Test(arguments: `By comparison`.planted)
    func `a rule understood wrongly is found`(_ flaw: PlainFlaw, _ seed: Int) {
        #expect(Comparison(ofSeed: seed).differences(everyMinutes: 1440) == [])
        #expect(Comparison(ofSeed: seed, flaw: flaw).differences(everyMinutes: 1440) != [])
    }

    @Test func `each wrong understanding is planted`() {
        #expect(`By comparison`.planted.map(\.0) == PlainFlaw.allCases)
    }

    @Test func `the seeds reach what is hard`() {
        let drawn = (0..<60).map { RandomRoster(seed: $0) }
        let lines = drawn.flatMap(\.roster.lines)
        let rotations = lines.flatMap(\.rotations)
        #expect(Set(drawn.map(\.roster.zoneName)).count == 7)
        #expect(drawn.count { $0.clocksChange } >= 20)
        #expect(drawn.count { $0.roster.holidays.hasHalfDays } >= 20)
        #expect(drawn.count { !$0.roster.absences.isEmpty } >= 20)
        #expect(rotations.count { if case .windows = $0.turn { true } else { false } } >= 20)
        #expect(rotations.count { $0.weeks != .all } >= 20)
        #expect(lines.flatMap { $0.shifts + $0.overrides }.count { $0.who == nil } >= 10)
    }

    @Test func `twelve years are the same at every quarter of an hour`() throws {
        let plain = PlainDuty(
            of: RichRoster.roster, in: RichRoster.period,
            since: RichRoster.period.lowerBound - PlainDuty.margin, step: 15)
        let duties = plain.roster.lines.map(plain.duty)
        #expect(duties.map { $0.holders.count { $0 > 0 } }.reduce(0, +) > 1_000_000)
        let now = Instant(minute: RichRoster.period.lowerBound)
        let reading = read(RichRoster.roster.yaml, now: now)
        let errors = reading.problems.filter { $0.severity == .error }
        let roster = try #require(reading.roster, "\(errors.map(\.description))")
        for year in RichRoster.years {
            let table = DutyTable(of: roster, in: Interval(minutes: year))
            for duty in duties {
                #expect(differences(of: duty, plain, from: table, in: year) == [])
            }
        }
    }

    /// The first few quarters of an hour at which a line is not filled by the same professional.
    private func differences(
        of line: PlainLineDuty, _ plain: PlainDuty, from table: DutyTable, in year: Range<Int>
    ) -> [String] {
        let duty = table.duty(of: line.line.lineID)
        var differences: [String] = []
        for minute in stride(from: year.lowerBound, to: year.upperBound, by: plain.step) {
            let found = duty.duty(at: Instant(minute: minute))?.professional.rawValue
            let who = PlainHolder.who(line.holders[plain.tick(at: minute)])
            let expected = who.map { plain.roster.professionals[$0].id }
            guard found != expected, differences.count < 5 else { continue }
            differences.append(
                "\(line.line.id) at \(Instant(minute: minute)): \(found ?? "nobody"), "
                    + "by comparison \(expected ?? "nobody")")
        }
        return differences
    }
}
