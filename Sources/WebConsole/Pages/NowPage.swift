package import HotlineAPI
import HotlineTexts
import OnCallRoster

/// *Nu*: who is on duty, which calls are open, what is promised.
package struct NowPage: ConsolePage {
    package static let template = ConsoleTemplate.now
    package static let section: ConsoleSection? = .now

    /// What the page is made of; a part that the visitor may not see is empty.
    package struct Facts: Sendable {
        /// `nil` while no roster is in force.
        package var board: DutyBoard?
        package var calls: CallList
        package var promises: FollowUpList
        /// What was searched for among the lines' owners; empty: nothing.
        package var query: String

        package init(
            board: DutyBoard?, calls: CallList, promises: FollowUpList, query: String = ""
        ) {
            self.board = board
            self.calls = calls
            self.promises = promises
            self.query = query
        }
    }

    /// As many lines as a telephone's page holds.
    package static let mostLines = 40
    /// As many calls, and as many promises.
    package static let mostRows = 20

    package let title: String
    package var isLive: Bool { true }
    let again: String
    let summary: [Part]
    let hasRoster: Bool
    let empty: String?
    let owners: [Owner]
    let more: String?
    let search: Search?
    let calls: [Call]
    let hasMoreCalls: Bool
    let promises: [Promise]
    let hasMorePromises: Bool

    /// One part of the page in a few words.
    struct Part {
        let target: String
        let kind: String
        let words: String
    }

    struct Search {
        let query: String
    }

    /// An institution or municipality with its lines.
    struct Owner {
        let id: String
        let name: String
        var lines: [Line]
    }

    struct Line {
        let line: String
        let holder: String?
        let vacancy: Vacancy?
        let until: String?
        let then: String?
    }

    struct Vacancy {
        let kind: String
        let words: String
    }

    struct Call {
        let href: String
        let number: Int
        let caller: String
        let isRehearsal: Bool
        let state: String
        let since: String
        let place: String?
    }

    struct Promise {
        let taskPath: String
        let family: String
        let isOverdue: Bool
        let deadline: String
        let distance: String
        let owner: String
        let code: String?
    }

    package init(_ facts: Facts, names: ConsoleNames, words: ConsoleWords) {
        title = words(NowText.nowTitle)
        again = facts.query.isEmpty ? "/console" : "/console?q=" + escaped(facts.query)
        let found = facts.board.map { NowPage.lines(of: $0, facts.query, names) } ?? []
        let shown = found.prefix(NowPage.mostLines)
        hasRoster = facts.board != nil
        owners = NowPage.owners(Array(shown), names, words)
        more =
            found.count > shown.count
            ? words(NowText.nowDutyMore, ["count": String(found.count - shown.count)]) : nil
        let isSearched = !facts.query.isEmpty
        empty =
            hasRoster && found.isEmpty
            ? isSearched
                ? words(NowText.nowDutySearchEmpty, ["query": facts.query])
                : words(NowText.nowDutyNone) : nil
        search =
            isSearched || found.isEmpty || owners.count > 1 || more != nil
            ? Search(query: facts.query) : nil
        calls = facts.calls.calls.prefix(NowPage.mostRows).map { Call($0, names, words) }
        hasMoreCalls = facts.calls.next != nil || facts.calls.calls.count > NowPage.mostRows
        promises = facts.promises.followUps.prefix(NowPage.mostRows).map {
            Promise($0, names, words)
        }
        hasMorePromises =
            facts.promises.next != nil || facts.promises.followUps.count > NowPage.mostRows
        summary = NowPage.summary(
            calls: calls.count, promises: promises.count,
            isOverdue: promises.contains { $0.isOverdue }, gaps: found.count { $0.gap }, words)
    }

    /// The lines whose owner is named like the query; all without one.
    private static func lines(
        of board: DutyBoard, _ query: String, _ names: ConsoleNames
    ) -> [DutyBoard.Line] {
        guard !query.isEmpty else { return board.lines }
        let wanted = query.lowercased()
        return board.lines.filter { line in
            let id = line.institution ?? line.municipality ?? ""
            return id.contains(wanted) || names.owner(of: line).lowercased().contains(wanted)
        }
    }

    private static func owners(
        _ lines: [DutyBoard.Line], _ names: ConsoleNames, _ words: ConsoleWords
    ) -> [Owner] {
        var owners: [Owner] = []
        var positions: [String: Int] = [:]
        for line in lines {
            let key = line.institution.map { "i-\($0)" } ?? "m-\(line.municipality ?? "")"
            let row = Line(line, names, words)
            if let position = positions[key] {
                owners[position].lines.append(row)
            } else {
                positions[key] = owners.count
                owners.append(Owner(id: key, name: names.owner(of: line), lines: [row]))
            }
        }
        return owners
    }

    private static func summary(
        calls: Int, promises: Int, isOverdue: Bool, gaps: Int, _ words: ConsoleWords
    ) -> [Part] {
        func counted(_ count: Int, _ none: NowText, _ one: NowText, _ many: NowText) -> String {
            switch count {
            case 0: words(none)
            case 1: words(one)
            default: words(many, ["count": String(count)])
            }
        }
        var parts: [Part] = []
        if gaps > 0 {
            let told = counted(gaps, .nowGapsMany, .nowGapsOne, .nowGapsMany)
            parts.append(Part(target: "duty", kind: "bad", words: told))
        }
        let open = counted(calls, .nowCallsNone, .nowCallsOne, .nowCallsMany)
        parts.append(Part(target: "calls", kind: "plain-part", words: open))
        let owed = counted(promises, .nowPromisesNone, .nowPromisesOne, .nowPromisesMany)
        parts.append(
            Part(target: "promises", kind: isOverdue ? "bad" : "plain-part", words: owed))
        return parts
    }
}

extension NowPage.Line {
    fileprivate init(_ line: DutyBoard.Line, _ names: ConsoleNames, _ words: ConsoleWords) {
        self.line = names.line(
            line.line, institution: line.institution, municipality: line.municipality)
        holder = line.professional.map { names.professional($0) }
        if line.professional != nil {
            vacancy = nil
        } else if line.gap {
            vacancy = NowPage.Vacancy(kind: "bad", words: words(NowText.nowDutyGap))
        } else {
            vacancy = NowPage.Vacancy(kind: "closed", words: words(NowText.nowDutyClosed))
        }
        if line.professional == nil {
            until = nil
        } else if let end = words.moment(line.until) {
            until = words(NowText.nowDutyUntil, ["until": end.words])
        } else {
            until = words(NowText.nowDutyLong)
        }
        if let next = line.next {
            then = words(
                NowText.nowDutyNext,
                ["name": names.professional(next.professional), "from": words.spoken(next.from)])
        } else {
            // That a duty has no end that is known says it already.
            let isUnending = line.professional != nil && line.until == nil
            then = isUnending ? nil : words(NowText.nowDutyNextNone)
        }
    }
}

extension NowPage.Call {
    fileprivate init(_ call: CallSummary, _ names: ConsoleNames, _ words: ConsoleWords) {
        href = call.path
        number = call.number
        caller = words.caller(call.caller, names)
        isRehearsal = call.rehearsal
        state = words(call.answered == nil ? NowText.nowCallsRinging : NowText.nowCallsTalking)
        since = words(NowText.nowCallsSince, ["since": words.spoken(call.began)])
        place = names.place(of: call.caller)
    }
}

extension NowPage.Promise {
    fileprivate init(_ owed: FollowUpFacts, _ names: ConsoleNames, _ words: ConsoleWords) {
        taskPath = owed.path
        family = owed.family.map { names.family($0) } ?? words(NowText.callerUnknown)
        isOverdue = owed.overdue
        deadline = words(NowText.nowPromisesBy, ["deadline": words.spoken(owed.deadline)])
        distance = Instant(rfc3339: owed.deadline).map { words.distance(to: $0) } ?? ""
        owner =
            owed.owner.map {
                words(NowText.nowPromisesOwner, ["name": names.person($0, kind: owed.ownerKind)])
            } ?? words(NowText.nowPromisesNobody)
        code = owed.code.map { words(NowText.nowPromisesCode, ["code": String($0)]) }
    }
}

extension ConsoleNames {
    /// The institution or municipality of a line.
    func owner(of line: DutyBoard.Line) -> String {
        line.institution.map { institution($0) } ?? line.municipality.map { municipality($0) }
            ?? ""
    }
}

extension ConsoleWords {
    /// Who called: a family by its name, others by what they are.
    func caller(_ caller: CallerFacts, _ names: ConsoleNames) -> String {
        switch caller.kind {
        case "family": caller.family.map { names.family($0) } ?? self(NowText.callerFamily)
        case "contact": self(NowText.callerContact)
        case "professional": self(NowText.callerProfessional)
        case "withheld": self(NowText.callerWithheld)
        default: self(NowText.callerUnknown)
        }
    }
}

/// A text as one part of a query, percent-encoded (RFC 3986, section 2.3).
func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
    return result
}
