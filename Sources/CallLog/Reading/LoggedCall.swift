package import CallRouting
package import OnCallRoster

/// One call as the log tells it, without its plan, legs and events.
///
/// Instants without suffix are by the daemon's clock, those ending in `At` by the gateway's.
package struct LoggedCall: Hashable, Sendable {
    /// The call's number in the log, from which a page goes on.
    package let number: Int64
    package let key: CallKey
    package let state: CallState
    package let outcome: Outcome
    package let rehearsal: Bool
    package let callerKind: CallerKind
    /// `nil` for who is no family, and where retention or erasure took the id.
    package let family: FamilyID?
    /// The random key that stays when the id goes.
    package let familyKey: String?
    package let contact: ContactID?
    package let professional: ProfessionalID?
    package let institution: InstitutionID?
    package let municipality: MunicipalityID?
    package let variant: Family.Variant?
    package let group: String?
    /// The number that was dialled.
    package let to: String?
    package let began: Instant
    package let beganAt: Instant
    package let answered: Instant?
    package let answeredAt: Instant?
    package let ended: Instant?
    package let endedAt: Instant?
    package let endedBy: EndedBy?
    /// SHA-256 of the roster in force when the call began.
    package let roster: String?
    package let promise: PromiseStory?

    package var isSwept: Bool { endedBy == .sweeper }
}

package enum CallState: String, Codable, Sendable, CaseIterable {
    case open, ended
}

/// A promise to ring back, and what became of it.
package struct PromiseStory: Hashable, Sendable {
    package let deadline: Instant
    /// A professional, or a contact to whom it was given.
    package let owner: String?
    /// When the family was reached, also after the deadline.
    package let kept: Instant?
    /// When it was kept or given up.
    package let ended: Instant?

    package var state: State {
        guard ended != nil else { return .open }
        return kept.map { $0 <= deadline } ?? false ? .kept : .broken
    }

    package enum State: String, Codable, Sendable, CaseIterable {
        /// The family has not been reached yet.
        case open
        /// It was reached by the deadline.
        case kept
        /// It was reached later, or given up.
        case broken
    }
}

extension LoggedCall {
    /// The columns that `init(row:)` reads, in its order.
    static let select = select(from: "call c")

    /// The same of calls `c` that are gone through in a way of their own.
    static func select(from source: String) -> String {
        """
        SELECT c.call_id, c.gateway, c.call, c.state, c.outcome, c.rehearsal, c.caller_kind,
            f.family, c.family_key, c.contact, c.professional, c.institution, c.municipality,
            c.variant, c.group_name, p.to_number, c.began, c.began_at, c.answered, c.answered_at,
            c.ended, c.ended_at, c.ended_by, c.roster_sha256,
            m.deadline, coalesce(m.professional, m.contact), m.ended, m.how
        FROM \(source)
            LEFT JOIN call_private p ON p.call_id = c.call_id
            LEFT JOIN family_key_private f ON f.key = c.family_key
            LEFT JOIN follow_up m ON m.call_id = c.call_id AND m.kind = 'promise'
        """
    }

    init(row: Statement) throws(LogError) {
        number = row.integer(0)
        key = CallKey(
            gateway: GatewayName(rawValue: row.text(1) ?? ""), call: row.text(2) ?? "")
        state = try row.required(3) { CallState(rawValue: $0) }
        outcome = try row.required(4) { Outcome(rawValue: $0) }
        rehearsal = row.flag(5)
        callerKind = try row.required(6) { CallerKind(rawValue: $0) }
        family = row.identifier(7)
        familyKey = row.text(8)
        contact = row.identifier(9)
        professional = row.identifier(10)
        institution = row.identifier(11)
        municipality = row.identifier(12)
        variant = try row.value(13) { Family.Variant(rawValue: $0) }
        group = row.text(14)
        to = row.text(15)
        began = try row.instant(16)
        beganAt = try row.instant(17)
        answered = try row.instantIfAny(18)
        answeredAt = try row.instantIfAny(19)
        ended = try row.instantIfAny(20)
        endedAt = try row.instantIfAny(21)
        endedBy = try row.value(22) { EndedBy(rawValue: $0) }
        roster = row.text(23)
        promise = try PromiseStory(row: row, from: 24)
    }
}

extension PromiseStory {
    /// `nil` where no promise was made.
    fileprivate init?(row: Statement, from column: Int32) throws(LogError) {
        guard let deadline = try row.instantIfAny(column) else { return nil }
        self.deadline = deadline
        owner = row.text(column + 1)
        let ended = try row.instantIfAny(column + 2)
        let how = try row.value(column + 3) { FollowUpEnding(rawValue: $0) }
        self.ended = ended
        kept = how?.familyWasReached == true ? ended : nil
    }
}
