package import HotlineAPI
package import HotlineTexts
package import OnCallRoster

/// The figures of a period as a page to read on a screen and to print (HTML).
///
/// It holds all that it needs and runs no script. Every drawing has its numbers in a table beside
/// it, and the same document gives the same bytes.
package struct ReportPage: Sendable {
    let report: ReportDocument
    let words: ReportPageWords
    /// Whether a command lists the calls that a figure counts; it then stands beside it.
    let isListed: @Sendable (String) -> Bool
    /// Where the section of a figure is; empty: on this page.
    package var figures = ""

    /// - Parameter isListed: Whether `hotlinectl calls list` lists the calls that a figure of this
    ///   name counts; the command then stands beside it.
    package init(
        _ report: ReportDocument, language: WrittenLanguage,
        isListed: @escaping @Sendable (String) -> Bool
    ) {
        self.report = report
        words = ReportPageWords(language: language)
        self.isListed = isListed
    }

    /// English where the language is, else Danish.
    package init(
        _ report: ReportDocument, language: Language,
        isListed: @escaping @Sendable (String) -> Bool
    ) {
        self.init(
            report, language: WrittenLanguage(rawValue: language.rawValue) ?? .danish,
            isListed: isListed)
    }

    /// The whole page as HTML.
    package var text: String {
        let sections = parts
        let page = Markup.element(
            "html", ["lang": words.tag],
            [
                head,
                Markup.element(
                    "body", [:],
                    [
                        Markup.element("header", [:], heading + [contents(sections)]),
                        Markup.element("main", [:], sections.map(\.markup)),
                    ]),
            ])
        return "<!doctype html>\n" + page + "\n"
    }

    /// What a report says of itself, with the sentences without which it would be misread: to stand
    /// in another page, without a heading.
    package var facts: String { ([period, origin] + notes).joined(separator: "\n") }

    /// The parts of the report that have something, in their order.
    package var parts: [Section] { sections.filter { !$0.content.isEmpty } }

    /// A part of the page with a heading; one without content is left out.
    package struct Section: Sendable {
        /// Unique on the page.
        package let id: String
        package let heading: String
        let content: [String]

        /// As HTML, with a heading of the second rank.
        package var markup: String {
            Markup.element(
                "section", ["id": id, "aria-labelledby": "\(id)-heading"],
                [
                    Markup.element(
                        "h2", ["id": "\(id)-heading"], [Markup.escaped(heading)])
                ] + content)
        }
    }

    private var sections: [Section] {
        [
            Section(id: "main", heading: words("Hovedtal", "Main figures"), content: cards),
            Section(
                id: "time", heading: words("Hvornår der ringes", "When the calls come"),
                content: timeCharts + partSection("hour") + partSection("weekday")),
            Section(
                id: "waiting", heading: words("Ventetid", "Waiting"), content: waitSection),
            Section(
                id: "development", heading: words("Udvikling", "Development"),
                content: promiseSection + ["month", "quarter", "year"].flatMap(partSection)),
            Section(
                id: "families", heading: words("Familier", "Families"),
                content: enrolmentSection + variantSection),
            Section(
                id: "places", heading: words("Steder", "Places"),
                content: partSection("institution") + partSection("municipality")
                    + otherTables.flatMap(partSection)),
            Section(
                id: "duty", heading: words("Vagter", "Duty"),
                content: coverageSection + loadSection),
            Section(
                id: "figures", heading: words("Alle tal", "All figures"), content: figureTables),
            Section(
                id: "reading", heading: words("Sådan læses tallene", "How to read the figures"),
                content: reading),
        ]
    }

    /// Tables that have no place of their own on the page.
    private var otherTables: [String] {
        let placed: Set = [
            "hour", "weekday", "month", "quarter", "year", "variant", "institution", "municipality",
        ]
        return report.tables.map(\.by).filter { !placed.contains($0) }
    }

    // MARK: The head

    private var title: String { words("Akuttelefonen: opkald", "The hotline: calls") }

    private var head: String {
        Markup.element(
            "head", [:],
            [
                Markup.element("meta", ["charset": "utf-8"]),
                Markup.element(
                    "meta",
                    ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                Markup.element("meta", ["name": "color-scheme", "content": "light dark"]),
                Markup.element(
                    "title", [:],
                    [Markup.escaped("\(title) \(report.from) – \(report.to)")]),
                "<style>\(ReportPageStyle.text)</style>",
            ])
    }

    private var heading: [String] {
        [Markup.element("h1", [:], [Markup.escaped(title)]), period, origin] + notes
    }

    private var period: String {
        let days = words(
            "Opkald fra og med \(report.from) og før \(report.to)",
            "Calls from \(report.from) and before \(report.to)")
        return paragraph("\(days) (\(report.zone)).", class: "period")
    }

    /// When it was made, by which version, and by which rosters the calls were routed.
    private var origin: String {
        let facts = [
            (words("Lavet", "Made"), Markup.escaped(report.made)),
            (words("Version", "Version"), Markup.escaped(report.version)),
            (
                words("Vagtplaner", "Rosters"),
                report.rosters.map { code(String($0.prefix(12))) }.joined(separator: " ")
            ),
        ].filter { !$0.1.isEmpty }
        return Markup.element(
            "dl", ["class": "facts"],
            facts.map { name, value in
                Markup.element(
                    "div", [:],
                    [
                        Markup.element("dt", [:], [Markup.escaped(name)]),
                        Markup.element("dd", [:], [value]),
                    ])
            })
    }

    /// Notes are the daemon's own sentences, which it writes in English.
    private var notes: [String] {
        let hidden = report.smallestCell.map { families in
            words(
                "Celler med færre end \(families) familier er skjult. Flere kan være skjult, så "
                    + "totalerne ikke røber dem.",
                "Cells of fewer than \(families) families are hidden. Others may be hidden too, "
                    + "so that totals do not give them away.")
        }
        let items =
            [hidden].compactMap { $0 }.map { Markup.element("li", [:], [Markup.escaped($0)]) }
            + report.notes.map {
                Markup.element("li", ["lang": languageOfDocument], [Markup.escaped($0)])
            }
        return items.isEmpty ? [] : [Markup.element("ul", ["class": "notes"], items)]
    }

    private func contents(_ sections: [Section]) -> String {
        Markup.element(
            "nav", ["aria-label": words("Indhold", "Contents")],
            [
                Markup.element(
                    "ul", [:],
                    sections.map { section in
                        Markup.element(
                            "li", [:],
                            [
                                Markup.element(
                                    "a", ["href": "#\(section.id)"],
                                    [Markup.escaped(section.heading)])
                            ])
                    })
            ])
    }

    // MARK: The foot

    private var reading: [String] {
        let sentences = [
            words(
                "n er det, som tallet er regnet af: opkald, løfter eller familier.",
                "n is what a figure is counted from: calls, promises or families."),
            words(
                "Intervallet siger, hvor den sande andel ligger med 95\u{A0}% sikkerhed (Wilson). Er "
                    + "der få opkald, er det bredt.",
                "The interval says where the true share lies with 95% certainty (Wilson). With few "
                    + "calls it is wide."),
            words(
                "– står, hvor intet kan siges, fordi der ikke er noget at regne af. »skjult« står, "
                    + "hvor så få familier står bag tallet, at de kunne kendes.",
                "– stands where nothing can be said, as there is nothing to count from. \"hidden\" "
                    + "stands where so few families are behind a figure that they could be known."),
            words(
                "Timer er klokkeslæt i \(report.zone). Timen, som om efteråret kommer to gange, er "
                    + "to rækker.",
                "Hours are local times in \(report.zone). The hour that comes twice in autumn is "
                    + "two rows."),
            words(
                "Kommandoen ved et tal viser de opkald, som det tæller.",
                "The command beside a figure shows the calls that it counts."),
        ]
        return [
            Markup.element(
                "ul", [:],
                sentences.map { Markup.element("li", [:], [Markup.escaped($0)]) })
        ]
    }

    // MARK: Pieces

    /// What the document's own sentences are written in; `nil` where that is the page's language.
    var languageOfDocument: String? {
        switch words.language {
        case .danish: WrittenLanguage.english.rawValue
        case .english: nil
        }
    }

    func paragraph(_ text: String, class name: String? = nil) -> String {
        Markup.element("p", ["class": name], [Markup.escaped(text)])
    }

    func subheading(_ text: String) -> String {
        Markup.element("h3", [:], [Markup.escaped(text)])
    }

    func code(_ text: String) -> String { Markup.element("code", [:], [Markup.escaped(text)]) }
}
