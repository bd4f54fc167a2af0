import OnCallRoster
import ReportPages

/// The plan as a drawing to print and hang up (SVG 1.1): a row a line, a column a day, a band a
/// week, on pages of A4 in landscape that lie below each other.
///
/// It holds all that it needs, and the same plan gives the same bytes. Notes stay out of it: a wall
/// is read by anybody. Shifts and gaps carry `data-` attributes for programs.
struct PlanChart {
    let plan: ResolvedPlan
    let words: PlanWords
    private let key: ChartKey

    init(_ plan: ResolvedPlan, _ words: PlanWords) {
        self.plan = plan
        self.words = words
        key = ChartKey(of: plan)
    }

    var svg: String {
        let (layout, pages) = ChartLayout.best(
            bands, rows: rows, legend: plan.legend(key, words))
        let page = ChartLayout.page
        let drawn = pages.enumerated().map { index, blocks in
            Markup.element(
                "g",
                [
                    "class": "page",
                    "transform": "translate(0 \(Markup.number(page.height * Double(index))))",
                ],
                [Markup.rectangle(page, fill: ChartInk.paper)]
                    + head(page: index + 1, of: pages.count) + blocks.map { draw($0, layout) })
        }
        let count = Double(pages.count)
        let (width, height) = (Markup.number(page.width), Markup.number(page.height * count))
        let image = Markup.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "version": "1.1", "xml:lang": words.tag,
                "width": "297mm", "height": "\(Markup.number(210 * count))mm",
                "viewBox": "0 0 \(width) \(height)", "role": "img",
                "aria-label": "\(title). \(counts)", "font-family": ChartFont.faces,
            ],
            [
                Markup.tooltip(title), Markup.element("desc", [:], [Markup.escaped(counts)]),
                ChartPatterns.definitions(for: key.used(in: plan)),
            ] + drawn)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + image
    }

    // MARK: What is drawn

    private var title: String { title(of: plan.subject?.onOneLine) }

    private func title(of subject: String?) -> String {
        guard let first = plan.dates.first, let last = plan.dates.last else { return "" }
        let period = words.period(first, last)
        return subject.map { words.title(period, of: $0) } ?? words.title(period)
    }

    /// The title in the largest font that it fits in, the subject shortened before the period is.
    private func heading(y: Double, largest: Double, in room: Double) -> String {
        let sizes = stride(from: largest, through: 15, by: -1)
        let fonts = sizes.map { ChartFont(size: $0, isBold: true) }
        let fitting = fonts.first { $0.width(of: title) <= room }
        let font = fitting ?? ChartFont(size: 15, isBold: true)
        let rest = room - font.width(of: title(of: ""))
        let subject = plan.subject.map { font.shortened($0.onOneLine, to: rest) }
        return Markup.text(title(of: subject), x: ChartLayout.margin, y: y, font)
    }

    private var counts: String {
        words.counted(
            shifts: plan.lines.map(\.shifts.count).reduce(0, +),
            gaps: plan.lines.map(\.gaps.intervals.count).reduce(0, +))
    }

    /// At most seven days are one band; more are a band a week, from Monday to Sunday.
    private var bands: [ChartBand] {
        let zone = plan.roster.zone
        let dates = plan.dates
        let columns =
            dates.count <= 7
            ? [dates]
            : plan.weeks.map { week in
                week.dates.first.map { first in
                    (0..<7).map { first + ($0 - first.weekday.index) }
                } ?? []
            }
        return columns.filter { !$0.isEmpty }.map { days in
            let span = PlanWeek(dates: days).span(in: zone).intersection(plan.interval)
            return ChartBand(columns: days, span: span, changes: zone.changesOfClock(in: span))
        }
    }

    /// The lines below their owners, unless the title names the only one.
    private var rows: [ChartRow] {
        let isOneOwners = plan.subject != nil && plan.professional == nil
        var rows: [ChartRow] = []
        var owner: LineID.Owner?
        for line in plan.lines {
            if line.id.owner != owner, !isOneOwners {
                rows.append(.owner(line.ownerName, isContinued: false))
            }
            rows.append(.line(line))
            owner = line.id.owner
        }
        return rows
    }

    private func head(page: Int, of count: Int) -> [String] {
        let (left, right) = (ChartLayout.margin, ChartLayout.page.width - ChartLayout.margin)
        let roster = "\(plan.roster.zone.identifier), sha256 \(plan.roster.sha256.prefix(12))"
        let foot = count > 1 ? "\(words.page(page, of: count)) · \(roster)" : roster
        let base = ChartLayout.page.height - ChartLayout.margin + 12
        let footer = Markup.text(
            foot, x: right, y: base, ChartFont(size: 11), fill: ChartInk.grey, anchor: .end)
        guard page == 1 else {
            return [heading(y: ChartLayout.margin + 14, largest: 17, in: right - left), footer]
        }
        let font = ChartFont(size: 15)
        let y = ChartLayout.margin + 24
        let hasGap = plan.lines.contains { !$0.gaps.isEmpty }
        return [
            heading(y: y, largest: 30, in: right - left - font.width(of: counts) - 20),
            Markup.text(
                counts, x: right, y: y, font, fill: hasGap ? ChartInk.red : ChartInk.grey,
                anchor: .end), footer,
        ]
    }

    private func draw(_ placed: PlacedBlock, _ layout: ChartLayout) -> String {
        switch placed.block {
        case .band(let band, let rows):
            ChartBandDrawing(
                band: band, rows: rows, top: placed.y, layout: layout, plan: plan, key: key,
                words: words
            ).markup
        case .legend(let entries):
            ChartLegend(entries: entries, top: placed.y, words: words).markup
        }
    }
}
