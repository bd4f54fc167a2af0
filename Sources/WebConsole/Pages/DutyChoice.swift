package import OnCallRoster

/// Which time and which lines *Vagter* shows.
package struct DutyChoice: Sendable {
    package enum Span: String, CaseIterable, Sendable {
        case week, month
    }

    package var span: Span = .week
    /// Any day of the week or month.
    package var day: CivilDate
    /// What the names of lines and of their owners are searched for; empty: all.
    package var query = ""
    /// The one line, as `OWNER/LINE`; empty: all.
    package var line = ""
    /// What was typed as a day and can be none; `nil`: nothing.
    package var badDay: String?

    package init(day: CivilDate) {
        self.day = day
    }

    /// As many days before and after today may be asked for.
    package static let mostDays = 366

    /// The first day.
    var first: CivilDate {
        switch span {
        case .week: day + -day.weekday.index
        case .month: day + (1 - day.components.day)
        }
    }

    /// The day after the last.
    var end: CivilDate {
        switch span {
        case .week: return first + 7
        case .month:
            // The 32nd of a month is in the next one, whatever its length.
            let next = first + 31
            return next + (1 - next.components.day)
        }
    }

    func interval(in zone: TimeZoneRules) -> Interval {
        Interval(zone.instant(first), zone.instant(end))
    }

    /// The page of this choice with another day, or another line.
    func path(day: CivilDate? = nil, line: String? = nil) -> String {
        let pairs = [
            ("span", span == .week ? "" : span.rawValue), ("day", (day ?? self.day).description),
            ("q", line == nil ? query : ""), ("line", line ?? self.line),
        ]
        let query = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(escaped($0.1))" }
        return "/console/duty?" + query.joined(separator: "&")
    }
}
