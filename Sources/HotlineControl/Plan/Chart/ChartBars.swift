import OnCallRoster
import ReportPages

/// The shifts and gaps of one line in one band.
struct ChartBars {
    let drawing: ChartBandDrawing
    let line: PlannedLine
    let top: Double
    let height: Double

    var words: PlanWords { drawing.words }

    var markup: [String] {
        let holes = line.holes.filter { $0.interval.overlaps(drawing.band.span) }
        return line.shifts.compactMap(bar) + holes.map(bar)
    }

    private func bar(of shift: PlannedShift) -> String? {
        let piece = shift.interval.intersection(drawing.band.span)
        guard !piece.isEmpty else { return nil }
        let sign = drawing.key[shift.professional]
        let told = "\(line.line.name): \(sign.name) (\(sign.id))\n\(span(of: shift.whole))"
        let box = inset(drawing.box(of: piece, top: top, height: height), atLeast: 1)
        return Markup.element(
            "g",
            [
                "class": "shift", "data-professional": sign.id.rawValue,
                "data-from": shift.interval.texts.from, "data-to": shift.interval.texts.to,
            ],
            [Markup.tooltip(told)] + ChartPatterns.bar(box, sign.look)
                + label(of: sign, times(of: piece, within: shift.whole), in: box))
    }

    private func bar(of hole: PlannedLine.Hole) -> String {
        let piece = hole.interval.intersection(drawing.band.span)
        let gap = line.gaps.intervals.first { $0.overlaps(hole.interval) } ?? hole.interval
        let isOpen = hole.closure == nil
        let name = isOpen ? words.gap.uppercased() : words.closed
        let told = "\(line.line.name): \(name), \(words.nobody)\n\(span(of: hole.interval))"
        let box = inset(drawing.box(of: piece, top: top, height: height), atLeast: 3)
        return Markup.element(
            "g",
            [
                "class": isOpen ? "gap" : "gap closed", "data-from": gap.texts.from,
                "data-to": gap.texts.to,
            ],
            [
                Markup.tooltip(told),
                Markup.rectangle(
                    box, fill: isOpen ? ChartPatterns.gap : ChartPatterns.closed,
                    stroke: ChartInk.alarm, strokeWidth: 2, radius: 3),
            ] + gapLabel(name, times(of: piece, within: hole.interval), in: box))
    }

    /// Neighbours do not touch.
    private func inset(_ box: ChartBox, atLeast width: Double) -> ChartBox {
        ChartBox(
            x: box.x + 0.7, y: box.y, width: max(width, box.width - 1.4), height: box.height)
    }

    // MARK: Times

    /// The times of a bar, long and short. Hours alone tell them where a shift is a day at most;
    /// an end beyond the band is … then.
    private func times(of piece: Interval, within whole: Interval) -> [String] {
        let zone = drawing.zone
        let (startsHere, endsHere) = (piece.start == whole.start, piece.end == whole.end)
        let start = startsHere ? hours(zone.wall(of: piece.start).time) : "…"
        let end = endsHere ? hours(zone.wallOfEnd(piece.end).time) : "…"
        let short = startsHere || endsHere ? ["\(start)–\(end)"] : []
        let isShort = startsHere && endsHere && whole.duration <= .hours(25)
        return isShort ? short : [span(of: whole)].filter { $0 != "… – …" } + short
    }

    private func hours(_ time: WallTime) -> String {
        time.minutes % 60 == 0 ? String(time.description.prefix(2)) : time.description
    }

    private func span(of interval: Interval) -> String {
        let start = drawing.zone.wall(of: interval.start)
        let end = drawing.zone.wallOfEnd(interval.end)
        return "\(moment(start.date, start.time)) – \(moment(end.date, end.time))"
    }

    /// Far from the band a day without its year could be misread.
    private func moment(_ date: CivilDate, _ time: WallTime) -> String {
        guard let first = drawing.band.columns.first, abs(date - first) <= 60 else { return "…" }
        return "\(words.day(date)) \(time)"
    }
}
