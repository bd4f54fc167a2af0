/// A drawing of a report's page, of the width of a small telephone's screen, so that its letters
/// are never shown smaller than they are.
///
/// Its colours are the page's, by their names in the style: light, dark and on paper.
struct ReportPageDrawing {
    let height: Double
    let content: [String]

    static let width = 340.0
    static let font = ChartFont(size: 12)
    static let boldFont = ChartFont(size: 12, isBold: true)

    /// - Parameter id: Unique on the page.
    func image(id: String, title: String, description: String) -> String {
        let (width, height) = (Markup.number(ReportPageDrawing.width), Markup.number(height))
        return Markup.element(
            "svg",
            [
                "viewBox": "0 0 \(width) \(height)", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-desc", "font-family": ChartFont.faces,
            ],
            [
                Markup.element("title", ["id": "\(id)-title"], [Markup.escaped(title)]),
                Markup.element("desc", ["id": "\(id)-desc"], [Markup.escaped(description)]),
            ] + content)
    }

    static func text(
        _ text: String, x: Double, y: Double, _ font: ChartFont = font,
        anchor: Markup.Anchor? = nil
    ) -> String {
        Markup.text(text, x: x, y: y, font, fill: Ink.text, anchor: anchor)
    }

    /// Ends of at most five equal steps from 0, each 1, 2 or 5 times a power of ten.
    static func ticks(upTo most: Double, least: Double) -> [Double] {
        guard most > 0, most.isFinite else { return [0, least] }
        var step = least
        while step * 5 < most {
            // From 1 to 2, from 2 to 5, from 5 to 10.
            let leading = step / ReportPageDrawing.power(below: step)
            step *= leading > 1.5 && leading < 3 ? 2.5 : 2
        }
        return (0...Int((most / step).rounded(.up))).map { Double($0) * step }
    }

    private static func power(below value: Double) -> Double {
        var power = 1.0
        while power * 10 <= value * 1.000_001 { power *= 10 }
        while power > value * 1.000_001 { power /= 10 }
        return power
    }

    enum Ink {
        static let text = "currentColor"
        static let grid = "var(--grid)"
        static let bar = "var(--bar)"
        static let second = "var(--second)"
        static let third = "var(--third)"
        static let paper = "var(--paper)"
    }
}
