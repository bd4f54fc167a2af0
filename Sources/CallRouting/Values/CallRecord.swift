package import OnCallRoster

/// One fact about a call, as the log keeps it. Folding a call's records gives its state; the
/// fold consults no roster and decides nothing again.
package enum CallRecord: Hashable, Sendable, Decodable {
    indirect case began(Began)
    /// The caller as identified, and the plan from then on.
    indirect case planned(Planned)
    /// Digits are asked for.
    case gatherAsked(GatherPurpose)
    /// The institutions among which the caller chooses by key, from 1.
    case institutionsOffered([InstitutionID])
    /// A PIN was keyed in; `right` only if it is a family's.
    case pinTried(right: Bool)
    /// The caller keyed in a number to be rung back at.
    case numberGiven(Private<PhoneNumber>)
    case stepBegan(StepBegan)
    case legRang(LegID)
    case legAnswered(LegID)
    case legAccepted(LegID, confirmed: Bool)
    /// Accepted too late: this leg is let go.
    case legReleased(LegID)
    /// Without a reason where the gateway gave none for this leg.
    case legEnded(LegID, LegEndReason?)
    /// Nothing of the step is left; `last` is the leg whose end ended it.
    case stepEnded(Int, last: LegID?)
    case promiseMade(Promise)
    /// The plan is exhausted, and no number is known to ring back.
    case noPromise
    /// The gateway rang the fallback by itself.
    case fellBack(Private<String>)
    case callEnded(EndedBy)
    case followUpDue(FollowUpDue)
    /// A follow-up of this number is another's now, or nobody's.
    case followUpAssigned(Int, FollowUpOwner?)
    case followUpReminded(Int)
    /// Its deadline passed while it was open.
    case followUpEscalated(Int)
    case followUpEnded(Int, FollowUpEnding, at: Instant)
    case messageDue(Message)
    /// What a person said of the call.
    indirect case noted(CallFacts)
    case alarmRaised(AlarmCode)
    /// The call's current instruction from here on, where no step began.
    indirect case instructed(Instruction)

    package struct Began: Hashable, Sendable {
        package let from: Private<String>
        package let number: Private<PhoneNumber>
        package let to: Private<String>
        package let forwardedFrom: Private<String>?
        package let rehearsal: Bool
        /// Checks the line, and rings nobody.
        package let selfCall: Bool
        /// Met in the middle: its beginning was never reported.
        package let late: Bool
    }

    package struct Planned: Hashable, Sendable, Decodable {
        package let caller: Caller
        package let plan: RingPlan
        /// `nil` where no good roster was in force.
        package let roster: String?
    }

    /// A step of the plan is rung; the instruction that says so is the call's current one.
    package struct StepBegan: Hashable, Sendable {
        /// Its number in the call.
        package let step: Int
        /// Its place in the plan, from which the next one is sought.
        package let index: Int
        package let ringSeconds: Int
        package let maxWaitSeconds: Int
        /// The plan's targets that are rung, a leg each.
        package let rung: [RingPlan.Place]

        package init(
            step: Int, index: Int, ringSeconds: Int, maxWaitSeconds: Int, rung: [RingPlan.Place]
        ) {
            self.step = step
            self.index = index
            self.ringSeconds = ringSeconds
            self.maxWaitSeconds = maxWaitSeconds
            self.rung = rung
        }

        package var legs: [LegID] {
            rung.indices.map { LegID(step: step, number: $0 + 1) }
        }
    }

    package struct FollowUpDue: Hashable, Sendable {
        package let kind: FollowUpKind
        package let owner: FollowUpOwner?
        package let deadline: Instant
        package let code: Int?
        package let note: Private<String>?

        package init(
            kind: FollowUpKind, owner: FollowUpOwner?, deadline: Instant, code: Int? = nil,
            note: Private<String>? = nil
        ) {
            self.kind = kind
            self.owner = owner
            self.deadline = deadline
            self.code = code
            self.note = note
        }
    }
}

package enum GatherPurpose: String, Hashable, Sendable, Codable {
    case pin
    /// The plan is exhausted: at which number shall we ring back?
    case callbackNumber = "callback-number"
    /// The caller asked by key to be rung back.
    case requestedCallbackNumber = "requested-callback-number"
    /// A contact's families are of several institutions.
    case institution
    /// A professional may take several callbacks: which one?
    case callbackCode = "callback-code"
}

package enum AlarmCode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody was on duty on any line of a caller's plan.
    case nobodyOnDuty = "nobody-on-duty"
    /// A call's plan was exhausted and no promise could be made.
    case noPromise = "no-promise"
}

/// The promise to ring a family back, as it was made.
package struct Promise: Hashable, Sendable {
    package let deadline: Instant
    package let owner: ProfessionalID?
    /// Asked for by key, rather than at the end of the plan.
    package let byKey: Bool
    /// Two digits by which whoever rings back names it.
    package let code: Int?

    package init(deadline: Instant, owner: ProfessionalID?, byKey: Bool, code: Int? = nil) {
        self.deadline = deadline
        self.owner = owner
        self.byKey = byKey
        self.code = code
    }
}
