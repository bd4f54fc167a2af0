/// Why a text is no window, and what to write.
struct WindowFlaw: Error, Equatable {
    let message: String
    let fix: String
}

/// Reads `DAYS HH:MM-HH:MM [except holiday]`, in English or Danish.
func parseWindow(_ text: String) -> Result<Window, WindowFlaw> {
    var words = text.lowercased().replacing(",", with: " , ").split(separator: " ").map(String.init)
    var exceptHolidays = false
    if words.count >= 2, ["except", "undtagen"].contains(words[words.count - 2]) {
        guard ["holiday", "helligdag"].contains(words[words.count - 1]) else {
            return .failure(
                WindowFlaw(
                    message: "'\(words[words.count - 1])' cannot be excepted",
                    fix: "write 'except holiday'"))
        }
        exceptHolidays = true
        words.removeLast(2)
    }
    guard let span = words.popLast() else {
        return .failure(WindowFlaw(message: "the window is empty", fix: windowForm))
    }
    let times = span.split(separator: "-", omittingEmptySubsequences: false)
    guard times.count == 2, let from = WallTime(times[0]), let to = WallTime(times[1]),
        from < .endOfDay
    else {
        let near =
            times.count == 2
            ? respelt(time: String(times[0])).flatMap { from in
                respelt(time: String(times[1])).map { "\(from)-\($0)" }
            } : nil
        return .failure(
            WindowFlaw(
                message: "'\(span)' is no span of time",
                fix: near.map { "write \($0)" } ?? windowForm))
    }
    return parseDays(words.joined(separator: " ")).map { weekdays, onHolidays in
        Window(
            weekdays: weekdays, onHolidays: onHolidays, exceptHolidays: exceptHolidays,
            from: from, to: to)
    }
}

private let windowForm = "write DAYS HH:MM-HH:MM, such as 'Mon-Fri 16:00-08:00'"

private func parseDays(_ text: String) -> Result<(Set<Weekday>, Bool), WindowFlaw> {
    var weekdays: Set<Weekday> = []
    var onHolidays = false
    for item in text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed) {
        if item == "holiday" || item == "helligdag" {
            onHolidays = true
            continue
        }
        let ends = item.split(separator: "-", omittingEmptySubsequences: false).map(trimmed)
        let days = ends.compactMap { weekdayNames[String($0)] }
        guard (1...2).contains(ends.count), days.count == ends.count else {
            let near =
                ends.count == 1
                ? suggestion(for: String(item), among: Array(weekdayNames.keys) + ["holiday"]) : nil
            return .failure(
                WindowFlaw(
                    message: item.isEmpty ? "the window names no day" : "'\(item)' is no day",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "use Mon Tue Wed Thu Fri Sat Sun or holiday, ranges and lists"))
        }
        var index = days[0].index
        weekdays.insert(days[0])
        while index != days[days.count - 1].index {
            index = (index + 1) % 7
            weekdays.insert(Weekday.allCases[index])
        }
    }
    return .success((weekdays, onHolidays))
}

private func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
}

private let weekdayNames: [String: Weekday] = [
    "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday,
    "sat": .saturday, "sun": .sunday,
    "man": .monday, "tir": .tuesday, "ons": .wednesday, "tor": .thursday, "fre": .friday,
    "lør": .saturday, "søn": .sunday,
]
