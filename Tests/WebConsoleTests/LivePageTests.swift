import HotlineTexts
import Testing

@testable import WebConsole

/// Pages that keep themselves as they are now.
@Suite struct `A live page` {
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func markup(
        _ page: any ConsolePage, _ samples: SamplePages, path: String? = "/console"
    ) -> Markup {
        var frame = samples.frame(of: page)
        frame.path = path
        return Markup(String(decoding: pages.html(page, in: frame), as: UTF8.self))
    }

    @Test func `is Nu, and a call that goes on, and no other`() {
        for language in WrittenLanguage.allCases {
            let samples = SamplePages(language)
            for (name, page) in samples.all {
                let isLive =
                    page is NowPage || (page as? StoryPage)?.isLive == true
                let shown = markup(page, samples)
                #expect(shown.named("script").count == (isLive ? 1 : 0), "\(name)")
                let ids = shown.tags.compactMap { $0.attributes["id"] }
                for id in ["live-lost", "live-news"] {
                    #expect(ids.contains(id) == isLive, "\(name): \(id)")
                }
            }
            #expect(samples.all.contains { ($0.page as? StoryPage)?.isLive == true })
            #expect(samples.all.contains { ($0.page as? StoryPage)?.isLive == false })
        }
    }

    @Test func `is none where it cannot be asked for again`() {
        let samples = SamplePages(.danish)
        let page = NowPage(samples.busyNight, names: samples.names, words: samples.words)
        #expect(markup(page, samples, path: nil).named("script").isEmpty)
    }

    @Test func `says that it is not kept up to date where it is not, and hides it until then`() {
        let samples = SamplePages(.danish)
        let page = NowPage(samples.busyNight, names: samples.names, words: samples.words)
        let shown = markup(page, samples, path: "/console?q=a")
        let lost = shown.tags.first { $0.attributes["id"] == "live-lost" }
        #expect(lost?.attributes["hidden"] != nil && lost?.attributes["role"] == "status")
        #expect(shown.words.contains("Siden opdateres ikke lige nu. Genindlæs siden"))
        #expect(shown.named("a").contains { $0.attributes["href"] == "/console?q=a" })
    }

    /// What is replaced would take along what somebody types.
    @Test func `replaces parts with an id, and none that one types into or opens`() {
        let samples = SamplePages(.danish)
        var found: Set<String> = []
        for (name, page) in samples.all {
            let html = String(
                decoding: pages.html(page, in: samples.frame(of: page)), as: UTF8.self)
            for part in html.split(separator: "<").filter({ $0.contains(" data-live") }) {
                let id = part.firstMatch(of: /id="([a-z-]+)"/).map { String($0.1) }
                #expect(id != nil, "\(name)")
                found.insert(id ?? "")
            }
            for inner in parts(of: html) {
                for typed in ["<form", "<input", "<select", "<textarea", "<button", "<details"] {
                    #expect(!inner.contains(typed), "\(name): \(typed)")
                }
            }
        }
        #expect(
            found == [
                "printed", "summary", "duty-now", "calls-now", "promises-now", "call-now",
                "story-now", "tasks-now",
            ])
    }

    /// What stands in each live part, up to the end of the element that it is.
    private func parts(of html: String) -> [Substring] {
        var found: [Substring] = []
        for mark in html.ranges(of: " data-live") {
            let start = html[..<mark.lowerBound].lastIndex(of: "<") ?? html.startIndex
            let name = html[html.index(after: start)...].prefix { $0 != " " }
            var (depth, end) = (0, start)
            repeat {
                let rest = html[html.index(after: end)...]
                guard let next = rest.firstIndex(of: "<") else { break }
                if html[end...].hasPrefix("<\(name) ") || html[end...].hasPrefix("<\(name)>") {
                    depth += 1
                }
                if html[end...].hasPrefix("</\(name)>") { depth -= 1 }
                end = next
            } while depth > 0
            found.append(html[start..<end])
        }
        return found
    }

    @Test func `has a script of less than 3 KB, that is kept for good by its content`() throws {
        let script = ConsoleAsset.script
        #expect(
            script.path.wholeMatch(of: /\/console\/assets\/console-[0-9a-f]{16}\.js/) != nil)
        #expect((1000..<3 * 1024).contains(script.bytes.count))
        #expect(script.contentType == "text/javascript; charset=utf-8")
        #expect(ConsoleAsset.at(script.path)?.bytes == script.bytes)
    }
}
