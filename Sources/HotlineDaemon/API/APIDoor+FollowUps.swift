import CallLog
import CallRouting
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// What a call leaves to be done.

extension APIDoor {
    func followUps(_ call: APICall) async throws(APIFlaw) -> FollowUpList {
        var query = try FollowUpQuery(call.target)
        query.scope = call.visitor.scope(for: .followUp, in: rosters.inForce?.roster)
        let asked = query
        let page = try reading { () throws(LogError) in try log.followUps(asked) }
        try await noteRead(
            "follow-ups", by: call.visitor, as: .followUp,
            showing: page.followUps.map { .init(number: $0.id, family: $0.family) })
        let now = clock.now
        let overdue = Set(
            exchange.switchboard.callbacks.overdue(now: now, monotonic: clock.monotonic)
                .map(\.key))
        return FollowUpList(
            followUps: page.followUps.map {
                FollowUpFacts($0, now: now, isOverdue: overdue.contains($0.key))
            },
            next: page.next.map(String.init))
    }

    func addFollowUp(_ call: APICall) async throws(APIFlaw) -> FollowUpFacts {
        let addition = try await call.body(
            FollowUpAddition.self, as: "follow-up: {\"call\",\"owner\",\"deadline\"}")
        let story = try story(
            of: addition.call, addition.gateway, for: call.visitor, as: .followUp)
        let key = try leavingWork(story)
        let owner = try addition.owner.map { text throws(APIFlaw) in try self.owner(text) }
        let deadline = try addition.deadline.map { text throws(APIFlaw) in
            guard let instant = Instant(rfc3339: text) else {
                throw APIFlaw("'deadline' is '\(text)': write an RFC 3339 instant")
            }
            return instant
        }
        return try await act(
            .add(owner: owner, deadline: deadline ?? nextWorkingDay, note: addition.note),
            on: key, by: call.visitor)
    }

    func changeFollowUp(_ call: APICall, isDone: Bool) async throws(APIFlaw) -> FollowUpFacts {
        let change = try await call.body(
            FollowUpChange.self, as: "change: {\"owner\"} or {\"how\"}")
        let known = try openFollowUp(call)
        let number = known.key.number
        if isDone {
            return try await act(
                .end(number, try ending(change.how, of: known), at: clock.now),
                on: known.key.call, by: call.visitor)
        }
        guard let text = change.owner else { throw APIFlaw("'owner' is missing") }
        return try await act(
            .assign(number, to: try owner(text)), on: known.key.call, by: call.visitor)
    }

    /// One that the visitor may see.
    func followUp(_ call: APICall) async throws(APIFlaw) -> FollowUpFacts {
        let known = try knownFollowUp(call)
        try await noteRead(
            "follow-up", by: call.visitor, as: .followUp, call: known.key.call,
            of: Set([known.family].compactMap { $0 }), shown: 1)
        return FollowUpFacts(known, now: clock.now)
    }

    private func openFollowUp(_ call: APICall) throws(APIFlaw) -> LoggedFollowUp {
        let known = try knownFollowUp(call)
        guard known.ended == nil else {
            throw APIFlaw("follow-up \(known.id) is done already", status: 409)
        }
        return known
    }

    /// For whoever may not see one, there is none.
    private func knownFollowUp(_ call: APICall) throws(APIFlaw) -> LoggedFollowUp {
        let id = call.parameters[0]
        let known: LoggedFollowUp? = try reading { () throws(LogError) in
            try Int64(id).map { number throws(LogError) in try log.followUp(number) } ?? nil
        }
        let scope = call.visitor.scope(for: .followUp, in: rosters.inForce?.roster)
        guard let known, scope.shows(known) else {
            throw APIFlaw(
                "there is no follow-up '\(id)'", status: 404, isHidden: known != nil)
        }
        return known
    }

    /// What a person says of a follow-up; of a callback, that the family was reached.
    private func ending(
        _ word: String?, of known: LoggedFollowUp
    ) throws(APIFlaw) -> FollowUpEnding {
        guard let word else { return known.kind.isCallback ? .reached : .done }
        guard let ending = FollowUpEnding(rawValue: word), ending.isSomebodysWord else {
            let words = FollowUpEnding.allCases.filter(\.isSomebodysWord).map(\.rawValue)
            throw APIFlaw("'how' is '\(word)': use \(words.joined(separator: ", "))")
        }
        return ending
    }

    private func leavingWork(_ story: LoggedStory) throws(APIFlaw) -> CallKey {
        guard !story.summary.rehearsal else {
            throw APIFlaw("a rehearsal leaves nothing to be done", status: 409)
        }
        return story.summary.key
    }

    /// A professional's or contact's id; `professional:ID` and `contact:ID` where both have it.
    private func owner(_ text: String) throws(APIFlaw) -> FollowUpOwner {
        guard let roster = rosters.inForce?.roster else {
            throw APIFlaw("no roster is in force, so nobody can be named", status: 409)
        }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let (kind, id) = parts.count == 2 ? (parts[0], parts[1]) : ("", text)
        let professional = ProfessionalID(rawValue: id)
        let contact = ContactID(rawValue: id)
        if kind != "contact", roster.professionals.contains(professional) {
            return .professional(professional)
        }
        if kind != "professional", roster.contacts.contains(contact) { return .contact(contact) }
        let known =
            roster.professionals.values.map(\.id.rawValue)
            + roster.contacts.values.map(\.id.rawValue)
        let hint = suggestion(for: id, among: known).map { "; did you mean '\($0)'?" } ?? ""
        throw APIFlaw("the roster has no professional or contact '\(id)'\(hint)")
    }

    private var nextWorkingDay: Instant {
        let roster = rosters.inForce?.roster
        return (roster?.holidays ?? HolidayCalendar(denmark: true)).end(
            ofWorkingDay: 1, after: clock.now, in: roster?.zone ?? .danish)
    }

    func noteOf(_ call: APICall) async throws(APIFlaw) -> NotedCall {
        let story = try story(call, call.target.query["gateway"], as: .noteCalls)
        try needReason(call.visitor, for: story)
        return try await noted(story, story.facts, for: call.visitor)
    }

    /// Writes down what a person says of a call; answers with all that stands in its note, and all
    /// that the call leaves to be done.
    func note(_ call: APICall) async throws(APIFlaw) -> NotedCall {
        let note = try await call.body(CallNote.self, as: "note: {\"themes\",\"follow_up\"}")
        let story = try story(call, note.gateway, as: .noteCalls)
        let key = try leavingWork(story)
        let facts = try facts(of: note, by: call.visitor)
        let known = try reading { () throws(LogError) in try log.followUps(of: key) }
        let open = known.filter { $0.ended == nil && !$0.kind.isCallback }
        var actions: [FollowUpAction] = facts.map { [.note($0)] } ?? []
        if note.followUp == false {
            actions += open.filter { $0.kind == .afterCall }.map {
                .end($0.key.number, .notNeeded, at: clock.now)
            }
        } else if note.followUp == true, open.isEmpty {
            actions.append(.add(owner: nil, deadline: nextWorkingDay, note: nil))
        }
        guard !actions.isEmpty || note.followUp != nil else {
            throw APIFlaw("the note says nothing: give a theme, what was done, or a follow-up")
        }
        for action in actions { try await take(action, on: key) }
        return try await noted(
            story, facts.map { $0.over(story.facts) } ?? story.facts, for: call.visitor)
    }

    private func noted(
        _ story: LoggedStory, _ facts: CallFacts?, for visitor: Visitor
    ) async throws(APIFlaw) -> NotedCall {
        let (key, now) = (story.summary.key, clock.now)
        try await noteRead(
            "note", by: visitor, as: .noteCalls, call: key,
            of: Set([story.summary.family].compactMap { $0 }), shown: 1)
        let all = try reading { () throws(LogError) in try log.followUps(of: key) }
        return NotedCall(
            call: key.call, gateway: key.gateway.rawValue, note: facts.map { NoteFacts($0) },
            followUps: all.map { FollowUpFacts($0, now: now) })
    }

    /// The note in codes of the settings; `nil` where it says nothing.
    private func facts(of note: CallNote, by visitor: Visitor) throws(APIFlaw) -> CallFacts? {
        var facts = CallFacts(by: visitor.who)
        facts.themes = try codes(note.themes, .theme)
        facts.done = try codes(note.done, .done)
        facts.went = try codes(note.went.map { [$0] }, .went)?.first
        facts.otherwise = try codes(note.otherwise.map { [$0] }, .otherwise)?.first
        facts.noted = try note.noted.map { word throws(APIFlaw) in
            guard let noted = CallFacts.Noted(rawValue: word) else {
                let words = CallFacts.Noted.allCases.map(\.rawValue).joined(separator: ", ")
                throw APIFlaw("'noted' is '\(word)': use \(words)")
            }
            return noted
        }
        facts.followUp = note.followUp
        facts.caseworker = note.caseworker
        guard facts != CallFacts(by: visitor.who) else { return nil }
        guard facts.went == nil || visitor.may(.judgeCalls) else {
            throw APIFlaw(
                "how a call went is said by the consultant, after speaking with the family",
                status: 403)
        }
        return facts
    }

    private func codes(_ words: [String]?, _ list: CodeLists.List) throws(APIFlaw)
        -> [String]?
    {
        guard let words else { return nil }
        let known = settings.codeLists[list].map(\.code)
        var codes: [String] = []
        for word in words where !codes.contains(word) {
            guard known.contains(word) else {
                let near =
                    suggestion(for: word, among: known).map { "did you mean '\($0)'? " } ?? ""
                throw APIFlaw(
                    "'\(list.rawValue)' has no code '\(word)': \(near)use of \(known.joined(separator: ", "))"
                )
            }
            codes.append(word)
        }
        return codes
    }

    func noteCodes() -> NoteCodes {
        let lists = settings.codeLists
        func codes(_ list: [CodeLists.Code]) -> [NoteCodes.Code] {
            list.map { NoteCodes.Code(code: $0.code, words: $0.words) }
        }
        return NoteCodes(
            theme: codes(lists.theme), done: codes(lists.done), went: codes(lists.went),
            otherwise: codes(lists.otherwise))
    }

    private func take(_ action: FollowUpAction, on call: CallKey) async throws(APIFlaw) {
        do throws(WebhookRefusal) {
            try await exchange.act(action, on: call, now: clock.now)
        } catch {
            throw APIFlaw(error.detail, status: error.status)
        }
    }

    private func act(
        _ action: FollowUpAction, on call: CallKey, by visitor: Visitor
    ) async throws(APIFlaw) -> FollowUpFacts {
        try await take(action, on: call)
        let all = try reading { () throws(LogError) in try log.followUps(of: call) }
        let number = action.number ?? all.last?.key.number
        guard let known = all.first(where: { $0.key.number == number }) else {
            throw APIFlaw("the follow-up was not found again", status: 500)
        }
        try await noteRead(
            "follow-up", by: visitor, as: .followUp, call: call,
            of: Set([known.family].compactMap { $0 }), shown: 1)
        return FollowUpFacts(known, now: clock.now)
    }
}

extension CallScope {
    /// Whether a follow-up is one of the scope's: by its owner, else by its call.
    func shows(_ followUp: LoggedFollowUp) -> Bool {
        if isAll { return true }
        switch followUp.owner {
        case .professional(let id): if professionals.contains(id) { return true }
        case .contact(let id): if contacts.contains(id) { return true }
        case nil: break
        }
        if let institution = followUp.institution, institutions.contains(institution) {
            return true
        }
        return followUp.family.map { families.contains($0) } ?? false
    }
}

extension NoteFacts {
    init(_ facts: CallFacts) {
        self.init(
            themes: facts.themes ?? [], done: facts.done ?? [], noted: facts.noted?.rawValue,
            followUp: facts.followUp, caseworker: facts.caseworker, went: facts.went,
            otherwise: facts.otherwise, by: facts.by)
    }
}

extension FollowUpAction {
    /// The follow-up that is moved; `nil` for a new one.
    fileprivate var number: Int? {
        switch self {
        case .remind(let number), .escalate(let number), .end(let number, _, _),
            .assign(let number, _):
            number
        case .add, .note: nil
        }
    }
}

extension FollowUpFacts {
    /// - Parameter isOverdue: By the monotonic clock.
    init(_ followUp: LoggedFollowUp, now: Instant, isOverdue: Bool = false) {
        let owner: (id: String, kind: String)? = followUp.owner.map {
            switch $0 {
            case .professional(let id): (id.rawValue, "professional")
            case .contact(let id): (id.rawValue, "contact")
            }
        }
        self.init(
            id: Int(followUp.id), call: followUp.key.call.call,
            gateway: followUp.key.call.gateway.rawValue,
            callNumber: Int(followUp.callNumber), kind: followUp.kind.rawValue,
            family: followUp.family?.rawValue, institution: followUp.institution?.rawValue,
            municipality: followUp.municipality?.rawValue, owner: owner?.id,
            ownerKind: owner?.kind, made: followUp.made.description,
            deadline: followUp.deadline.description,
            state: followUp.ended == nil ? "open" : "done",
            overdue: followUp.ended == nil && (isOverdue || followUp.deadline < now),
            code: followUp.code,
            reminded: followUp.reminded?.description, escalated: followUp.escalated?.description,
            ended: followUp.ended?.description, how: followUp.how?.rawValue, note: followUp.note)
    }
}
