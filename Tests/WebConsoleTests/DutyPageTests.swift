import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import WebConsole

/// What *Vagter* tells.
@Suite struct `The page Vagter` {
    private let samples = SamplePages(.danish)
    private let pages: ConsolePages
    private let own: Set = [ProfessionalID(rawValue: "v1")]

    init() throws { pages = try ConsolePages() }

    private func words(_ page: DutyPage) -> String {
        let html = pages.html(page, in: samples.frame(of: page))
        return Markup(String(decoding: html, as: UTF8.self)).words
    }

    @Test func `tells the week of today from Monday on, and the month it is in`() {
        let week = samples.duty(SamplePages.dutyRoster)
        #expect(week.heading == "Uge 47: 16. november til 22. november")
        #expect(week.days.map(\.label).first == "man 16." && week.days.count == 7)
        #expect(week.earlier == "/console/duty?day=2026-11-15")
        #expect(week.later == "/console/duty?day=2026-11-23")
        #expect(week.today == nil && week.past != nil)
        let month = samples.duty(SamplePages.dutyRoster) {
            $0.span = .month
            $0.day = CivilDate(dayNumber: $0.day.dayNumber + 80)
        }
        #expect(month.heading == "februar 2027")
        #expect(month.days.count == 28)
        #expect(month.earlier == "/console/duty?span=month&day=2027-01-31")
        #expect(month.later == "/console/duty?span=month&day=2027-03-01")
        #expect(month.today == "/console/duty?span=month&day=2026-11-22" && month.past == nil)
    }

    /// The clock is set back in the night before 25 October 2026: that week has an hour more.
    @Test func `draws as many quarters of an hour as the time has`() {
        #expect(samples.duty(SamplePages.dutyRoster).width == 7 * 96)
        let longer = samples.duty(SamplePages.dutyRoster) {
            $0.day = CivilDate(dayNumber: $0.day.dayNumber - 28)
        }
        #expect(longer.width == 7 * 96 + 4)
        for line in longer.lines {
            for (bar, next) in zip(line.bars, line.bars.dropFirst()) {
                #expect(bar.x + bar.wide <= next.x)
            }
        }
    }

    @Test func `tells each duty with its own beginning and end, and marks the visitor's`() throws {
        let page = samples.duty(SamplePages.dutyRoster, own: own)
        let first = try #require(page.lines.first)
        // A turn of three days by day: Monday's began on Sunday at 08:00.
        #expect(first.rows.count == 8)
        #expect(first.rows[0].when == "søn 15. nov 08:00 – man 16. nov 08:00")
        #expect(first.rows[0].hours == "8,0 t.")
        #expect(first.rows[1].when == "man 16. nov 08:00 – tir 17. nov 08:00")
        #expect(first.rows.filter(\.isOwn).allSatisfy { $0.who == "Vera & <b>Holm</b>" })
        #expect(first.own == first.rows.count { $0.isOwn } && first.own > 0)
        #expect(words(page).contains("Vera & <b>Holm</b> dig"))
        let kinds = first.bars.map(\.kind)
        #expect(kinds.count { $0 == "own" } == first.own && kinds.contains("now"))
        #expect(samples.duty(SamplePages.dutyRoster).lines[0].rows.allSatisfy { !$0.isOwn })
    }

    @Test func `names gaps and closures, each in words and in a shape of its own`() throws {
        let page = samples.duty(SamplePages.dutyRoster)
        let second = page.lines[1]
        #expect(second.rows.map(\.kind) == ["light", "closed", "bad"])
        #expect(second.rows[0].when == "man 16. nov 00:00 – fre 20. nov 24:00")
        #expect(second.rows[1].who == "Lukket efter vagtplanen")
        #expect(second.rows[2].who == "Ingen har vagten")
        #expect(second.rows[2].when == "søn 22. nov 00:00 – søn 22. nov 24:00")
        let gap = try #require(second.bars.first { $0.kind == "gap" })
        let closed = try #require(second.bars.first { $0.kind == "closed" })
        #expect(gap.high > closed.high)
        #expect(page.summary.map(\.words).first == "1 hul: ingen har vagten")
        #expect(page.lines[2].rows.isEmpty)
        #expect(words(page).contains("Ingen har vagten i denne tid, og ingen skal have den."))
    }

    @Test func `counts load and fairness as the roster check does`() throws {
        let roster = try #require(SamplePages.dutyRoster)
        let page = samples.duty(roster, own: own)
        let load = try #require(page.load)
        let interval = Interval(instant("2026-11-15T23:00Z"), instant("2026-11-22T23:00Z"))
        let counted = DutyLoad(of: roster, DutyTable(of: roster, in: interval), over: interval)
        #expect(load.people.count == 4 && counted.professionals.count == 4)
        for (shown, known) in zip(load.people, counted.professionals) {
            #expect(shown.hours == samples.words.decimalHours(known.duty))
            #expect(shown.nights == known.nights && shown.weekends == known.weekends)
            #expect(shown.shifts == known.shifts && shown.holidays == known.holidays)
        }
        #expect(load.people.map(\.hours).first == "120,0")
        let told = words(page)
        #expect(told.contains("Mest minus mindst: 16,0 t."))
        #expect(samples.duty(roster, showsLoad: false).load == nil)
    }

    @Test func `shows what fits a page, and leads to the rest by name`() throws {
        let nation = try #require(SamplePages.dutyNation)
        let page = samples.duty(nation)
        let rows = page.lines.reduce(0) { $0 + $1.rows.count }
        #expect(rows <= DutyPage.mostRows && page.lines.count > 5)
        #expect(page.more == "\(48 - page.lines.count) vagter er ikke vist. Vælg en, eller søg.")
        let other = try #require(page.others.first)
        #expect(other.path.hasPrefix("/console/duty?day=2026-11-22&line=opholdsstedet-nummer-"))
        let one = samples.duty(nation) { $0.line = "opholdsstedet-nummer-44/first" }
        #expect(one.lines.map(\.name) == ["first, Opholdsstedet Nummer 44"])
        #expect(one.more == nil && one.all == "/console/duty?day=2026-11-22")
        let found = samples.duty(nation) { $0.query = "nummer 44" }
        #expect(found.lines.map(\.name) == one.lines.map(\.name))
    }

    @Test func `shows nothing of lines that are not the visitor's`() {
        let owner = LineID.Owner.institution(InstitutionID(rawValue: "opholdsstedet-nummer-3"))
        let page = samples.duty(SamplePages.dutyNation, owners: [owner])
        #expect(page.lines.map(\.id) == ["line-opholdsstedet-nummer-3--first"])
        #expect(page.more == nil && page.load?.people.count == 6)
        let other = samples.duty(SamplePages.dutyNation, owners: [owner]) {
            $0.line = "opholdsstedet-nummer-4/first"
        }
        #expect(other.lines.isEmpty && other.empty?.contains("nummer-4/first") == true)
    }
}
