import HotlineTexts
import Testing

@testable import WebConsole

/// The console's pages, each in every state and both languages.
@Suite struct `A page of the console` {
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func html(_ page: any ConsolePage, _ samples: SamplePages) -> String {
        String(decoding: pages.html(page, in: samples.frame(of: page)), as: UTF8.self)
    }

    private func each(_ body: (String, String, SamplePages) throws -> Void) throws {
        for language in WrittenLanguage.allCases {
            let samples = SamplePages(language)
            for (name, page) in samples.all {
                try body("\(name), \(language.rawValue)", html(page, samples), samples)
            }
        }
    }

    /// The one script that there is.
    private static let script = ["src": ConsoleAsset.script.path, "defer": ""]

    @Test func `is well formed, labelled, and has no script or style of its own`() throws {
        try each { name, html, _ in
            #expect(Markup(html).flaws == [], "\(name)")
        }
    }

    @Test func `is under 60 KB`() throws {
        try each { name, html, _ in
            #expect(html.utf8.count < 60_000, "\(name): \(html.utf8.count)")
        }
        #expect(ConsoleAsset.all.allSatisfy { $0.bytes.count < 20_000 && !$0.bytes.isEmpty })
    }

    @Test func `leaves no hole where a text or member should be`() throws {
        try each { name, html, _ in
            let markup = Markup(html)
            for bracket in ["{{", "}}", "{", "}"] {
                #expect(!html.contains(bracket), "\(name): \(bracket)")
            }
            for tag in markup.tags
            where ["h1", "h2", "h3", "label", "button", "th", "title"].contains(tag.name) {
                let isTold = tag.attributes["aria-label"]?.isEmpty == false
                let hasText = tag.text.contains { !$0.isWhitespace }
                #expect(isTold || hasText || tag.name == "th", "\(name): <\(tag.name)>")
            }
            #expect(!html.contains("Optional("), "\(name)")
        }
    }

    @Test func `says its language, and leads to the other one`() throws {
        try each { name, html, samples in
            let markup = Markup(html)
            let language = samples.words.language
            let other: WrittenLanguage = language == .danish ? .english : .danish
            #expect(markup.named("html")[0].attributes["lang"] == language.rawValue, "\(name)")
            let link = markup.named("a").first { $0.attributes["hreflang"] != nil }
            #expect(
                link?.attributes["href"] == "/console?q=a%20b&amp;language=\(other.rawValue)",
                "\(name)")
            #expect(link?.attributes["lang"] == other.rawValue, "\(name)")
        }
    }

    @Test func `says when it was seen, with the year, for whoever finds it on paper`() throws {
        try each { name, html, samples in
            let words = samples.words.language(
                "Set 22. november 2026, kl. 03:10", "Seen 22 November 2026, 03:10")
            #expect(Markup(html).words.contains(words), "\(name)")
        }
    }

    @Test func `of a family that is named like a script runs none`() throws {
        for language in WrittenLanguage.allCases {
            let samples = SamplePages(language)
            let page = NowPage(samples.busyNight, names: samples.names, words: samples.words)
            let markup = Markup(html(page, samples))
            #expect(markup.named("script").map(\.attributes) == [Self.script])
            #expect(markup.words.contains("<script>alert('1')</script>"))
            #expect(markup.words.contains("Vera & \"Holm\""))
        }
        try each { name, html, _ in
            let ours = "<script src=\"\(ConsoleAsset.script.path)\" defer>"
            #expect(!html.replacing(ours, with: "").contains("<script"), "\(name)")
            #expect(!html.contains("<b>") && !html.contains("<who>"), "\(name)")
        }
    }

    @Test func `seals each form that changes something`() throws {
        try each { name, html, _ in
            let forms = html.parted(by: "<form").dropFirst()
            for form in forms where form.contains("method=\"post\"") {
                let inner = String(form).parted(by: "</form>")[0]
                #expect(inner.contains("name=\"seal\" value=\"seal-&lt;1&gt;\""), "\(name)")
            }
        }
    }

    @Test func `marks where one is, and shows nothing to whoever is not signed in`() throws {
        let samples = SamplePages(.danish)
        for (section, name) in [(ConsoleSection.now, "now, busy"), (.access, "access")] {
            let page = try #require(samples.all.first { $0.name == name }).page
            let current = Markup(html(page, samples)).named("a").filter {
                $0.attributes["aria-current"] == "page"
            }
            #expect(current.map { $0.attributes["href"] } == [section.path])
        }
        let page = try #require(samples.all.first).page
        let markup = Markup(html(page, samples))
        #expect(markup.named("nav").isEmpty)
        #expect(!markup.words.contains("Log ud"))
    }
}

extension String {
    fileprivate func parted(by separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
