/// Whom a call rings, in what order and for how long.
package struct Routing: Sendable {
    package var steps: [RoutingStep] = []
    package var rounds = 1
    package var maxWait: Duration = .minutes(4)
    package var callback = CallbackRule()
    /// Acceptance by key, so that a mobile's voicemail never takes a call.
    package var confirm = true
    package var unknown: UnknownCaller = .askPIN
    package var announcements: [Language: [AnnouncementKey: String]] = [:]
    package var place: Place?

    package init() {}

    package enum UnknownCaller: String, CaseIterable, Sendable {
        case askPIN = "ask-pin"
        case route
    }

    /// The steps where the roster names none: those that roster-format prints.
    package static let defaultSteps: [RoutingStep] = [
        RoutingStep(
            ring: .lines(["office"]), ringTime: .seconds(25), callers: [.family, .unknown]),
        RoutingStep(ring: .contact, ringTime: .seconds(20)),
        RoutingStep(ring: .lastAnswered(within: .hours(48)), ringTime: .seconds(20)),
        RoutingStep(ring: .lines(["first"]), ringTime: .seconds(25)),
        RoutingStep(ring: .lines(["backup"]), ringTime: .seconds(30)),
        RoutingStep(ring: .lastResort, ringTime: .seconds(60)),
    ]

    /// The steps that each round goes through.
    package var roundSteps: [RoutingStep] {
        steps.isEmpty ? Routing.defaultSteps : steps
    }

    /// The last resort that ends a plan whose steps name none.
    package var addedLastResort: RoutingStep? {
        roundSteps.contains { $0.ring == .lastResort }
            ? nil : RoutingStep(ring: .lastResort, ringTime: .seconds(60))
    }

    /// The steps of a plan of one round, a last resort among them.
    package var effectiveSteps: [RoutingStep] {
        roundSteps + [addedLastResort].compactMap { $0 }
    }
}

package struct RoutingStep: Hashable, Sendable {
    package let ring: Ring
    package let ringTime: Duration
    /// `nil`: all kinds of callers.
    package let callers: Set<CallerKind>?
    package let place: Place?

    package init(
        ring: Ring, ringTime: Duration, callers: Set<CallerKind>? = nil, place: Place? = nil
    ) {
        self.ring = ring
        self.ringTime = ringTime
        self.callers = callers
        self.place = place
    }

    package enum Ring: Hashable, Sendable {
        case lines([LineName])
        case contact
        case lastAnswered(within: Duration)
        case partners(line: LineName)
        case lastResort
    }
}

/// How a promise to ring back is made.
package struct CallbackRule: Hashable, Sendable {
    package var within: Duration = .minutes(30)
    /// Whoever fills this line owns the promise; `escalate` where nobody does.
    package var owner: LineName = "first"
    package var escalate: LineName = "backup"
}

package enum CallerKind: String, CaseIterable, Codable, Sendable {
    case family, contact, professional, unknown, withheld
}

/// The spoken texts, by what is said.
package enum AnnouncementKey: String, CaseIterable, Codable, Sendable {
    /// While the first step rings.
    case waiting
    /// The promise; `{time}` is the local time of its deadline.
    case callback
    /// Asks for the PIN by keys.
    case askPIN = "ask-pin"
    /// The PIN was wrong; one more try.
    case wrongPIN = "wrong-pin"
    /// Asks for the number to ring back.
    case askNumber = "ask-number"
    /// No promise can be made; `{number}` is the last resort's.
    case noPromise = "no-promise"
    /// To a professional who pressed the key too late.
    case taken
    /// To a professional, before the key; names nobody.
    case whisper
    /// What a called professional's display shows; names nobody.
    case display
    /// To a professional, after the key: `{caller}` and what is known.
    case brief
    /// Appended to the brief when the family rang earlier the same night.
    case rangBefore = "rang-before"
    case callerUnknown = "caller-unknown"
    /// To a contact whose families are of several institutions: `{choices}`.
    case askInstitution = "ask-institution"
    /// One of the choices: `{key}` and `{institution}`.
    case institutionChoice = "institution-choice"
    /// To a professional who may take several callbacks.
    case askCallbackCode = "ask-callback-code"
    /// To a family that is rung back, before the key; names nobody.
    case familyWhisper = "family-whisper"
    /// To a professional who rang back in vain.
    case familyUnreached = "family-unreached"
    /// To a professional who rings back a family that is being rung, or is on the line already.
    case familyBusy = "family-busy"
    /// Tells the caller of the key to be rung back by: `{key}`.
    case offerCallback = "offer-callback"
}
