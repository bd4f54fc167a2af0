import HotlineTexts
import Testing

@testable import HotlineControl

/// The catalogue of the commands.
@Suite struct CommandCatalogueTests {
    @Test func `no text is missing in either language`() {
        #expect(CommandCatalogue.texts.count > 150)
        for text in CommandCatalogue.texts {
            #expect(!text.danish.isEmpty && !text.english.isEmpty)
        }
    }

    @Test func `both languages name the same values`() {
        for text in CommandCatalogue.texts {
            #expect(names(in: text.danish) == names(in: text.english), "\(text.english)")
        }
    }

    @Test func `codes are words in Danish and themselves in English`() {
        #expect(WrittenLanguage.danish.code("no-answer") == "intet svar")
        #expect(WrittenLanguage.english.code("no-answer") == "no-answer")
        #expect(WrittenLanguage.danish.code("line:first") == "line:first")
        for code in CodeText.allCases { #expect(code.text.english == code.rawValue) }
    }

    /// The names between braces, sorted.
    private func names(in text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
            rest in
            rest.firstIndex(of: "}").map { String(rest[..<$0]) }
        }.sorted()
    }
}
