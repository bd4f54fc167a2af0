import CallLog
import CallRouting
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HummingbirdCore
import OnCallRoster

// What a call leaves to be done, over the control socket.

extension ControlDoor {
    func followUps(_ target: ControlTarget) -> Response {
        do throws(ControlFlaw) {
            let query = try FollowUpQuery(target)
            let page = try reading { () throws(LogError) in try exchange.log.followUps(query) }
            let now = clock.now
            let overdue = Set(
                exchange.switchboard.callbacks.overdue(now: now, monotonic: clock.monotonic)
                    .map(\.key))
            return .document(
                FollowUpList(
                    followUps: page.followUps.map {
                        FollowUpFacts($0, now: now, isOverdue: overdue.contains($0.key))
                    },
                    next: page.next.map(String.init)))
        } catch {
            return error.response
        }
    }

    func addFollowUp(_ request: Request) async -> Response {
        guard let addition: FollowUpAddition = await decode(request) else {
            return ControlFlaw("the body is no follow-up: {\"call\",\"owner\",\"deadline\"}")
                .response
        }
        do throws(ControlFlaw) {
            let call = try key(of: addition.call, addition.gateway)
            let owner = try addition.owner.map { text throws(ControlFlaw) in try self.owner(text) }
            let deadline = try addition.deadline.map { text throws(ControlFlaw) in
                guard let instant = Instant(rfc3339: text) else {
                    throw ControlFlaw("'deadline' is '\(text)': write an RFC 3339 instant")
                }
                return instant
            }
            return await act(
                .add(owner: owner, deadline: deadline ?? nextWorkingDay, note: addition.note),
                on: call)
        } catch {
            return error.response
        }
    }

    func changeFollowUp(_ id: String, _ request: Request, isDone: Bool) async -> Response {
        guard let change: FollowUpChange = await decode(request) else {
            return ControlFlaw("the body is no change: {\"owner\"} or {\"how\"}").response
        }
        do throws(ControlFlaw) {
            let known = try followUp(id)
            let number = known.key.number
            if isDone {
                return await act(
                    .end(number, try ending(change.how, of: known), at: clock.now),
                    on: known.key.call)
            }
            guard let text = change.owner else { throw ControlFlaw("'owner' is missing") }
            return await act(.assign(number, to: try owner(text)), on: known.key.call)
        } catch {
            return error.response
        }
    }

    private func followUp(_ id: String) throws(ControlFlaw) -> LoggedFollowUp {
        let known: LoggedFollowUp? = try reading { () throws(LogError) in
            try Int64(id).map { number throws(LogError) in try exchange.log.followUp(number) }
                ?? nil
        }
        guard let known else {
            throw ControlFlaw("there is no follow-up '\(id)'", status: 404)
        }
        guard known.ended == nil else {
            throw ControlFlaw("follow-up \(id) is done already", status: 409)
        }
        return known
    }

    /// What a person says of a follow-up; of a callback, that the family was reached.
    private func ending(
        _ word: String?, of known: LoggedFollowUp
    ) throws(ControlFlaw) -> FollowUpEnding {
        guard let word else { return known.kind.isCallback ? .reached : .done }
        guard let ending = FollowUpEnding(rawValue: word), ending.isSomebodysWord else {
            let words = FollowUpEnding.allCases.filter(\.isSomebodysWord).map(\.rawValue)
            throw ControlFlaw("'how' is '\(word)': use \(words.joined(separator: ", "))")
        }
        return ending
    }

    private func key(of call: String, _ gateway: String?) throws(ControlFlaw) -> CallKey {
        let answer = try reading { () throws(LogError) in
            try exchange.log.story(
                of: call, gateway: gateway.map { GatewayName(rawValue: $0) })
        }
        switch answer {
        case .none:
            throw ControlFlaw("the log has no call '\(call)'", status: 404)
        case .several(let gateways):
            let names = gateways.map { "\($0)/\(call)" }.joined(separator: ", ")
            throw ControlFlaw("several gateways have it: write one of \(names)", status: 409)
        case .one(let story):
            guard !story.summary.rehearsal else {
                throw ControlFlaw("a rehearsal leaves nothing to be done", status: 409)
            }
            return story.summary.key
        }
    }

    /// A professional's or contact's id; `professional:ID` and `contact:ID` where both have it.
    private func owner(_ text: String) throws(ControlFlaw) -> FollowUpOwner {
        guard let roster = rosters.inForce?.roster else {
            throw ControlFlaw("no roster is in force, so nobody can be named", status: 409)
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
        throw ControlFlaw("the roster has no professional or contact '\(id)'\(hint)")
    }

    private var nextWorkingDay: Instant {
        let roster = rosters.inForce?.roster
        return (roster?.holidays ?? HolidayCalendar(denmark: true)).end(
            ofWorkingDay: 1, after: clock.now, in: roster?.zone ?? .danish)
    }

    /// Says whether somebody is to follow up on a call; answers with all that it leaves to be done.
    func note(_ name: String, _ request: Request) async -> Response {
        guard let note: CallNote = await decode(request) else {
            return ControlFlaw("the body is no note: {\"follow_up\"}").response
        }
        do throws(ControlFlaw) {
            let call = try key(of: name, note.gateway)
            let known = try reading { () throws(LogError) in try exchange.log.followUps(of: call) }
            let open = known.filter { $0.ended == nil && !$0.kind.isCallback }
            var actions: [FollowUpAction] = []
            if !note.followUp {
                actions = open.filter { $0.kind == .afterCall }.map {
                    .end($0.key.number, .notNeeded, at: clock.now)
                }
            } else if open.isEmpty {
                actions = [.add(owner: nil, deadline: nextWorkingDay, note: nil)]
            }
            for action in actions {
                do {
                    try await exchange.act(action, on: call, now: clock.now)
                } catch {
                    throw ControlFlaw(error.detail, status: error.status)
                }
            }
            let now = clock.now
            let all = try reading { () throws(LogError) in try exchange.log.followUps(of: call) }
            return .document(
                FollowUpList(followUps: all.map { FollowUpFacts($0, now: now) }, next: nil))
        } catch {
            return error.response
        }
    }

    private func act(_ action: FollowUpAction, on call: CallKey) async -> Response {
        do {
            try await exchange.act(action, on: call, now: clock.now)
            let all = try exchange.log.followUps(of: call)
            let isAdded = if case .add = action { true } else { false }
            let number = action.number ?? all.last?.key.number
            guard let known = all.first(where: { $0.key.number == number }) else {
                return .problem(500, "Internal Server Error", "the follow-up was not found again")
            }
            return .document(FollowUpFacts(known, now: clock.now), status: isAdded ? 201 : 200)
        } catch let refusal as WebhookRefusal {
            return .problem(refusal.status, refusal.title, refusal.detail)
        } catch {
            return .problem(503, "Service Unavailable", "the log cannot be read: \(error)")
        }
    }

    private func reading<Value>(
        _ body: () throws(LogError) -> Value
    ) throws(ControlFlaw) -> Value {
        do {
            return try body()
        } catch {
            throw ControlFlaw("the log cannot be read: \(error)", status: 503)
        }
    }
}

extension FollowUpAction {
    /// The follow-up that is moved; `nil` for a new one.
    fileprivate var number: Int? {
        switch self {
        case .remind(let number), .escalate(let number), .end(let number, _, _),
            .assign(let number, _):
            number
        case .add: nil
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
            gateway: followUp.key.call.gateway.rawValue, kind: followUp.kind.rawValue,
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
