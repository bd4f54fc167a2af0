import Foundation
import HotlineTestSupport
import HotlineTexts
import Testing

@testable import WebConsole

/// The catalogue and the templates that name its texts.
@Suite struct `The catalogue` {
    /// The names of texts that templates ask for.
    private static func asked() -> Set<String> {
        var names: Set<String> = []
        for template in ConsoleTemplate.allCases {
            let text = String(decoding: template.bytes, as: UTF8.self)
            for match in text.matches(of: /\{\{[#\^]?t\.([A-Za-z0-9]+)\}\}/) {
                names.insert(String(match.1))
            }
        }
        return names
    }

    /// The sources that name texts by their cases.
    private static func sources() throws -> String {
        var all = ""
        for folder in ["WebConsole", "HotlineDaemon/Console"] {
            let root = Fixtures.root + "/Sources/" + folder
            for name in try FileManager.default.subpathsOfDirectory(atPath: root)
            where name.hasSuffix(".swift") {
                all += try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8) + "\n"
            }
        }
        return all
    }

    /// Whether a source has a case of this name, as `.name`.
    private static func names(_ name: String, in sources: String) -> Bool {
        sources.ranges(of: "." + name).contains { range in
            guard range.upperBound < sources.endIndex else { return true }
            let next = sources[range.upperBound]
            return !next.isLetter && !next.isNumber
        }
    }

    @Test func `has every text that a template asks for`() {
        let asked = Self.asked()
        #expect(asked.count > 50)
        #expect(asked.filter { ConsoleCatalogue.text(named: $0) == nil } == [])
    }

    @Test func `has no text that nobody reads`() throws {
        let asked = Self.asked()
        let sources = try Self.sources()
        let unread = ConsoleCatalogue.entries.map(\.name).filter { name in
            !asked.contains(name) && !Self.names(name, in: sources)
        }
        #expect(unread == [])
    }

    @Test func `gives each text a name of its own, and words in both languages`() {
        let names = ConsoleCatalogue.entries.map(\.name)
        #expect(Set(names).count == names.count)
        for (name, text) in ConsoleCatalogue.entries {
            #expect(!text.danish.isEmpty && !text.english.isEmpty, "\(name)")
        }
    }

    /// What a text is filled with stands in both languages.
    @Test func `has the same places in both languages`() {
        func places(_ text: String) -> [String] {
            text.matches(of: /\{([a-z]+)\}/).map { String($0.1) }.sorted()
        }
        for (name, text) in ConsoleCatalogue.entries {
            #expect(places(text.danish) == places(text.english), "\(name)")
        }
    }

    @Test func `takes in each template that there is as a file`() throws {
        let folder = Fixtures.root + "/Sources/WebConsole/Templates"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files == ConsoleTemplate.allCases.map { "\($0.rawValue).mustache" }.sorted())
        for template in ConsoleTemplate.allCases {
            let file = try Data(
                contentsOf: URL(filePath: "\(folder)/\(template.rawValue).mustache"))
            #expect(template.bytes == Array(file), "\(template)")
        }
    }

    @Test func `tells the content of a file by its path`() throws {
        let style = try #require(ConsoleAsset.all.first)
        #expect(style.path.wholeMatch(of: /\/console\/assets\/console-[0-9a-f]{16}\.css/) != nil)
        #expect(ConsoleAsset.at(style.path)?.bytes == style.bytes)
        #expect(ConsoleAsset.at("/console/assets/console-0000000000000000.css") == nil)
        let file = try Data(
            contentsOf: URL(
                filePath: Fixtures.root + "/Sources/WebConsole/Assets/console.css"))
        #expect(style.bytes == Array(file))
    }
}
