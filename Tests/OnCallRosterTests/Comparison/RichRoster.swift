/// A roster that has a bit of everything, for the twelve years from 2024 to 2035. All its times are
/// quarters of an hour.
enum RichRoster {
    private static let numbers = 2024...2035
    /// The minutes of each year.
    static let years = numbers.map { day("\($0)-01-01") * 1440..<day("\($0 + 1)-01-01") * 1440 }
    static let period = first * 1440..<day("2036-01-01") * 1440
    private static let first = day("2024-01-01")

    static let roster: PlainRoster = {
        var roster = PlainRoster()
        roster.holidays = PlainHolidays(
            denmark: true,
            also: [
                (.christmasEve, 0), (.newYearsEve, 12 * 60), (.constitutionDay, 12 * 60),
                (.mayDay, 14 * 60),
            ], dates: ["2026-05-15", "2029-05-11", "2034-03-26"].map(day))
        roster.professionals = ["anna", "bo", "carla", "dorte", "eva"].map {
            PlainProfessional(id: $0)
        }
        roster.lines = [firstLine, backup, nights, office]
        roster.absences =
            numbers.map { dated(0, "\($0)-07-08", "\($0)-07-28") }
            + changes.map { dated(1, "\($0) 02:00", "\($0) 03:00") }
        return roster
    }()

    private static var firstLine: PlainLine {
        let windows = [
            window("Mon-Thu", 0...3, 15 * 60, 8 * 60), window("Fri", 4...4, 13 * 60, 8 * 60),
            window("Sat,Sun,holiday", 5...6, 8 * 60, 8 * 60, onHolidays: true),
        ]
        var line = PlainLine(name: "first", covers: .windows(windows))
        line.rotations = [
            PlainRotation(
                professionals: [0, 1, 2], starts: first, turn: .weeks(1), handover: 8 * 60,
                windows: windows)
        ]
        line.shifts = numbers.map { dated(3, "\($0)-12-24 15:00", "\($0)-12-25 08:00") }
        line.overrides = changes.flatMap {
            [
                dated(4, "\($0) 01:30", "\($0) 02:30"), dated(3, "\($0) 02:30", "\($0) 03:15"),
                dated(nil, "\($0) 22:00", "\($0)"),
            ]
        }
        return line
    }

    private static var backup: PlainLine {
        var line = PlainLine(name: "backup")
        line.rotations = [
            PlainRotation(
                professionals: [3, 4], starts: first, turn: .days(3), handover: 2 * 60 + 30,
                weeks: .odd),
            PlainRotation(
                professionals: [2, 0, 2], starts: first + 20, turn: .weeks(1), weeks: .even),
        ]
        return line
    }

    private static var nights: PlainLine {
        var line = PlainLine(name: "nights", covers: .never)
        line.rotations = [
            PlainRotation(
                professionals: [0, 1, 2, 3, 4], starts: first + 2, turn: .windows(2),
                windows: [
                    window("man-fre", 0...4, 20 * 60, 8 * 60),
                    window("lør,søn,helligdag", 5...6, 8 * 60, 20 * 60, onHolidays: true),
                    window("Sun", 6...6, 2 * 60, 2 * 60 + 45),
                    window("Sun", 6...6, 2 * 60 + 15, 6 * 60),
                ])
        ]
        return line
    }

    private static var office: PlainLine {
        let hours = [
            window("Mon-Thu", 0...3, 8 * 60, 15 * 60, except: "except holiday"),
            window("fre", 4...4, 8 * 60, 13 * 60, except: "undtagen helligdag"),
        ]
        var line = PlainLine(name: "office", ofMunicipality: true, covers: .windows(hours))
        line.rotations = [
            PlainRotation(
                professionals: [0, 3, 4], starts: first, turn: .windows(1), windows: hours)
        ]
        return line
    }

    /// The last Sundays of March and October.
    private static let changes: [String] = numbers.flatMap { year in
        ["\(year)-03-31", "\(year)-10-31"].map { month in
            let end = day(month)
            return PlainDay(end - (PlainDay.weekday(of: end) + 1) % 7).date
        }
    }

    private static func day(_ date: String) -> Int { PlainDay(date)?.number ?? 0 }

    private static func window(
        _ days: String, _ weekdays: ClosedRange<Int>, _ from: Int, _ to: Int,
        onHolidays: Bool = false, except: String? = nil
    ) -> PlainWindow {
        PlainWindow(
            days: days, weekdays: Set(weekdays), onHolidays: onHolidays, except: except, from: from,
            to: to)
    }

    private static func dated(_ who: Int?, _ from: String, _ to: String) -> PlainDated {
        PlainDated(who: who, from: moment(from, whole: 0), to: moment(to, whole: 1440))
    }

    private static func moment(_ text: String, whole: Int) -> PlainMoment {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2 else {
            return PlainMoment(wall: day(text) * 1440 + whole, text: text)
        }
        let time = parts[1].split(separator: ":").compactMap { Int($0) }
        return PlainMoment(wall: day(parts[0]) * 1440 + time[0] * 60 + time[1], text: text)
    }
}
