package import HotlineAPI
import HotlineTexts

/// *Adgang*: who has read what, page by page.
package struct AccessPage: ConsolePage {
    package static let template = ConsoleTemplate.access
    package static let section: ConsoleSection? = .access

    /// What is asked for, as it was typed.
    package struct Filter: Sendable {
        package var who = ""
        package var family = ""
        package var from = ""
        package var to = ""
        /// Where the page begins; empty: at the newest.
        package var after = ""
        /// What was typed as a day and is none; `nil`: nothing.
        package var badDay: String?

        package init() {}

        var isEmpty: Bool { [who, family, from, to].allSatisfy(\.isEmpty) }

        /// The page of these choices that begins at another place.
        func path(after: String?) -> String {
            let pairs = [
                ("who", who), ("family", family), ("from", from), ("to", to),
                ("after", after ?? ""),
            ]
            let query = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(escaped($0.1))" }
            return "/console/access" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        }
    }

    /// As many as a page holds.
    package static let mostRows = 50

    package let title: String
    let problem: String?
    let reader: String
    let subject: String
    let first: String
    let last: String
    let isFiltered: Bool
    let empty: String?
    let reads: [Read]
    let hasReads: Bool
    let newest: String?
    let older: String?
    let hasPages: Bool

    struct Read {
        let at: MomentView?
        let who: String
        let role: String
        let what: String
        let call: String
        let shown: Int
        let door: String
        let why: String
    }

    package init(_ list: AccessList, _ filter: Filter, words: ConsoleWords) {
        title = words(AccessText.accessTitle)
        problem = filter.badDay.map { words(AccessText.accessBadDay, ["text": $0]) }
        (reader, subject, first, last) = (filter.who, filter.family, filter.from, filter.to)
        isFiltered = !filter.isEmpty
        reads = list.accesses.map { Read($0, words) }
        hasReads = !reads.isEmpty
        let isChosen = isFiltered || !filter.after.isEmpty
        empty =
            hasReads || problem != nil
            ? nil : words(isChosen ? AccessText.accessNoneFiltered : AccessText.accessNone)
        newest = filter.after.isEmpty ? nil : filter.path(after: nil)
        older = list.next.map { filter.path(after: $0) }
        hasPages = newest != nil || older != nil
    }
}

extension AccessPage.Read {
    fileprivate init(_ access: AccessList.Access, _ words: ConsoleWords) {
        at = words.moment(access.at)
        who = access.who
        role = words.role(access.role)
        what = words.read(access.what)
        call = access.call ?? "–"
        shown = access.shown
        door = words.door(access.door)
        why = access.why ?? "–"
    }
}

extension ConsoleWords {
    func role(_ word: String) -> String {
        let roles: [String: AccessText] = [
            "staff": .roleStaff, "leader": .roleLeader, "consultant": .roleConsultant,
            "caseworker": .roleCaseworker, "administrator": .roleAdministrator,
            "evaluator": .roleEvaluator, "auditor": .roleAuditor, "none": .roleNone,
        ]
        return roles[word].map { self($0) } ?? word
    }

    func door(_ word: String) -> String {
        let doors: [String: AccessText] = [
            "control": .doorControl, "token": .doorToken, "console": .doorConsole,
        ]
        return doors[word].map { self($0) } ?? word
    }

    /// What was read, by its word in the access log.
    func read(_ word: String) -> String {
        let reads: [String: AccessText] = [
            "calls": .readCalls, "call": .readCall, "note": .readNote,
            "follow-ups": .readFollowUps, "follow-up": .readFollowUp,
            "access-log": .readAccessLog, "subject": .readSubject,
            "evaluation-export": .readExport, "failing-numbers": .readFailingNumbers,
            "roster-check": .readRosterCheck,
        ]
        return reads[word].map { self($0) } ?? word
    }
}
