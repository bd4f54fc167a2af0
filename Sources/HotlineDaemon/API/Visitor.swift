import CallLog
import HotlineSettings
import OnCallRoster

/// Who asks, and what they may see and do.
struct Visitor: Sendable {
    /// A Unix user's name, a token's, or the settings' name of who is in a session.
    let who: String
    let grants: [AccessGrant]
    let door: AccessDoor
    /// Of the user, token or session by which they are known: it leads to them where a name may not
    /// stand.
    var number: Int64?
    /// Why personal data is read; `nil` where nothing was said.
    var reason: String?
    /// What was shown to whoever asks before, in a session; `nil`: nobody knows.
    var earlier: EarlierReads.OfSession?
    /// Whether it is the user that hotline-messenger runs as.
    var isMessenger = false

    /// What is asked of the door.
    enum Deed: CaseIterable, Sendable {
        /// Counts that identify nobody.
        case seeStatus
        case seeOnCall
        case readCalls
        case noteCalls
        /// Says how a call went, after speaking with the family.
        case judgeCalls
        case followUp
        /// Illness and swaps.
        case changeRoster
        case readReports
        case exportEvaluation
        case readAccessLog
        /// Gateways, replays, rehearsals.
        case operate
        /// Tokens, holds, purge, erasure.
        case administer
        /// Takes messages to send them: the settings' messenger, beside administrators.
        case deliverMessages
    }

    func may(_ deed: Deed) -> Bool {
        deed == .seeStatus || deed == .deliverMessages && isMessenger
            || grants.contains { $0.role.may(deed) }
    }

    /// The role in which a deed is done: the first of those that allow it.
    func role(for deed: Deed) -> AccessRole? { grants.first { $0.role.may(deed) }?.role }

    /// Who it is, where a name may not stand: a token's may be a person's.
    var badge: String? {
        number.map { number in
            switch door {
            case .control: "uid \(number)"
            case .token: "token \(number)"
            case .console: "session \(number)"
            }
        }
    }

    var isAdministrator: Bool { grants.contains { $0.role == .administrator } }

    /// Whether nothing but pseudonymised figures may be shown.
    var seesAggregatesOnly: Bool {
        may(.readReports) && !isAdministrator && !grants.contains { $0.role == .leader }
    }

    /// The calls of which the deed may be done.
    func scope(for deed: Deed, in roster: Roster?) -> CallScope {
        var scope = CallScope()
        for grant in grants where grant.role.may(deed) { scope.formUnion(grant.scope(in: roster)) }
        return scope
    }

    /// The calls that are the visitor's own as a professional.
    var ownCalls: CallScope {
        var scope = CallScope()
        for grant in grants where grant.role == .staff {
            if let professional = grant.professional { scope.professionals.insert(professional) }
        }
        return scope
    }

    /// The institutions whose figures the visitor's reports tell; `nil`: all. To a leader who is an
    /// evaluator as well they tell the leader's in full, and no others.
    var reportedInstitutions: Set<InstitutionID>? {
        let leaders = grants.filter { $0.role == .leader }
        guard !isAdministrator, !leaders.isEmpty else { return nil }
        return leaders.reduce(into: []) { $0.formUnion($1.institutions) }
    }
}

extension AccessRole {
    /// The seven roles of design.md, section 6.
    func may(_ deed: Visitor.Deed) -> Bool {
        switch self {
        case .administrator: true
        case .staff:
            switch deed {
            case .seeStatus, .seeOnCall, .readCalls, .noteCalls, .followUp: true
            case .judgeCalls, .changeRoster, .readReports, .exportEvaluation, .readAccessLog,
                .operate, .administer, .deliverMessages:
                false
            }
        case .leader:
            switch deed {
            case .seeStatus, .seeOnCall, .readCalls, .noteCalls, .judgeCalls, .followUp,
                .changeRoster, .readReports:
                true
            case .exportEvaluation, .readAccessLog, .operate, .administer, .deliverMessages: false
            }
        case .consultant, .caseworker:
            switch deed {
            case .seeStatus, .seeOnCall, .readCalls, .noteCalls, .judgeCalls, .followUp: true
            case .changeRoster, .readReports, .exportEvaluation, .readAccessLog, .operate,
                .administer, .deliverMessages:
                false
            }
        case .evaluator:
            switch deed {
            case .seeStatus, .readReports, .exportEvaluation: true
            case .seeOnCall, .readCalls, .noteCalls, .judgeCalls, .followUp, .changeRoster,
                .readAccessLog, .operate, .administer, .deliverMessages:
                false
            }
        case .auditor:
            switch deed {
            case .seeStatus, .readAccessLog: true
            case .seeOnCall, .readCalls, .noteCalls, .judgeCalls, .followUp, .changeRoster,
                .readReports, .exportEvaluation, .operate, .administer, .deliverMessages:
                false
            }
        }
    }
}

extension AccessGrant {
    /// Whose calls the grant lets see, by the roster in force.
    fileprivate func scope(in roster: Roster?) -> CallScope {
        var scope = CallScope()
        switch role {
        case .administrator: return .all
        case .staff: if let professional { scope.professionals = [professional] }
        case .leader: scope.institutions = institutions
        case .consultant:
            guard let contact else { return scope }
            scope.contacts = [contact]
            scope.families = Set(
                (roster?.families.values ?? []).filter { $0.consultant == contact }.map(\.id))
        case .caseworker:
            guard let contact, let roster else { return scope }
            scope.contacts = [contact]
            for family in roster.families.values where family.caseworkers.contains(contact) {
                switch roster.caseworkerHears(of: family) {
                case .always: scope.families.insert(family.id)
                case .whenNoted: scope.familiesWhenNoted.insert(family.id)
                case .never: break
                }
            }
        case .evaluator, .auditor: break
        }
        return scope
    }
}

extension Roster {
    /// What the municipality's division of roles says of a family's caseworkers.
    fileprivate func caseworkerHears(of family: Family) -> AfterCall.CaseworkerHears {
        let rules = family.municipality.flatMap { municipalities[$0]?.afterCall } ?? AfterCall()
        return rules.caseworker
    }
}
