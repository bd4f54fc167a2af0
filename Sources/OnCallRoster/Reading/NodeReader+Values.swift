import Yams

extension NodeReader {
    mutating func phone(_ node: Node) -> DialTarget? {
        guard let word = text(node, "a phone") else { return nil }
        return phone(word, at: place(node))
    }

    mutating func phone(_ word: String, at place: Place) -> DialTarget? {
        if let target = DialTarget(word) { return target }
        report(
            Problem(
                .badNumber, at: place, "'\(word)' is no phone number",
                fix: "write '+45 12 34 56 78', 8 Danish digits, a short number, or 'sip:user@host'")
        )
        return nil
    }

    mutating func number(of node: Node) -> PhoneNumber? {
        guard let word = text(node, "a phone number") else { return nil }
        return number(word, at: place(node))
    }

    mutating func number(_ word: String, at place: Place) -> PhoneNumber? {
        if let number = PhoneNumber(word) { return number }
        report(
            Problem(
                .badNumber, at: place, "'\(word)' is no telephone number",
                fix: "write '+45 12 34 56 78' or 8 Danish digits"))
        return nil
    }

    /// `N UNIT`, such as `30 min` or `48 hours`.
    mutating func duration(
        _ node: Node?, _ what: String, atMost limit: Duration = .days(366)
    ) -> Duration? {
        guard let node, let word = text(node, what) else { return nil }
        if word.split(separator: " ", omittingEmptySubsequences: false).count == 2,
            let duration = parseDuration(word), duration <= limit,
            duration > .zero
        {
            return duration
        }
        fail(
            .type, node, "\(what) is '\(word)'",
            fix: "write a number and a unit: '30 s', '30 min', '48 hours', '7 days'")
        return nil
    }

    mutating func date(_ node: Node?, _ what: String) -> CivilDate? {
        guard let node, let word = text(node, what) else { return nil }
        return date(word, at: place(node), what)
    }

    mutating func date(_ word: String, at place: Place, _ what: String) -> CivilDate? {
        if let date = CivilDate(word) { return date }
        report(
            Problem(
                .badDate, at: place, "\(what) is '\(word)'",
                fix: respelt(moment: word).map { "write \($0)" }
                    ?? "write a day that exists, as YYYY-MM-DD"))
        return nil
    }

    mutating func wallTime(_ node: Node?, _ what: String) -> WallTime? {
        guard let node, let word = text(node, what) else { return nil }
        if let time = WallTime(word), time < .endOfDay { return time }
        fail(
            .badDate, node, "\(what) is '\(word)'",
            fix: respelt(time: word).map { "write \($0)" } ?? "write a time as HH:MM")
        return nil
    }

    /// A span of dates, or of dates and times: a date alone is the whole day.
    mutating func interval(
        from: (String, Place)?, to: (String, Place)?, in zone: TimeZoneRules, at place: Place,
        openEnd: Bool = false
    ) -> Interval? {
        let start = from.flatMap { moment($0.0, at: $0.1, "'from'", isEnd: false, in: zone) }
        let end = to.flatMap { moment($0.0, at: $0.1, "'to'", isEnd: true, in: zone) }
        if from == nil {
            report(
                Problem(.type, at: place, "'from' is missing", fix: "add 'from: YYYY-MM-DD HH:MM'"))
        }
        if to == nil && !openEnd {
            report(Problem(.type, at: place, "'to' is missing", fix: "add 'to: YYYY-MM-DD HH:MM'"))
        }
        guard let start, let end = end ?? (to == nil && openEnd ? .endless : nil) else {
            return nil
        }
        guard start.instant < end.instant else {
            if start.wallMinutes < end.wallMinutes {
                report(
                    Problem(
                        .emptiedByClockChange, at: place,
                        "the clock change swallows the whole of it",
                        fix: "remove it, or let it end later"))
                return nil
            }
            report(
                Problem(
                    .badDate, at: to?.1 ?? place, "it ends before it begins",
                    fix: "put 'to' after 'from'"))
            return nil
        }
        return Interval(start.instant, end.instant)
    }

    private mutating func moment(
        _ word: String, at place: Place, _ what: String, isEnd: Bool, in zone: TimeZoneRules
    ) -> Moment? {
        let parts = word.split(separator: " ", maxSplits: 1)
        if parts.count == 1, let date = CivilDate(word) {
            return Moment(date, isEnd ? .endOfDay : .midnight, in: zone)
        }
        if parts.count == 2, !word.hasPrefix(" "), let date = CivilDate(parts[0]),
            let time = WallTime(parts[1]),
            isEnd || time < .endOfDay
        {
            return Moment(date, time, in: zone)
        }
        report(
            Problem(
                .badDate, at: place, "\(what) is '\(word)'",
                fix: respelt(moment: word).map { "write \($0)" }
                    ?? "write a day that exists: YYYY-MM-DD, or YYYY-MM-DD HH:MM"))
        return nil
    }

    /// A wall time and its instant.
    private struct Moment {
        let instant: Instant
        let wallMinutes: Int

        init(_ date: CivilDate, _ time: WallTime, in zone: TimeZoneRules) {
            instant = zone.instant(date, time)
            wallMinutes = date.dayNumber * 1440 + time.minutes
        }

        private init(instant: Instant, wallMinutes: Int) {
            (self.instant, self.wallMinutes) = (instant, wallMinutes)
        }

        static let endless = Moment(instant: .distantFuture, wallMinutes: .max)
    }

    mutating func windows(_ node: Node, _ what: String) -> [Window]? {
        guard case .sequence(let sequence) = node else {
            guard let word = text(node, what) else { return nil }
            if word == "always" { return [.always] }
            return window(word, at: place(node)).map { [$0] }
        }
        let windows = sequence.map { item -> Window? in
            guard let word = text(item, "a window") else { return nil }
            return window(word, at: place(item))
        }
        return windows.contains { $0 == nil } ? nil : windows.compactMap { $0 }
    }

    mutating func window(_ word: String, at place: Place) -> Window? {
        switch parseWindow(word) {
        case .success(let window): return window
        case .failure(let flaw):
            report(Problem(.type, at: place, flaw.message, fix: flaw.fix))
            return nil
        }
    }

    mutating func languages(_ node: Node?) -> [Language] {
        items(node, "'languages'").compactMap { identifier($0, "a language") }
    }
}

/// Reads `N UNIT`; a bare number is seconds.
package func parseDuration(_ word: some StringProtocol) -> Duration? {
    let parts = word.split(separator: " ")
    guard (1...2).contains(parts.count), let count = Int(parts[0]), (0...1_000_000).contains(count)
    else { return nil }
    guard parts.count == 2 else { return .seconds(count) }
    switch parts[1] {
    case "ms": return .milliseconds(count)
    case "s", "sec", "second", "seconds": return .seconds(count)
    case "min", "minute", "minutes": return .minutes(count)
    case "h", "hour", "hours": return .hours(count)
    case "day", "days": return .days(count)
    case "week", "weeks": return .days(count * 7)
    default: return nil
    }
}

/// `24.12.2026`, `24-12-2026`, `kl. 8` and the like in the format's own spelling.
func respelt(moment word: String) -> String? {
    let parts = word.replacing("T", with: " ").split(separator: " ", maxSplits: 1)
    guard let first = parts.first else { return nil }
    let numbers = first.split { ".-/".contains($0) }.compactMap { Int($0) }
    var date: CivilDate?
    if numbers.count == 3 {
        date =
            numbers[0] > 31
            ? CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
            : CivilDate(year: numbers[2], month: numbers[1], day: numbers[0])
    }
    guard let date else { return nil }
    guard parts.count == 2 else { return date.description }
    return respelt(time: String(parts[1])).map { "\(date) \($0)" }
}

func respelt(time word: String) -> String? {
    var digits = word.lowercased()
    for prefix in ["kl.", "kl", "at "] where digits.hasPrefix(prefix) {
        digits.removeFirst(prefix.count)
    }
    let parts = digits.split { ".: ".contains($0) }.compactMap { Int($0) }
    guard (1...3).contains(parts.count), (0...24).contains(parts[0]),
        parts.count == 1 || (0..<60).contains(parts[1]),
        let time = WallTime(minutes: parts[0] * 60 + (parts.count > 1 ? parts[1] : 0)),
        parts.count == 1 || parts[1] < 60
    else { return nil }
    return time.description
}
