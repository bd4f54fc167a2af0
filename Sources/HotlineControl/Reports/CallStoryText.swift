import HotlineAPI
import HotlineTexts

/// A call told line by line, with the seconds since its beginning.
struct CallStoryText {
    let toned: Toned

    var text: String { toned.text }

    init(_ story: CallStory, in language: WrittenLanguage = .english) {
        var lines = CallStoryText.heading(story.summary, language)
        let start = story.events.first?.at ?? story.summary.began
        let tale = StoryTale(language)
        var told = tale.lines(of: story.events)
        if !story.events.contains(where: { $0.type == "call.incoming" }) {
            let words = language(CallWords.firstHeard)
            told.append(StoryLine(at: start, step: 0, rank: 0, words: Toned(words)))
        }
        told += story.legs.flatMap { tale.lines(of: $0) }
        if let ended = story.summary.ended {
            let words = language(CallStoryText.end(story.summary.endedBy))
            told.append(StoryLine(at: ended, step: .max, rank: 0, words: Toned(words)))
        }
        lines += told.sorted().map { $0.line(since: start, in: language) }
        if story.summary.ended == nil { lines.append(Toned(language(CallWords.isOpen), .caution)) }
        if let promise = story.summary.promise {
            lines.append(CallStoryText.words(promise, language))
        }
        let spooled = story.events.count { $0.spooled }
        if spooled > 0 { lines.append(Toned(language(CallWords.spooled, ["count": "\(spooled)"]))) }
        toned = Toned(lines: lines)
    }

    private static func heading(_ call: CallSummary, _ say: WrittenLanguage) -> [Toned] {
        let caller = [say.code(call.caller.kind), call.caller.family].compactMap { $0 }
        let place = [call.caller.institution, call.caller.municipality].compactMap { $0 }
        let rehearsal = call.rehearsal ? ", \(say(CallWords.aRehearsal))" : ""
        var columns = Columns()
        columns.add(
            toned: Toned(say(CallWords.headOutcome)),
            Toned(say.code(call.outcome), CallListText.tone(of: call.outcome)))
        columns.add(
            say(CallWords.headCaller),
            (caller + [place.joined(separator: ", ")]).joined(separator: " "))
        columns.add(say(CallWords.headDialled), call.to ?? say(CallWords.notKnown))
        columns.add(say(CallWords.headBegan), call.began)
        columns.add(
            say(CallWords.headRoster),
            call.roster.map { String($0.prefix(12)) } ?? say(CallWords.noRoster))
        let head = say(CallWords.heading, ["call": call.call, "gateway": call.gateway])
        return [Toned(head + rehearsal, .heading)] + columns.tonedLines
    }

    private static func end(_ by: String?) -> CallWords {
        switch by {
        case "caller": .endCaller
        case "professional": .endProfessional
        case "gateway": .endGateway
        case "sweeper": .endSweeper
        default: .endUnknown
        }
    }

    private static func words(_ promise: PromiseFacts, _ say: WrittenLanguage) -> Toned {
        let owner =
            promise.owner.map { say(CallWords.owedBy, ["owner": $0]) }
            ?? say(CallWords.owedByNobody)
        let kept = promise.kept.map { " " + say(CallWords.at, ["at": $0]) } ?? ""
        let tone: Tone? =
            switch promise.state {
            case "kept": .good
            case "broken": .trouble
            default: .caution
            }
        let head = say(CallWords.promise, ["by": promise.deadline])
        return "\(head), \(owner): \(say.code(promise.state), tone)\(kept)"
    }
}
