import HotlineSettings
import HotlineTestSupport
import Testing

@testable import OnCallRoster

/// A roster whose line `night` is waking duty, with a shift a line of `FROM to TO`.
private func roster(_ shifts: [String], duty: String = "awake", rest: String = "") -> String {
    let rules = shifts.map { shift in
        let ends = shift.split(separator: ">").map { $0.drop { $0 == " " } }
        return "{ who: anna, from: \(ends[0]), to: \(ends[1]) }"
    }
    return """
        roster: 1
        institutions:
          egetraeet:
            lines:
              night: { duty: \(duty), covers: never, shifts: [\(rules.joined(separator: ", "))] }
        professionals:
          anna: { phones: ["sip:anna@x.example"] }
        \(rest)
        """
}

private func shortRest(
    _ shifts: [String], duty: String = "awake", rest: String = "", now: Instant = Fixtures.now
) -> [Problem] {
    let problems = read(roster(shifts, duty: duty, rest: rest), now: now).problems
    #expect(problems.filter { $0.severity == .error } == [])
    return problems.filter { $0.code == .shortRest }
}

/// The same hours on each of so many days from a date of December 2026 on.
private func days(_ first: Int, _ count: Int, _ from: String, _ to: String) -> [String] {
    (first..<first + count).map { day in
        let date = "2026-12-" + (day < 10 ? "0\(day)" : "\(day)")
        return "\(date) \(from)>\(date) \(to)"
    }
}

@Suite struct `Eleven hours of rest in every 24` {
    @Test(arguments: [("21:00", 0), ("21:01", 1)])
    func `who began at eight may work until nine in the evening`(_ end: String, _ lines: Int) {
        #expect(shortRest(["2026-12-01 08:00>2026-12-01 \(end)"]).count == lines)
    }

    @Test func `a night after a day of work looks back on less rest`() throws {
        let shifts = ["2026-12-01 08:00>2026-12-01 16:00", "2026-12-01 23:00>2026-12-02 07:00"]
        let problem = try #require(shortRest(shifts).first)
        #expect(problem.severity == .warning)
        #expect(
            problem.message == "in 2026-12 'anna' rests 7 h in the 24 hours before 2026-12-02 07:00"
        )
        #expect(
            problem.fix
                == "let others take some of it: asked for are 11 h of rest in every 24 hours")
    }

    @Test func `a pause within a day is no rest, and none is needed`() {
        #expect(shortRest(days(1, 1, "08:00", "10:00") + days(1, 1, "14:00", "21:00")) == [])
        #expect(shortRest(days(1, 1, "08:00", "10:00") + days(1, 1, "14:00", "21:30")).count == 1)
    }

    @Test func `eleven hours between two days are enough, a minute less is not`() {
        let evening = "2026-12-01 13:00>2026-12-01 21:00"
        #expect(shortRest([evening, "2026-12-02 08:00>2026-12-02 16:00"]) == [])
        #expect(shortRest([evening, "2026-12-02 07:59>2026-12-02 16:00"]).count == 1)
    }

    @Test func `the autumn night has an hour more of rest`() {
        let now = instant("2026-10-20T12:00")
        let shifts = ["2026-10-24 14:00>2026-10-24 22:00", "2026-10-25 08:00>2026-10-25 16:00"]
        #expect(shortRest(shifts, now: now) == [])
    }

    @Test func `duty before the horizon is looked back on`() {
        // Now is Sunday the 22nd of November, 13:00.
        let shifts = ["2026-11-22 02:00>2026-11-22 10:00", "2026-11-22 18:00>2026-11-22 20:00"]
        #expect(shortRest(shifts).map { $0.message.contains("rests 8 h in the") } == [true])
        #expect(shortRest([shifts[0], "2026-11-22 10:30>2026-11-22 12:59"]) == [])
    }

    @Test func `the roster may ask for less`() {
        let shifts = ["2026-12-01 13:00>2026-12-01 22:00", "2026-12-02 07:00>2026-12-02 16:00"]
        #expect(shortRest(shifts).count == 1)
        #expect(shortRest(shifts, rest: "rest: { daily: 9 hours }") == [])
    }

    @Test func `standby at home is rest until a call comes`() {
        let shifts = ["2026-12-01 08:00>2026-12-08 08:00"]
        #expect(shortRest(shifts).count == 1)
        #expect(shortRest(shifts, duty: "standby") == [])
    }

    @Test(arguments: 0..<60)
    func `breaches are those of looking back from every hour`(_ seed: Int) {
        let worked = hours(seed)
        let check = RestCheck(rules: RestRules(), zone: .utc, worked: worked.set)
        let found = (0..<400).filter { hour in
            guard worked.held.contains(hour) else { return false }
            // Eleven hours in a row, all within the 24 hours up to this one's end.
            return !(hour - 23...hour - 10).contains { start in
                (start..<start + 11).allSatisfy { !worked.held.contains($0) }
            }
        }
        let told = (0..<400).filter { overlaps(check.withoutDailyRest, hour: $0) }
        #expect(told == found)
    }
}

@Suite struct `A longer rest once a week` {
    @Test func `six days in a row are allowed, seven are not`() throws {
        #expect(shortRest(days(7, 6, "08:00", "15:00")) == [])
        let problem = try #require(shortRest(days(7, 7, "08:00", "15:00")).first)
        #expect(
            problem.message
                == "in 2026-12 'anna' has had no rest of 35 h for 6 days by 2026-12-13 08:00")
        #expect(problem.fix.hasSuffix("asked for are 35 h once a week, after 6 days at most"))
    }

    @Test func `35 hours part two weeks, a minute less does not`() {
        let first = days(1, 5, "08:00", "15:00")
        let second = days(8, 5, "08:00", "15:00")
        #expect(shortRest(first + ["2026-12-06 08:00>2026-12-06 21:00"] + second) == [])
        #expect(shortRest(first + ["2026-12-06 08:00>2026-12-06 21:01"] + second).count == 1)
    }

    @Test func `the days are counted by the calendar, also over a clock change`() {
        let now = instant("2026-10-10T12:00")
        let shifts = (19...24).map { "2026-10-\($0) 08:00>2026-10-\($0) 15:00" }
        // Six days after Monday the 19th at 08:00 it is 145 hours later.
        #expect(shortRest(shifts + ["2026-10-25 06:00>2026-10-25 08:00"], now: now) == [])
        #expect(shortRest(shifts + ["2026-10-25 06:00>2026-10-25 08:01"], now: now).count == 1)
    }

    @Test func `the roster may allow more days, or ask for a shorter rest`() {
        let shifts = days(1, 8, "08:00", "15:00")
        #expect(shortRest(shifts, rest: "rest: { days-in-a-row: 7 }").count == 1)
        #expect(shortRest(shifts, rest: "rest: { days-in-a-row: 8 }") == [])
        #expect(shortRest(shifts, rest: "rest: { weekly: 17 hours }") == [])
    }

    @Test(arguments: 0..<60)
    func `breaches are those of looking back for the rest from every hour`(_ seed: Int) {
        let worked = hours(seed)
        let check = RestCheck(rules: RestRules(), zone: .utc, worked: worked.set)
        let found = (0..<400).filter { hour in
            guard worked.held.contains(hour) else { return false }
            // Back to where 35 free hours end; before the first hour all are free.
            var start = hour
            while (start - 35..<start).contains(where: worked.held.contains) { start -= 1 }
            while !worked.held.contains(start) { start += 1 }
            return hour + 1 - start > 6 * 24
        }
        let told = (0..<400).filter { overlaps(check.withoutWeeklyRest, hour: $0) }
        #expect(told == found)
    }
}

@Suite struct `Hours a week` {
    /// So many hours on each of 24 days, three a week, two to eight weeks of the horizon.
    private func weeks(_ hours: String) -> [String] {
        (0..<56).filter { [1, 3, 5].contains($0 % 7) }.map { day in
            let date = CivilDate(dayNumber: 20_779 + day).description
            return "\(date) 00:00>\(date) \(hours)"
        }
    }

    @Test func `48 hours on average are allowed, more are not`() throws {
        let rest = "rest: { daily: 1 hours }"
        #expect(shortRest(weeks("16:00"), rest: rest) == [])
        let problem = try #require(shortRest(weeks("16:10"), rest: rest).first)
        #expect(problem.message == "in 2026-11 'anna' is on for 48 h 30 min a week on average")
        #expect(problem.fix.hasSuffix("asked for are 48 h a week at most"))
    }
}

@Suite struct `How short rest is told` {
    @Test func `one line a month counts the times and names every rule`() throws {
        let nights = (1...9).map { "2026-12-0\($0) 08:00>2026-12-0\($0) 22:00" }
        let january = ["2027-01-05 08:00>2027-01-06 08:00"]
        let problems = shortRest(nights + january)
        #expect(problems.map { String($0.message.prefix(10)) } == ["in 2026-12", "in 2027-01"])
        let first = try #require(problems.first)
        #expect(
            first.message.contains(
                "rests 10 h in the 24 hours before 2026-12-01 22:00 and 8 more times"))
        #expect(
            first.message.contains(
                "; has had no rest of 35 h for 6 days by 2026-12-07 08:00 and 2 more times"))
    }

    @Test func `a roster of short rest has one line a professional and month`() throws {
        let folder = RosterFolder(path: "\(Fixtures.rosters)/bad-short-rest.yaml")
        let problems = try folder.read(now: Fixtures.now).problems.filter { $0.code == .shortRest }
        #expect(
            problems.map { "\($0.place.line) \($0.message)" } == [
                "18 in 2026-12 'anna' rests 9 h in the 24 hours before 2026-12-02 15:00",
                "19 in 2026-12 'carla' rests 0 h in the 24 hours before 2026-12-13 08:00"
                    + " and 1 more time",
                "21 in 2027-01 'carla' rests 0 h in the 24 hours before 2027-01-10 08:00",
                "28 in 2026-12 'bo' has had no rest of 35 h for 6 days by 2026-12-20 08:00",
            ])
    }

    @Test func `the place is that of the rule that puts them on`() {
        let text = """
            roster: 1
            institutions:
              egetraeet:
                lines:
                  night:
                    duty: awake
                    covers: never
                    shifts:
                      - { who: anna, from: 2026-12-01 08:00, to: 2026-12-01 16:00 }
                      - { who: anna, from: 2026-12-01 20:00, to: 2026-12-02 02:00 }
                  desk:
                    duty: awake
                    rotations:
                      - { professionals: [desk], starts: 2026-01-01, turn: 1 week }
            professionals:
              anna: { phones: ["sip:anna@x.example"] }
              desk: { kind: desk, phones: ["sip:desk@x.example"] }
            """
        let problems = read(text).problems.filter { $0.code == .shortRest }
        #expect(problems.map(\.place) == [Place(file: "roster.yaml", line: 10, column: 15)])
    }
}

/// Hours of work made up from a seed, the first one from hour 48 on.
private func hours(_ seed: Int) -> (held: Set<Int>, set: IntervalSet) {
    var held: Set<Int> = []
    var hour = 48 + seed % 5
    var number = seed
    while hour < 380 {
        number = (number * 1_103 + 12_345) % 65_536
        let length = 1 + number % 16
        held.formUnion(hour..<hour + length)
        number = (number * 1_103 + 12_345) % 65_536
        hour += length + 1 + number % (number % 5 == 0 ? 50 : 18)
    }
    let set = IntervalSet(
        held.map {
            Interval(Instant(seconds: Int64($0 * 3600)), Instant(seconds: Int64($0 * 3600 + 3600)))
        })
    return (held, set)
}

private func overlaps(_ set: IntervalSet, hour: Int) -> Bool {
    let start = Instant(seconds: Int64(hour * 3600))
    return !set.clipped(to: Interval(start, start + .hours(1))).isEmpty
}
