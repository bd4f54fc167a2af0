/// Bars that lie below one another, each with its name and its number above it.
struct ReportPageBars {
    let bars: [Bar]
    /// What the whole width stands for; `nil`: the largest value.
    let most: Double?

    struct Bar {
        let label: String
        /// `nil` where nothing can be said or shown.
        let value: Double?
        /// The value as it is read.
        let text: String
        /// The ends of the interval in which the true value lies.
        var low: Double?
        var high: Double?
    }

    private static let pitch = 36.0
    private static let thickness = 11.0

    var drawing: ReportPageDrawing {
        let largest = most ?? bars.compactMap(\.value).max() ?? 0
        return ReportPageDrawing(
            height: Double(bars.count) * ReportPageBars.pitch,
            content: bars.enumerated().flatMap { index, bar in
                draw(bar, top: Double(index) * ReportPageBars.pitch, largest)
            })
    }

    private func draw(_ bar: Bar, top: Double, _ largest: Double) -> [String] {
        let width = ReportPageDrawing.width
        let font = ReportPageDrawing.boldFont
        let room = width - font.width(of: bar.text) - 8
        let label = ReportPageDrawing.font.shortened(bar.label, to: room)
        let y = top + 17
        var drawn = [
            ReportPageDrawing.text(label, x: 0, y: top + 12),
            ReportPageDrawing.text(bar.text, x: width, y: top + 12, font, anchor: .end),
            Markup.rectangle(
                ChartBox(
                    x: 0.5, y: y + 0.5, width: width - 1, height: ReportPageBars.thickness - 1),
                fill: "none", stroke: ReportPageDrawing.Ink.grid, strokeWidth: 1),
        ]
        func place(_ value: Double) -> Double {
            largest > 0 ? min(1, max(0, value / largest)) * width : 0
        }
        if let value = bar.value, place(value) > 0 {
            drawn.append(
                Markup.rectangle(
                    ChartBox(x: 0, y: y, width: place(value), height: ReportPageBars.thickness),
                    fill: ReportPageDrawing.Ink.bar))
        }
        if bar.value != nil, let low = bar.low, let high = bar.high {
            drawn += interval(place(low), place(high), y: y + ReportPageBars.thickness + 4)
        }
        return drawn
    }

    private func interval(_ low: Double, _ high: Double, y: Double) -> [String] {
        let (start, end) = (max(1, low), min(ReportPageDrawing.width - 1, high))
        let lines = [((start, y), (end, y))] + [start, end].map { x in ((x, y - 3), (x, y + 3)) }
        return lines.map { ends in
            Markup.line(
                from: ends.0, to: ends.1, stroke: ReportPageDrawing.Ink.second, width: 1.5)
        }
    }
}
