/// One call as `calls show` tells it: its summary, and in the same JSON object its plan, legs and
/// events.
package struct CallStory: Hashable, Sendable {
    package var summary: CallSummary
    /// The steps as planned at the beginning.
    package var plan: [RouteDocument.Step]
    /// Who is not in the plan, and why.
    package var leftOut: [RouteDocument.Omission]
    package var legs: [Leg]
    package var events: [Event]

    package init(
        summary: CallSummary, plan: [RouteDocument.Step],
        leftOut: [RouteDocument.Omission] = [], legs: [Leg], events: [Event]
    ) {
        self.summary = summary
        self.plan = plan
        self.leftOut = leftOut
        self.legs = legs
        self.events = events
    }
}

extension CallStory: Codable {
    private enum CodingKeys: String, CodingKey {
        case plan
        case leftOut = "left_out"
        case legs, events
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        summary = try CallSummary(from: decoder)
        plan = try container.decode([RouteDocument.Step].self, forKey: .plan)
        leftOut = try container.decode([RouteDocument.Omission].self, forKey: .leftOut)
        legs = try container.decode([Leg].self, forKey: .legs)
        events = try container.decode([Event].self, forKey: .events)
    }

    package func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(plan, forKey: .plan)
        try container.encode(leftOut, forKey: .leftOut)
        try container.encode(legs, forKey: .legs)
        try container.encode(events, forKey: .events)
    }
}

extension CallStory {
    /// One attempt to reach one target.
    package struct Leg: Codable, Hashable, Sendable {
        /// `STEP.N`
        package var leg: String
        package var step: Int
        package var round: Int
        /// `null` for a last resort.
        @Null package var professional: String?
        /// `null` for a family's own, and once retention took it.
        @Null package var uri: String?
        package var because: String
        package var began: String
        @Null package var answered: String?
        @Null package var accepted: String?
        /// Whether a key confirmed the acceptance; `null` where there was none.
        @Null package var confirmed: Bool?
        @Null package var ended: String?
        /// Why it ended; `null` while it rings, and where the gateway gave no reason.
        @Null package var reason: String?

        package init(
            leg: String, step: Int, round: Int, professional: String?, uri: String?,
            because: String, began: String, answered: String?, accepted: String?,
            confirmed: Bool?, ended: String?, reason: String?
        ) {
            self.leg = leg
            self.step = step
            self.round = round
            self.professional = professional
            self.uri = uri
            self.because = because
            self.began = began
            self.answered = answered
            self.accepted = accepted
            self.confirmed = confirmed
            self.ended = ended
            self.reason = reason
        }
    }

    /// One event of the log.
    package struct Event: Codable, Hashable, Sendable {
        /// Its place in the log.
        package var seq: Int
        /// The canonical name, such as `leg.ended`.
        package var type: String
        /// When it happened, by the gateway's clock.
        package var at: String
        /// When it was received, by the daemon's clock.
        package var received: String
        /// The gateway's id of the delivery; `null` for the daemon's own events, and
        /// from a week on, when the log forgets it.
        @Null package var delivery: String?
        /// The event opened a call whose beginning was never reported.
        package var late: Bool
        /// The event went through a spool.
        package var spooled: Bool
        /// The name of the instruction that answered it.
        @Null package var instruction: String?

        package init(
            seq: Int, type: String, at: String, received: String, delivery: String?, late: Bool,
            spooled: Bool, instruction: String?
        ) {
            self.seq = seq
            self.type = type
            self.at = at
            self.received = received
            self.delivery = delivery
            self.late = late
            self.spooled = spooled
            self.instruction = instruction
        }
    }
}
