import HotlineAPI
import HotlineTexts
import Testing

@testable import HotlineControl

/// What `calls note` asks at a terminal.
@Suite struct NoteQuestionsTests {
    private let codes = NoteCodes(
        theme: [
            NoteCodes.Code(code: "behaviour", words: "Adfærd"),
            NoteCodes.Code(code: "contact", words: "Samvær"),
        ],
        done: [NoteCodes.Code(code: "advice", words: "Råd")], went: [],
        otherwise: [NoteCodes.Code(code: "nobody", words: "Ingen")])

    private func ask(
        _ language: WrittenLanguage, _ typed: String...
    ) -> (note: CallNote, shown: [String]) {
        var shown: [String] = []
        var lines = typed[...]
        let note = NoteQuestions(codes, in: language, say: { shown.append($0) }) {
            lines.popFirst()
        }.ask()
        return (note, shown)
    }

    @Test func `numbers are the codes of the lists, in both languages`() {
        for language in WrittenLanguage.allCases {
            let note = ask(language, "2 1", "1", "3", "1", "2", "1").note
            #expect(note.themes == ["contact", "behaviour"])
            #expect(note.done == ["advice"])
            #expect(note.noted == "not-relevant")
            #expect(note.followUp == true)
            #expect(note.caseworker == false)
            #expect(note.otherwise == "nobody")
        }
    }

    @Test func `the questions are asked in the reader's language`() {
        let danish = ask(.danish, "", "", "", "", "", "").shown.filter { $0.hasSuffix("?") }
        #expect(
            danish == [
                "Hvad handlede det om?", "Hvad blev gjort?", "Står det i sagssystemet?",
                "Skal nogen følge op?", "Skal myndighedsrådgiveren vide det?",
                "Hvem havde familien ellers ringet til?",
            ])
        let english = ask(.english, "", "", "", "", "", "").shown.filter { $0.hasSuffix("?") }
        #expect(
            english == [
                "What was it about?", "What was done?", "Does it stand in the case system?",
                "Is somebody to follow up?", "Is the caseworker to be told?",
                "Whom would the family have rung otherwise?",
            ])
    }

    @Test func `a number that is none of the list's is asked for again, three times`() {
        let danish = ask(.danish, "3", "0", "x", "").shown
        #expect(
            danish.prefix(6) == [
                "Hvad handlede det om?", "  1  Adfærd", "  2  Samvær",
                "Skriv numre med mellemrum imellem, eller intet; numrene går fra 1 til 2.",
                "Skriv numre med mellemrum imellem, eller intet; numrene går fra 1 til 2.",
                "Skriv numre med mellemrum imellem, eller intet; numrene går fra 1 til 2.",
            ])
        let english = ask(.english, "", "", "4", "3").shown
        #expect(english.contains("  3  Not relevant"))
        #expect(english.contains("Type a number, or nothing; numbers go from 1 to 3."))
    }

    @Test func `a list without a code takes no number`() {
        let none = NoteCodes(theme: [], done: [], went: [], otherwise: [])
        var typed = ["1", "1", "1"]
        let note = NoteQuestions(none, say: { _ in }) {
            typed.isEmpty ? nil : typed.removeFirst()
        }.ask()
        #expect(note == CallNote(gateway: nil))
    }
}
