/// Upright columns in two parts, told apart by a pattern as well as by colour.
struct ReportPageColumns {
    /// Unique on the page.
    let id: String
    let columns: [Column]
    /// How many columns share one label of the axis.
    let labelEvery: Int
    let lowerName: String
    let upperName: String
    let hiddenName: String
    let words: ReportPageWords

    struct Column {
        let label: String
        /// `nil` where nothing was counted.
        let total: Double?
        /// The part of the total that is drawn below.
        let lower: Double?
        let isHidden: Bool
    }

    private static let plot = ChartBox(x: 34, y: 30, width: 300, height: 150)

    var drawing: ReportPageDrawing {
        let plot = ReportPageColumns.plot
        let most = columns.compactMap(\.total).max() ?? 0
        let ticks = ReportPageDrawing.ticks(upTo: most, least: 1)
        let scale = plot.height / (ticks.last ?? 1)
        let width = plot.width / Double(max(1, columns.count))
        let widest = columns.compactMap(\.total).map { number in
            ReportPageDrawing.font.width(of: words.decimal(number, digits: 0))
        }.max()
        let showsNumbers = widest ?? 0 <= width
        let drawn = columns.enumerated().flatMap { index, column in
            draw(column, at: index, width: width, scale: scale)
                + (showsNumbers ? number(of: column, at: index, width: width, scale: scale) : [])
        }
        return ReportPageDrawing(
            height: plot.y + plot.height + 22,
            content: [pattern] + legend + grid(ticks, scale) + drawn)
    }

    private var bottom: Double { ReportPageColumns.plot.y + ReportPageColumns.plot.height }

    private func grid(_ ticks: [Double], _ scale: Double) -> [String] {
        let plot = ReportPageColumns.plot
        return ticks.flatMap { tick in
            let y = bottom - tick * scale
            return [
                Markup.line(
                    from: (plot.x, y), to: (plot.x + plot.width, y),
                    stroke: ReportPageDrawing.Ink.grid, width: 1),
                ReportPageDrawing.text(
                    words.decimal(tick, digits: 0), x: plot.x - 5, y: y + 4, anchor: .end),
            ]
        }
    }

    private func draw(
        _ column: Column, at index: Int, width: Double, scale: Double
    ) -> [String] {
        let left = ReportPageColumns.plot.x + Double(index) * width
        let middle = left + width / 2
        var drawn: [String] = []
        // Of the hour that comes twice only the first has a place on the axis.
        if let number = Int(column.label) ?? (labelEvery == 1 ? index : nil),
            number % labelEvery == 0
        {
            drawn.append(
                ReportPageDrawing.text(column.label, x: middle, y: bottom + 16, anchor: .middle))
        }
        if column.isHidden {
            drawn.append(
                ReportPageDrawing.text("×", x: middle, y: bottom - 4, anchor: .middle))
        }
        guard let total = column.total, total > 0 else { return drawn }
        let lower = column.lower.map { min($0, total) } ?? total
        let (x, room) = (left + width * 0.12, width * 0.76)
        let top = bottom - total * scale
        let parting = bottom - lower * scale
        if lower > 0 {
            drawn.append(
                Markup.rectangle(
                    ChartBox(x: x, y: parting, width: room, height: lower * scale),
                    fill: ReportPageDrawing.Ink.bar))
        }
        if total > lower {
            drawn.append(
                Markup.rectangle(
                    ChartBox(x: x, y: top, width: room, height: (total - lower) * scale),
                    fill: "url(#\(id)-hatch)", stroke: ReportPageDrawing.Ink.second,
                    strokeWidth: 1))
        }
        return drawn
    }

    private func number(
        of column: Column, at index: Int, width: Double, scale: Double
    ) -> [String] {
        guard let total = column.total else { return [] }
        return [
            ReportPageDrawing.text(
                words.decimal(total, digits: 0),
                x: ReportPageColumns.plot.x + (Double(index) + 0.5) * width,
                y: bottom - total * scale - 4, anchor: .middle)
        ]
    }

    private var pattern: String {
        Markup.element(
            "defs", [:],
            [
                Markup.element(
                    "pattern",
                    [
                        "id": "\(id)-hatch", "width": "4", "height": "4",
                        "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
                    ],
                    [
                        Markup.rectangle(
                            ChartBox(x: 0, y: 0, width: 4, height: 4),
                            fill: ReportPageDrawing.Ink.paper),
                        Markup.rectangle(
                            ChartBox(x: 0, y: 0, width: 1.6, height: 4),
                            fill: ReportPageDrawing.Ink.second),
                    ])
            ])
    }

    private var legend: [String] {
        var entries = [(name: lowerName, fill: ReportPageDrawing.Ink.bar)]
        entries.append((name: upperName, fill: "url(#\(id)-hatch)"))
        var x = ReportPageColumns.plot.x
        var drawn: [String] = []
        for entry in entries {
            drawn += [
                Markup.rectangle(
                    ChartBox(x: x, y: 1, width: 12, height: 12), fill: entry.fill,
                    stroke: entry.fill == ReportPageDrawing.Ink.bar
                        ? entry.fill : ReportPageDrawing.Ink.second, strokeWidth: 1),
                ReportPageDrawing.text(entry.name, x: x + 17, y: 11),
            ]
            x += 17 + ReportPageDrawing.font.width(of: entry.name) + 10
        }
        if columns.contains(where: \.isHidden) {
            drawn.append(ReportPageDrawing.text("× \(hiddenName)", x: x, y: 11))
        }
        return drawn
    }
}
