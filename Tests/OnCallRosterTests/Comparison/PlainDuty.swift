import Foundation

/// The second implementation: who fills which line at each minute, straight from roster-format,
/// *Meaning*, by walking the days one at a time and painting minutes.
struct PlainDuty {
    let roster: PlainRoster
    let period: Range<Int>
    /// Minutes from one look to the next.
    let step: Int
    let clock: PlainClock
    let days: [Day]
    let flaw: PlainFlaw?

    struct Day {
        let facts: PlainDay
        /// The minute past midnight from which it is a holiday, if it is one.
        let holiday: Int?
    }

    /// Dated rules, and windows that are counted, are known from `since` on.
    init(
        of roster: PlainRoster, in period: Range<Int>, since: Int, step: Int = 1,
        flaw: PlainFlaw? = nil
    ) {
        let roster = flaw?.misread(roster) ?? roster
        self.roster = roster
        self.period = period
        self.step = step
        self.flaw = flaw
        let known = since..<period.upperBound + PlainDuty.margin
        clock = PlainClock(
            of: TimeZone(identifier: roster.zoneName) ?? .gmt, minutes: known, step: step,
            flaw: flaw)
        days = (known.lowerBound / 1440 + 1...known.upperBound / 1440 - 1).map { number in
            let day = PlainDay(number)
            return Day(facts: day, holiday: roster.holidays.begin(on: day))
        }
    }

    /// How much more than the period is known, in minutes: for what begins before it or ends after.
    static let margin = 10 * 1440

    // MARK: Minutes

    /// One value for each look at the period, `0` for nobody and nothing.
    func ticks(_ value: Int = 0) -> [Int] { Array(repeating: value, count: period.count / step) }

    /// The places in ticks of those of the minutes that lie in the period.
    func places(of minutes: Range<Int>) -> Range<Int> {
        let span = minutes.clamped(to: period)
        return tick(at: span.lowerBound)..<tick(at: span.upperBound)
    }

    func tick(at minute: Int) -> Int { (minute - period.lowerBound) / step }

    func paint(_ ticks: inout [Int], _ minutes: Range<Int>, _ value: Int) {
        for place in places(of: minutes) { ticks[place] = value }
    }

    /// Stretches of one value other than `0`.
    func runs(_ ticks: [Int]) -> [PlainRun] {
        var runs: [PlainRun] = []
        var (value, start) = (0, 0)
        for place in 0...ticks.count {
            let next = place < ticks.count ? ticks[place] : 0
            guard next != value else { continue }
            if value != 0 { runs.append(run(value, start..<place)) }
            (value, start) = (next, place)
        }
        return runs
    }

    private func run(_ value: Int, _ places: Range<Int>) -> PlainRun {
        let start = period.lowerBound + places.lowerBound * step
        return PlainRun(value: value, minutes: start..<start + places.count * step)
    }

    // MARK: Windows

    /// The minutes of a window that begins on a day; `nil` if it does not begin then.
    func minutes(of window: PlainWindow, on day: Day) -> Range<Int>? {
        let from = window.from
        let to = window.to > from ? window.to : window.to + 1440
        var parts: [Range<Int>] = []
        if window.weekdays.contains(day.facts.weekday) {
            let end = window.except == nil ? to : min(to, day.holiday ?? to)
            if from < end { parts.append(from..<end) }
        }
        if window.onHolidays, let holiday = day.holiday, max(from, holiday) < to {
            parts.append(max(from, holiday)..<to)
        }
        guard let first = parts.map(\.lowerBound).min(), let last = parts.map(\.upperBound).max()
        else { return nil }
        let midnight = day.facts.number * 1440
        return clock.minutes(of: midnight + first..<midnight + last)
    }

    /// The minutes of those windows that begin on days which `isKept`, in the order of the days.
    func minutes(of windows: [PlainWindow], where isKept: (Day) -> Bool = { _ in true })
        -> [Range<Int>]
    {
        days.filter(isKept).flatMap { day in windows.compactMap { minutes(of: $0, on: day) } }
    }
}

/// A stretch of minutes at which one thing holds.
struct PlainRun: Hashable {
    let value: Int
    let minutes: Range<Int>
}
