import Foundation
import HotlineTestSupport

/// A roster of random rules that a reader understands, over the eight weeks that are proven of it.
struct RandomRoster {
    let roster: PlainRoster
    /// Minutes since 1970-01-01T00:00Z.
    let period: Range<Int>
    let clocksChange: Bool

    init(seed: Int) {
        var dice = RosterDice(seed: seed)
        roster = dice.roster()
        period = dice.period
        clocksChange = dice.change != nil
    }
}

/// Draws the parts of a roster. Much of it falls where clocks change.
struct RosterDice {
    var random: SplitMix64
    let zone: String
    let period: Range<Int>
    /// The wall minute of the clock change in the period, on the clock before it.
    let change: Int?
    /// A day of the period that is half a holiday.
    private let halfDay: PlainHolidays.Custom?
    private(set) var holidays = PlainHolidays()
    private let people = ["anna", "bo", "carla", "dorte", "eva"]

    /// Copenhagen's nights are asked for most; in Nuuk and Cairo it is midnight that goes missing.
    private static let zones =
        Array(repeating: "Europe/Copenhagen", count: 8) + [
            "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "America/Nuuk",
            "Africa/Cairo", "UTC",
        ]

    /// Of four seeds the clocks change in the weeks of two, where the zone's ever do, and there is
    /// half a holiday in those of one.
    init(seed: Int) {
        var random = SplitMix64(seed)
        zone = random.one(of: RosterDice.zones)
        // From 2024-01-01 to eight weeks before 2036.
        var start = (19_723 + random.below(4327)) * 1440 + random.below(1440)
        let into = random.below(56 * 1440)
        halfDay = seed % 4 == 1 ? random.one(of: PlainHolidays.Custom.allCases) : nil
        if let halfDay {
            let date = "\(2024 + random.below(12))-\(halfDay.monthAndDay)"
            start = (PlainDay(date)?.number ?? 0) * 1440 + 720 - into
        } else if let next = RosterDice.clockChange(in: zone, after: start), seed % 2 == 0 {
            start = next.minute - into
        }
        let end = start + 56 * 1440
        period = start..<end
        change = RosterDice.clockChange(in: zone, after: start).flatMap {
            $0.minute < end ? $0.wall : nil
        }
        self.random = random
    }

    private static func clockChange(in name: String, after minute: Int) -> (
        minute: Int, wall: Int
    )? {
        let date = Date(timeIntervalSince1970: TimeInterval(minute * 60))
        guard let zone = TimeZone(identifier: name),
            let next = zone.nextDaylightSavingTimeTransition(after: date)
        else { return nil }
        let change = Int(next.timeIntervalSince1970) / 60
        return (change, change + zone.secondsFromGMT(for: next - 1) / 60)
    }

    mutating func roster() -> PlainRoster {
        var roster = PlainRoster()
        roster.zone = zone == "Europe/Copenhagen" && random.once(in: 3) ? nil : zone
        holidays = drawHolidays()
        roster.holidays = holidays
        roster.professionals = people.map { professional($0) }
        let names = [("first", false), ("backup", false), ("office", true), ("first", true)]
        for (name, ofMunicipality) in names.shuffled(using: &random).prefix(1 + random.below(3)) {
            roster.lines.append(line(name, ofMunicipality))
        }
        for _ in 0..<random.below(5) {
            roster.absences += dated(1).map { rule in
                PlainDated(who: random.below(people.count), from: rule.from, to: rule.to)
            }
        }
        return roster
    }

    private mutating func drawHolidays() -> PlainHolidays {
        var holidays = PlainHolidays(denmark: !random.once(in: 3))
        let customs = PlainHolidays.Custom.allCases.filter { $0 != halfDay }
        for custom in customs.shuffled(using: &random).prefix(random.below(4)) {
            holidays.also.append((custom, random.one(of: [0, 0, 720, time()])))
        }
        if let halfDay {
            holidays.also.append((halfDay, random.one(of: [480, 720, 840, 960, time()])))
        }
        let dates = (0..<random.below(6)).map { _ in day() }
        holidays.dates = Set(dates).sorted()
        return holidays
    }

    private mutating func professional(_ id: String) -> PlainProfessional {
        var professional = PlainProfessional(id: id)
        if random.once(in: 2) { professional.available = windows() }
        if random.once(in: 6) { professional.from = day() }
        if random.once(in: 6) { professional.until = day() }
        return professional
    }

    private mutating func line(_ name: String, _ ofMunicipality: Bool) -> PlainLine {
        var line = PlainLine(name: name, ofMunicipality: ofMunicipality)
        switch random.below(5) {
        case 0, 1: line.covers = .always
        case 2: line.covers = .never
        default: line.covers = .windows(windows())
        }
        line.rotations = rotations()
        line.shifts = dated(random.below(4), nobodyOnceIn: 8)
        line.overrides = dated(random.below(5), nobodyOnceIn: 4)
        // Perhaps one too many.
        if random.once(in: 20) { line.shifts += dated(1) }
        if random.once(in: 20) { line.overrides += dated(1) }
        return line
    }
}
