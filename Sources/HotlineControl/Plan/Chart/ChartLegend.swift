import OnCallRoster
import ReportPages

/// Who has which colour, pattern and letters, and what the hatching means.
struct ChartLegend {
    let entries: [Entry]
    let top: Double
    let words: PlanWords

    /// What is explained by a swatch.
    enum Entry {
        case professional(ChartSign)
        case meaning(fill: String, stroke: String, text: String)
    }

    private static let swatch = (width: 44.0, height: 19.0)

    var markup: String {
        let title = words.legend.prefix(1).uppercased() + words.legend.dropFirst()
        let heading = Markup.text(
            title, x: ChartLayout.margin, y: top + 15, ChartFont(size: 14, isBold: true))
        let columns = ChartLayout.legendColumns
        let drawn = entries.enumerated().map { index, entry in
            draw(entry, in: box(index / columns, index % columns))
        }
        return Markup.element("g", ["class": "legend"], [heading] + drawn)
    }

    private var columnWidth: Double {
        (ChartLayout.page.width - 2 * ChartLayout.margin) / Double(ChartLayout.legendColumns)
    }

    private func box(_ row: Int, _ column: Int) -> ChartBox {
        ChartBox(
            x: ChartLayout.margin + columnWidth * Double(column),
            y: top + 24 + ChartLayout.legendRow * Double(row), width: ChartLegend.swatch.width,
            height: ChartLegend.swatch.height)
    }

    private func draw(_ entry: Entry, in box: ChartBox) -> String {
        switch entry {
        case .professional(let sign):
            let code = ChartFont(size: 11, isBold: true)
            return Markup.element(
                "g", ["class": "professional", "data-professional": sign.id.rawValue],
                ChartPatterns.bar(box, sign.look) + [
                    Markup.text(
                        code.shortened(sign.code, to: box.width - 4), x: box.x + box.width / 2,
                        y: box.y + 11.5, code, anchor: .middle),
                    label(sign.name, " (\(sign.id))", beside: box),
                ])
        case .meaning(let fill, let stroke, let text):
            let field = Markup.rectangle(
                box, fill: fill, stroke: stroke, strokeWidth: 1.2, radius: 3)
            return Markup.element("g", ["class": "meaning"], [field, label(text, beside: box)])
        }
    }

    /// The name is shortened before the id is.
    private func label(_ name: String, _ id: String = "", beside box: ChartBox) -> String {
        let font = ChartFont(size: 13)
        let room = columnWidth - box.width - 16
        let rest = room - font.width(of: id)
        let text = rest > 40 ? font.shortened(name, to: rest) + id : font.shortened(id, to: room)
        return Markup.text(text, x: box.x + box.width + 8, y: box.y + 14, font)
    }
}

extension ResolvedPlan {
    /// Who is on at some time, then the shadings that occur.
    func legend(_ key: ChartKey, _ words: PlanWords) -> [ChartLegend.Entry] {
        let holes = lines.flatMap(\.holes)
        var entries = key.used(in: self).map { ChartLegend.Entry.professional($0) }
        entries.append(
            .meaning(fill: ChartInk.dayOff, stroke: ChartInk.rule, text: words.dayOff))
        if holes.contains(where: { $0.closure == nil }) {
            entries.append(
                .meaning(
                    fill: ChartPatterns.gap, stroke: ChartInk.alarm,
                    text: "\(words.gap): \(words.nobody)"))
        }
        if holes.contains(where: { $0.closure != nil }) {
            entries.append(
                .meaning(
                    fill: ChartPatterns.closed, stroke: ChartInk.alarm,
                    text: "\(words.closed): \(words.nobody)"))
        }
        return entries
    }
}
