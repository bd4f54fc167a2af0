import HotlineAPI
import HotlineTexts

/// The note's questions on a terminal: numbers are typed, an empty line passes.
struct NoteQuestions {
    private typealias Page = HotlineTexts.NoteText

    private let codes: NoteCodes
    private let language: WrittenLanguage
    private let say: (String) -> Void
    private let readLine: () -> String?

    init(
        _ codes: NoteCodes, in language: WrittenLanguage = .english,
        say: @escaping (String) -> Void = { Terminal.complain($0) },
        readLine: @escaping () -> String? = { Swift.readLine() }
    ) {
        self.codes = codes
        self.language = language
        self.say = say
        self.readLine = readLine
    }

    func ask() -> CallNote {
        var note = CallNote(gateway: nil)
        note.themes = several(Page.noteThemes.text, codes.theme)
        note.done = several(Page.noteDone.text, codes.done)
        note.noted = one(
            NoteQuestionWords.inSystem.text,
            yesAndNo + [
                NoteCodes.Code(code: "not-relevant", words: language(Page.noteNotRelevant))
            ])
        note.followUp = yesOrNo(Page.noteFollowUp.text)
        note.caseworker = yesOrNo(Page.noteCaseworker.text)
        note.otherwise = one(NoteQuestionWords.otherwise.text, codes.otherwise)
        return note
    }

    private var yesAndNo: [NoteCodes.Code] {
        [
            NoteCodes.Code(code: "yes", words: language(Page.noteYes)),
            NoteCodes.Code(code: "no", words: language(Page.noteNo)),
        ]
    }

    private func several(_ question: Text, _ list: [NoteCodes.Code]) -> [String]? {
        answer(question, list, hint: .typeSeveral)
    }

    private func one(_ question: Text, _ list: [NoteCodes.Code]) -> String? {
        answer(question, list, hint: .typeOne)?.first
    }

    private func yesOrNo(_ question: Text) -> Bool? { one(question, yesAndNo).map { $0 == "yes" } }

    /// Asks again, three times at most, until every number is one of the list's.
    private func answer(
        _ question: Text, _ list: [NoteCodes.Code], hint: NoteQuestionWords
    ) -> [String]? {
        say(language(question))
        for (index, code) in list.enumerated() { say("  \(index + 1)  \(code.words)") }
        for _ in 0..<3 {
            guard let line = readLine() else { return nil }
            let words = line.split { $0 == " " || $0 == "," }
            if words.isEmpty { return nil }
            let numbers = words.compactMap { Int($0) }.filter { list.indices.contains($0 - 1) }
            if numbers.count == words.count { return numbers.map { list[$0 - 1].code } }
            say(language(hint, ["count": "\(list.count)"]))
        }
        return nil
    }
}
