import OnCallRoster
import ReportPages

/// Draws one band: its days, then a row a line.
struct ChartBandDrawing {
    let band: ChartBand
    let rows: [ChartRow]
    let top: Double
    let layout: ChartLayout
    let plan: ResolvedPlan
    let key: ChartKey
    let words: PlanWords

    var zone: TimeZoneRules { plan.roster.zone }
    var left: Double { ChartLayout.margin + ChartLayout.labelWidth }
    var right: Double { ChartLayout.page.width - ChartLayout.margin }
    var rowsTop: Double { top + ChartLayout.head(of: band) }
    var bottom: Double { rowsTop + rows.map(layout.height).reduce(0, +) }

    var scale: ChartScale {
        ChartScale(
            columns: band.columns.map { Interval(zone.instant($0), zone.instant($0 + 1)) },
            left: left, columnWidth: (right - left) / Double(band.columns.count))
    }

    var markup: String {
        let first = band.columns.first?.isoWeek ?? 0
        let last = band.columns.last?.isoWeek ?? first
        let week = words.week(first, last)
        let name = week.prefix(1).uppercased() + week.dropFirst()
        return Markup.element(
            "g", ["class": "band", "aria-label": name],
            [
                Markup.text(
                    name, x: ChartLayout.margin, y: top + 18, ChartFont(size: 18, isBold: true))
            ] + band.columns.flatMap(day) + grid + drawnRows + clockChanges)
    }

    // MARK: Rows

    private var drawnRows: [String] {
        var y = rowsTop
        return rows.map { row in
            defer { y += layout.height(of: row) }
            switch row {
            case .owner(let name, let isContinued):
                return owner(isContinued ? "\(name) (\(words.continued))" : name, y)
            case .line(let line): return self.row(of: line, y)
            }
        }
    }

    private func owner(_ name: String, _ y: Double) -> String {
        let font = ChartFont(size: 12, isBold: true)
        return Markup.element(
            "g", ["class": "owner"],
            [
                Markup.rectangle(
                    ChartBox(
                        x: ChartLayout.margin, y: y, width: right - ChartLayout.margin,
                        height: ChartLayout.ownerHeight - 3), fill: ChartInk.owner),
                Markup.text(
                    font.shortened(name.onOneLine, to: right - ChartLayout.margin - 8),
                    x: ChartLayout.margin + 4, y: y + 12, font, fill: ChartInk.grey),
            ])
    }

    private func row(of line: PlannedLine, _ y: Double) -> String {
        let name = ChartFont(size: 15, isBold: true)
        let small = ChartFont(size: 10.5)
        let room = ChartLayout.labelWidth - 10
        let bars = ChartBars(drawing: self, line: line, top: y + 2, height: layout.rowHeight - 4)
        return Markup.element(
            "g", ["class": "line", "data-line": line.id.description],
            [
                Markup.text(
                    name.shortened(line.line.name.onOneLine, to: room), x: ChartLayout.margin + 4,
                    y: y + layout.rowHeight / 2 - 1, name),
                Markup.text(
                    small.shortened(line.id.description, to: room), x: ChartLayout.margin + 4,
                    y: y + layout.rowHeight / 2 + 12, small, fill: ChartInk.grey),
            ] + bars.markup)
    }

    func box(of interval: Interval, top: Double, height: Double) -> ChartBox {
        let (start, end) = (scale.x(of: interval.start), scale.x(of: interval.end))
        return ChartBox(x: start, y: top, width: end - start, height: height)
    }
}
