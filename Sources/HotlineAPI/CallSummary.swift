/// One call as `calls list` tells it (design.md, section 9). Instants are RFC 3339 in UTC.
package struct CallSummary: Codable, Hashable, Sendable {
    /// The gateway's own id of the call.
    package var call: String
    package var gateway: String
    /// The log's own number of the call, by which pages and messages name it.
    package var number: Int
    /// `open` or `ended`.
    package var state: String
    /// `open`, `answered`, `short`, `abandoned`, `failed` or `unknown`.
    package var outcome: String
    package var rehearsal: Bool
    package var caller: CallerFacts
    /// The number that was dialled; `null` once retention took it.
    @Null package var to: String?
    package var began: String
    /// When a professional took the call.
    @Null package var answered: String?
    @Null package var ended: String?
    /// `caller`, `professional`, `gateway` or `sweeper`.
    @Null package var endedBy: String?
    /// SHA-256 of the roster that the plan was made from; `null` where none was in force.
    @Null package var roster: String?
    @Null package var promise: PromiseFacts?

    package init(
        call: String, gateway: String, number: Int, state: String, outcome: String,
        rehearsal: Bool, caller: CallerFacts, to: String?, began: String, answered: String?,
        ended: String?, endedBy: String?, roster: String?, promise: PromiseFacts?
    ) {
        self.call = call
        self.gateway = gateway
        self.number = number
        self.state = state
        self.outcome = outcome
        self.rehearsal = rehearsal
        self.caller = caller
        self.to = to
        self.began = began
        self.answered = answered
        self.ended = ended
        self.endedBy = endedBy
        self.roster = roster
        self.promise = promise
    }

    private enum CodingKeys: String, CodingKey {
        case call, gateway, number, state, outcome, rehearsal, caller, to, began, answered, ended
        case endedBy = "ended_by"
        case roster, promise
    }
}

/// The promise to ring a family back.
package struct PromiseFacts: Codable, Hashable, Sendable {
    package var deadline: String
    /// The professional who owes it.
    @Null package var owner: String?
    /// `open`, `kept` or `broken`.
    package var state: String
    /// When the family was reached.
    @Null package var kept: String?

    package init(deadline: String, owner: String?, state: String, kept: String?) {
        self.deadline = deadline
        self.owner = owner
        self.state = state
        self.kept = kept
    }
}
