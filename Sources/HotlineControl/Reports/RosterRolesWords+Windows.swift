import OnCallRoster

/// Recurring times in words.
extension RosterRolesWords {
    func coverage(_ covers: Line.Coverage) -> String {
        switch covers {
        case .always: always
        case .never: self("uden faste tider", "at no fixed times")
        case .windows(let windows): self.windows(windows)
        }
    }

    private var always: String { self("hele døgnet, alle dage", "at all hours, every day") }

    func windows(_ windows: [Window]) -> String {
        windows == [.always] ? always : windows.map { window($0) }.joined(separator: "; ")
    }

    private func window(_ window: Window) -> String {
        var days = weekdays(window.weekdays)
        if window.onHolidays { days.append(self("helligdage", "holidays")) }
        let except =
            window.exceptHolidays ? self(", undtagen helligdage", ", except holidays") : ""
        return "\(both(days)) \(hours(window))\(except)"
    }

    private func hours(_ window: Window) -> String {
        let hours = "\(window.from)-\(window.to)"
        return window.to > window.from ? hours : hours + self(" næste dag", " the next day")
    }

    /// Days that follow one another are a range.
    private func weekdays(_ weekdays: Set<Weekday>) -> [String] {
        if weekdays.count == 7 { return [self("alle dage", "every day")] }
        var runs: [[Weekday]] = []
        for day in Weekday.allCases where weekdays.contains(day) {
            if let last = runs.last?.last, last.index + 1 == day.index {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
        return runs.flatMap { run -> [String] in
            let names = run.map(language.name)
            return run.count < 3 ? names : ["\(names[0])-\(names[names.count - 1])"]
        }
    }
}
