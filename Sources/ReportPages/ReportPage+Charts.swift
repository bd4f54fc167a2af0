import HotlineAPI

/// The drawings of the page, each with its table.
extension ReportPage {
    var timeCharts: [String] {
        let drawn = ["hour", "weekday"].compactMap { report.table($0) }
            .filter { !$0.rows.isEmpty }.map { columnChart(of: $0) }
        return drawn.isEmpty ? [] : [Markup.element("div", ["class": "pair"], drawn)]
    }

    /// The calls of each hour or weekday, and how many of them were answered.
    private func columnChart(of table: ReportDocument.Table) -> String {
        let isHours = table.by == "hour"
        let heading =
            isHours
            ? words("Opkald i døgnets timer", "Calls in the hours of the day")
            : words("Opkald på ugens dage", "Calls on the days of the week")
        let columns = parts(of: table).map { part, row in
            let isHidden = row?.hidden ?? false
            let offered = isHidden ? nil : row?.figure("offered")
            return ReportPageColumns.Column(
                label: isHours ? part : String(words.part(part, by: table.by).prefix(3)),
                total: offered?.value,
                lower: isHidden ? nil : row?.figure("answered")?.value,
                isHidden: isHidden || (offered != nil && offered?.value == nil))
        }
        let id = "chart-\(table.by)"
        return chart(
            ReportPageColumns(
                id: id, columns: columns, labelEvery: isHours ? 3 : 1,
                lowerName: words("besvaret", "answered"),
                upperName: words("ikke besvaret", "not answered"), hiddenName: words.hidden,
                words: words
            ).drawing, id: id, title: heading,
            told: words(
                "Søjler, én for hver del. Tallene står i tabellen nedenfor.",
                "A column for each part. The numbers are in the table below."), caption: heading)
    }

    /// All hours of the day, those without a call too; other parts as the table has them.
    private func parts(
        of table: ReportDocument.Table
    ) -> [(part: String, row: ReportDocument.Row?)] {
        let known = Dictionary(
            table.rows.map { ($0.part, $0) }, uniquingKeysWith: { first, _ in first })
        guard table.by == "hour" else { return table.rows.map { ($0.part, $0) } }
        let hours = (0..<24).map { ($0 < 10 ? "0" : "") + String($0) }
        return Set(hours).union(known.keys).sorted().map { ($0, known[$0]) }
    }

    var waitSection: [String] {
        guard !report.waits.isEmpty else { return [] }
        let heading = words(
            "Tid, til et menneske tog opkaldet", "Time until a human took the call")
        let bars = report.waits.map { bucket in
            ReportPageBars.Bar(
                label: words.span(bucket), value: bucket.calls.map(Double.init),
                text: bucket.calls.map { words.whole($0) } ?? words.hidden)
        }
        return pair(
            heading, id: "chart-waits", ReportPageBars(bars: bars, most: nil).drawing,
            table: waitTable(heading))
    }

    /// By month, or by whatever longer time the report has.
    var promiseSection: [String] {
        let tables = ["month", "quarter", "year"].compactMap { report.table($0) }
        let fitting = tables.first { table in
            table.rows.contains { $0.figure("promise-kept") != nil }
        }
        guard let table = fitting else { return [] }
        let heading = words(
            "Løfter om at ringe tilbage, der blev holdt", "Promises to ring back that were kept")
        let bars = table.rows.map { row in
            let figure = row.hidden ? nil : row.figure("promise-kept")
            return ReportPageBars.Bar(
                label: words.part(row.part, by: table.by), value: figure?.value,
                text: promise(figure, isHidden: row.hidden), low: figure?.low, high: figure?.high)
        }
        return pair(
            heading, id: "chart-promises", ReportPageBars(bars: bars, most: 1).drawing,
            table: promiseTable(table, heading),
            note: words(
                "Stregen under en søjle er intervallet på 95\u{A0}%.",
                "The line below a bar is the 95% interval."))
    }

    private func promise(_ figure: ReportDocument.Figure?, isHidden: Bool) -> String {
        if isHidden { return words.hidden }
        guard let figure else { return words.unsaid }
        guard let n = figure.n, figure.value != nil else { return words.value(figure) }
        return words(
            "\(words.value(figure)) af \(words.whole(n))",
            "\(words.value(figure)) of \(words.whole(n))")
    }

    var enrolmentSection: [String] {
        let present = Set(report.enrolment.map(\.variant))
        let known = ["all", "individual", "group"]
        let variants =
            known.filter(present.contains) + present.subtracting(known).sorted()
        guard !variants.isEmpty else { return [] }
        let heading = words(
            "Opkald pr. familie og måned, efter måneder siden tilmelding",
            "Calls per family and month, by months since enrolment")
        let series = variants.map { variant in
            ReportPageLines.Series(
                name: words.variant(variant),
                points: report.enrolment.filter { $0.variant == variant }
                    .sorted { $0.month < $1.month }
                    .map { ReportPageLines.Point(x: $0.month, y: $0.perFamily) })
        }
        return pair(
            heading, id: "chart-enrolment",
            ReportPageLines(
                series: series, axis: words("måneder siden tilmelding", "months since enrolment"),
                words: words
            ).drawing, table: enrolmentTable(variants, heading))
    }

    var coverageSection: [String] {
        guard !report.coverage.isEmpty else { return [] }
        let heading = words("Dækning af hver linje", "Coverage of each line")
        let bars = report.coverage.map { line in
            ReportPageBars.Bar(
                label: line.line, value: line.share,
                text: line.share.map { words.percent($0) } ?? words.unsaid)
        }
        return pair(
            heading, id: "chart-coverage", ReportPageBars(bars: bars, most: 1).drawing,
            table: coverageTable(heading))
    }

    var loadSection: [String] {
        guard !report.load.isEmpty else { return [] }
        let whole = report.load.filter { $0.professional == nil }
        let drawn = whole.isEmpty ? report.load : whole
        let interruptions = drawn.map { load in
            ReportPageBars.Bar(
                label: load.name, value: load.perDuty,
                text: load.perDuty.map { words.decimal($0, digits: 2) } ?? words.unsaid)
        }
        let occupancy = drawn.map { load in
            ReportPageBars.Bar(
                label: load.name, value: load.occupancy,
                text: load.occupancy.map { words.percent($0) } ?? words.unsaid)
        }
        let heading = words("Belastning på vagterne", "The load of duty")
        let below = words(
            "Søjler, én for hver. Tallene står i tabellen nedenfor.",
            "A bar for each. The numbers are in the table below.")
        let charts = [
            (
                "chart-interruptions", words("Afbrydelser pr. vagt", "Interruptions per duty"),
                interruptions
            ),
            ("chart-occupancy", words("Belægning", "Occupancy"), occupancy),
        ].map { id, title, bars in
            chart(
                ReportPageBars(bars: bars, most: nil).drawing, id: id, title: title, told: below,
                caption: title)
        }
        return [
            subheading(heading), Markup.element("div", ["class": "pair"], charts),
            loadTable(heading),
        ]
    }

    // MARK: Pieces

    /// A drawing and its table beside one another where there is room.
    private func pair(
        _ heading: String, id: String, _ drawing: ReportPageDrawing, table: String,
        note: String? = nil
    ) -> [String] {
        let told = words(
            "Tallene står i tabellen ved siden af.", "The numbers are in the table beside it.")
        let drawn = chart(
            drawing, id: id, title: heading,
            told: [told, note].compactMap { $0 }.joined(separator: " "), caption: note)
        return [
            subheading(heading), Markup.element("div", ["class": "pair"], [drawn, table]),
        ]
    }

    /// - Parameter caption: What is seen above the drawing; `nil` where a heading says it.
    private func chart(
        _ drawing: ReportPageDrawing, id: String, title: String, told: String, caption: String?
    ) -> String {
        let caption = caption.map { Markup.element("figcaption", [:], [Markup.escaped($0)]) }
        let image = drawing.image(id: id, title: title, description: told)
        return Markup.element(
            "figure", ["class": "chart"], [caption, image].compactMap { $0 })
    }
}

extension ReportDocument.LineCoverage {
    /// `nil` where the line claims nothing.
    var share: Double? {
        claimedMinutes > 0 ? Double(coveredMinutes) / Double(claimedMinutes) : nil
    }
}

extension ReportDocument.DutyLoad {
    var name: String { professional.map { "\(owner): \($0)" } ?? owner }

    var occupancy: Double? {
        dutyMinutes > 0 ? Double(handlingMinutes) / Double(dutyMinutes) : nil
    }

    var perDuty: Double? { duties > 0 ? Double(interruptions) / Double(duties) : nil }
}
