import HotlineTestSupport

extension RosterDice {
    // MARK: Rotations

    /// One rotation or none, or two that are meant to leave each other alone; some do not.
    mutating func rotations() -> [PlainRotation] {
        let windows = random.once(in: 4) ? nil : windows()
        switch random.below(10) {
        case 0: return []
        case 1, 2:
            var (odd, even) = (rotation(windows), rotation(windows))
            (odd.weeks, even.weeks) = (.odd, .even)
            return [odd, even]
        case 3:
            let (begin, end) = (time(), time())
            return [rotation([daily(begin, end)]), rotation([daily(end, begin)])]
        case 4:
            let begin = time()
            return [
                rotation([window("Mon-Fri", [0, 1, 2, 3, 4], begin, begin)]),
                rotation([window("lør,søn", [5, 6], begin, begin)]),
            ]
        case 5: return [rotation(windows), rotation(self.windows())]
        default: return [rotation(windows)]
        }
    }

    private mutating func rotation(_ windows: [PlainWindow]?) -> PlainRotation {
        let count = random.once(in: 6) ? 1 : 2 + random.below(3)
        let professionals = (0..<count).map { _ in random.below(5) }
        let today = period.lowerBound / 1440
        let isCounted = windows != nil && random.once(in: 2)
        let earlier = today - random.below(isCounted ? 20 : 800)
        var rotation = PlainRotation(
            professionals: professionals, starts: random.once(in: 3) ? day() : earlier,
            turn: random.once(in: 2) ? .days(1 + random.below(9)) : .weeks(1 + random.below(3)),
            windows: windows)
        if isCounted {
            rotation.turn = .windows(1 + random.below(3))
        } else if !random.once(in: 3) {
            rotation.handover = time()
        }
        if random.once(in: 4) { rotation.weeks = random.one(of: PlainWeeks.allCases) }
        return rotation
    }

    // MARK: Windows

    mutating func windows() -> [PlainWindow] {
        var windows = (0...random.below(3)).map { _ in window() }
        switch random.below(4) {
        case 0:
            // Two begin at once.
            let first = windows[0]
            windows.append(
                PlainWindow(
                    days: first.days, weekdays: first.weekdays, onHolidays: first.onHolidays,
                    except: first.except, from: first.from, to: end(after: first.from)))
        case 1:
            // The clock change may swallow all of one.
            let from = change.map { ($0 + 15 * random.below(4)) % 1440 } ?? time()
            windows.append(daily(from, min(from + 15, 1440)))
        default: break
        }
        return windows
    }

    private mutating func window() -> PlainWindow {
        var (texts, weekdays, onHolidays): ([String], Set<Int>, Bool) = ([], [], false)
        let danish = random.once(in: 3)
        let names = danish ? RosterDice.danish : RosterDice.english
        for _ in 0...random.below(3) {
            let first = random.below(7)
            switch random.below(6) {
            case 0, 1:
                texts.append(names[first])
                weekdays.insert(first)
            case 2, 3:
                let length = 1 + random.below(6)
                texts.append("\(names[first])-\(names[(first + length) % 7])")
                weekdays.formUnion((first...first + length).map { $0 % 7 })
            default:
                texts.append(danish ? "helligdag" : "holiday")
                onHolidays = true
            }
        }
        let from = time()
        return PlainWindow(
            days: texts.joined(separator: ","), weekdays: weekdays, onHolidays: onHolidays,
            except: random.once(in: 2)
                ? (danish ? "undtagen helligdag" : "except holiday") : nil,
            from: from, to: end(after: from))
    }

    /// Often midnight, or the beginning's own time a day later.
    private mutating func end(after from: Int) -> Int {
        switch random.below(6) {
        case 0: 1440
        case 1: from
        default: time()
        }
    }

    private func daily(_ from: Int, _ to: Int) -> PlainWindow {
        window("Mon-Sun", Set(0...6), from, to)
    }

    private func window(_ days: String, _ weekdays: Set<Int>, _ from: Int, _ to: Int)
        -> PlainWindow
    {
        PlainWindow(
            days: days, weekdays: weekdays, onHolidays: false, except: nil, from: from, to: to)
    }

    private static let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let danish = ["man", "tir", "ons", "tor", "fre", "lør", "søn"]
}
