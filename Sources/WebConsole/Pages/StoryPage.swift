package import HotlineAPI
import HotlineTexts
import OnCallRoster

/// One call told as a story, with its reasons, and what it leaves to be done.
package struct StoryPage: ConsolePage {
    package static let template = ConsoleTemplate.call
    package static let section: ConsoleSection? = .calls

    package struct Facts: Sendable {
        package var story: CallStory
        package var note: NoteFacts?
        package var followUps: [FollowUpFacts]
        package var codes: NoteCodes
        /// What was typed as the deadline of a new follow-up and is none; `nil`: nothing.
        package var badDay: String?

        package init(
            story: CallStory, note: NoteFacts?, followUps: [FollowUpFacts], codes: NoteCodes,
            badDay: String? = nil
        ) {
            self.story = story
            self.note = note
            self.followUps = followUps
            self.codes = codes
            self.badDay = badDay
        }
    }

    /// As many steps of a story, and as many who were left out, as fit a page.
    static let mostLines = 120
    static let mostOmitted = 20

    package let title: String
    /// While the call goes on.
    package let isLive: Bool
    let problem: String?
    let isRehearsal: Bool
    let caller: String
    let home: String
    let began: MomentView?
    let wait: String
    let talk: String?
    let outcome: String
    let end: String
    let card: String
    let notePath: String
    let lines: [StoryLine]
    let more: String?
    let hasOmitted: Bool
    let omitted: [Omitted]
    let omittedMore: String?
    let nobodyOmitted: Bool
    let promise: Promise?
    let noted: NoteView?
    let tasks: [TaskView]
    let addition: Addition?

    /// Who was not rung, and why.
    struct Omitted {
        let name: String
        let reason: String
    }

    struct Promise {
        let by: String
        let owner: String
        let state: String
        let reached: String?
    }

    /// The form that adds a follow-up.
    struct Addition {
        let action: String
        let owners: [ConsoleNames.Owner]
    }

    package init(_ facts: Facts, names: ConsoleNames, words: ConsoleWords) {
        let (story, call) = (facts.story, facts.story.summary)
        title = words.reference(call.number)
        problem = facts.badDay.map { words(FollowUpText.followUpBadDay, ["text": $0]) }
        isRehearsal = call.rehearsal
        caller = words.caller(call.caller, names)
        home = names.place(of: call.caller) ?? "–"
        began = words.moment(call.began)
        let isOver = call.state == "ended"
        isLive = !isOver
        wait =
            words.span(from: call.began, to: call.answered)
            ?? (isOver ? words(StoryText.storyWaitNone) : "–")
        talk = call.answered.flatMap { words.span(from: $0, to: call.ended) }
        outcome = words.outcome(call.outcome)
        end = words.end(call.endedBy, isOver: isOver)
        card = call.path + "/card"
        notePath = call.path + "/note"
        let told = StoryLine.lines(of: story, names, words)
        lines = Array(told.prefix(StoryPage.mostLines))
        more =
            told.count > lines.count
            ? words(StoryText.storyMore, ["count": String(told.count - lines.count)]) : nil
        let left = Omitted.all(in: story, names, words)
        omitted = Array(left.prefix(StoryPage.mostOmitted))
        omittedMore =
            left.count > omitted.count
            ? words(StoryText.omittedMore, ["count": String(left.count - omitted.count)]) : nil
        nobodyOmitted = left.isEmpty && !story.legs.isEmpty && !story.plan.isEmpty && isOver
        hasOmitted = !left.isEmpty || nobodyOmitted
        promise = call.promise.map { Promise($0, names, words) }
        noted = facts.note.map { NoteView($0, facts.codes, words) }
        tasks = facts.followUps.map { TaskView($0, names, words) }
        addition =
            call.rehearsal
            ? nil
            : Addition(
                action: call.path + "/follow-ups",
                owners: names.owners(
                    family: call.caller.family, institution: call.caller.institution,
                    municipality: call.caller.municipality))
    }
}

extension StoryPage.Promise {
    fileprivate init(_ promise: PromiseFacts, _ names: ConsoleNames, _ words: ConsoleWords) {
        by = words.spoken(promise.deadline)
        owner = promise.owner.map { names.anybody($0) } ?? words(FollowUpText.followUpNobody)
        let states: [String: StoryText] = [
            "open": .promiseStateOpen, "kept": .promiseStateKept, "broken": .promiseStateBroken,
        ]
        state = states[promise.state].map { words($0) } ?? promise.state
        reached = words.moment(promise.kept)?.words
    }
}

extension StoryPage.Omitted {
    /// Who is not in the plan, then whom the plan has and the call did not ring.
    fileprivate static func all(
        in story: CallStory, _ names: ConsoleNames, _ words: ConsoleWords
    ) -> [StoryPage.Omitted] {
        var told: Set<String> = []
        var all: [StoryPage.Omitted] = []
        func add(_ professional: String, _ reason: StoryText) {
            guard told.insert(professional).inserted else { return }
            all.append(
                StoryPage.Omitted(name: names.professional(professional), reason: words(reason)))
        }
        let rung = Set(story.legs.compactMap(\.professional))
        for omission in story.leftOut where !rung.contains(omission.professional) {
            guard let reason = reasons[omission.because] else { continue }
            add(omission.professional, reason)
        }
        let last =
            story.plan.lastIndex { step in
                step.targets.contains { target in
                    target.professional.map { rung.contains($0) }
                        ?? story.legs.contains { $0.because == target.because }
                }
            } ?? -1
        let isUnderWay = story.summary.state == "open" && story.summary.answered == nil
        for (index, step) in story.plan.enumerated() where !(isUnderWay && index > last) {
            for professional in step.targets.compactMap(\.professional)
            where !rung.contains(professional) {
                add(professional, index <= last ? .omittedSkipped : .omittedNotReached)
            }
        }
        return all
    }

    /// By the words of a roster's plan.
    private static let reasons: [String: StoryText] = [
        "off duty": .omittedOffDuty, "absent": .omittedAbsent, "busy": .omittedBusy,
        "already rung this round": .omittedAlreadyRung, "no phone": .omittedNoPhone,
        "not for this caller": .omittedNotForCaller,
    ]
}

extension ConsoleWords {
    /// How a call ended.
    func end(_ by: String?, isOver: Bool) -> String {
        let ends: [String: StoryText] = [
            "caller": .endedByCaller, "professional": .endedByProfessional,
            "gateway": .endedByGateway, "sweeper": .endedBySweeper,
        ]
        guard isOver else { return self(StoryText.endedNotYet) }
        return by.flatMap { ends[$0] }.map { self($0) } ?? "–"
    }
}
