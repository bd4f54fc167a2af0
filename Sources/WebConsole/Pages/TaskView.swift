import HotlineAPI
import HotlineTexts
import OnCallRoster

/// A follow-up as lists show it (`{{>task}}`).
struct TaskView {
    let taskPath: String
    let kind: String
    let family: String
    let isOverdue: Bool
    let due: String?
    let taskOwner: String
    /// How it was ended.
    let result: String?
    let message: String?
    let code: String?

    init(_ task: FollowUpFacts, _ names: ConsoleNames, _ words: ConsoleWords) {
        taskPath = task.path
        kind = words.kind(task.kind)
        family = task.family.map { names.family($0) } ?? words.reference(task.callNumber)
        isOverdue = task.overdue
        let isOpen = task.state == "open"
        due =
            isOpen
            ? words(NowText.nowPromisesBy, ["deadline": words.spoken(task.deadline)])
                + " (\(Instant(rfc3339: task.deadline).map { words.distance(to: $0) } ?? ""))"
            : nil
        taskOwner =
            task.owner.map { names.person($0, kind: task.ownerKind) }
            ?? words(FollowUpText.followUpNobody)
        result =
            isOpen
            ? nil
            : [task.how.map { words.ending($0) }, words.moment(task.ended)?.words]
                .compactMap { $0 }.joined(separator: ", ")
        message = task.note
        code = isOpen ? task.code.map { words(NowText.nowPromisesCode, ["code": String($0)]) } : nil
    }
}

extension FollowUpFacts {
    /// The page on which something is done about it.
    var path: String { "/console/follow-ups/\(id)" }
}

extension ConsoleWords {
    /// What is to be done.
    func kind(_ word: String) -> String {
        let kinds: [String: FollowUpText] = [
            "promise": .kindPromise, "callback": .kindCallback, "after-call": .kindAfterCall,
            "added": .kindAdded,
        ]
        return kinds[word].map { self($0) } ?? word
    }

    /// What became of a follow-up.
    func ending(_ word: String) -> String {
        let endings: [String: FollowUpText] = [
            "rang-again": .howRangAgain, "rang-back": .howRangBack, "reached": .howReached,
            "not-reached": .howNotReached, "done": .howDone, "not-needed": .howNotNeeded,
        ]
        return endings[word].map { self($0) } ?? word
    }
}
