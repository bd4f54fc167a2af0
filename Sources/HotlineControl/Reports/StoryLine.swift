import HotlineAPI
import OnCallRoster

/// One line of a call's story.
struct StoryLine {
    /// An RFC 3339 instant.
    let at: String
    let words: String
    /// Lines of one instant stand in the order of the plan's steps, and within a step by rank.
    private let order: (Instant, Int, Int)

    init(at: String, step: Int, rank: Int, words: String) {
        self.at = at
        self.words = words
        order = (Instant(rfc3339: at) ?? .distantPast, step, rank)
    }

    /// The line with its seconds since the call's beginning.
    func text(since start: String) -> String {
        let seconds = StoryLine.seconds(from: start, to: at)
        return String(repeating: " ", count: max(0, 8 - seconds.count)) + "\(seconds) s  \(words)"
    }

    /// Seconds with one decimal; `?` where an instant cannot be read.
    static func seconds(from: String, to: String) -> String {
        guard let start = Instant(rfc3339: from), let end = Instant(rfc3339: to) else { return "?" }
        let tenths = (end.milliseconds - start.milliseconds) / 100
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}

extension StoryLine: Comparable {
    static func < (left: StoryLine, right: StoryLine) -> Bool { left.order < right.order }

    static func == (left: StoryLine, right: StoryLine) -> Bool {
        left.order == right.order && left.words == right.words
    }
}

extension StoryLine {
    /// Who was rung, for how long, and how it ended.
    static func lines(of leg: CallStory.Leg) -> [StoryLine] {
        let who =
            leg.professional ?? (leg.because == "callback" ? "the family" : "the last resort")
        let uri = leg.uri.map { " at \($0)" } ?? ""
        let rings = "step \(leg.step) rings \(who)\(uri) (leg \(leg.leg), \(leg.because))"
        var lines = [StoryLine(at: leg.began, step: leg.step, rank: 0, words: rings)]
        if let answered = leg.answered {
            let words = "\(who)'s phone is picked up (leg \(leg.leg))"
            lines.append(StoryLine(at: answered, step: leg.step, rank: 1, words: words))
        }
        if let accepted = leg.accepted {
            let key = leg.confirmed == true ? "by key" : "not confirmed by key"
            let words = "\(who) takes the call, \(key) (leg \(leg.leg))"
            lines.append(StoryLine(at: accepted, step: leg.step, rank: 2, words: words))
        }
        if let ended = leg.ended {
            let span = seconds(from: leg.accepted ?? leg.began, to: ended)
            let did = leg.accepted == nil ? "ringing" : "talk"
            let reason = leg.reason ?? "ended, no reason given"
            let words = "\(who): \(reason) after \(span) s of \(did) (leg \(leg.leg))"
            lines.append(StoryLine(at: ended, step: leg.step, rank: 3, words: words))
        }
        return lines
    }

    /// What no leg tells: the beginning, keys, wishes, and what the caller was told.
    static func lines(of events: [CallStory.Event]) -> [StoryLine] {
        var lines: [StoryLine] = []
        var latest: String?
        // Hung up before anything was rung: a call that checks the line.
        let checksLine =
            events.first?.type == "call.incoming" && events.first?.instruction == "hangup"
        for event in events {
            if let words = words(for: event.type) {
                let step = isEarly(event) ? 0 : Int.max - 2
                lines.append(StoryLine(at: event.at, step: step, rank: 0, words: words))
            }
            guard let instruction = event.instruction, instruction != "wait",
                instruction != latest
            else { continue }
            latest = instruction
            if event.type != "call.ended", let words = words(telling: instruction, checksLine) {
                let step = instruction == "gather" && isEarly(event) ? 0 : Int.max - 1
                lines.append(StoryLine(at: event.at, step: step, rank: 1, words: words))
            }
        }
        return lines
    }

    /// Before the first step, whatever was rung at the same instant.
    private static func isEarly(_ event: CallStory.Event) -> Bool {
        event.type == "call.incoming" || event.type == "call.digits"
    }

    private static func words(for type: String) -> String? {
        switch type {
        case "call.incoming": "a call comes in"
        case "call.digits": "the caller's keys come in"
        case "callback.requested": "the caller asks to be rung back"
        case "call.fallback": "the gateway rang its fallback by itself"
        default: nil
        }
    }

    private static func words(telling instruction: String, _ checksLine: Bool) -> String? {
        switch instruction {
        case "gather": "the caller is asked for keys"
        case "callback": "the caller hears the promise to be rung back"
        case "hangup":
            checksLine
                ? "the call checks the line, and is let go"
                : "the caller hears that no promise can be made"
        default: nil
        }
    }
}
