/// The duty of one professional over a span.
package struct ProfessionalLoad: Hashable, Sendable {
    package let professional: ProfessionalID
    /// Duty on lines with `duty: standby`, but what is waking duty on another line at once.
    package let standby: Duration
    /// Duty on lines with `duty: awake`.
    package let awake: Duration
    /// Shifts on every line, those that the span cuts too.
    package let shifts: Int
    /// Nights with at least three hours of duty between 23:00 and 06:00 local time. Night is at
    /// least seven hours with 00:00 to 05:00 among them, and whoever works three of them works at
    /// night (Directive 2003/88/EC, article 2).
    package let nights: Int
    /// Local Saturdays and Sundays with duty, however short.
    package let weekendDays: Int
    /// Weekends of which a Saturday or Sunday has duty.
    package let weekends: Int
    /// Holidays with duty, half ones from where they begin.
    package let holidays: Int

    /// Time on any line, counted once where there are two.
    package var duty: Duration { standby + awake }

    init(_ professional: ProfessionalID, _ shifts: [LoadedShift], _ calendar: LoadCalendar) {
        let all = IntervalSet(shifts.map(\.interval))
        let awake = IntervalSet(shifts.filter { $0.kind == .awake }.map(\.interval))
        self.professional = professional
        self.awake = awake.duration
        standby = all.duration - awake.duration
        self.shifts = shifts.count
        nights = all.count(of: calendar.nights, withAtLeast: .hours(3))
        weekendDays = all.count(of: calendar.weekendDays)
        weekends = all.count(of: calendar.weekends)
        holidays = all.count(of: calendar.holidays)
    }
}

/// One shift of one professional, as far as load counts it.
struct LoadedShift {
    let interval: Interval
    let kind: Line.DutyKind
}
