import OnCallRoster
import ReportPages

/// The columns of a band: their heads, their shading, and where the clocks change.
extension ChartBandDrawing {
    func day(_ date: CivilDate) -> [String] {
        let span = Interval(zone.instant(date), zone.instant(date + 1))
        let box = box(of: span, top: top, height: bottom - top)
        let isInside = span.overlaps(plan.interval)
        let holiday = plan.roster.holidays.holiday(on: date)
        var parts: [String] = []
        if !isInside {
            parts.append(Markup.rectangle(box, fill: ChartInk.outside))
        } else if let off = timeOff(on: date, holiday) {
            let shaded = self.box(of: off, top: top, height: bottom - top)
            parts.append(Markup.rectangle(shaded, fill: ChartInk.dayOff))
        }
        let font = ChartFont(size: 14, isBold: isInside)
        parts.append(
            Markup.text(
                words.day(date), x: box.x + 4, y: top + 16, font,
                fill: isInside ? ChartInk.black : ChartInk.grey))
        if let holiday, isInside {
            let small = ChartFont(size: 11)
            parts.append(
                Markup.text(
                    small.shortened(words.holiday(holiday), to: box.width - 6), x: box.x + 4,
                    y: top + 27, small, fill: ChartInk.blue))
        }
        return parts
    }

    /// Weekends and holidays, half ones from their time on.
    private func timeOff(on date: CivilDate, _ holiday: HolidayCalendar.Holiday?) -> Interval? {
        let end = zone.instant(date + 1)
        switch date.weekday {
        case .saturday, .sunday: return Interval(zone.instant(date), end)
        case .monday, .tuesday, .wednesday, .thursday, .friday:
            return holiday.map { Interval(zone.instant(date, $0.from), end) }
        }
    }

    /// The lines of days and of hours, and the hours' names.
    var grid: [String] {
        var parts: [String] = []
        for date in band.columns {
            for hour in [6, 12, 18] {
                let x = scale.x(of: zone.instant(date, minutes: hour * 60))
                parts.append(
                    Markup.line(
                        from: (x, rowsTop), to: (x, bottom), stroke: ChartInk.fineRule, width: 0.7))
                parts.append(
                    Markup.text(
                        hour < 10 ? "0\(hour)" : "\(hour)", x: x, y: rowsTop - 2.5,
                        ChartFont(size: 9), fill: ChartInk.grey, anchor: .middle))
            }
        }
        for column in 0...band.columns.count {
            let x = left + scale.columnWidth * Double(column)
            parts.append(
                Markup.line(
                    from: (x, top), to: (x, bottom), stroke: ChartInk.rule, width: 1))
        }
        return parts
    }

    var clockChanges: [String] {
        band.changes.flatMap { change -> [String] in
            let x = scale.x(of: change.at)
            let isFarRight = x > (left + right) / 2
            return [
                Markup.line(
                    from: (x, top + 32), to: (x, bottom), stroke: ChartInk.blue, width: 1.6,
                    dashes: "5 3"),
                Markup.text(
                    words.clockChange(change), x: isFarRight ? x - 5 : x + 5, y: top + 42,
                    ChartFont(size: 12, isBold: true), fill: ChartInk.blue,
                    anchor: isFarRight ? .end : nil),
            ]
        }
    }
}
