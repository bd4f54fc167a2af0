import HotlineTestSupport
import OnCallRoster
import Testing

/// Lines of `egetraeet` in Copenhagen, each one line of YAML.
private func roster(_ lines: String..., more: String = "") throws -> Roster {
    let text = """
        roster: 1
        holidays: { country: DK, also: [christmas-eve from 12:00] }
        institutions:
          egetraeet:
            lines:
        \(lines.map { "      \($0)" }.joined(separator: "\n"))
        professionals:
          anna: { phones: ["sip:anna@x.example"] }
          bo: { phones: ["sip:bo@x.example"] }
          carla: { phones: ["sip:carla@x.example"] }
          desk: { kind: desk, phones: ["sip:desk@x.example"] }
        \(more)
        """
    let reading = read(text)
    return try #require(reading.roster, "\(reading.problems)")
}

private func shift(_ who: String, _ from: String, _ to: String) -> String {
    "{ who: \(who), from: \(from), to: \(to) }"
}

private func load(_ roster: Roster, _ from: String, _ to: String) -> DutyLoad {
    let span = Interval(instant(from), instant(to))
    return DutyLoad(of: roster, DutyTable(of: roster, in: span), over: span)
}

/// Anna's load over November and December 2026 where she has one shift.
private func anna(_ from: String, _ to: String) throws -> ProfessionalLoad {
    let roster = try roster("first: { shifts: [\(shift("anna", from, to))] }")
    let load = load(roster, "2026-11-01T00:00", "2027-01-01T00:00")
    return try #require(load.professionals.first)
}

@Suite struct `Load of a professional` {
    @Test func `standby and waking hours are told apart, and two lines at once count once`() throws
    {
        let roster = try roster(
            "first: { shifts: [\(shift("anna", "2026-12-01 15:00", "2026-12-02 08:00"))] }",
            "day: { duty: awake, shifts: [\(shift("anna", "2026-12-01 10:00", "2026-12-01 16:00"))] }"
        )
        let load = load(roster, "2026-11-30T23:00", "2026-12-07T23:00")
        let anna = try #require(load.professionals.first)
        #expect(anna.awake == .hours(6))
        #expect(anna.standby == .hours(16))
        #expect(anna.duty == .hours(22))
        #expect(anna.shifts == 2)
    }

    @Test func `most duty comes first, and who stands in a rotation is there with none`() throws {
        let roster = try roster(
            """
            first: { rotations: [{ professionals: [carla, desk], starts: 2030-01-01, turn: 1 week }], \
            shifts: [\(shift("anna", "2026-12-01 08:00", "2026-12-01 10:00")), \
            \(shift("bo", "2026-12-02 08:00", "2026-12-02 11:00"))] }
            """)
        let load = load(roster, "2026-11-30T23:00", "2026-12-07T23:00")
        #expect(load.professionals.map(\.professional) == ["bo", "anna", "carla"])
        #expect(load.professionals.map(\.duty) == [.hours(3), .hours(2), .zero])
    }

    @Test(arguments: [
        ("2026-12-01 20:00", "2026-12-02 02:00", 1), ("2026-12-01 20:00", "2026-12-02 01:59", 0),
        ("2026-12-02 03:00", "2026-12-02 08:00", 1), ("2026-12-02 03:01", "2026-12-02 08:00", 0),
        ("2026-12-01 08:00", "2026-12-01 23:00", 0), ("2026-12-01 12:00", "2026-12-03 12:00", 2),
    ])
    func `a night needs three hours between 23 and 6`(
        _ from: String, _ to: String, _ nights: Int
    ) throws {
        #expect(try anna(from, to).nights == nights)
    }

    @Test func `hours of a night add up, and the night of the clock change is shorter`() throws {
        let parts = [
            shift("anna", "2026-12-01 22:00", "2026-12-02 00:30"),
            shift("anna", "2026-12-02 04:30", "2026-12-02 08:00"),
        ]
        let twice = try roster("first: { shifts: [\(parts.joined(separator: ", "))] }")
        #expect(load(twice, "2026-12-01T00:00", "2026-12-03T00:00").professionals[0].nights == 1)
        // From 23:00 to 03:00 on the clock's face there are three hours, of six.
        let spring = try roster(
            "first: { shifts: [\(shift("anna", "2026-03-28 23:00", "2026-03-29 03:00"))] }")
        let load = load(spring, "2026-03-28T00:00", "2026-03-30T00:00")
        #expect(load.professionals[0].duty == .hours(3))
        #expect(load.professionals[0].nights == 1)
    }

    @Test(arguments: [
        // The 4th of December is a Friday.
        ("2026-12-04 15:00", "2026-12-05 00:00", 0, 0),
        ("2026-12-04 15:00", "2026-12-05 08:00", 1, 1),
        ("2026-12-06 20:00", "2026-12-07 08:00", 1, 1),
        ("2026-12-05 20:00", "2026-12-06 08:00", 2, 1),
        ("2026-12-06 20:00", "2026-12-12 08:00", 2, 2),
    ])
    func `weekend days and weekends are counted by the local calendar`(
        _ from: String, _ to: String, _ days: Int, _ weekends: Int
    ) throws {
        let load = try anna(from, to)
        #expect(load.weekendDays == days)
        #expect(load.weekends == weekends)
    }

    @Test(arguments: [
        ("2026-12-24 08:00", "2026-12-24 12:00", 0), ("2026-12-24 08:00", "2026-12-24 12:01", 1),
        ("2026-12-24 15:00", "2026-12-25 08:00", 2), ("2026-12-26 15:00", "2026-12-27 08:00", 1),
    ])
    func `a half holiday counts from where it begins`(
        _ from: String, _ to: String, _ holidays: Int
    ) throws {
        #expect(try anna(from, to).holidays == holidays)
    }

    @Test func `the span cuts what begins before it and ends after it`() throws {
        let roster = try roster(
            "first: { rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }] }")
        // From Sunday 13:00 to Monday 13:00: the Sunday is part of a weekend that began before.
        let load = try #require(
            load(roster, "2026-11-22T12:00", "2026-11-23T12:00").professionals.first)
        #expect(load.duty == .hours(24))
        #expect([load.shifts, load.nights, load.weekendDays, load.weekends] == [1, 1, 1, 1])
    }

    /// Hours from Sunday 2026-11-22, 13:00 in Copenhagen.
    @Test(arguments: 0..<40)
    func `figures are those of counting hour by hour`(_ seed: Int) throws {
        var hour = seed % 7
        var (held, shifts): (Set<Int>, [String]) = ([], [])
        while hour < 500 {
            let length = 1 + (hour * 31 + seed * 17) % 30
            held.formUnion(hour..<hour + length)
            shifts.append(shift("anna", ReachWorld.wall(hour), ReachWorld.wall(hour + length)))
            hour += length + 2 + (hour * 13 + seed * 7) % 60
        }
        let roster = try roster("first: { shifts: [\(shifts.joined(separator: ", "))] }")
        let load = try #require(
            DutyLoad(
                of: roster,
                DutyTable(of: roster, in: Interval(Fixtures.now, Fixtures.now + .days(56))),
                over: Interval(Fixtures.now, Fixtures.now + .days(56))
            ).professionals.first)
        // Hours since the midnight before, and their days; day 0 is a Sunday.
        let local = held.map { $0 + 13 }
        let nights = Dictionary(grouping: local.filter { $0 % 24 >= 23 || $0 % 24 < 6 }) {
            ($0 + 1) / 24
        }
        let weekendDays = Set(local.map { $0 / 24 }.filter { $0 % 7 == 0 || $0 % 7 == 6 })
        #expect(load.duty == .hours(held.count))
        #expect(load.shifts == shifts.count)
        #expect(load.nights == nights.count { $0.value.count >= 3 })
        #expect(load.weekendDays == weekendDays.count)
        #expect(load.weekends == Set(weekendDays.map { ($0 + 1) / 7 }).count)
    }
}

@Suite struct `Load of a line` {
    private let turns =
        "rotations: [{ professionals: [anna, bo, desk], starts: 2026-11-30, turn: 1 day }]"

    @Test func `shares are of all that is filled, and the difference is most less least`() throws {
        let carla = shift("carla", "2026-12-01 00:00", "2026-12-01 12:00")
        let roster = try roster("first: { \(turns), overrides: [\(carla)] }")
        // Six days from Monday the 30th of November: two turns each, half of one of Bo's is Carla's.
        let line = try #require(load(roster, "2026-11-29T23:00", "2026-12-05T23:00").lines.first)
        #expect(line.line == LineID(.institution("egetraeet"), "first"))
        #expect(line.filled == .hours(144))
        #expect(line.shares.map(\.professional) == ["anna", "bo"])
        #expect(line.shares.map(\.duty) == [.hours(48), .hours(36)])
        #expect(line.shares.map(\.part) == [48.0 / 144, 36.0 / 144])
        #expect(line.least?.professional == "bo")
        #expect(line.most?.professional == "anna")
        #expect(line.difference == .hours(12))
    }

    @Test func `who of a rotation never serves has least`() throws {
        let roster = try roster("first: { \(turns) }")
        let line = try #require(load(roster, "2026-11-29T23:00", "2026-11-30T23:00").lines.first)
        #expect(line.least?.duty == .zero)
        #expect(line.difference == .hours(24))
    }

    @Test func `a line without persons in a rotation has no shares to compare`() throws {
        let desks = "rotations: [{ professionals: [desk], starts: 2026-01-01, turn: 1 week }]"
        let roster = try roster(
            "office: { \(desks) }",
            "first: { shifts: [\(shift("anna", "2026-12-01 15:00", "2026-12-02 08:00"))] }")
        let load = load(roster, "2026-11-29T23:00", "2026-12-05T23:00")
        #expect(load.lines.isEmpty)
        #expect(load.professionals.map(\.professional) == ["anna"])
    }

    @Test func `a line that nobody fills divides nothing`() throws {
        let roster = try roster("first: { \(turns) }")
        let line = try #require(load(roster, "2026-01-01T00:00", "2026-02-01T00:00").lines.first)
        #expect(line.filled == .zero)
        #expect(line.shares.map(\.part) == [0, 0])
    }
}
