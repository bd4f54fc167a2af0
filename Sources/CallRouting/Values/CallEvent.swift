package import OnCallRoster

/// What a gateway says happened to a call, in the canonical words of design.md, section 5.
package struct CallEvent: Hashable, Sendable {
    package let call: CallKey
    /// When it happened by the gateway's clock; `received` where the gateway does not say.
    package let at: Instant
    /// When it reached the daemon, by the daemon's clock.
    package let received: Instant
    package let kind: Kind

    package init(call: CallKey, at: Instant? = nil, received: Instant, kind: Kind) {
        self.call = call
        self.at = at ?? received
        self.received = received
        self.kind = kind
    }

    package enum Kind: Hashable, Sendable {
        case incoming(Incoming)
        /// Keys after `gather`; empty when none came in time.
        case digits(String)
        case callbackRequested
        case stepEnded(Int)
        case legRinging(LegID)
        case legAnswered(LegID)
        /// The professional pressed the key; not `confirmed` where the gateway could not ask.
        case legAccepted(LegID, confirmed: Bool)
        case legEnded(LegID, LegEndReason)
        /// The gateway rang the fallback by itself.
        case fallback(from: CallerID, to: String, uri: String)
        case ended(by: EndedBy)
        /// Of the daemon's own: no end event ever came.
        case swept
        /// Of the daemon's own: the clock, the log's evidence or a person moves a follow-up.
        case followUp(FollowUpAction)
    }

    package struct Incoming: Hashable, Sendable {
        package let from: CallerID
        package let to: String
        package let forwardedFrom: String?
        package let rehearsal: Bool
        /// Rung from the number that checks the line, if that is nobody's in the roster: a rehearsal
        /// that rings nobody.
        package let selfCall: Bool

        package init(
            from: CallerID, to: String, forwardedFrom: String? = nil, rehearsal: Bool = false,
            selfCall: Bool = false
        ) {
            self.from = from
            self.to = to
            self.forwardedFrom = forwardedFrom
            self.rehearsal = rehearsal
            self.selfCall = selfCall
        }
    }

    /// The reply to a question is always the call's current instruction; the others are reports.
    package var isQuestion: Bool {
        switch kind {
        case .incoming, .digits, .callbackRequested, .stepEnded: true
        case .legRinging, .legAnswered, .legAccepted, .legEnded, .fallback, .ended, .swept,
            .followUp:
            false
        }
    }

    /// The event's canonical name.
    package var type: EventType {
        switch kind {
        case .incoming: .callIncoming
        case .digits: .callDigits
        case .callbackRequested: .callbackRequested
        case .stepEnded: .stepEnded
        case .legRinging: .legRinging
        case .legAnswered: .legAnswered
        case .legAccepted: .legAccepted
        case .legEnded: .legEnded
        case .fallback: .callFallback
        case .ended: .callEnded
        case .swept: .callSwept
        case .followUp(let action):
            switch action {
            case .remind: .followUpReminded
            case .escalate: .followUpEscalated
            case .end: .followUpEnded
            case .assign: .followUpAssigned
            case .add: .followUpAdded
            case .note: .callNoted
            }
        }
    }
}

package enum EventType: String, Codable, Sendable, CaseIterable {
    case callIncoming = "call.incoming"
    case callDigits = "call.digits"
    case callbackRequested = "callback.requested"
    case stepEnded = "step.ended"
    case legRinging = "leg.ringing"
    case legAnswered = "leg.answered"
    case legAccepted = "leg.accepted"
    case legEnded = "leg.ended"
    case callFallback = "call.fallback"
    case callEnded = "call.ended"
    case callSwept = "call.swept"
    case callNoted = "call.noted"
    case followUpReminded = "follow-up.reminded"
    case followUpEscalated = "follow-up.escalated"
    case followUpEnded = "follow-up.ended"
    case followUpAssigned = "follow-up.assigned"
    case followUpAdded = "follow-up.added"

    /// False for what the daemon does by itself, or a person through it.
    package var isGateways: Bool {
        switch self {
        case .callIncoming, .callDigits, .callbackRequested, .stepEnded, .legRinging, .legAnswered,
            .legAccepted, .legEnded, .callFallback, .callEnded:
            true
        case .callSwept: false
        case .callNoted, .followUpReminded, .followUpEscalated, .followUpEnded,
            .followUpAssigned, .followUpAdded:
            false
        }
    }

    /// Whether it is about what a call leaves to be done, rather than the call itself.
    package var isFollowUps: Bool { !isGateways && self != .callSwept }
}

package enum LegEndReason: String, Codable, Sendable, CaseIterable {
    case noAnswer = "no-answer"
    case busy, declined
    case notAccepted = "not-accepted"
    case unreachable, cancelled
    case gatewayError = "gateway-error"
    case completed
}

package enum EndedBy: String, Codable, Sendable, CaseIterable {
    case caller, professional, gateway, sweeper
}
