import HotlineAPI
import HotlineTexts
import OnCallRoster

/// One line of a call's story.
struct StoryLine {
    /// An RFC 3339 instant.
    let at: String
    let words: Toned
    /// Lines of one instant stand in the order of the plan's steps, and within a step by rank.
    private let order: (Instant, Int, Int)

    init(at: String, step: Int, rank: Int, words: Toned) {
        self.at = at
        self.words = words
        order = (Instant(rfc3339: at) ?? .distantPast, step, rank)
    }

    /// The line with its seconds since the call's beginning.
    func line(since start: String, in language: WrittenLanguage) -> Toned {
        let seconds = StoryLine.seconds(from: start, to: at, in: language)
        let margin = String(repeating: " ", count: max(0, 8 - seconds.count))
        return "\(margin)\(seconds) s  \(words)"
    }

    /// Seconds with one decimal; `?` where an instant cannot be read.
    static func seconds(from: String, to: String, in language: WrittenLanguage) -> String {
        guard let start = Instant(rfc3339: from), let end = Instant(rfc3339: to) else { return "?" }
        let tenths = (end.milliseconds - start.milliseconds) / 100
        let point = language(",", ".")
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)\(point)\(tenths.magnitude % 10)"
    }
}

extension StoryLine: Comparable {
    static func < (left: StoryLine, right: StoryLine) -> Bool { left.order < right.order }

    static func == (left: StoryLine, right: StoryLine) -> Bool {
        left.order == right.order && left.words == right.words
    }
}

/// Tells legs and events of a call as lines.
struct StoryTale {
    private let say: WrittenLanguage

    init(_ language: WrittenLanguage) {
        say = language
    }

    /// Who was rung, for how long, and how it ended.
    func lines(of leg: CallStory.Leg) -> [StoryLine] {
        let who =
            leg.professional
            ?? say(leg.because == "callback" ? CallWords.theFamily : .theLastResort)
        let uri = leg.uri.map { " " + say(CallWords.atURI, ["uri": $0]) } ?? ""
        let rings = say(
            CallWords.rings,
            [
                "step": "\(leg.step)", "who": who + uri, "leg": leg.leg,
                "because": say.because(leg.because),
            ])
        var lines = [StoryLine(at: leg.began, step: leg.step, rank: 0, words: Toned(rings))]
        if let answered = leg.answered {
            let words = say(CallWords.pickedUp, ["who": who, "leg": leg.leg])
            lines.append(StoryLine(at: answered, step: leg.step, rank: 1, words: Toned(words)))
        }
        if let accepted = leg.accepted {
            let key = say(leg.confirmed == true ? CallWords.byKey : .notByKey)
            let words = say(CallWords.takes, ["who": who, "key": key, "leg": leg.leg])
            lines.append(
                StoryLine(at: accepted, step: leg.step, rank: 2, words: Toned(words, .good)))
        }
        if let ended = leg.ended {
            let span = StoryLine.seconds(from: leg.accepted ?? leg.began, to: ended, in: say)
            let words = say(
                leg.accepted == nil ? CallWords.legRang : .legTalked,
                [
                    "who": who, "span": span, "leg": leg.leg,
                    "reason": leg.reason.map { say.code($0) } ?? say(CallWords.noReason),
                ])
            let isTrouble = ["unreachable", "gateway-error"].contains(leg.reason)
            lines.append(
                StoryLine(
                    at: ended, step: leg.step, rank: 3,
                    words: Toned(words, isTrouble ? .trouble : nil)))
        }
        return lines
    }

    /// What no leg tells: the beginning, keys, wishes, and what the caller was told.
    func lines(of events: [CallStory.Event]) -> [StoryLine] {
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
    private func isEarly(_ event: CallStory.Event) -> Bool {
        event.type == "call.incoming" || event.type == "call.digits"
    }

    private func words(for type: String) -> Toned? {
        switch type {
        case "call.incoming": Toned(say(CallWords.comesIn))
        case "call.digits": Toned(say(CallWords.keys))
        case "callback.requested": Toned(say(CallWords.asksForCallback))
        case "call.fallback": Toned(say(CallWords.fallback), .caution)
        default: nil
        }
    }

    private func words(telling instruction: String, _ checksLine: Bool) -> Toned? {
        switch instruction {
        case "gather": Toned(say(CallWords.askedForKeys))
        case "callback": Toned(say(CallWords.hearsPromise), .caution)
        case "hangup":
            checksLine
                ? Toned(say(CallWords.checksLine))
                : Toned(say(CallWords.hearsNoPromise), .trouble)
        default: nil
        }
    }
}
