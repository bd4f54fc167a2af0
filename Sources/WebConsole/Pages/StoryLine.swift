import HotlineAPI
import HotlineTexts
import OnCallRoster

/// One step of a call's story.
struct StoryLine {
    /// How long after the call's beginning; of what came more than an hour later, when.
    let offset: String
    let words: String
    /// Lines of one instant stand in the order of the plan's steps, and within a step by rank.
    private let order: (Instant, Int, Int)

    /// After what was rung at the same instant.
    private static let late = Int.max - 2

    private static func offset(
        of instant: Instant, from start: Instant, _ words: ConsoleWords
    ) -> String {
        let seconds = (instant.milliseconds - start.milliseconds) / 1000
        guard (0..<3600).contains(seconds) else { return words.moment(instant).words }
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// From the beginning to the end, and what people did afterwards.
    static func lines(
        of story: CallStory, _ names: ConsoleNames, _ words: ConsoleWords
    ) -> [StoryLine] {
        let first = story.events.first?.at ?? story.summary.began
        let start = Instant(rfc3339: first) ?? words.now
        var lines: [StoryLine] = []
        func tell(_ at: String, step: Int, rank: Int, _ text: String) {
            let instant = Instant(rfc3339: at) ?? start
            lines.append(
                StoryLine(
                    offset: offset(of: instant, from: start, words), words: text,
                    order: (instant, step, rank)))
        }
        if !story.events.contains(where: { $0.type == "call.incoming" }) {
            tell(first, step: 0, rank: 0, words(StoryText.storyUnheard))
        }
        var latest: String?
        for event in story.events {
            let isEarly = event.type == "call.incoming" || event.type == "call.digits"
            if let text = words.told(of: event.type) {
                tell(event.at, step: isEarly ? 0 : late, rank: 0, text)
            }
            guard let told = event.instruction, told != "wait", told != latest else { continue }
            latest = told
            guard let text = words.told(telling: told, at: event.type) else { continue }
            let isAsked = told == "gather" && isEarly
            tell(event.at, step: isAsked ? 0 : late + 1, rank: 1, text)
        }
        for leg in story.legs {
            let told = words.told(of: leg, in: story.summary, names)
            for (rank, line) in told.enumerated() {
                tell(line.at, step: leg.step, rank: rank, line.text)
            }
        }
        if let ended = story.summary.ended {
            let text = words.end(story.summary.endedBy, isOver: true)
            tell(ended, step: .max, rank: 0, text)
        }
        return lines.enumerated().sorted { left, right in
            left.element.order == right.element.order
                ? left.offset < right.offset : left.element.order < right.element.order
        }.map(\.element)
    }
}

extension ConsoleWords {
    /// What no leg tells, by the event's type.
    fileprivate func told(of type: String) -> String? {
        let texts: [String: StoryText] = [
            "call.incoming": .storyIncoming, "call.digits": .storyDigits,
            "callback.requested": .storyAsksBack, "call.fallback": .storyFallback,
            "call.swept": .storySwept, "call.noted": .storyNoted,
            "follow-up.reminded": .storyReminded, "follow-up.escalated": .storyEscalated,
            "follow-up.ended": .storyTaskEnded, "follow-up.assigned": .storyTaskAssigned,
            "follow-up.added": .storyTaskAdded,
        ]
        return texts[type].map { self($0) }
    }

    /// What the caller was told; after the call's end, nothing.
    fileprivate func told(telling instruction: String, at type: String) -> String? {
        let asked = [
            "call.incoming", "call.digits", "callback.requested", "step.ended", "leg.ended",
        ]
        guard asked.contains(type) else { return nil }
        switch instruction {
        case "gather": return self(StoryText.storyGather)
        case "callback": return self(StoryText.storyPromised)
        case "hangup":
            let isCheck = type == "call.incoming"
            return self(isCheck ? StoryText.storyChecksLine : .storyNoPromise)
        default: return nil
        }
    }

    /// Who was rung and why, and how it went, in the order in which it happened.
    fileprivate func told(
        of leg: CallStory.Leg, in call: CallSummary, _ names: ConsoleNames
    ) -> [(at: String, text: String)] {
        let name =
            leg.professional.map { names.professional($0) }
            ?? self(leg.because == "callback" ? StoryText.storyFamily : .storyLastResort)
        var because = reason(leg.because, in: call, names)
        if leg.round > 1 {
            because += ", " + self(StoryText.storyRound, ["round": String(leg.round)])
        }
        var lines = [(leg.began, self(StoryText.storyRings, ["name": name, "because": because]))]
        if let answered = leg.answered {
            lines.append((answered, self(StoryText.storyPickedUp, ["name": name])))
        }
        if let accepted = leg.accepted {
            let text: StoryText = leg.confirmed == false ? .storyTakesNoKey : .storyTakes
            lines.append((accepted, self(text, ["name": name])))
        }
        guard let ended = leg.ended else { return lines }
        let span = span(from: leg.accepted ?? leg.began, to: ended) ?? "–"
        if leg.accepted == nil {
            let values = ["name": name, "reason": reason(leg.reason), "span": span]
            lines.append((ended, self(StoryText.storyLegEnd, values)))
        } else {
            lines.append((ended, self(StoryText.storyTalkEnd, ["name": name, "span": span])))
        }
        return lines
    }

    /// Why somebody is in the plan.
    private func reason(
        _ because: String, in call: CallSummary, _ names: ConsoleNames
    ) -> String {
        let parts = because.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count > 1 ? parts[1] : nil) {
        case ("line", let line?):
            let name = names.line(
                line, institution: call.caller.institution, municipality: call.caller.municipality)
            return self(StoryText.becauseLine, ["line": name])
        case ("partner", let partner?):
            return self(
                StoryText.becausePartner, ["institution": names.institution(partner)])
        case ("contact", nil): return self(StoryText.becauseContact)
        case ("last-answered", nil): return self(StoryText.becauseLastAnswered)
        case ("last-resort", nil): return self(StoryText.becauseLastResort)
        case ("callback", nil): return self(StoryText.becauseCallback)
        default: return because
        }
    }

    /// Why a leg ended.
    private func reason(_ word: String?) -> String {
        let reasons: [String: StoryText] = [
            "no-answer": .reasonNoAnswer, "busy": .reasonBusy, "declined": .reasonDeclined,
            "not-accepted": .reasonNotAccepted, "unreachable": .reasonUnreachable,
            "cancelled": .reasonCancelled, "gateway-error": .reasonGatewayError,
            "completed": .reasonCompleted,
        ]
        guard let word else { return self(StoryText.reasonNone) }
        return reasons[word].map { self($0) } ?? word
    }
}
