import ReportPages

/// What is written in the bars.
extension ChartBars {
    /// The longest name that fits, with the times below; upright where the bar is narrow.
    func label(of sign: ChartSign, _ times: [String], in box: ChartBox) -> [String] {
        let middle = box.x + box.width / 2
        let room = box.width - 5
        // The lower edge is the pattern's.
        let space = height - ChartPatterns.edgeHeight
        guard let (name, font) = fitting(sign, in: room, height: space) else {
            return upright(sign.names, fill: ChartInk.black, in: box, height: space)
        }
        let small = ChartFont(size: min(13, space * 0.33))
        guard let told = small.firstFitting(times, in: room) else {
            let base = top + space / 2 + font.size * 0.37
            return [Markup.text(name, x: middle, y: base, font, anchor: .middle)]
        }
        let base = top + (space - font.size - small.size) / 2 + font.size * 0.88
        return [
            Markup.text(name, x: middle, y: base, font, anchor: .middle),
            Markup.text(
                told, x: middle, y: base + small.size * 1.1, small, anchor: .middle),
        ]
    }

    /// Rather a smaller font than a shorter name, as far as it can be read from a step away.
    private func fitting(
        _ sign: ChartSign, in width: Double, height: Double
    ) -> (name: String, font: ChartFont)? {
        let largest = min(17, height * 0.48)
        for name in sign.names {
            let smallest = name.contains(" ") ? 0.8 * largest : min(10, largest)
            for size in stride(from: largest, through: smallest, by: -0.5) {
                let font = ChartFont(size: size, isBold: true)
                if font.width(of: name) <= width { return (name, font) }
            }
        }
        return nil
    }

    /// The longest text that fits from bottom to top; none in a bar of less than about two hours.
    private func upright(
        _ texts: [String], fill: String, in box: ChartBox, height: Double
    ) -> [String] {
        let font = ChartFont(size: 10, isBold: true)
        guard box.width >= 11, let name = font.firstFitting(texts, in: height - 3) else {
            return []
        }
        let (x, y) = (Markup.number(box.x + box.width / 2), Markup.number(box.y + height / 2))
        return [
            Markup.element(
                "g", ["transform": "translate(\(x) \(y)) rotate(-90)"],
                [Markup.text(name, x: 0, y: 3.5, font, fill: fill, anchor: .middle)])
        ]
    }

    /// In red on a white field, so that the hatching is not in the way.
    func gapLabel(_ name: String, _ times: [String], in box: ChartBox) -> [String] {
        let font = ChartFont(size: min(16, height * 0.42), isBold: true)
        let long = "\(name): \(words.nobody)"
        let texts = times.map { "\(long), \($0)" } + [long] + times.map { "\(name) \($0)" } + [name]
        guard let text = font.firstFitting(texts, in: box.width - 12) else {
            return narrowGapLabel(name, in: box)
        }
        let width = font.width(of: text) + 8
        let (middle, base) = (box.x + box.width / 2, box.y + height / 2)
        let field = ChartBox(
            x: middle - width / 2, y: base - font.size * 0.8, width: width, height: font.size * 1.6)
        return [
            Markup.rectangle(field, fill: ChartInk.paper, radius: 2),
            Markup.text(
                text, x: middle, y: base + font.size * 0.36, font, fill: ChartInk.red,
                anchor: .middle),
        ]
    }

    /// Upright, else at least a mark, so that no gap is overlooked.
    private func narrowGapLabel(_ name: String, in box: ChartBox) -> [String] {
        let middle = box.x + box.width / 2
        let width = min(11, box.width)
        let field = ChartBox(x: middle - width / 2, y: box.y + 3, width: width, height: height - 6)
        let label = upright([name], fill: ChartInk.red, in: box, height: height)
        if !label.isEmpty {
            return [Markup.rectangle(field, fill: ChartInk.paper, radius: 2)] + label
        }
        let font = ChartFont(size: min(14, box.width * 2), isBold: true)
        let base = box.y + height / 2 + font.size * 0.36
        return [
            Markup.rectangle(field, fill: ChartInk.alarm),
            Markup.text("!", x: middle, y: base, font, fill: ChartInk.paper, anchor: .middle),
        ]
    }
}
