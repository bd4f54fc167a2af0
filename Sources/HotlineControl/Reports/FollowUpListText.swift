import HotlineAPI
import HotlineTexts

/// A page of follow-ups as lines to read.
struct FollowUpListText {
    let toned: Toned

    var text: String { toned.text }

    init(_ list: FollowUpList, in language: WrittenLanguage = .english) {
        guard !list.followUps.isEmpty else {
            toned = Toned(language(FollowUpWords.none))
            return
        }
        var columns = Columns()
        let heads: [FollowUpWords] = [
            .number, .kind, .by, .owner, .family, .institution, .call, .state,
        ]
        columns.add(row: heads.map { Toned(language($0), .heading) })
        for followUp in list.followUps {
            columns.add(
                toned: "\(followUp.id)", Toned(language.code(followUp.kind)),
                Toned(followUp.deadline), FollowUpListText.owner(of: followUp, language),
                Toned(followUp.family ?? "-"), Toned(followUp.institution ?? "-"),
                Toned(followUp.call), FollowUpListText.state(of: followUp, language))
        }
        var lines = columns.tonedLines
        if let next = list.next {
            lines.append(Toned(language(FollowUpWords.more, ["next": next])))
        }
        toned = Toned(lines: lines)
    }

    /// One follow-up.
    static func line(_ followUp: FollowUpFacts, in language: WrittenLanguage = .english) -> Toned {
        let head = language(
            FollowUpWords.line,
            [
                "id": "\(followUp.id)", "kind": language.code(followUp.kind),
                "call": followUp.call, "owner": owner(of: followUp, language).text,
                "by": followUp.deadline,
            ])
        return "\(head)\(state(of: followUp, language))"
    }

    private static func owner(of followUp: FollowUpFacts, _ say: WrittenLanguage) -> Toned {
        followUp.owner.map { Toned($0) }
            ?? Toned(say(FollowUpWords.nobody), followUp.ended == nil ? .caution : nil)
    }

    private static func state(of followUp: FollowUpFacts, _ say: WrittenLanguage) -> Toned {
        var state: Toned
        var words: [String] = []
        if let ended = followUp.ended {
            state = Toned("\(say.code(followUp.how ?? "done")) \(ended)")
        } else {
            state =
                followUp.overdue
                ? Toned(say.code("overdue"), .trouble) : Toned(say.code("open"))
            if let code = followUp.code {
                words.append(say(FollowUpWords.code, ["code": "\(code)"]))
            }
            if let escalated = followUp.escalated {
                words.append(say(FollowUpWords.escalated, ["at": escalated]))
            } else if let reminded = followUp.reminded {
                words.append(say(FollowUpWords.reminded, ["at": reminded]))
            }
        }
        if let note = followUp.note { words.append(note) }
        for word in words { state.append(", " + word, nil) }
        return state
    }
}
