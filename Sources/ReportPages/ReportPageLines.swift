/// Lines over whole numbers, told apart by their dashes and marks as well as by colour.
struct ReportPageLines {
    let series: [Series]
    /// What the whole numbers are.
    let axis: String
    let words: ReportPageWords

    struct Series {
        let name: String
        let points: [Point]
    }

    struct Point {
        let x: Int
        /// `nil` parts the line.
        let y: Double?
    }

    private static let left = 38.0
    private static let width = 292.0
    private static let height = 160.0
    private static let legendPitch = 18.0

    private var top: Double { Double(series.count) * ReportPageLines.legendPitch + 14 }
    private var bottom: Double { top + ReportPageLines.height }

    var drawing: ReportPageDrawing {
        let ticks = ReportPageDrawing.ticks(
            upTo: series.flatMap(\.points).compactMap(\.y).max() ?? 0, least: 0.01)
        let scale = ReportPageLines.height / (ticks.last ?? 1)
        let lines = series.enumerated().flatMap { index, series in
            draw(series, Look(index)) { bottom - $0 * scale }
        }
        return ReportPageDrawing(
            height: bottom + 38, content: legend + grid(ticks, scale) + axisLabels + lines)
    }

    // MARK: Frame

    private var span: ClosedRange<Int> {
        let all = series.flatMap(\.points).map(\.x)
        return (all.min() ?? 1)...(all.max() ?? 1)
    }

    private func place(_ x: Int) -> Double {
        let steps = Double(max(1, span.upperBound - span.lowerBound))
        return ReportPageLines.left + 8
            + Double(x - span.lowerBound) / steps * (ReportPageLines.width - 16)
    }

    private func grid(_ ticks: [Double], _ scale: Double) -> [String] {
        let digits = (ticks.dropFirst().first ?? 1) < 0.1 ? 2 : 1
        let (left, right) = (ReportPageLines.left, ReportPageLines.left + ReportPageLines.width)
        return ticks.flatMap { tick in
            let y = bottom - tick * scale
            return [
                Markup.line(
                    from: (left, y), to: (right, y), stroke: ReportPageDrawing.Ink.grid, width: 1),
                ReportPageDrawing.text(
                    words.decimal(tick, digits: digits), x: left - 5, y: y + 4, anchor: .end),
            ]
        }
    }

    private var axisLabels: [String] {
        let step = max(1, (span.upperBound - span.lowerBound + 1 + 11) / 12)
        let numbers = stride(from: span.lowerBound, through: span.upperBound, by: step)
        let middle = ReportPageLines.left + ReportPageLines.width / 2
        return numbers.map { number in
            ReportPageDrawing.text(
                words.whole(number), x: place(number), y: bottom + 16, anchor: .middle)
        } + [ReportPageDrawing.text(axis, x: middle, y: bottom + 33, anchor: .middle)]
    }

    private var legend: [String] {
        series.enumerated().flatMap { index, series in
            let y = Double(index) * ReportPageLines.legendPitch + 8
            let look = Look(index)
            return [
                Markup.line(
                    from: (ReportPageLines.left, y), to: (ReportPageLines.left + 36, y),
                    stroke: look.ink, width: 2, dashes: look.dashes),
                look.mark(x: ReportPageLines.left + 18, y: y),
                ReportPageDrawing.text(series.name, x: ReportPageLines.left + 44, y: y + 4),
            ]
        }
    }

    // MARK: Lines

    private func draw(_ series: Series, _ look: Look, _ y: (Double) -> Double) -> [String] {
        var drawn: [String] = []
        for (earlier, later) in zip(series.points, series.points.dropFirst()) {
            guard let from = earlier.y, let to = later.y, later.x == earlier.x + 1 else { continue }
            drawn.append(
                Markup.line(
                    from: (place(earlier.x), y(from)), to: (place(later.x), y(to)),
                    stroke: look.ink, width: 2, dashes: look.dashes))
        }
        return drawn
            + series.points.compactMap { point in
                point.y.map { look.mark(x: place(point.x), y: y($0)) }
            }
    }

    /// How a series is known.
    private struct Look {
        let ink: String
        let dashes: String?
        private let shape: Int

        init(_ index: Int) {
            let inks = [
                ReportPageDrawing.Ink.bar, ReportPageDrawing.Ink.second,
                ReportPageDrawing.Ink.third,
            ]
            ink = inks[index % inks.count]
            dashes = [nil, "7 4", "2 3"][index % 3]
            shape = index % 3
        }

        /// A disc, a square or a triangle.
        func mark(x: Double, y: Double) -> String {
            switch shape {
            case 0:
                Markup.element(
                    "circle",
                    ["cx": Markup.number(x), "cy": Markup.number(y), "r": "3.5", "fill": ink])
            case 1:
                Markup.rectangle(
                    ChartBox(x: x - 3.5, y: y - 3.5, width: 7, height: 7), fill: ink)
            default:
                Markup.element(
                    "path",
                    [
                        "d": "M\(Markup.number(x)) \(Markup.number(y - 4.5)) l4.5 8 h-9 z",
                        "fill": ink,
                    ])
            }
        }
    }
}
