/// What duty and calls cost, in øre. It is read from the settings' file of prices.
package struct Prices: Hashable, Sendable {
    /// An hour of standby, and of waking duty.
    package var standby: Hour
    package var awake: Hour
    /// An hour of handling a call outside waking duty.
    package var handling: Int
    /// Each started one of a call counts; zero: the time as it was.
    package var handlingUnit: Duration
    /// A month of the number and its minutes.
    package var lineMonth: Int
    /// The local times between which an hour is one of the night.
    package var night: Night

    package init(
        standby: Hour, awake: Hour, handling: Int, handlingUnit: Duration = .zero,
        lineMonth: Int = 0, night: Night = .standard
    ) {
        self.standby = standby
        self.awake = awake
        self.handling = handling
        self.handlingUnit = handlingUnit
        self.lineMonth = lineMonth
        self.night = night
    }

    /// The price of an hour by when it is: a holiday's goes before a weekend's, that before a
    /// night's, and `weekday` is that of all others.
    package struct Hour: Hashable, Sendable {
        package var weekday: Int
        package var night: Int?
        package var weekend: Int?
        package var holiday: Int?

        package init(
            weekday: Int, night: Int? = nil, weekend: Int? = nil, holiday: Int? = nil
        ) {
            self.weekday = weekday
            self.night = night
            self.weekend = weekend
            self.holiday = holiday
        }

        /// `nil`: such an hour has no price of its own.
        package subscript(_ hour: HourClass) -> Int? {
            switch hour {
            case .holiday: holiday
            case .weekend: weekend
            case .night: night
            case .weekday: weekday
            }
        }
    }

    package struct Night: Hashable, Sendable {
        package let from: WallTime
        package let to: WallTime

        package init(from: WallTime, to: WallTime) {
            self.from = from
            self.to = to
        }

        /// 23:00 to 06:00, as load counts nights.
        package static let standard = Night(
            from: WallTime(minutes: 23 * 60) ?? .midnight,
            to: WallTime(minutes: 6 * 60) ?? .midnight)
    }
}

/// What an hour is paid as; an instant is of the first that it belongs to and that has a price.
package enum HourClass: String, CaseIterable, Sendable {
    case holiday, weekend, night, weekday
}

/// An amount of time times a price an hour, in øre, half an øre rounded up.
package func amount(of time: Duration, atHourly price: Int) -> Int {
    let hour = 3_600_000
    let (hours, rest) = Int(time.wholeMilliseconds).quotientAndRemainder(dividingBy: hour)
    return price * hours + (price * rest + hour / 2) / hour
}
