import ReportPages

/// The fills that are more than a colour.
enum ChartPatterns {
    static let gap = "url(#gap)"
    static let closed = "url(#closed)"

    /// A bar in a professional's colour with their pattern along its lower edge, where no text is.
    static func bar(_ box: ChartBox, _ look: ChartSign.Look) -> [String] {
        var parts = [
            Markup.rectangle(
                box, fill: look.colour.hex, stroke: ChartInk.black, strokeWidth: 0.8, radius: 3)
        ]
        switch look.pattern {
        case .plain: break
        case .rising, .level, .falling, .dotted:
            // A pattern begins where its group does, so that it is never cut along the edge.
            let (x, y) = (box.x + 0.4, box.y + box.height - edgeHeight - 0.4)
            let edge = ChartBox(x: 0, y: 0, width: box.width - 0.8, height: edgeHeight)
            parts.append(
                Markup.element(
                    "g", ["transform": "translate(\(Markup.number(x)) \(Markup.number(y)))"],
                    [Markup.rectangle(edge, fill: "url(#\(look.name))", radius: 2)]))
        }
        return parts
    }

    static let edgeHeight = 6.0

    /// The patterns of these signs, each once, and those of gaps.
    static func definitions(for signs: [ChartSign]) -> String {
        var seen: Set<ChartSign.Look> = []
        let looks = signs.map(\.look).filter { $0.pattern != .plain && seen.insert($0).inserted }
        return Markup.element(
            "defs", [:],
            [
                hatching("gap", angle: 45, every: 9, line: 4, ChartInk.alarm, on: ChartInk.paper),
                hatching(
                    "closed", angle: 45, every: 9, line: 1, ChartInk.alarm, on: ChartInk.paper),
            ] + looks.map(definition))
    }

    private static func definition(of look: ChartSign.Look) -> String {
        let (fill, shade) = (look.colour.hex, look.colour.shade.hex)
        return switch look.pattern {
        case .plain, .rising: hatching(look.name, angle: 45, every: 5, line: 2.4, shade, on: fill)
        case .level: hatching(look.name, angle: 0, every: 3, line: 1.2, shade, on: fill)
        case .falling: hatching(look.name, angle: -45, every: 5, line: 2.4, shade, on: fill)
        case .dotted: dots(look.name, shade, on: fill)
        }
    }

    private static func hatching(
        _ name: String, angle: Int, every: Double, line: Double, _ colour: String, on paper: String
    ) -> String {
        Markup.element(
            "pattern",
            [
                "id": name, "width": Markup.number(every), "height": Markup.number(every),
                "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(\(angle))",
            ],
            [
                Markup.rectangle(
                    ChartBox(x: 0, y: 0, width: every, height: every), fill: paper),
                Markup.rectangle(
                    ChartBox(x: 0, y: 0, width: line, height: every), fill: colour),
            ])
    }

    private static func dots(_ name: String, _ colour: String, on paper: String) -> String {
        let dot = Markup.element("circle", ["cx": "3", "cy": "3", "r": "1.7", "fill": colour])
        return Markup.element(
            "pattern",
            ["id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"],
            [Markup.rectangle(ChartBox(x: 0, y: 0, width: 6, height: 6), fill: paper), dot])
    }
}
