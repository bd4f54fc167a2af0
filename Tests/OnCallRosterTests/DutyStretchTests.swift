import HotlineTestSupport
import OnCallRoster
import Testing

private let danish = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc

/// Egetræet in the first days of December 2026, each line one of YAML.
private func stretches(_ lines: String..., from: String, to: String) throws -> [DutyStretch] {
    let text = """
        roster: 1
        institutions:
          egetraeet:
            lines:
        \(lines.map { "      \($0)" }.joined(separator: "\n"))
        professionals:
          anna: { phones: ["sip:anna@x.example"] }
          bo: { phones: ["sip:bo@x.example"] }
          carla: {}
          desk: { kind: desk, phones: ["sip:desk@x.example"] }
        """
    let reading = read(text)
    let roster = try #require(reading.roster, "\(reading.problems)")
    let span = Interval(instant(from), instant(to))
    return roster.dutyStretches(within: span, DutyTable(of: roster, in: span))
}

private func told(_ stretches: [DutyStretch]) -> [String] {
    stretches.map { stretch in
        let (start, end) = (stretch.interval.start, stretch.interval.end)
        return "\(stretch.professional?.rawValue ?? "nobody") \(start) \(end)"
            + (stretch.isClaimed ? "" : " unclaimed")
    }
}

@Suite struct `Duty as it was` {
    @Test func `a professional who stays is one stretch, whatever rules put them there`() throws {
        let told = told(
            try stretches(
                """
                first: { rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 day }], \
                shifts: [{ who: anna, from: 2026-12-02 08:00, to: 2026-12-02 16:00 }], \
                overrides: [{ who: bo, from: 2026-12-03 00:00, to: 2026-12-03 12:00 }] }
                """, from: "2026-12-01T12:00", to: "2026-12-04T00:00"))
        #expect(
            told == [
                "anna 2026-12-01T12:00:00Z 2026-12-02T23:00:00Z",
                "bo 2026-12-02T23:00:00Z 2026-12-03T11:00:00Z",
                "anna 2026-12-03T11:00:00Z 2026-12-04T00:00:00Z",
            ])
    }

    @Test func `claimed time that nobody fills is told, closed time too, and other time is not`()
        throws
    {
        let told = told(
            try stretches(
                """
                first: { covers: ["Tue 08:00-20:00"], \
                shifts: [{ who: anna, from: 2026-12-01 06:00, to: 2026-12-01 12:00 }], \
                overrides: [{ who: nobody, from: 2026-12-01 11:00, to: 2026-12-01 14:00 }] }
                """, from: "2026-11-30T00:00", to: "2026-12-03T00:00"))
        #expect(
            told == [
                "anna 2026-12-01T05:00:00Z 2026-12-01T07:00:00Z unclaimed",
                "anna 2026-12-01T07:00:00Z 2026-12-01T10:00:00Z",
                "nobody 2026-12-01T10:00:00Z 2026-12-01T19:00:00Z",
            ])
    }

    @Test func `who has no number is reachable on the line's phone only`() throws {
        func isReachable(_ who: String, _ more: String = "") throws -> Bool? {
            let shift = "shifts: [{ who: \(who), from: 2026-12-01 06:00, to: 2026-12-01 12:00 }]"
            return try stretches(
                "first: { \(shift), covers: never\(more) }", from: "2026-12-01T00:00",
                to: "2026-12-02T00:00"
            ).first?.isReachable
        }
        #expect(try isReachable("anna") == true)
        #expect(try isReachable("carla") == false)
        #expect(try isReachable("carla", ", phones: [\"+45 00 00 00 11\"]") == true)
    }

    @Test func `a desk is told from a person, and waking duty from standby`() throws {
        let stretches = try stretches(
            "office: { duty: awake, rotations: [{ professionals: [desk], starts: 2026-01-01, turn: 1 week }] }",
            "first: { rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }] }",
            from: "2026-12-01T00:00", to: "2026-12-02T00:00")
        #expect(stretches.map(\.isDesk) == [true, false])
        #expect(stretches.map(\.kind) == [.awake, .standby])
    }
}

@Suite struct `What an hour is paid as` {
    /// Hours of a span in Copenhagen by class, with Denmark's holidays.
    private func hours(
        _ from: String, _ to: String, at prices: Prices.Hour
    ) -> [HourClass: Int] {
        let span = Interval(instant(from), instant(to))
        let calendar = PriceCalendar(
            over: span, zone: danish, holidays: HolidayCalendar(denmark: true), night: .standard)
        return calendar.durations(of: IntervalSet([span]), at: prices)
            .mapValues { $0.wholeSeconds / 3600 }.filter { $0.value > 0 }
    }

    private let all = Prices.Hour(weekday: 1, night: 2, weekend: 3, holiday: 4)

    @Test func `a week from Monday to Monday has five nights of seven hours and a weekend`() {
        // Local Monday 2026-11-02 00:00 to Monday 2026-11-09 00:00.
        let week = hours("2026-11-01T23:00", "2026-11-08T23:00", at: all)
        // Monday to Friday 00-06, Monday to Friday 23-24.
        #expect(week == [.weekend: 48, .night: 35, .weekday: 85])
    }

    @Test func `a holiday goes before a weekend, and without its price it is what the day is`() {
        // Christmas day 2026 is a Friday, the 26th a Saturday.
        let (from, to) = ("2026-12-24T23:00", "2026-12-26T23:00")
        #expect(hours(from, to, at: all) == [.holiday: 48])
        let plain = Prices.Hour(weekday: 1, night: 2, weekend: 3)
        #expect(hours(from, to, at: plain) == [.weekend: 24, .night: 7, .weekday: 17])
        #expect(hours(from, to, at: Prices.Hour(weekday: 1)) == [.weekday: 48])
    }

    @Test func `the nights of the clock changes are an hour shorter and longer`() {
        let night = Prices.Hour(weekday: 1, night: 2)
        // Local 2026-03-28 12:00 to 2026-03-29 12:00, and 2026-10-24 12:00 to 2026-10-25 12:00.
        #expect(hours("2026-03-28T11:00", "2026-03-29T10:00", at: night)[.night] == 6)
        #expect(hours("2026-10-24T10:00", "2026-10-25T11:00", at: night)[.night] == 8)
    }

    @Test(arguments: [
        (90, 6000, 9000), (1, 6000, 100), (1, 29, 0), (1, 30, 1), (7, 31050, 3623), (0, 6000, 0),
    ])
    func `an amount is rounded once, half an øre up`(_ minutes: Int, _ price: Int, _ sum: Int) {
        #expect(amount(of: .minutes(minutes), atHourly: price) == sum)
    }

    @Test func `a month's price is shared by days`() throws {
        func line(_ from: String, _ to: String) throws -> Int {
            let (first, end) = (try #require(CivilDate(from)), try #require(CivilDate(to)))
            return PriceCalendar(
                over: Interval(danish.instant(first), danish.instant(end)), zone: danish,
                holidays: HolidayCalendar(), night: .standard
            ).amount(monthly: 100_000)
        }
        #expect(try line("2026-11-01", "2026-12-01") == 100_000)
        #expect(try line("2026-01-01", "2027-01-01") == 1_200_000)
        // 14 of 28 days, and 10 of 31: 50,000 + 32,258.06.
        #expect(try line("2026-02-15", "2026-03-11") == 82_258)
    }
}
