import Foundation

/// What the wall's clock shows at each minute, as Foundation tells it, and from that alone the
/// minute at which it first shows a wall time or, where it never does, a later one.
///
/// Minutes are counted from 1970-01-01T00:00Z, wall minutes from 1970-01-01T00:00 on the wall.
struct PlainClock {
    let minutes: Range<Int>
    /// Minutes from one look at the clock to the next.
    let step: Int
    /// The wall minute at each look.
    private var shown: [Int] = []
    /// The minute at which each wall minute is reached, from `firstShown` on.
    private var reached: [Int] = []
    private let firstShown: Int

    init(of zone: TimeZone, minutes: Range<Int>, step: Int = 1, flaw: PlainFlaw? = nil) {
        self.minutes = minutes
        self.step = step
        firstShown = PlainClock.wall(of: zone, at: minutes.lowerBound)
        var minute = minutes.lowerBound
        while minute < minutes.upperBound {
            let wall = PlainClock.wall(of: zone, at: minute)
            shown.append(wall)
            let place = (wall - firstShown) / step
            if flaw == .lastOccurrence, reached.indices.contains(place) { reached[place] = minute }
            let first = reached.count
            while reached.count < place {
                let later = flaw == .laterByTheGap ? reached.count - first : 0
                reached.append(minute + later * step)
            }
            if reached.count == place { reached.append(minute) }
            minute += step
        }
    }

    private static func wall(of zone: TimeZone, at minute: Int) -> Int {
        let date = Date(timeIntervalSince1970: TimeInterval(minute * 60))
        return minute + zone.secondsFromGMT(for: date) / 60
    }

    /// The wall minute at a minute.
    func wall(at minute: Int) -> Int { shown[(minute - minutes.lowerBound) / step] }

    /// The minute of a wall minute; of one before or after all that were looked at, the nearest.
    func minute(of wall: Int) -> Int {
        let place = (wall - firstShown) / step
        if place < 0 { return minutes.lowerBound }
        return place < reached.count ? reached[place] : minutes.upperBound
    }

    func minutes(of span: Range<Int>) -> Range<Int> {
        let (start, end) = (minute(of: span.lowerBound), minute(of: span.upperBound))
        return start..<max(start, end)
    }

    /// `YYYY-MM-DD HH:MM` of a wall minute.
    static func text(_ wall: Int) -> String {
        let time = wall % 1440
        return PlainDay(wall / 1440).date + String(format: " %02d:%02d", time / 60, time % 60)
    }
}
