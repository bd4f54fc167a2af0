/// A rule of the format understood wrongly, in a way that is easy to fall into.
enum PlainFlaw: CaseIterable {
    /// A wall time that exists twice is its last occurrence.
    case lastOccurrence
    /// A wall time that does not exist is later by the gap's length, as `Calendar` has it.
    case laterByTheGap
    /// The days of turns have 86,400 seconds.
    case daysOfEqualLength
    /// A day without a time ends at its beginning.
    case lastDayLeftOut
    /// A half holiday is a whole one.
    case halfHolidayIsWhole
    /// Windows that begin at one instant count one each.
    case equalBeginningsCountEach
    /// A window that a clock change has emptied counts.
    case emptiedWindowsCount
}

extension PlainFlaw {
    /// The rules as they are where only their values are misunderstood.
    func misread(_ roster: PlainRoster) -> PlainRoster {
        var roster = roster
        switch self {
        case .lastDayLeftOut:
            roster.absences = roster.absences.map(PlainFlaw.withoutItsLastDay)
            for index in roster.lines.indices {
                roster.lines[index].shifts = roster.lines[index].shifts
                    .map(PlainFlaw.withoutItsLastDay)
                roster.lines[index].overrides = roster.lines[index].overrides
                    .map(PlainFlaw.withoutItsLastDay)
            }
        case .halfHolidayIsWhole:
            roster.holidays.also = roster.holidays.also.map { ($0.day, 0) }
        case .lastOccurrence, .laterByTheGap, .daysOfEqualLength, .equalBeginningsCountEach,
            .emptiedWindowsCount:
            break
        }
        return roster
    }

    private static func withoutItsLastDay(_ rule: PlainDated) -> PlainDated {
        guard !rule.to.text.contains(":") else { return rule }
        let end = max(rule.from.wall, rule.to.wall - 1440)
        return PlainDated(
            who: rule.who, from: rule.from, to: PlainMoment(wall: end, text: rule.to.text))
    }
}
