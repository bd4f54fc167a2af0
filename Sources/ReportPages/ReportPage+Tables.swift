import HotlineAPI

/// The figures of each part of the calls.
extension ReportPage {
    /// The calls by one of the ways to part them.
    func partSection(_ kind: String) -> [String] {
        guard let table = report.table(kind), !table.rows.isEmpty else { return [] }
        let heading = words(
            "Opkald efter \(words.inText(kind))", "Calls by \(words.inText(kind))")
        let columns = ReportPageWords.columns.filter { column in
            table.rows.contains { $0.figure(column.figure) != nil }
        }
        let rows = table.rows.map { row in
            ReportPageTable.Row(
                words.part(row.part, by: kind),
                row.hidden
                    ? .hidden
                    : .cells(columns.map { cell(row.figure($0.figure), withInterval: true) }))
        }
        let shown = ReportPageTable(
            caption: heading,
            columns: [words.heading(by: kind)] + columns.map { words($0.heading) }, rows: rows)
        return [subheading(heading), shown.markup(words)]
    }

    /// A figure's value; below it, where it is a share, the interval.
    private func cell(
        _ figure: ReportDocument.Figure?, withInterval: Bool
    ) -> ReportPageTable.Cell {
        guard let figure else { return .unsaid }
        guard figure.value != nil else { return figure.n == nil ? .hidden : .unsaid }
        let isShare = withInterval && figure.unit == "share"
        return .number(words.value(figure), beside: isShare ? words.interval(figure) : nil)
    }

    // MARK: The variants side by side

    /// A row for each figure, a column for each variant.
    var variantSection: [String] {
        guard let table = report.table("variant"), !table.rows.isEmpty else { return [] }
        var seen: Set<String> = []
        let figures = table.rows.filter { !$0.hidden }.flatMap(\.figures)
            .filter { seen.insert($0.figure).inserted }.map(\.figure)
        let heading = words("Tallene for hver variant", "The figures of each variant")
        let rows = figures.map { name in
            ReportPageTable.Row(
                words.name(of: name), code: name,
                .cells(
                    table.rows.map { row in
                        guard !row.hidden else { return .hidden }
                        return variantCell(row.figure(name))
                    }))
        }
        let shown = ReportPageTable(
            caption: heading,
            columns: [words("Tal", "Figure")]
                + table.rows.map { words.part($0.part, by: "variant") },
            rows: rows.isEmpty
                ? [ReportPageTable.Row(words("Alle tal", "All figures"), .hidden)] : rows)
        return [subheading(heading), shown.markup(words)]
    }

    /// With the n, by which the variants can be compared.
    private func variantCell(_ figure: ReportDocument.Figure?) -> ReportPageTable.Cell {
        guard let figure, figure.value != nil else { return cell(figure, withInterval: true) }
        let isCount = figure.n.map { Double($0) == figure.value } ?? false
        let n = isCount ? nil : figure.n.map { "n = \(words.whole($0))" }
        let beside = [words.interval(figure), n].compactMap { $0 }.joined(separator: "; ")
        return .number(words.value(figure), beside: beside.isEmpty ? nil : beside)
    }

    // MARK: Tables beside drawings

    func waitTable(_ caption: String) -> String {
        let rows = report.waits.map { bucket in
            ReportPageTable.Row(
                words.span(bucket),
                .cells([bucket.calls.map { .number(words.whole($0), beside: nil) } ?? .hidden]))
        }
        return ReportPageTable(
            caption: caption,
            columns: [words("Ventetid", "Wait"), words("Besvarede opkald", "Answered calls")],
            rows: rows
        ).markup(words)
    }

    func promiseTable(_ table: ReportDocument.Table, _ caption: String) -> String {
        let rows = table.rows.map { row in
            let figure = row.figure("promise-kept")
            let n = figure?.n.map { ReportPageTable.Cell.number(words.whole($0), beside: nil) }
            return ReportPageTable.Row(
                words.part(row.part, by: table.by),
                row.hidden ? .hidden : .cells([cell(figure, withInterval: true), n ?? .hidden]))
        }
        return ReportPageTable(
            caption: caption,
            columns: [
                words.heading(by: table.by), words("Løfter holdt", "Promises kept"),
                words("Forfaldne løfter", "Promises that fell due"),
            ], rows: rows
        ).markup(words)
    }

    func enrolmentTable(_ variants: [String], _ caption: String) -> String {
        let months = Set(report.enrolment.map(\.month)).sorted()
        let rows = months.map { month in
            ReportPageTable.Row(
                words.whole(month),
                .cells(
                    variants.map { variant in
                        enrolmentCell(
                            report.enrolment.first { $0.variant == variant && $0.month == month })
                    }))
        }
        return ReportPageTable(
            caption: caption,
            columns: [words("Måned", "Month")] + variants.map { words.variant($0) }, rows: rows
        ).markup(words)
    }

    private func enrolmentCell(_ month: ReportDocument.EnrolmentMonth?) -> ReportPageTable.Cell {
        guard let month else { return .unsaid }
        guard let perFamily = month.perFamily else {
            return month.families == nil ? .hidden : .unsaid
        }
        let from = [month.calls, month.families].map { $0.map { words.whole($0) } ?? words.hidden }
        return .number(
            words.decimal(perFamily, digits: 2),
            beside: words(
                "\(from[0]) opkald / \(from[1]) familier",
                "\(from[0]) calls / \(from[1]) families"))
    }

    func coverageTable(_ caption: String) -> String {
        let rows = report.coverage.map { line in
            ReportPageTable.Row(
                line.line,
                .cells([
                    line.share.map { .number(words.percent($0), beside: nil) } ?? .unsaid,
                    .number(words.hours(minutes: line.coveredMinutes), beside: nil),
                    .number(words.hours(minutes: line.claimedMinutes), beside: nil),
                ]))
        }
        return ReportPageTable(
            caption: caption,
            columns: [
                words("Linje", "Line"), words("Dækning", "Coverage"),
                words("Dækket", "Covered"), words("Lovet dækket", "Claimed"),
            ], rows: rows
        ).markup(words)
    }

    func loadTable(_ caption: String) -> String {
        let rows = report.load.map { load in
            let counts = [load.interruptions, load.atNight, load.shortRests].map {
                ReportPageTable.Cell.number(words.whole($0), beside: nil)
            }
            return ReportPageTable.Row(
                load.name,
                .cells(
                    [
                        .number(words.whole(load.duties), beside: nil),
                        .number(words.hours(minutes: load.dutyMinutes), beside: nil),
                        .number(words.hours(minutes: load.handlingMinutes), beside: nil),
                        load.occupancy.map { .number(words.percent($0), beside: nil) } ?? .unsaid,
                        load.perDuty.map { .number(words.decimal($0, digits: 2), beside: nil) }
                            ?? .unsaid,
                    ] + counts))
        }
        return ReportPageTable(
            caption: caption,
            columns: [
                words("Hvem", "Whose"), words("Vagter", "Duties"),
                words("Tid på vagt", "Duty time"), words("Tid på opkald", "Handling time"),
                words("Belægning", "Occupancy"),
                words("Afbrydelser pr. vagt", "Interruptions per duty"),
                words("Afbrydelser", "Interruptions"), words("Kl. 22–06", "22:00–06:00"),
                words("For kort hvil", "Short rests"),
            ], rows: rows
        ).markup(words)
    }
}
