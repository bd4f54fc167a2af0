package import OnCallRoster

/// A task from a call: what is owed, by whom, and until when. The promise to ring back is one.
package struct FollowUp: Hashable, Sendable {
    /// Its place among the call's follow-ups, from 1.
    package let number: Int
    package let kind: FollowUpKind
    /// When it came up, by the daemon's clock.
    package let made: Instant
    package var owner: FollowUpOwner?
    package let deadline: Instant
    /// Two digits by which whoever rings back names it; only a callback has them.
    package let code: Int?
    /// What a person wrote; `nil` also where retention took it.
    package let note: String?
    /// When its owner was reminded that the deadline is near.
    package var reminded: Instant?
    /// When the deadline passed and the escalation line got it.
    package var escalated: Instant?
    package var done: Done?

    package struct Done: Hashable, Sendable {
        package let at: Instant
        package let how: FollowUpEnding
    }

    package var isOpen: Bool { done == nil }
}

package enum FollowUpKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The callback that the caller was promised.
    case promise
    /// The caller was lost before anything could be promised, and is to be rung back.
    case callback
    /// After an answered call, as the division of roles says.
    case afterCall = "after-call"
    /// Added by a person.
    case added

    /// Whether it is kept by reaching the family.
    package var isCallback: Bool {
        switch self {
        case .promise, .callback: true
        case .afterCall, .added: false
        }
    }
}

/// Why a follow-up is open no more.
package enum FollowUpEnding: String, Hashable, Sendable, Codable, CaseIterable {
    /// The family rang again and was answered.
    case rangAgain = "rang-again"
    /// A professional rang back through the hotline's number.
    case rangBack = "rang-back"
    /// A person says that the family was reached.
    case reached
    /// A person says that the family could not be reached.
    case notReached = "not-reached"
    /// A person says that nothing is left to do.
    case done
    case notNeeded = "not-needed"

    package var familyWasReached: Bool {
        switch self {
        case .rangAgain, .rangBack, .reached: true
        case .notReached, .done, .notNeeded: false
        }
    }

    /// Whether a person may say so; the others are the log's own evidence.
    package var isSomebodysWord: Bool {
        switch self {
        case .rangAgain, .rangBack: false
        case .reached, .notReached, .done, .notNeeded: true
        }
    }
}

package enum FollowUpOwner: Hashable, Sendable {
    case professional(ProfessionalID)
    case contact(ContactID)

    package var professional: ProfessionalID? {
        if case .professional(let id) = self { id } else { nil }
    }

    package var contact: ContactID? {
        if case .contact(let id) = self { id } else { nil }
    }

    init?(professional: ProfessionalID?, contact: ContactID?) {
        if let professional {
            self = .professional(professional)
        } else if let contact {
            self = .contact(contact)
        } else {
            return nil
        }
    }
}

extension FollowUpOwner: CustomStringConvertible {
    package var description: String {
        switch self {
        case .professional(let id): id.rawValue
        case .contact(let id): id.rawValue
        }
    }
}

/// One follow-up among those of all calls.
package struct FollowUpKey: Hashable, Comparable, Sendable {
    package let call: CallKey
    package let number: Int

    package init(call: CallKey, number: Int) {
        self.call = call
        self.number = number
    }

    package static func < (left: FollowUpKey, right: FollowUpKey) -> Bool {
        (left.call, left.number) < (right.call, right.number)
    }
}

/// What happens to a call's follow-ups: by the clock, by the log's evidence, by a person's word.
package enum FollowUpAction: Hashable, Sendable {
    /// The deadline is near: its owner is reminded.
    case remind(Int)
    /// The deadline has passed: the escalation line gets it.
    case escalate(Int)
    case end(Int, FollowUpEnding, at: Instant)
    case assign(Int, to: FollowUpOwner?)
    case add(owner: FollowUpOwner?, deadline: Instant, note: String?)
    /// A person says in codes what the call was about and how it went.
    case note(CallFacts)
}
