import HotlineTestSupport
import OnCallRoster

/// Questions about single instants, and the answers to expect.
struct Asking {
    private let plain: PlainDuty
    private let lines: [AskedLine]
    private let people: [AskedProfessional]
    /// The minutes at which something begins or ends, and those of the period.
    private let boundaries: [Int]

    init(_ plain: PlainDuty, _ duties: [PlainLineDuty]) {
        self.plain = plain
        lines = duties.map { AskedLine($0, plain) }
        people = plain.roster.professionals.indices.map { AskedProfessional($0, plain) }
        let spans =
            duties.flatMap { (plain.runs($0.holders) + plain.runs($0.covered)).map(\.minutes) }
            + people.flatMap(\.spans) + [plain.period]
        boundaries = Set(spans.flatMap { [$0.lowerBound, $0.upperBound] }).filter {
            (plain.period.lowerBound...plain.period.upperBound).contains($0)
        }.sorted()
    }

    /// At all beginnings and ends, a millisecond before, and in steps between.
    func differences(from table: DutyTable, everyMinutes: Int) -> [String] {
        let period = plain.period
        let steps = stride(from: period.lowerBound, to: period.upperBound, by: everyMinutes)
        return differences(from: table, around: boundaries)
            + first(steps) { differences(from: table, Instant(minute: $0), $0) }
    }

    /// Tables of a few hours around some boundaries, cut within a minute, say the same.
    func differencesNearBoundaries(of known: Roster) -> [String] {
        var random = SplitMix64(plain.period.lowerBound)
        return (0..<3).flatMap { _ in
            let boundary = random.one(of: boundaries)
            let cut = Interval(
                Instant(minute: boundary) - .milliseconds(1 + random.below(7_200_000)),
                Instant(minute: boundary) + .milliseconds(1 + random.below(7_200_000)))
            guard cut.intersection(Interval(minutes: plain.period)) == cut else {
                return [String]()
            }
            return differences(from: DutyTable(of: known, in: cut), around: [boundary])
        }
    }

    private func differences(from table: DutyTable, around minutes: [Int]) -> [String] {
        first(minutes) { minute in
            let at = Instant(minute: minute)
            return differences(from: table, at - .milliseconds(1), minute - 1)
                + differences(from: table, at, minute)
        }
    }

    /// At one instant, which lies in a minute.
    private func differences(from table: DutyTable, _ at: Instant, _ minute: Int) -> [String] {
        lines.compactMap { $0.difference(from: table, at, minute, plain) }
            + people.compactMap { person in
                let isOn = lines.contains { $0.holder(at: minute) == person.place }
                return person.difference(from: table, at, minute, isOn: isOn, plain)
            }
    }

    /// The first few of what is found.
    private func first(_ minutes: some Sequence<Int>, _ found: (Int) -> [String]) -> [String] {
        var differences: [String] = []
        for minute in minutes where differences.count < 5 { differences += found(minute) }
        return differences
    }
}

/// A line's duty by comparison, minute by minute.
private struct AskedLine {
    let id: LineID
    private let period: Range<Int>
    private let holders: [Int]
    /// The minute at which the stretch of each minute ends.
    private let ends: [Int]

    init(_ duty: PlainLineDuty, _ plain: PlainDuty) {
        id = duty.line.lineID
        period = plain.period
        holders = duty.holders
        var ends = plain.ticks(plain.period.upperBound)
        for place in ends.indices.dropLast().reversed() {
            let isSame = holders[place] == holders[place + 1]
            ends[place] = isSame ? ends[place + 1] : period.lowerBound + place + 1
        }
        self.ends = ends
    }

    /// A place in `PlainRoster.professionals`; `nil` for nobody, and outside the period.
    func holder(at minute: Int) -> Int? {
        period.contains(minute) ? PlainHolder.who(holders[minute - period.lowerBound]) : nil
    }

    func difference(
        from table: DutyTable, _ at: Instant, _ minute: Int, _ plain: PlainDuty
    ) -> String? {
        let found = table.holder(of: id, at: at)
        let expected = holder(at: minute).map { plain.roster.professionals[$0].id }
        let until = expected.map { _ in
            min(Instant(minute: ends[minute - period.lowerBound]), table.span.end)
        }
        let isSame =
            found?.professional.rawValue == expected && found?.interval.end == until
            && found?.interval.contains(at) ?? true
        guard !isSame else { return nil }
        return "\(id) at \(at): \(found.map { "\(Stretch($0))" } ?? "nobody"), by comparison "
            + "\(expected ?? "nobody")\(until.map { " until \($0)" } ?? "")"
    }
}

/// When a professional is away or may be rung as a contact, by comparison.
private struct AskedProfessional {
    let place: Int
    private let id: ProfessionalID
    private let absent: [Range<Int>]
    private let available: [Range<Int>]
    private let employed: Range<Int>

    init(_ place: Int, _ plain: PlainDuty) {
        let professional = plain.roster.professionals[place]
        self.place = place
        id = ProfessionalID(rawValue: professional.id)
        absent = plain.roster.absences.filter { $0.who == place }.map(plain.minutes)
        available = plain.minutes(of: professional.available)
        let from = professional.from.map { plain.clock.minute(of: $0 * 1440) } ?? .min
        let until = professional.until.map { plain.clock.minute(of: ($0 + 1) * 1440) } ?? .max
        employed = from..<max(from, until)
    }

    var spans: [Range<Int>] { absent + available + [employed] }

    func difference(
        from table: DutyTable, _ at: Instant, _ minute: Int, isOn: Bool, _ plain: PlainDuty
    ) -> String? {
        let isAbsent = absent.contains { $0.contains(minute) }
        let isAvailable =
            plain.period.contains(minute) && employed.contains(minute)
            && available.contains { $0.contains(minute) } && !isAbsent
        let found = [
            table.isOnDuty(id, at: at), table.isAbsent(id, at: at),
            table.mayBeRungAsContact(id, at: at),
        ]
        let expected = [isOn, isAbsent, isOn || isAvailable]
        guard found != expected else { return nil }
        return "\(id) at \(at): on duty, absent, may be rung \(found), by comparison \(expected)"
    }
}
