/// What whoever plays the gateway reports of a rehearsed call, in the canonical webhook's words.
package struct RehearsalEvent: Codable, Hashable, Sendable {
    /// `step.ended`, `leg.ringing`, `leg.answered`, `leg.accepted`, `leg.ended`, `call.digits` or
    /// `call.ended`.
    package var type: String
    /// Of `step.ended`.
    @Null package var step: Int?
    /// Of every event of a leg, `STEP.N`.
    @Null package var leg: String?
    /// Of `leg.ended`.
    @Null package var reason: String?
    /// Of `call.ended`: `caller`, `professional` or `gateway`.
    @Null package var by: String?
    /// Of `call.digits`; empty when none came in time.
    @Null package var digits: String?
    /// Of `leg.accepted`.
    @Null package var confirmed: Bool?

    package init(
        type: String, step: Int? = nil, leg: String? = nil, reason: String? = nil,
        by: String? = nil, digits: String? = nil, confirmed: Bool? = nil
    ) {
        self.type = type
        self.step = step
        self.leg = leg
        self.reason = reason
        self.by = by
        self.digits = digits
        self.confirmed = confirmed
    }
}
