package import HotlineAPI
import HotlineTexts

/// The note of a call: large choices of the settings' codes, and one button.
package struct NotePage: ConsolePage {
    package static let template = ConsoleTemplate.note
    package static let section: ConsoleSection? = .calls

    package struct Facts: Sendable {
        package var call: CallSummary
        package var note: NoteFacts?
        package var codes: NoteCodes
        /// Whether the visitor may say how a call went.
        package var maySayHowItWent: Bool
        /// Whether a form came that says nothing.
        package var saysNothing: Bool

        package init(
            call: CallSummary, note: NoteFacts?, codes: NoteCodes, maySayHowItWent: Bool,
            saysNothing: Bool = false
        ) {
            self.call = call
            self.note = note
            self.codes = codes
            self.maySayHowItWent = maySayHowItWent
            self.saysNothing = saysNothing
        }
    }

    package let title: String
    let problem: String?
    let isRehearsal: Bool
    let caller: String
    let began: MomentView?
    let whole: String
    let card: String
    let action: String
    let noted: NoteView?
    let questions: [Question]

    /// A question with its choices: several may be chosen, or one.
    struct Question {
        let id: String
        let question: String
        let choices: [Choice]
        /// The settings' codes are in Danish, whatever the page is in.
        let tongue: String
        /// Whether two choices fit beside each other on a telephone.
        let isShort: Bool
    }

    struct Choice {
        let field: String
        let type: String
        let name: String
        let value: String
        let label: String
        let isChosen: Bool
    }

    package init(_ facts: Facts, names: ConsoleNames, words: ConsoleWords) {
        let call = facts.call
        title = words(NoteText.noteTitle, ["number": String(call.number)])
        problem = facts.saysNothing ? words(NoteText.noteNothing) : nil
        isRehearsal = call.rehearsal
        caller = words.caller(call.caller, names)
        began = words.moment(call.began)
        whole = call.path
        card = call.path + "/card"
        action = call.path + "/note"
        noted = facts.note.map { NoteView($0, facts.codes, words) }
        questions = call.rehearsal ? [] : Question.all(facts, words)
    }

    /// The note that a form says, over what stands there already; `nil` where it says nothing.
    ///
    /// - Parameter field: The value of a field of the form; `nil` where it is not filled in.
    package static func note(
        of field: (String) -> String?, over known: NoteFacts?, _ codes: NoteCodes
    ) -> CallNote? {
        func chosen(_ list: String, _ codes: [NoteCodes.Code], _ known: [String]?) -> [String]? {
            let chosen = codes.map(\.code).filter { field("\(list).\($0)") != nil }
            // That nothing is chosen says something only of what was chosen before.
            return chosen.isEmpty && known?.isEmpty ?? true ? nil : chosen
        }
        func answer(_ name: String) -> Bool? { field(name).map { $0 == "yes" } }
        let note = CallNote(
            gateway: nil, followUp: answer("follow-up"),
            themes: chosen("theme", codes.theme, known?.themes),
            done: chosen("done", codes.done, known?.done), noted: field("noted"),
            caseworker: answer("caseworker"), went: field("went"), otherwise: field("went-another"))
        return note == CallNote(gateway: nil) ? nil : note
    }
}

extension NotePage.Question {
    fileprivate static func all(
        _ facts: NotePage.Facts, _ words: ConsoleWords
    ) -> [NotePage.Question] {
        let (note, codes) = (facts.note, facts.codes)
        let yesOrNo = [("yes", words(NoteText.noteYes)), ("no", words(NoteText.noteNo))]
        func answer(_ isSaid: Bool?) -> String? { isSaid.map { $0 ? "yes" : "no" } }
        func one(
            _ id: String, _ text: NoteText, _ choices: [(String, String)], _ chosen: String?,
            tongue: String
        ) -> NotePage.Question {
            NotePage.Question(
                id: id, question: words(text),
                choices: choices.enumerated().map { index, choice in
                    NotePage.Choice(
                        field: "\(id)-\(index)", type: "radio", name: id, value: choice.0,
                        label: choice.1, isChosen: choice.0 == chosen)
                }, tongue: tongue, isShort: choices.allSatisfy { $0.1.count <= 14 })
        }
        func many(
            _ id: String, _ text: NoteText, _ list: [NoteCodes.Code], _ chosen: [String]?
        ) -> NotePage.Question {
            NotePage.Question(
                id: id, question: words(text),
                choices: list.enumerated().map { index, code in
                    NotePage.Choice(
                        field: "\(id)-\(index)", type: "checkbox", name: "\(id).\(code.code)",
                        value: "yes", label: code.words,
                        isChosen: chosen?.contains(code.code) ?? false)
                }, tongue: "da", isShort: false)
        }
        func coded(_ list: [NoteCodes.Code]) -> [(String, String)] {
            list.map { ($0.code, $0.words) }
        }
        let own = words.language.rawValue
        let inSystem = yesOrNo + [("not-relevant", words(NoteText.noteNotRelevant))]
        var all = [
            many("theme", .noteThemes, codes.theme, note?.themes),
            many("done", .noteDone, codes.done, note?.done),
            one(
                "follow-up", .noteFollowUp, yesOrNo, answer(note?.followUp), tongue: own),
            one(
                "caseworker", .noteCaseworker, yesOrNo, answer(note?.caseworker), tongue: own),
            one("noted", .noteInSystem, inSystem, note?.noted, tongue: own),
        ]
        if facts.maySayHowItWent {
            all.append(
                one("went", .noteWent, coded(codes.went), note?.went, tongue: "da"))
        }
        all.append(
            one(
                "went-another", .noteOtherwise, coded(codes.otherwise), note?.otherwise,
                tongue: "da"))
        return all.filter { !$0.choices.isEmpty }
    }
}

/// What a note says (`{{>noted}}`).
struct NoteView {
    let by: String
    let rows: [Row]

    struct Row {
        let question: String
        let answer: String
        let tongue: String
    }

    init(_ note: NoteFacts, _ codes: NoteCodes, _ words: ConsoleWords) {
        by = note.by
        var rows: [Row] = []
        func add(_ text: NoteText, _ answer: String?, tongue: String? = nil) {
            guard let answer, !answer.isEmpty else { return }
            rows.append(
                Row(
                    question: words(text), answer: answer,
                    tongue: tongue ?? words.language.rawValue))
        }
        func said(_ list: [NoteCodes.Code], _ chosen: [String]) -> String {
            chosen.map { code in list.first { $0.code == code }?.words ?? code }
                .joined(separator: "; ")
        }
        func answer(_ isSaid: Bool?) -> String? {
            isSaid.map { words($0 ? NoteText.noteYes : .noteNo) }
        }
        let inSystem: [String: NoteText] = [
            "yes": .noteYes, "no": .noteNo, "not-relevant": .noteNotRelevant,
        ]
        add(.noteThemes, said(codes.theme, note.themes), tongue: "da")
        add(.noteDone, said(codes.done, note.done), tongue: "da")
        add(.noteFollowUp, answer(note.followUp))
        add(.noteCaseworker, answer(note.caseworker))
        add(.noteInSystem, note.noted.map { word in inSystem[word].map { words($0) } ?? word })
        add(.noteWent, note.went.map { said(codes.went, [$0]) }, tongue: "da")
        add(.noteOtherwise, note.otherwise.map { said(codes.otherwise, [$0]) }, tongue: "da")
        self.rows = rows
    }
}
