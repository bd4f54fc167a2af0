/// A table of a report's page, in a frame of its own that scrolls sideways where it must.
struct ReportPageTable {
    /// For who does not see the heading above it.
    let caption: String
    /// The first stands above the rows' names.
    let columns: [String]
    let rows: [Row]

    struct Row {
        let name: String
        /// The name that programs know it by.
        let code: String?
        let content: Content

        init(_ name: String, code: String? = nil, _ content: Content) {
            self.name = name
            self.code = code
            self.content = content
        }
    }

    enum Content {
        case cells([Cell])
        /// Nothing of the row may be shown.
        case hidden
    }

    enum Cell {
        case number(String, beside: String?)
        case unsaid
        case hidden
    }

    func markup(_ words: ReportPageWords) -> String {
        let head = columns.map {
            Markup.element("th", ["scope": "col"], [Markup.escaped($0)])
        }
        let table = Markup.element(
            "table", [:],
            [
                Markup.element("caption", ["class": "spoken"], [Markup.escaped(caption)]),
                Markup.element("thead", [:], [Markup.element("tr", [:], head)]),
                Markup.element("tbody", [:], rows.map { row($0, words) }),
            ])
        return Markup.element(
            "div",
            ["class": "frame", "role": "region", "aria-label": caption, "tabindex": "0"], [table])
    }

    private func row(_ row: Row, _ words: ReportPageWords) -> String {
        let code = row.code.map { " " + Markup.element("code", [:], [Markup.escaped($0)]) } ?? ""
        let name = Markup.element(
            "th", ["scope": "row"], [Markup.escaped(row.name) + code])
        switch row.content {
        case .cells(let cells):
            return Markup.element("tr", [:], [name] + cells.map { cell($0, words) })
        case .hidden:
            let span = String(columns.count - 1)
            return Markup.element(
                "tr", [:],
                [
                    name,
                    Markup.element(
                        "td", ["class": "hidden whole", "colspan": span],
                        [Markup.escaped(words.hidden)]),
                ])
        }
    }

    private func cell(_ cell: Cell, _ words: ReportPageWords) -> String {
        switch cell {
        case .number(let number, let beside):
            let small = beside.map { " " + Markup.element("small", [:], [Markup.escaped($0)]) }
            return Markup.element(
                "td", ["class": "number"], [Markup.escaped(number) + (small ?? "")])
        case .hidden:
            return Markup.element("td", ["class": "hidden"], [Markup.escaped(words.hidden)])
        case .unsaid:
            // The dash is for the eye; a reader of the screen says the words.
            return Markup.element(
                "td", ["class": "number"],
                [
                    Markup.element("span", ["aria-hidden": "true"], ["–"])
                        + Markup.element(
                            "span", ["class": "spoken"], [Markup.escaped(words.unsaid)])
                ])
        }
    }
}
