/// Tasks from calls, as `follow-ups list` tells them; the earliest deadline first.
package struct FollowUpList: Codable, Hashable, Sendable {
    package var followUps: [FollowUpFacts]
    /// What `after` continues with; `null` on the last page.
    @Null package var next: String?

    package init(followUps: [FollowUpFacts], next: String?) {
        self.followUps = followUps
        self.next = next
    }

    private enum CodingKeys: String, CodingKey {
        case followUps = "follow_ups"
        case next
    }
}

/// One task from a call. Instants are RFC 3339 in UTC.
package struct FollowUpFacts: Codable, Hashable, Sendable {
    /// By which `follow-ups assign` and `follow-ups done` name it.
    package var id: Int
    package var call: String
    package var gateway: String
    /// The log's own number of the call.
    package var callNumber: Int
    /// `promise`, `callback`, `after-call` or `added`.
    package var kind: String
    @Null package var family: String?
    @Null package var institution: String?
    @Null package var municipality: String?
    @Null package var owner: String?
    /// `professional` or `contact`; `null` without an owner.
    @Null package var ownerKind: String?
    package var made: String
    package var deadline: String
    /// `open` or `done`.
    package var state: String
    /// Whether it is open and its deadline has passed.
    package var overdue: Bool
    /// The two digits by which whoever rings back names it.
    @Null package var code: Int?
    @Null package var reminded: String?
    @Null package var escalated: String?
    @Null package var ended: String?
    /// `rang-again`, `rang-back`, `reached`, `not-reached`, `done` or `not-needed`.
    @Null package var how: String?
    @Null package var note: String?

    package init(
        id: Int, call: String, gateway: String, callNumber: Int, kind: String, family: String?,
        institution: String?, municipality: String?, owner: String?, ownerKind: String?,
        made: String, deadline: String, state: String, overdue: Bool, code: Int?,
        reminded: String?, escalated: String?, ended: String?, how: String?, note: String?
    ) {
        self.id = id
        self.call = call
        self.gateway = gateway
        self.callNumber = callNumber
        self.kind = kind
        self.family = family
        self.institution = institution
        self.municipality = municipality
        self.owner = owner
        self.ownerKind = ownerKind
        self.made = made
        self.deadline = deadline
        self.state = state
        self.overdue = overdue
        self.code = code
        self.reminded = reminded
        self.escalated = escalated
        self.ended = ended
        self.how = how
        self.note = note
    }

    private enum CodingKeys: String, CodingKey {
        case id, call, gateway
        case callNumber = "call_number"
        case kind, family, institution, municipality, owner
        case ownerKind = "owner_kind"
        case made, deadline, state, overdue, code, reminded, escalated, ended, how, note
    }
}

/// Asks for a task to be added to a call.
package struct FollowUpAddition: Codable, Hashable, Sendable {
    package var call: String
    /// Where several gateways have the call.
    @Null package var gateway: String?
    /// The id of a professional or contact; `null` for nobody yet.
    @Null package var owner: String?
    /// RFC 3339; `null` for the end of the next working day.
    @Null package var deadline: String?
    @Null package var note: String?

    package init(call: String, gateway: String?, owner: String?, deadline: String?, note: String?) {
        self.call = call
        self.gateway = gateway
        self.owner = owner
        self.deadline = deadline
        self.note = note
    }
}

/// Gives a task to somebody, or says that it is done.
package struct FollowUpChange: Codable, Hashable, Sendable {
    /// The id of a professional or contact.
    @Null package var owner: String?
    /// `reached`, `not-reached`, `done` or `not-needed`.
    @Null package var how: String?

    package init(owner: String? = nil, how: String? = nil) {
        self.owner = owner
        self.how = how
    }
}

/// Moves a clock that was set for tests.
package struct TestClockChange: Codable, Hashable, Sendable {
    /// Time that passes, in milliseconds.
    @Null package var passes: Int?
    /// RFC 3339: the clock is set to it, and no time passes.
    @Null package var at: String?

    package init(passes: Int? = nil, at: String? = nil) {
        self.passes = passes
        self.at = at
    }
}
