import Foundation

/// The days that count as holidays. Easter comes from the table of full moons, not by formula.
struct PlainHolidays {
    var denmark = false
    /// A day of every year, and the minute past midnight from which it is a holiday.
    var also: [(day: Custom, from: Int)] = []
    var dates: [Int] = []

    enum Custom: String, CaseIterable {
        case christmasEve = "christmas-eve"
        case newYearsEve = "new-years-eve"
        case constitutionDay = "constitution-day"
        case mayDay = "may-day"

        /// As `PlainDay.date` writes it.
        var monthAndDay: String {
            switch self {
            case .christmasEve: "12-24"
            case .newYearsEve: "12-31"
            case .constitutionDay: "06-05"
            case .mayDay: "05-01"
            }
        }
    }

    var hasHalfDays: Bool { also.contains { $0.from > 0 } }

    /// The minute past midnight from which a day is a holiday, if it is one.
    func begin(on day: PlainDay) -> Int? {
        if dates.contains(day.number) { return 0 }
        if denmark, PlainHolidays.isDanish(day) { return 0 }
        return also.first { day.date.hasSuffix("-" + $0.day.monthAndDay) }?.from
    }

    private static func isDanish(_ day: PlainDay) -> Bool {
        if ["01-01", "12-25", "12-26"].contains(day.date.suffix(5)) { return true }
        guard let easter = easter(of: day.year) else { return false }
        // Maundy Thursday, Good Friday, Easter, Ascension Day and Whitsun. From 2024 on no other.
        return [-3, -2, 0, 1, 39, 49, 50].contains(day.number - easter)
    }

    /// The full moon of each golden number, of the years from 1900 to 2199, as in the Book of Common
    /// Prayer, *Tables and Rules for the Moveable and Immoveable Feasts*.
    private static let fullMoons = [
        "04-14", "04-03", "03-23", "04-11", "03-31", "04-18", "04-08", "03-28", "04-16", "04-05",
        "03-25", "04-13", "04-02", "03-22", "04-10", "03-30", "04-17", "04-07", "03-27",
    ]

    /// The Sunday after the full moon.
    static func easter(of year: Int) -> Int? {
        guard var day = PlainDay("\(year)-\(fullMoons[year % 19])")?.number else { return nil }
        repeat { day += 1 } while PlainDay.weekday(of: day) != 6
        return day
    }
}

/// A day of the calendar, as Foundation knows it.
struct PlainDay {
    /// Days since 1970-01-01.
    let number: Int
    let year: Int
    let isoWeek: Int
    /// `YYYY-MM-DD`.
    let date: String

    var weekday: Int { PlainDay.weekday(of: number) }

    init(_ number: Int) {
        self.number = number
        let noon = Date(timeIntervalSince1970: TimeInterval(number * 86_400 + 43_200))
        let parts = PlainDay.calendar.dateComponents(
            [.year, .month, .day, .weekOfYear], from: noon)
        year = parts.year ?? 0
        isoWeek = parts.weekOfYear ?? 0
        date = String(format: "%04d-%02d-%02d", year, parts.month ?? 0, parts.day ?? 0)
    }

    /// `nil` if the text is no `YYYY-MM-DD`.
    init?(_ text: String) {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3,
            let midnight = PlainDay.calendar.date(
                from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        else { return nil }
        self.init(Int(midnight.timeIntervalSince1970) / 86_400)
    }

    /// 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
    static func weekday(of number: Int) -> Int { (number + 3) % 7 }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar
    }()
}
