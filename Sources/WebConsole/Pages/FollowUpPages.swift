package import HotlineAPI
import HotlineTexts
import OnCallRoster

/// *Opfølgning*: what calls leave to be done, the earliest deadline first, so what is overdue
/// before the rest.
package struct FollowUpsPage: ConsolePage {
    package static let template = ConsoleTemplate.followups
    package static let section: ConsoleSection? = .followUps

    /// Which of those that the visitor may see.
    package enum View: String, CaseIterable, Sendable {
        case mine, all, done
    }

    /// As many as a page holds.
    package static let mostRows = 40

    package let title: String
    let views: [Choice]
    let empty: String?
    let tasks: [TaskView]
    let first: String?
    let older: String?
    let hasPages: Bool

    struct Choice {
        let path: String
        let label: String
        let isChosen: Bool
    }

    /// - Parameters:
    ///   - hasOwn: Whether the visitor is somebody of the roster, who may own some.
    ///   - isFirst: Whether the list begins at its beginning.
    package init(
        _ list: FollowUpList, _ view: View, hasOwn: Bool, isFirst: Bool, names: ConsoleNames,
        words: ConsoleWords
    ) {
        title = words(FollowUpText.followUpsTitle)
        views = View.allCases.filter { hasOwn || $0 != .mine }.map {
            Choice(path: $0.path, label: words($0.label), isChosen: $0 == view)
        }
        tasks = list.followUps.prefix(FollowUpsPage.mostRows).map { TaskView($0, names, words) }
        empty = tasks.isEmpty ? words(view.emptiness) : nil
        first = isFirst ? nil : view.path
        older = list.next.map { view.path + "&after=" + escaped($0) }
        hasPages = first != nil || older != nil
    }
}

extension FollowUpsPage.View {
    fileprivate var path: String { "\(ConsoleSection.followUps.path)?show=\(rawValue)" }

    fileprivate var label: FollowUpText {
        switch self {
        case .mine: .followUpsMine
        case .all: .followUpsAll
        case .done: .followUpsDone
        }
    }

    fileprivate var emptiness: FollowUpText {
        switch self {
        case .mine: .followUpsNoneMine
        case .all: .followUpsNone
        case .done: .followUpsNoneDone
        }
    }
}

/// One follow-up: what it is about, how it is ended, and to whom it is given.
package struct FollowUpPage: ConsolePage {
    package static let template = ConsoleTemplate.followup
    package static let section: ConsoleSection? = .followUps

    package let title: String
    let isOverdue: Bool
    let isOpen: Bool
    let facts: [Fact]
    let call: String
    let reference: String
    let endings: [Ending]
    let endAction: String
    let assignAction: String
    let owners: [ConsoleNames.Owner]

    struct Fact {
        let label: String
        let words: String
    }

    struct Ending {
        let how: String
        let label: String
    }

    package init(_ task: FollowUpFacts, names: ConsoleNames, words: ConsoleWords) {
        title = words(FollowUpText.followUpTitle, ["number": String(task.id)])
        isOverdue = task.overdue
        isOpen = task.state == "open"
        facts = FollowUpPage.facts(of: task, names, words)
        call = "/console/calls/\(task.callNumber)"
        reference = "#\(task.callNumber)"
        let isCallback = task.kind == "promise" || task.kind == "callback"
        let hows = isCallback ? ["reached", "not-reached", "not-needed"] : ["done", "not-needed"]
        endings = hows.map { Ending(how: $0, label: words.ending($0)) }
        endAction = task.path + "/ending"
        assignAction = task.path + "/owner"
        owners = names.owners(
            family: task.family, institution: task.institution, municipality: task.municipality)
    }

    private static func facts(
        of task: FollowUpFacts, _ names: ConsoleNames, _ words: ConsoleWords
    ) -> [Fact] {
        var facts: [Fact] = []
        func add(_ label: some CatalogueText, _ text: String?) {
            guard let text else { return }
            facts.append(Fact(label: words(label), words: text))
        }
        let distance = Instant(rfc3339: task.deadline).map { words.distance(to: $0) } ?? ""
        add(FollowUpText.followUpKind, words.kind(task.kind))
        add(CardText.cardFamily, task.family.map { names.family($0) })
        add(FollowUpText.followUpBy, "\(words.spoken(task.deadline)) (\(distance))")
        add(
            FollowUpText.followUpOwner,
            task.owner.map { names.person($0, kind: task.ownerKind) }
                ?? words(FollowUpText.followUpNobody))
        add(FollowUpText.followUpText, task.note)
        add(FollowUpText.followUpCode, task.code.map(String.init))
        add(FollowUpText.followUpMade, words.moment(task.made)?.words)
        add(FollowUpText.followUpReminded, words.moment(task.reminded)?.words)
        add(FollowUpText.followUpEscalated, words.moment(task.escalated)?.words)
        let ended = [task.how.map { words.ending($0) }, words.moment(task.ended)?.words]
        let told = ended.compactMap { $0 }
        add(FollowUpText.followUpDone, told.isEmpty ? nil : told.joined(separator: ", "))
        return facts
    }
}
