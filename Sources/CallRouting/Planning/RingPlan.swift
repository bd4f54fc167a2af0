package import OnCallRoster

/// The ordered steps that one call goes through, as planned at its beginning; never empty.
///
/// Who is busy is judged when a step begins, so the plan keeps everybody whom the steps name.
package struct RingPlan: Hashable, Sendable {
    package let steps: [Step]
    /// What is said to the professionals, once for each of their languages.
    package let voices: [Voice]
    /// What the professionals' telephones show.
    package let display: String
    /// Said to the caller while the first step rings.
    package let waiting: Announcement?
    /// Said to the caller before each step, where the gateway has a key to be rung back by.
    package var offer: Announcement?
    package let leftOut: [Omission]
    package let maxWaitSeconds: Int
    /// Kept back for the last resort while that has not been rung.
    package let lastResortSeconds: Int
    package let callbackWithinSeconds: Int
    package let callbackOwner: ProfessionalID?
    package let callbackEscalate: ProfessionalID?
    /// What a gateway dials by itself.
    package let otherwise: Private<DialTarget>
    /// The language in which the caller is spoken to.
    package let language: Language
    /// The callback that this plan is to keep; `nil` in the plan of every other call.
    package var callback: Callback?

    /// A callback that a professional rings back for.
    package struct Callback: Hashable, Sendable {
        package let key: FollowUpKey
        /// `nil` where the number alone is known.
        package let family: Private<FamilyID>?
        package let number: Private<PhoneNumber>
        package let institution: InstitutionID?
        package let municipality: MunicipalityID?
    }

    /// Who owns the promise: the escalation line where the owner's is empty, or its holder is
    /// among those who were rung and did not answer.
    package func owner(unanswered: Set<ProfessionalID>) -> ProfessionalID? {
        guard let owner = callbackOwner else { return callbackEscalate }
        return unanswered.contains(owner) ? callbackEscalate ?? owner : owner
    }

    /// How long a family that is rung back is let ring.
    static let callbackRing: Duration = .seconds(40)

    package struct Step: Hashable, Sendable {
        package let round: Int
        package let ringSeconds: Int
        package let isLastResort: Bool
        package let targets: [Target]
    }

    package struct Target: Hashable, Sendable {
        package let professional: ProfessionalID?
        /// The family that is rung back; `nil` in every other call.
        package var family: Private<FamilyID>?
        package let uri: Private<DialTarget>
        package let confirm: Bool
        package let because: Because
        /// Desks and last resorts are never busy.
        package let neverBusy: Bool
        /// Its place in `voices`; `nil` for who is told nothing.
        package let voice: Int?

        package init(
            professional: ProfessionalID?, family: Private<FamilyID>? = nil,
            uri: Private<DialTarget>, confirm: Bool, because: Because, neverBusy: Bool, voice: Int?
        ) {
            self.professional = professional
            self.family = family
            self.uri = uri
            self.confirm = confirm
            self.because = because
            self.neverBusy = neverBusy
            self.voice = voice
        }
    }

    /// What one professional hears.
    package struct Voice: Hashable, Sendable, Decodable {
        /// Before the key; names nobody.
        package let whisper: Announcement?
        /// After the key.
        package let brief: Announcement?
        /// After the key, where a partner's line is rung.
        package let partnerBrief: Announcement?
    }

    /// One of the plan's targets.
    package struct Place: Hashable, Sendable {
        package let step: Int
        package let target: Int

        package init(step: Int, target: Int) {
            self.step = step
            self.target = target
        }
    }

    package subscript(place: Place) -> Target? {
        guard steps.indices.contains(place.step),
            steps[place.step].targets.indices.contains(place.target)
        else { return nil }
        return steps[place.step].targets[place.target]
    }

    /// Why a professional is not in the plan.
    package struct Omission: Hashable, Sendable, Decodable {
        package let professional: ProfessionalID
        package let because: Reason

        package init(professional: ProfessionalID, because: Reason) {
            self.professional = professional
            self.because = because
        }

        package enum Reason: String, Sendable, Codable, CaseIterable {
            case offDuty = "off duty"
            case absent
            case busy
            case alreadyRung = "already rung this round"
            case noPhone = "no phone"
            case notForThisCaller = "not for this caller"
        }
    }
}

/// What a gateway can do.
package struct GatewayAbilities: Hashable, Sendable {
    /// Asks the caller for keys.
    package var gathers: Bool
    /// How many steps one call may have; `nil`: any number.
    package var maxSteps: Int?
    /// The key by which a waiting caller asks to be rung back; `nil`: the gateway offers none.
    package var callbackKey: String?

    package init(gathers: Bool = true, maxSteps: Int? = nil, callbackKey: String? = nil) {
        self.gathers = gathers
        self.maxSteps = maxSteps
        self.callbackKey = callbackKey
    }
}

/// A roster that took effect, its duty expanded; a reference, so that a decision copies nothing of
/// it.
package final class RosterInForce: Sendable {
    package let roster: Roster
    package let duty: DutyTable

    package init(roster: Roster, duty: DutyTable) {
        self.roster = roster
        self.duty = duty
    }

    /// Duty from a week before `now` to the horizon and a week.
    package convenience init(_ roster: Roster, around now: Instant) {
        let span = Interval(now - .days(7), now + rosterHorizon + .days(7))
        self.init(roster: roster, duty: DutyTable(of: roster, in: span))
    }
}

/// What the daemon knows of other calls when it decides on one.
package struct RoutingContext: Sendable {
    /// Who is held by open calls.
    package var holds = Holds()
    package var lastAnswers: [FamilyID: LastAnswer] = [:]
    /// When a family's latest calls began.
    package var latestCalls: [FamilyID: Instant] = [:]
    /// Families that are to be rung back.
    package var callbacks = CallbackBook()
    /// Calls in which a professional rings a family back.
    package var ringingBack: [FollowUpKey: CallKey] = [:]
    /// False where too many wrong PINs came from this number, or from all withheld callers.
    package var mayAskPIN = true

    package init() {}

    package struct LastAnswer: Hashable, Sendable, Decodable {
        package let professional: ProfessionalID
        package let at: Instant

        package init(professional: ProfessionalID, at: Instant) {
            self.professional = professional
            self.at = at
        }
    }
}

/// What holds without any roster.
package struct RoutingSettings: Sendable {
    package var lastResort: DialTarget
    package var lastResortRing: Duration = .seconds(60)

    package init(lastResort: DialTarget) {
        self.lastResort = lastResort
    }
}
