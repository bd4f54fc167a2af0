import HotlineTestSupport

extension RosterDice {
    // MARK: Dated rules

    /// Rules that leave each other alone, in any order.
    mutating func dated(_ count: Int, nobodyOnceIn times: Int? = nil) -> [PlainDated] {
        let drawn = (0..<2 * count).map { _ in wall() }
        let walls = Set(drawn).sorted()
        var rules: [PlainDated] = []
        var free = Int.min
        for index in stride(from: 0, to: walls.count - 1, by: 2) {
            let touches = free > .min && random.once(in: 3)
            let (from, to) = span(touches ? free : walls[index], walls[index + 1])
            let isNobody = times.map { random.once(in: $0) } ?? false
            rules.append(
                PlainDated(
                    who: isNobody ? nil : random.below(5), from: begin(from), to: end(to)))
            free = to
        }
        return rules.shuffled(using: &random)
    }

    /// All of a span, its whole days, or most often a short beginning of it.
    private mutating func span(_ from: Int, _ to: Int) -> (Int, Int) {
        let (day, end) = ((from + 1439) / 1440 * 1440, to / 1440 * 1440)
        if random.once(in: 4), day < end { return (day, min(end, day + 1440 * 3)) }
        let short = (from / 1440 + random.below(2)) * 1440 + time()
        if !random.once(in: 4), (from + 1..<to).contains(short) { return (from, short) }
        return (from, to)
    }

    private mutating func begin(_ wall: Int) -> PlainMoment {
        let isDay = wall % 1440 == 0 && random.once(in: 2)
        return PlainMoment(
            wall: wall, text: isDay ? PlainDay(wall / 1440).date : PlainClock.text(wall))
    }

    /// The end of a day has three spellings.
    private mutating func end(_ wall: Int) -> PlainMoment {
        let before = PlainDay(wall / 1440 - 1).date
        let texts = [PlainClock.text(wall), before, "\(before) 24:00"]
        return PlainMoment(
            wall: wall, text: wall % 1440 == 0 ? random.one(of: texts) : texts[0])
    }

    // MARK: Days and times

    /// A wall minute, often one that the clock change may swallow or repeat.
    private mutating func wall() -> Int {
        guard let change, random.once(in: 3) else { return day() * 1440 + time() }
        return change + random.one(of: RosterDice.nearby)
    }

    /// Days since 1970-01-01, around the clock change if there is one.
    mutating func day() -> Int {
        if let change, random.once(in: 2) { return change / 1440 - 1 + random.below(3) }
        return period.lowerBound / 1440 - 6 + random.below(68)
    }

    /// Minutes past midnight, before 24:00, half of them near the time of the clock change.
    mutating func time() -> Int {
        switch random.below(8) {
        case 0...3:
            let time = (change ?? random.below(4) * 60) % 1440
            return (time + random.one(of: RosterDice.nearby) + 1440) % 1440
        case 4...6: return random.one(of: RosterDice.hours)
        default: return random.below(1440)
        }
    }

    private static let nearby = [-75, -60, -50, -45, -30, -15, 0, 15, 20, 30, 45, 60]
    private static let hours = [0, 360, 420, 480, 720, 780, 900, 960, 1200, 1320, 1380]
}
