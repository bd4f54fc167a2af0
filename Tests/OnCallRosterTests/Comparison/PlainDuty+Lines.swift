/// Who fills a line, as one number: of the professional, of the rule, and of its kind.
enum PlainHolder {
    static let kinds = ["rotation", "shift", "override"]
    /// A rule says that nobody does.
    static let closed = -1

    static func value(kind: Int, rule: Int, who: Int) -> Int {
        kind * 1_000_000 + rule * 1000 + who + 1
    }

    /// A place in `PlainRoster.professionals`; `nil` for nobody.
    static func who(_ value: Int) -> Int? { value > 0 ? value % 1000 - 1 : nil }

    static func because(_ value: Int) -> String { kinds[value / 1_000_000] }
}

/// A line's duty at each look at the period.
struct PlainLineDuty {
    let line: PlainLine
    /// Who fills it, as `PlainHolder` has it.
    let holders: [Int]
    /// 1 where the line claims to be filled.
    let covered: [Int]
}

extension PlainDuty {
    func duty(of line: PlainLine) -> PlainLineDuty {
        PlainLineDuty(line: line, holders: holders(of: line), covered: covered(line))
    }

    /// Who fills a line at each look: override before shift before rotation, then absences.
    private func holders(of line: PlainLine) -> [Int] {
        var holders = ticks()
        for index in line.rotations.indices {
            let yielded = yield(of: line.rotations[index], rule: index)
            for place in yielded.indices where yielded[place] != 0 {
                holders[place] = yielded[place]
            }
        }
        for (kind, rules) in [(1, line.shifts), (2, line.overrides)] {
            for (index, rule) in rules.enumerated() {
                let value =
                    rule.who.map { PlainHolder.value(kind: kind, rule: index, who: $0) }
                    ?? PlainHolder.closed
                paint(&holders, minutes(of: rule), value)
            }
        }
        for absence in roster.absences {
            guard let who = absence.who else { continue }
            for place in places(of: minutes(of: absence))
            where PlainHolder.who(holders[place]) == who {
                holders[place] = 0
            }
        }
        return holders
    }

    func minutes(of rule: PlainDated) -> Range<Int> {
        clock.minutes(of: rule.from.wall..<rule.to.wall)
    }

    private func covered(_ line: PlainLine) -> [Int] {
        switch line.covers {
        case .always: return ticks(1)
        case .never: return ticks()
        case .windows(let windows):
            var covered = ticks()
            for span in minutes(of: windows) { paint(&covered, span, 1) }
            return covered
        }
    }

    // MARK: Rotations

    /// Whom a rotation puts on at each look.
    func yield(of rotation: PlainRotation, rule: Int) -> [Int] {
        func value(ofTurn turn: Int) -> Int {
            let who = rotation.professionals[turn % rotation.professionals.count]
            return PlainHolder.value(kind: 0, rule: rule, who: who)
        }
        switch rotation.turn {
        case .days(let count): return turns(of: count, rotation, value)
        case .weeks(let count): return turns(of: count * 7, rotation, value)
        case .windows(let count): return turns(ofWindows: count, rotation, value)
        }
    }

    private func turns(
        of length: Int, _ rotation: PlainRotation, _ value: (_ turn: Int) -> Int
    ) -> [Int] {
        var onTurn = ticks()
        var (turn, left) = (0, length)
        var day = rotation.starts
        while day <= days[days.count - 1].facts.number {
            if left == 0 { (turn, left) = (turn + 1, length) }
            let begins = handover(of: rotation, on: day)
            let ends = handover(of: rotation, on: day + 1)
            paint(&onTurn, begins..<ends, value(turn))
            (day, left) = (day + 1, left - 1)
        }
        var yielded = ticks()
        for span in begun(rotation) {
            for place in places(of: span) { yielded[place] = onTurn[place] }
        }
        return yielded
    }

    private func handover(of rotation: PlainRotation, on day: Int) -> Int {
        let time = rotation.handover ?? 0
        guard flaw == .daysOfEqualLength else { return clock.minute(of: day * 1440 + time) }
        let first = max(rotation.starts, days[0].facts.number)
        return clock.minute(of: first * 1440 + time) + (day - first) * 1440
    }

    private func turns(
        ofWindows count: Int, _ rotation: PlainRotation, _ value: (_ turn: Int) -> Int
    ) -> [Int] {
        let first = clock.minute(of: rotation.starts * 1440)
        let counted = begun(rotation).filter {
            $0.lowerBound >= first && (!$0.isEmpty || flaw == .emptiedWindowsCount)
        }
        var yielded = ticks()
        var (index, previous, end) = (-1, Int.min, Int.min)
        for span in counted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if span.lowerBound != previous || flaw == .equalBeginningsCountEach { index += 1 }
            previous = span.lowerBound
            end = max(end, span.upperBound)
            // A later beginning is painted over this.
            paint(&yielded, span.lowerBound..<end, value(index / count))
        }
        return yielded
    }

    /// The minutes of a rotation's windows that begin in the weeks which it keeps.
    private func begun(_ rotation: PlainRotation) -> [Range<Int>] {
        minutes(of: rotation.windows ?? [.wholeDay]) { day in
            switch rotation.weeks {
            case .all: true
            case .odd: day.facts.isoWeek % 2 == 1
            case .even: day.facts.isoWeek % 2 == 0
            }
        }
    }
}
