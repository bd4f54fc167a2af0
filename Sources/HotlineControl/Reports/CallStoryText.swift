import HotlineAPI

/// A call told line by line, with the seconds since its beginning.
struct CallStoryText {
    let text: String

    init(_ story: CallStory) {
        var lines = CallStoryText.heading(story.summary)
        let start = story.events.first?.at ?? story.summary.began
        var told = StoryLine.lines(of: story.events)
        if !story.events.contains(where: { $0.type == "call.incoming" }) {
            told.append(StoryLine(at: start, step: 0, rank: 0, words: "the log first hears of it"))
        }
        told += story.legs.flatMap { StoryLine.lines(of: $0) }
        if let ended = story.summary.ended {
            let words = CallStoryText.end(story.summary.endedBy)
            told.append(StoryLine(at: ended, step: .max, rank: 0, words: words))
        }
        lines += told.sorted().map { $0.text(since: start) }
        if story.summary.ended == nil { lines.append("the call is open") }
        if let promise = story.summary.promise { lines.append(CallStoryText.words(promise)) }
        let spooled = story.events.count { $0.spooled }
        if spooled > 0 { lines.append("\(spooled) of its events went through the spool") }
        text = lines.joined(separator: "\n")
    }

    private static func heading(_ call: CallSummary) -> [String] {
        let caller = [call.caller.kind, call.caller.family].compactMap { $0 }
        let place = [call.caller.institution, call.caller.municipality].compactMap { $0 }
        let rehearsal = call.rehearsal ? ", a rehearsal" : ""
        var columns = Columns()
        columns.add("outcome", call.outcome)
        columns.add(
            "caller", (caller + [place.joined(separator: ", ")]).joined(separator: " "))
        columns.add("dialled", call.to ?? "not known")
        columns.add("began", call.began)
        columns.add("roster", call.roster.map { String($0.prefix(12)) } ?? "none was in force")
        return ["call \(call.call) of gateway \(call.gateway)\(rehearsal)"] + columns.lines
    }

    private static func end(_ by: String?) -> String {
        switch by {
        case "caller": "the caller hangs up"
        case "professional": "the professional hangs up"
        case "gateway": "the gateway ends the call"
        case "sweeper": "no end was ever reported: the call is swept"
        default: "the call ends"
        }
    }

    private static func words(_ promise: PromiseFacts) -> String {
        let owner = promise.owner.map { ", owed by \($0)" } ?? ", owed by nobody"
        let kept = promise.kept.map { " at \($0)" } ?? ""
        return "promise to ring back by \(promise.deadline)\(owner): \(promise.state)\(kept)"
    }
}
