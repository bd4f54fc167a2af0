/// SVG elements as text: attributes escaped, numbers to a tenth of a unit.
package enum Markup {
    /// What text is written in where nothing else is said.
    package static let black = "#111111"

    /// An element without the attributes that are `nil`; its content is markup already.
    package static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?>, _ content: [String] = []
    ) -> String {
        let written = attributes.map { name, value in
            value.map { " \(name)=\"\(escaped($0))\"" } ?? ""
        }.joined()
        if content.isEmpty { return "<\(name)\(written)/>" }
        let separator = content.count == 1 ? "" : "\n"
        let inner = content.joined(separator: "\n")
        return "<\(name)\(written)>\(separator)\(inner)\(separator)</\(name)>"
    }

    /// Text for people within a shape or group: most viewers show it when it is pointed at.
    package static func tooltip(_ text: String) -> String { element("title", [:], [escaped(text)]) }

    /// A rectangle; its corners are round where it has a radius.
    package static func rectangle(
        _ box: ChartBox, fill: String, stroke: String? = nil, strokeWidth: Double? = nil,
        radius: Double? = nil
    ) -> String {
        element(
            "rect",
            [
                "x": number(box.x), "y": number(box.y), "width": number(box.width),
                "height": number(box.height), "rx": radius.map(number), "fill": fill,
                "stroke": stroke, "stroke-width": strokeWidth.map(number),
            ])
    }

    /// A straight line.
    package static func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), stroke: String,
        width: Double, dashes: String? = nil
    ) -> String {
        element(
            "line",
            [
                "x1": number(start.x), "y1": number(start.y), "x2": number(end.x),
                "y2": number(end.y), "stroke": stroke, "stroke-width": number(width),
                "stroke-dasharray": dashes,
            ])
    }

    /// One line of text whose base line is at `y`; without an anchor it begins at `x`.
    package static func text(
        _ text: String, x: Double, y: Double, _ font: ChartFont, fill: String = Markup.black,
        anchor: Anchor? = nil
    ) -> String {
        element(
            "text",
            [
                "x": number(x), "y": number(y), "font-size": number(font.size),
                "font-weight": font.isBold ? "bold" : nil, "fill": fill,
                "text-anchor": anchor?.rawValue,
            ], [escaped(text)])
    }

    /// Where `x` is of a line of text that does not begin there.
    package enum Anchor: String, Sendable {
        case middle, end
    }

    /// Without trailing zeros, and never in scientific notation.
    package static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
    }

    /// Text for content and attributes (XML 1.0, sections 2.2 and 2.4).
    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default:
                let isControl = scalar.properties.generalCategory == .control
                result.unicodeScalars.append(isControl && scalar != "\n" ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }
}

/// A rectangle of the drawing, in quarters of a millimetre on A4.
package struct ChartBox: Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A font of the drawing; which face is up to the viewer.
package struct ChartFont: Sendable {
    package let size: Double
    package var isBold: Bool

    package init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// The faces to choose from.
    package static let faces = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

    /// How wide a text is at most, by the classes of its letters in the wider of those faces.
    package func width(of text: String) -> Double {
        let widths = text.map { character -> Double in
            if "iIjlt.,:;!|'’() ".contains(character) { return 0.36 }
            if "mwMW@æÆœŒ…—".contains(character) { return 0.95 }
            if character.isUppercase { return 0.74 }
            return character.utf8.count > 2 ? 1 : 0.6
        }
        return widths.reduce(0, +) * size * (isBold ? 1.06 : 1)
    }

    /// The first of the texts that fits.
    package func firstFitting(_ texts: [String], in width: Double) -> String? {
        texts.first { self.width(of: $0) <= width }
    }

    /// The text, its end replaced by … where it is too wide.
    package func shortened(_ text: String, to width: Double) -> String {
        if self.width(of: text) <= width { return text }
        var kept = Substring(text)
        while !kept.isEmpty, self.width(of: kept + "…") > width { kept.removeLast() }
        return kept + "…"
    }
}
