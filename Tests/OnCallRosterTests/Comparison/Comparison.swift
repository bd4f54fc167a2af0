import HotlineTestSupport
import OnCallRoster

/// One roster, read and asked of the product, and compared with the second implementation.
struct Comparison {
    let roster: PlainRoster
    let plain: PlainDuty
    let span: Interval

    init(of roster: PlainRoster, in period: Range<Int>, flaw: PlainFlaw? = nil) {
        self.roster = roster
        // Windows are counted from the beginning of their rotation.
        let counted = roster.lines.flatMap(\.rotations).compactMap { rotation -> Int? in
            if case .windows = rotation.turn { (rotation.starts - 3) * 1440 } else { nil }
        }
        let since = counted.reduce(period.lowerBound - PlainDuty.margin, min)
        plain = PlainDuty(of: roster, in: period, since: since, flaw: flaw)
        span = Interval(minutes: period)
    }

    init(ofSeed seed: Int, flaw: PlainFlaw? = nil) {
        let random = RandomRoster(seed: seed)
        self.init(of: random.roster, in: random.period, flaw: flaw)
    }

    /// Where the two do not say the same. Single instants are asked at all beginnings and ends, a
    /// millisecond before, and every so many minutes between.
    func differences(everyMinutes: Int) -> [String] {
        let reading = read(roster.yaml, now: span.start)
        let overlaps = plain.overlaps
        let told = differences("overlaps", overlapsFound(by: reading), overlaps)
        if !overlaps.isEmpty {
            let rest = Comparison(
                of: plain.withoutOverlaps(roster), in: plain.period, flaw: plain.flaw)
            return told + rest.differences(everyMinutes: everyMinutes)
        }
        guard let known = reading.roster else { return told }
        let duties = plain.roster.lines.map(plain.duty)
        let table = DutyTable(of: known, in: span)
        let asking = Asking(plain, duties)
        return gapAlarms(of: reading, duties)
            + duties.flatMap { differences(of: $0, known, table) }
            + asking.differences(from: table, everyMinutes: everyMinutes)
            + asking.differencesNearBoundaries(of: known)
    }

    /// The errors, without places and ends.
    private func overlapsFound(by reading: RosterReading) -> [String] {
        let errors = reading.problems.filter { $0.severity == .error }
        let texts = errors.map { problem in
            guard problem.code == .overlap else { return problem.description }
            let isOfRotations = problem.message.contains("rotations")
            return problem.message.prefix(before: isOfRotations ? " to " : " from ")
        }
        return Set(texts).sorted()
    }

    /// Where each line's first gap begins.
    private func gapAlarms(of reading: RosterReading, _ duties: [PlainLineDuty]) -> [String] {
        let found = reading.problems.filter { $0.code == .gap }
            .map { $0.message.prefix(before: " to ") }
        return differences("gap alarms", found.sorted(), duties.compactMap(plain.gapAlarm).sorted())
    }

    private func differences(of duty: PlainLineDuty, _ known: Roster, _ table: DutyTable)
        -> [String]
    {
        let id = duty.line.lineID
        guard let line = known.line(id) else { return ["\(id) is not read"] }
        let found = table.duty(of: id)
        let covers = line.coverage(in: span, holidays: known.holidays, zone: known.zone)
        let runs = plain.runs(duty.holders)
        var gaps = duty.covered
        for place in gaps.indices where duty.holders[place] > 0 { gaps[place] = 0 }
        return differences(
            "duty of \(id)", found.duties.map(Stretch.init),
            runs.filter { $0.value > 0 }.map { Stretch($0, roster.text(of: $0.value)) })
            + differences(
                "closed time of \(id)", Stretch.all(of: found.closed),
                runs.filter { $0.value == PlainHolder.closed }.map { Stretch($0) })
            + differences(
                "what \(id) covers", Stretch.all(of: covers),
                plain.runs(duty.covered).map { Stretch($0) })
            + differences(
                "gaps of \(id)", Stretch.all(of: covers.subtracting(found.filled)),
                plain.runs(gaps).map { Stretch($0) })
    }

    /// The first place at which two lists part.
    private func differences<Element: Equatable>(
        _ what: String, _ found: [Element], _ expected: [Element]
    ) -> [String] {
        guard found != expected else { return [] }
        let place = zip(found, expected).prefix { $0 == $1 }.count
        func text(_ list: [Element]) -> String {
            place < list.count ? "\(list[place])" : "no more"
        }
        return ["\(what), entry \(place): \(text(found)), by comparison \(text(expected))"]
    }
}

extension String {
    /// All of it where `end` does not occur.
    fileprivate func prefix(before end: String) -> String {
        firstRange(of: end).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
