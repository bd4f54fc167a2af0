import Foundation
import HotlineAPI
import HotlineTexts
import OnCallRoster
import Testing

@testable import ReportPages

/// `report --format html`: the page. That it can be read on every screen and on paper is held by
/// Tests/ReportPage/check.py.
@Suite struct ReportPageTests {
    private func page(
        _ language: WrittenLanguage, of report: ReportDocument = document
    ) -> String {
        ReportPage(report, language: language, isListed: ReportPageTests.isListed).text
    }

    /// The rows of the page's tables as they are read.
    private func rows(_ page: String) -> [String] {
        page.split(separator: "<tr").dropFirst().map { row in
            let end = row.ranges(of: "</tr>").first?.lowerBound ?? row.endIndex
            return words(of: "<tr" + row[..<end])
        }
    }

    private func words(of markup: some StringProtocol) -> String {
        var text = ""
        var isTag = false
        for character in markup {
            if character == "<" { isTag = true }
            if !isTag { text.append(character) }
            if character == ">" { (isTag, text) = (false, text + " ") }
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func row(_ name: String, on page: String) -> String? {
        rows(page).first { $0.hasPrefix(name + " ") }
    }

    /// For a browser to look at, by Tests/ReportPage/check.py.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["HOTLINE_PAGES"] != nil),
        arguments: WrittenLanguage.allCases)
    func `is written where a browser finds it`(_ language: WrittenLanguage) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["HOTLINE_PAGES"])
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try page(language).write(
            toFile: "\(folder)/\(language.rawValue).html", atomically: true, encoding: .utf8)
        var nothing = ReportPageTests.document
        (nothing.figures, nothing.tables, nothing.waits) = ([], [], [])
        (nothing.enrolment, nothing.coverage, nothing.load) = ([], [], [])
        try page(language, of: nothing).write(
            toFile: "\(folder)/\(language.rawValue)-empty.html", atomically: true,
            encoding: .utf8)
    }

    // MARK: Figures

    @Test(arguments: WrittenLanguage.allCases)
    func `every figure is there with its name, its value and how it is counted`(
        _ language: WrittenLanguage
    ) {
        let page = page(language)
        for figure in ReportPageTests.names { #expect(page.contains("<code>\(figure)</code>")) }
        for known in ReportFigureWords.all.values {
            let words = ReportPageWords(language: language)
            #expect(page.contains(Markup.escaped(words(known.name))), "\(known.figure)")
            #expect(page.contains(Markup.escaped(words(known.formula))), "\(known.figure)")
        }
    }

    @Test func `every figure has words in both languages, and stands in one group`() {
        let grouped = ReportFigureWords.groups.flatMap(\.figures)
        #expect(grouped.count == ReportFigureWords.all.count)
        for name in ReportPageTests.counted {
            #expect(ReportFigureWords.all[name] != nil, "\(name)")
        }
        for known in grouped {
            for both in [known.name, known.formula] {
                #expect(!both.danish.isEmpty && !both.english.isEmpty)
                #expect(both.danish != both.english, "\(known.figure)")
            }
        }
        for group in ReportFigureWords.groups {
            #expect(!group.heading.danish.isEmpty && !group.heading.english.isEmpty)
        }
    }

    @Test func `a figure leads to its calls, where it counts any`() throws {
        let rows = rows(page(.english))
        for name in ReportPageTests.counted {
            let command = "hotlinectl calls list --in \(name) --from 2026-01-01 --to 2027-01-01"
            #expect(rows.contains { $0.hasSuffix(command) }, "\(name)")
        }
        let cost = try #require(rows.first { $0.contains(" cost-line ") })
        #expect(!cost.contains("hotlinectl"))
    }

    @Test func `a figure that the page does not know is told in the document's words`() {
        let formula = "<span lang=\"en\">of calls-at-full-moon</span>"
        #expect(page(.danish).contains(formula))
        #expect(page(.english).contains("<span>of calls-at-full-moon</span>"))
    }

    @Test func `a target stands beside its figure, and whether it is met in words`() throws {
        let rows = rows(page(.danish))
        func row(_ figure: String) -> String { rows.last { $0.contains(" \(figure) ") } ?? "" }
        #expect(row("service-level-180").contains("mindst 95 %: ikke nået"))
        #expect(row("answer-rate").contains("mindst 90 %: nået"))
        #expect(row("abandoned-after-30").contains("under 5 %: ikke nået"))
        var report = ReportPageTests.document
        report.figures = [
            Figure(
                figure: "answer-rate", unit: "share", value: nil, n: 0, formula: "", target: 0.9)
        ]
        #expect(words(of: page(.english, of: report)).contains("90% or more: cannot be said"))
    }

    // MARK: What is not shown

    @Test func `a hidden row shows no number`() {
        let danish = page(.danish)
        #expect(row("lille-hus", on: danish) == "lille-hus skjult")
        #expect(row("2026-02", on: danish) == "2026-02 skjult")
        #expect(row("04", on: page(.english)) == "04 hidden")
        for page in [danish, page(.english)] {
            for number in ["7777", "7.777", "7,777", "6999", "6.999", "6,999"] {
                #expect(!page.contains(number))
            }
        }
    }

    @Test func `nothing to say and nothing to show are told apart`() {
        let figures = [
            Figure(figure: "answer-rate", unit: "share", value: nil, n: 0, formula: ""),
            Figure(figure: "failure-rate", unit: "share", value: nil, n: nil, formula: ""),
        ]
        var report = ReportPageTests.document
        report.figures = figures
        report.tables = [
            ReportDocument.Table(by: "month", rows: [Row(part: "2026-05", figures: figures)])
        ]
        let page = page(.danish, of: report)
        #expect(rows(page).contains { $0.hasPrefix("Andel besvaret answer-rate kan ikke siges 0") })
        #expect(rows(page).contains { $0.hasPrefix("Andel mislykket failure-rate skjult skjult") })
        #expect(row("2026-05", on: page) == "2026-05 – kan ikke siges")
    }

    @Test(arguments: WrittenLanguage.allCases)
    func `a report of nothing is a page, and hides nothing`(_ language: WrittenLanguage) {
        let report = ReportDocument(
            from: "2026-01-01", to: "2027-01-01", zone: "Europe/Copenhagen", made: "",
            version: "", figures: [], tables: [])
        let page = page(language, of: report)
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(page.hasSuffix("</html>\n"))
        #expect(!page.contains("<svg") && !page.contains("<table"))
        #expect(!page.contains("class=\"notes\""))
    }

    // MARK: Words

    @Test func `names of the document are text, whatever stands in them`() {
        var report = ReportPageTests.document
        let hostile = "\"><img src=x onerror=alert(1)>"
        report.notes.append(hostile)
        (report.zone, report.made, report.version) = (hostile, hostile, hostile)
        report.coverage[0].line = hostile
        report.load[0].owner = hostile
        report.enrolment[0].variant = hostile
        report.rosters = ["<b>"]
        report.tables.append(ReportDocument.Table(by: hostile, rows: [ReportPageTests.row("a", 1)]))
        report.figures.append(
            Figure(figure: hostile, unit: hostile, value: 1, n: 1, formula: hostile))
        let page = page(.danish, of: report)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"))
        for tag in ["<script", "<img", "<b>"] { #expect(!page.contains(tag)) }
        #expect(Outline(of: page).flaws.isEmpty)
    }

    @Test func `parts are told in the language of the page`() {
        let danish = page(.danish)
        #expect(row("mandag", on: danish) != nil && row("søndag", on: danish) != nil)
        #expect(row("02 igen", on: danish) != nil)
        #expect(row("Monday", on: page(.english)) != nil)
        #expect(row("02 again", on: page(.english)) != nil)
        #expect(danish.contains(">individuel<") && page(.english).contains(">individual<"))
    }

    @Test(arguments: [
        ("calls", 1_234_567.0, "1.234.567", "1,234,567"), ("calls", 0, "0", "0"),
        ("share", 0.9217, "92,2\u{A0}%", "92.2%"), ("share", 1, "100,0\u{A0}%", "100.0%"),
        ("seconds", 1_023.46, "1.023,5\u{A0}s", "1,023.5\u{A0}s"),
        ("seconds", 0.04, "0,0\u{A0}s", "0.0\u{A0}s"),
        ("hours", 8_760.05, "8.760,1\u{A0}timer", "8,760.1\u{A0}hours"),
        ("dkk", 312.5, "312,50\u{A0}kr.", "DKK\u{A0}312.50"),
        ("dkk", 1_234_567.8, "1.234.568\u{A0}kr.", "DKK\u{A0}1,234,568"),
        ("ratio", 1.037, "1,04", "1.04"), ("ratio", -0.5, "−0,50", "−0.50"),
        ("families", 12.5, "12,5", "12.5"),
    ])
    func `numbers are written as the language does`(
        _ unit: String, _ value: Double, _ danish: String, _ english: String
    ) {
        #expect(ReportPageWords(language: .danish).amount(value, unit: unit) == danish)
        #expect(ReportPageWords(language: .english).amount(value, unit: unit) == english)
    }

    @Test func `a number beyond all bounds is none`() {
        let words = ReportPageWords(language: .danish)
        for value in [Double.nan, .infinity, -.infinity, 1e300] {
            #expect(words.amount(value, unit: "ratio") == "kan ikke siges")
        }
    }

    @Test func `the tag chooses the language, Danish where it is another`() {
        func told(_ language: Language) -> String {
            ReportPage(
                ReportPageTests.document, language: language, isListed: ReportPageTests.isListed
            ).text
        }
        #expect(told("en") == page(.english))
        #expect(told("da") == page(.danish))
        #expect(told("fo") == page(.danish))
    }

    // MARK: The page as a whole

    @Test(arguments: WrittenLanguage.allCases)
    func `a page needs nothing but itself`(_ language: WrittenLanguage) {
        let page = page(language)
        for word in ["http://", "https://", "<script", "<link", "@import", " src=", "javascript:"] {
            #expect(!page.contains(word))
        }
        #expect(page.ranges(of: "url(").count == page.ranges(of: "url(#").count)
        #expect(self.page(language) == page)
    }

    @Test(arguments: WrittenLanguage.allCases)
    func `every element is closed, and what is referred to is there`(_ language: WrittenLanguage) {
        let outline = Outline(of: page(language))
        #expect(outline.flaws.isEmpty, "\(outline.flaws)")
        #expect(outline.count["svg"] == 8)
        #expect(outline.count["svg"] == outline.count["desc"])
        #expect(outline.count["caption"] == outline.count["table"])
        #expect(outline.count["h1"] == 1)
    }
}

/// The elements of a page, and what is wrong with them.
private struct Outline {
    private(set) var count: [String: Int] = [:]
    private(set) var flaws: [String] = []
    private var open: [String] = []
    private var ids: Set<String> = []
    private var references: [String] = []

    init(of page: String) {
        for piece in page.split(separator: "<").dropFirst() {
            let tag = piece.prefix { $0 != ">" }
            let name = String(tag.drop { $0 == "/" }.prefix { !" /".contains($0) })
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                if open.popLast() != name { flaws.append("\(name) closes another") }
            } else {
                count[name, default: 0] += 1
                if !tag.hasSuffix("/") { open.append(name) }
                read(tag)
            }
        }
        flaws += open.map { "\($0) is not closed" }
        flaws += references.filter { !ids.contains($0) }.map { "nothing has the id \($0)" }
    }

    private mutating func read(_ tag: Substring) {
        if let id = value("id", of: tag), !ids.insert(id).inserted {
            flaws.append("two elements have the id \(id)")
        }
        references +=
            value("aria-labelledby", of: tag)?.split(separator: " ").map(String.init) ?? []
        if let link = value("href", of: tag) { references.append(String(link.drop { $0 == "#" })) }
    }

    private func value(_ name: String, of tag: Substring) -> String? {
        guard let start = tag.ranges(of: " \(name)=\"").first?.upperBound else { return nil }
        return String(tag[start...].prefix { $0 != "\"" })
    }
}
