/// A day of the Gregorian calendar, without a time zone.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    package init(dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// `nil` where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        self.init(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
    }

    /// Reads `YYYY-MM-DD`; `nil` if it is none.
    package init?(_ text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
            scanner.skip("-"), let day = scanner.digits(2), scanner.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    package static func + (left: CivilDate, days: Int) -> CivilDate {
        CivilDate(dayNumber: left.dayNumber + days)
    }

    package static func - (left: CivilDate, right: CivilDate) -> Int {
        left.dayNumber - right.dayNumber
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let index = dayNumber + 3 - floorDivide(dayNumber + 3, 7) * 7
        return Weekday.allCases[index]
    }

    /// The week of ISO 8601: weeks begin on Monday, week 1 has the year's first Thursday.
    package var isoWeek: Int {
        let thursday = self + (3 - weekday.index)
        let firstDay = CivilDate.dayNumber(year: thursday.components.year, month: 1, day: 1)
        return (thursday.dayNumber - firstDay) / 7 + 1
    }

    package var components: (year: Int, month: Int, day: Int) {
        // Counted from 0000-03-01 in eras of 400 years, so that leap days end a year.
        let shifted = dayNumber + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Splits seconds of wall time since 1970-01-01T00:00 into day and second of day.
    static func split(wallSeconds: Int64) -> (CivilDate, Int) {
        let day = floorDivide(wallSeconds, 86_400)
        return (CivilDate(dayNumber: Int(day)), Int(wallSeconds - day * 86_400))
    }

    /// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
    package static func easterSunday(of year: Int) -> CivilDate {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let (centuryLeaps, centuryRest) = (century / 4, century % 4)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - centuryLeaps - correction + 15) % 30
        let weekdayShift =
            (32 + 2 * centuryRest + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let lateFix = (golden + 11 * epact + 22 * weekdayShift) / 451
        let sum = epact + weekdayShift - 7 * lateFix + 114
        return CivilDate(dayNumber: dayNumber(year: year, month: sum / 31, day: sum % 31 + 1))
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = floorDivide(marchYear, 400)
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CivilDate: CustomStringConvertible {
    package var description: String {
        let (year, month, day) = components
        let digits = String(10_000 + year).dropFirst()
        return "\(digits)-\(twoDigits(month))-\(twoDigits(day))"
    }
}

package enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 for Monday to 6 for Sunday.
    package var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }
}

/// A time on the clock of a wall, in whole minutes; 24:00 is an end only.
package struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Minutes since midnight, 0 to 1440.
    package let minutes: Int

    package init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// Reads `HH:MM`; `nil` if it is none.
    package init?(_ text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard let hours = scanner.digits(2), scanner.skip(":"), let minutes = scanner.digits(2),
            scanner.isAtEnd, minutes < 60
        else { return nil }
        self.init(minutes: hours * 60 + minutes)
    }

    private init(checked minutes: Int) {
        self.minutes = minutes
    }

    package static let midnight = WallTime(checked: 0)
    package static let endOfDay = WallTime(checked: 1440)

    package static func < (left: WallTime, right: WallTime) -> Bool {
        left.minutes < right.minutes
    }

    package var description: String { "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))" }
}
