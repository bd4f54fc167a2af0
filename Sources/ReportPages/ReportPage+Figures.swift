import HotlineAPI

/// The figures of all calls.
extension ReportPage {
    /// Those that a reader looks for first.
    private static let first = [
        "offered", "families", "answer-rate", "service-level-180", "time-to-human-p50",
        "time-to-human-p90", "promise-kept", "promise-same-day", "calls-per-family-month",
    ]

    var cards: [String] {
        let figures = ReportPage.first.compactMap { report.figure($0) }
        return figures.isEmpty
            ? [] : [Markup.element("ul", ["class": "cards"], figures.map { card($0) })]
    }

    private func card(_ figure: ReportDocument.Figure) -> String {
        let interval = words.interval(figure).map { words("95\u{A0}%: ", "95%: ") + $0 }
        let n = "n\u{A0}=\u{A0}" + (figure.n.map { words.whole($0) } ?? words.hidden)
        let link = Markup.element(
            "a", ["href": id(of: figure).map { "\(figures)#\($0)" }],
            [Markup.escaped(words.name(of: figure.figure))])
        var content = [
            Markup.element("p", ["class": "name"], [link]),
            paragraph(words.value(figure), class: "value"),
            paragraph([interval, n].compactMap { $0 }.joined(separator: "; "), class: "beside"),
        ]
        if let target = words.target(figure) {
            content.append(
                Markup.element(
                    "p", ["class": "beside"],
                    [
                        Markup.escaped(words("Mål: ", "Target: ") + target + ". ")
                            + verdict(figure)
                    ]))
        }
        return Markup.element("li", [:], content)
    }

    /// Of the row that tells how the figure is counted; `nil` of one that the page does not know,
    /// whose name may be anything.
    private func id(of figure: ReportDocument.Figure) -> String? {
        ReportFigureWords.all[figure.figure].map { "figure-\($0.figure)" }
    }

    private func verdict(_ figure: ReportDocument.Figure) -> String {
        let kind = figure.met.map { $0 ? "met" : "missed" }
        return Markup.element(
            "strong", ["class": kind], [Markup.escaped(words.met(figure))])
    }

    // MARK: All of them

    /// A table for each group; figures that the page does not know come last.
    var figureTables: [String] {
        let known = ReportFigureWords.groups.map { group in
            (
                heading: words(group.heading),
                figures: group.figures.compactMap { report.figure($0.figure) }
            )
        }
        let others = report.figures.filter { ReportFigureWords.all[$0.figure] == nil }
        return (known + [(heading: words("Andre tal", "Other figures"), figures: others)])
            .filter { !$0.figures.isEmpty }.map { table($0.figures, caption: $0.heading) }
    }

    /// A row of it is laid out as a block on a small screen, which is why every element says its
    /// role: a browser takes it from them otherwise.
    private func table(_ figures: [ReportDocument.Figure], caption: String) -> String {
        let columns = [
            words("Tal", "Figure"), words("Værdi", "Value"),
            words("95\u{A0}%-interval", "95% interval"),
            "n", words("Mål", "Target"), words("Sådan regnes det", "How it is counted"),
        ]
        let head = columns.map {
            Markup.element("th", ["role": "columnheader", "scope": "col"], [$0])
        }
        return Markup.element(
            "table", ["class": "figures", "role": "table"],
            [
                Markup.element("caption", [:], [Markup.escaped(caption)]),
                Markup.element(
                    "thead", ["role": "rowgroup"],
                    [Markup.element("tr", ["role": "row"], head)]),
                Markup.element(
                    "tbody", ["role": "rowgroup"], figures.map { row(of: $0, columns) }),
            ])
    }

    private func row(of figure: ReportDocument.Figure, _ columns: [String]) -> String {
        let name = Markup.escaped(words.name(of: figure.figure)) + " " + code(figure.figure)
        let target =
            words.target(figure).map { Markup.escaped($0) + ": " + verdict(figure) } ?? ""
        let cells = [
            ("number", Markup.escaped(words.value(figure))),
            ("number", Markup.escaped(words.interval(figure) ?? "")),
            ("number", Markup.escaped(figure.n.map { words.whole($0) } ?? words.hidden)),
            ("target", target),
            ("counting", formula(of: figure) + command(for: figure)),
        ]
        return Markup.element(
            "tr", ["role": "row", "id": id(of: figure)],
            [Markup.element("th", ["role": "rowheader", "scope": "row"], [name])]
                + zip(columns.dropFirst(), cells).map { column, cell in
                    Markup.element(
                        "td",
                        [
                            "role": "cell", "class": cell.1.isEmpty ? "\(cell.0) none" : cell.0,
                            "data-label": column,
                        ], [cell.1])
                })
    }

    private func formula(of figure: ReportDocument.Figure) -> String {
        if let known = words.formula(of: figure.figure) {
            return Markup.element("span", [:], [Markup.escaped(known)])
        }
        return Markup.element(
            "span", ["lang": languageOfDocument], [Markup.escaped(figure.formula)])
    }

    /// Figures of duty and of money are not counted in calls.
    private func command(for figure: ReportDocument.Figure) -> String {
        guard isListed(figure.figure) else { return "" }
        // Each part stays on one line.
        let parts = [
            "hotlinectl calls list", "--in \(figure.figure)", "--from \(report.from)",
            "--to \(report.to)",
        ].map { Markup.element("span", [:], [Markup.escaped($0)]) }
        return " " + Markup.element("code", [:], [parts.joined(separator: " ")])
    }
}
