import OnCallRoster

/// The columns of a row: when, and who.
extension PlanText {
    private var momentWidth: Int { words.dayWidth + 6 }

    var whoWidth: Int { PlanText.width - 2 - (2 * momentWidth + 3) - 2 }

    /// From when to when; an end on the same day is its time alone.
    func times(of interval: Interval, around week: PlanWeek) -> String {
        let zone = plan.roster.zone
        let (startDate, startTime) = zone.wall(of: interval.start)
        let (endDate, endTime) = zone.wallOfEnd(interval.end)
        let start = moment(startDate, startTime, around: week)
        let end =
            startDate == endDate && start != nil
            ? endTime.description : moment(endDate, endTime, around: week)
        let text = padded(start ?? "…") + " - " + (end ?? "…")
        return text + String(repeating: " ", count: 2 * momentWidth + 3 - text.count)
    }

    private func padded(_ text: String) -> String {
        String(repeating: " ", count: momentWidth - text.count) + text
    }

    private func moment(_ date: CivilDate, _ time: WallTime, around week: PlanWeek) -> String? {
        isNear(date, week) ? "\(words.alignedDay(date)) \(time)" : nil
    }

    /// Far from the week, a day's name without its year could be misread.
    func isNear(_ date: CivilDate, _ week: PlanWeek) -> Bool {
        week.dates.first.map { abs(date - $0) <= 60 } ?? false
    }

    /// A name with its id, the name shortened and the id never.
    func label(_ name: String, _ id: String, in width: Int) -> [String] {
        let room = width - id.count - 3
        let name = name.onOneLine
        if name.count <= room { return ["\(name) (\(id))"] }
        if room >= 2 { return ["\(name.shortened(to: room)) (\(id))"] }
        return [name.shortened(to: width)] + wrapped("(\(id))", in: PlanText.width - 4)
    }

    /// A remark in the same line where there is room, else below.
    func joined(_ who: [String], _ remark: String) -> [String] {
        guard !remark.isEmpty else { return who }
        if who.count == 1, who[0].count + remark.count + 2 <= whoWidth {
            return ["\(who[0])  \(remark)"]
        }
        return who + wrapped(remark, in: whoWidth)
    }

    /// Lines of at most `width` characters, broken between words where that is possible.
    private func wrapped(_ text: String, in width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
                continue
            }
            var rest = word
            while rest.count > width {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            lines.append(String(rest))
        }
        return lines
    }
}

extension TimeZoneRules {
    /// The wall time at which a stretch ends: midnight is 24:00 of the day before.
    func wallOfEnd(_ end: Instant) -> (date: CivilDate, time: WallTime) {
        let (date, time) = wall(of: end)
        return time == .midnight ? (date + -1, .endOfDay) : (date, time)
    }
}
