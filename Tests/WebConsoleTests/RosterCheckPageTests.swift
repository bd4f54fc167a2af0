import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import ReportPages
import Testing

@testable import WebConsole

/// What *Kontrollér en vagtplan* tells of a text.
@Suite struct `The page that checks a roster` {
    private let samples = SamplePages(.danish)
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func html(_ page: RosterCheckPage) -> String {
        String(decoding: pages.html(page, in: samples.frame(of: page)), as: UTF8.self)
    }

    private func words(_ page: RosterCheckPage) -> String { Markup(html(page)).words }

    private func result(_ text: String) throws -> RosterCheckPage.ResultView {
        try #require(samples.roster(samples.checked(text)).result)
    }

    @Test func `explains each kind of problem in a sentence of its own, in both languages`() {
        let meanings = Problem.Code.allCases.map(\.meaning)
        #expect(Set(meanings).count == meanings.count)
        #expect(Set(meanings) == Set(RosterProblemText.allCases))
        for text in meanings.map(\.text) {
            for sentence in [text.danish, text.english] {
                #expect(sentence.hasSuffix(".") && sentence.contains(":"), "\(sentence)")
            }
        }
    }

    @Test func `counts problems, and tells each with its place, its meaning and the exact words`()
        throws
    {
        let page = samples.roster(samples.checked(SamplePages.brokenRosterText))
        let result = try #require(page.result)
        #expect(result.heading == "roster.yaml er kontrolleret")
        #expect(result.counts == "2 fejl, ingen alarmer, ingen advarsler" && result.kind == "bad")
        let reading = read(SamplePages.brokenRosterText, now: samples.words.now)
        #expect(
            result.problems.map(\.message) == reading.problems.map { "\($0.message) (\($0.fix))" })
        let first = try #require(result.problems.first)
        #expect(first.label == "Fejl 1" && first.code == "unknown-id")
        #expect(first.place == "roster.yaml, linje 9, tegn 33")
        #expect(first.meaning.hasPrefix("Vagtplanen har intet med dette navn"))
        let told = html(page)
        #expect(told.contains("<p class=\"beside\" lang=\"en\">no professional &#39;who&#39;"))
        let shown = words(page)
        #expect(shown.contains("Intet er ændret. Ret fejlene, før teksten lægges i /etc/akutte"))
        #expect(shown.contains("Når fejlene er rettet") && result.changes.account == nil)
    }

    @Test func `shows the text with its lines' numbers, and leads from each mark to its problem`()
        throws
    {
        let result = try result(SamplePages.brokenRosterText)
        let lines = SamplePages.brokenRosterText.split(
            separator: "\n", omittingEmptySubsequences: false
        ).dropLast().map(String.init)
        let run = try #require(result.listing.runs.first)
        #expect(result.listing.runs.count == 1 && result.listing.lead == nil)
        #expect(run.first == 1 && run.lines.map(\.content) == lines)
        let flawed = run.lines.enumerated().filter(\.element.isFlawed)
        #expect(flawed.map { $0.offset + 1 } == [9, lines.count])
        #expect(flawed.map(\.element.anchor) == ["line-9", "line-\(lines.count)"])
        // In words, not by a colour alone.
        #expect(flawed[0].element.marks.map(\.name) == ["Fejl 1"])
        #expect(flawed[0].element.marks.map(\.problem) == ["#problem-1"])
        #expect(result.problems.map(\.id) == ["problem-1", "problem-2"])
        #expect(result.problems.map(\.line) == ["#line-9", "#line-\(lines.count)"])
    }

    @Test
    func `shows of a long text the lines with problems and some around, and says what is left`()
        throws
    {
        let long = SamplePages.rosterText + String(repeating: "# a comment\n", count: 2000)
        let (marked, last) = (long + "profesionals:\n", 27 + 2000 + 1)
        #expect(marked.split(separator: "\n").count == last)
        let listing = try result(marked).listing
        #expect(
            listing.lead == "Teksten har \(last) linjer. Her står de, der er noget galt med, "
                + "og et par omkring dem.")
        let run = try #require(listing.runs.first)
        #expect(run.leftOut == "\(last - 3) linjer er ikke vist" && run.first == last - 2)
        #expect(run.lines.map(\.isFlawed) == [false, false, true] && listing.trailing == nil)
        // Without that flaw, what is marked is what the roster is warned of.
        let good = try result(long)
        let flawed = good.listing.runs.flatMap(\.lines).filter(\.isFlawed)
        #expect(flawed.count == Set(good.problems.map(\.line)).count)
        let page = samples.roster(samples.checked(marked))
        #expect(page.form.text.isEmpty && page.form.tooLong != nil)
        #expect(samples.roster(samples.checked(SamplePages.rosterText)).form.tooLong == nil)
    }

    @Test func `shows a line that is very long or has control characters as a line`() throws {
        let text =
            "a\u{0}b\tc\u{1B}\r\n" + String(repeating: "x", count: 5000) + "\nlast\r"
        let lines = try result(text).listing.runs.flatMap(\.lines)
        #expect(lines.map(\.content.count) == [6, 302, 4])
        #expect(lines[0].content == "a\u{2400}b\tc\u{241B}" && lines[2].content == "last")
    }

    @Test func `tells more problems than a page holds as a count, errors first`() throws {
        let result = try result(SamplePages.endlessRosterText)
        #expect(result.counts.hasPrefix("400 fejl"))
        let shown = result.problems.count
        #expect(shown > 10 && shown < 40)
        #expect(
            result.moreProblems == "\(400 - shown) mere er ikke vist. Ret dem, der er vist, "
                + "og kontrollér igen.")
        let place = Place(file: "roster.yaml", line: 1, column: 1)
        let mixed = RosterReading(
            roster: nil,
            problems: [
                Problem(.noDuty, at: place, "c", fix: "c"), Problem(.gap, at: place, "b", fix: "b"),
                Problem(.syntax, at: place, String(repeating: "a", count: 9000), fix: "a"),
                Problem(.type, at: Place(file: "other.yaml", line: 1, column: 1), "d", fix: "d"),
            ], sha256: "")
        let outcome = samples.outcome(mixed, "x\n", inForce: nil)
        let view = try #require(samples.roster(outcome).result)
        #expect(view.counts == "2 fejl, 1 alarm, 1 advarsel")
        #expect(view.problems.map(\.label) == ["Fejl 1", "Fejl 2", "Alarm 3", "Advarsel 4"])
        #expect(view.problems[0].message.count == RosterCheckPage.mostMessage + 2)
        // Of another file no line is shown.
        #expect(view.problems.map(\.isShown) == [true, false, true, true])
    }

    @Test func `tells what changes as the command does`() throws {
        let outcome = samples.checked(SamplePages.changedRosterText)
        let view = try #require(samples.roster(outcome).result)
        let account = try #require(view.changes.account)
        let (old, new, diff) = try (
            #require(outcome.inForce), #require(outcome.reading.roster), #require(outcome.diff)
        )
        let told = RosterDiffAccount(diff, from: old, to: new, in: .danish)
        #expect(account.summary == told.summary && account.period == told.period)
        #expect(account.people.map(\.who) == ["Vera & <b>Holm</b> (v1)", "Viggo Bæk (v2)"])
        #expect(account.people.map(\.gains) == ["–", account.people[0].loses])
        #expect(account.lines.flatMap(\.changes) == told.lines.flatMap(\.changes))
        #expect(account.others == ["familier: 1 tilføjet"] && account.moreChanges == nil)
        #expect(diff.interval.duration >= .days(56) - .hours(1))
        #expect(words(samples.roster(outcome)).contains("Den kan træde i kraft."))
        let same = try result(SamplePages.rosterText)
        #expect(same.changes.none?.hasPrefix("Intet: vagter") == true)
        let first = samples.checked(SamplePages.rosterText, inForce: nil)
        let alone = try #require(samples.roster(first).result)
        #expect(alone.changes.none?.hasPrefix("Ingen vagtplan er i kraft") == true)
    }

    @Test func `says what to do to take a roster into use, and that nothing is changed`() throws {
        let part = try result(SamplePages.rosterText)
        #expect(part.advice.hasPrefix("For at tage den i brug: læg teksten i /etc/akuttelefon/"))
        let whole = samples.checked(SamplePages.rosterText, isWhole: true)
        let view = try #require(samples.roster(whole).result)
        #expect(view.advice.contains("tag samtidig de andre .yaml-filer ud af mappen"))
        #expect(words(samples.roster(whole)).contains("Intet er ændret."))
    }

    @Test func `has the text in its form again, from its first character on`() throws {
        let text = "\n\n\"<x> & 'y'\"\n"
        let told = html(samples.roster(samples.checked(text)))
        let escaped = "\n\n&quot;&lt;x&gt; &amp; &#39;y&#39;&quot;\n"
        #expect(told.contains("spellcheck=\"false\">\n\(escaped)</textarea>"))
        #expect(told.contains("<option value=\"file:roster.yaml\" selected>"))
    }

    @Test func `teaches with an example that has no error`() throws {
        let page = samples.roster(nil)
        let example = try #require(page.example)
        let reading = read(example, now: samples.words.now)
        #expect(reading.roster != nil && reading.count(.alarm) == 0)
        #expect(words(page).contains("En hel, lille vagtplan"))
        #expect(samples.roster(nil, flaw: .noText).example == nil)
    }

    @Test func `offers a new file where the roster is a folder only`() {
        #expect(samples.roster(nil).form.options.map(\.value).suffix(2) == ["new", "whole"])
        let none = samples.roster(nil, files: 0).form
        #expect(none.options.map(\.value) == ["whole"] && !none.takesName)
        let many = samples.roster(nil, files: 400).form.options.count
        #expect(many > 20 && many < 100)
    }
}
