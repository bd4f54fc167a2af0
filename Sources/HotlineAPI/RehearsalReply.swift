/// What the gateway of a rehearsed call is to do next.
package struct RehearsalReply: Codable, Hashable, Sendable {
    package var call: String
    /// `dial`, `connect`, `release`, `gather`, `callback`, `wait` or `hangup`.
    package var instruction: String
    /// Of `dial`, as are `round`, `ringSeconds`, `maxWaitSeconds` and `targets`.
    @Null package var step: Int?
    @Null package var round: Int?
    @Null package var ringSeconds: Int?
    @Null package var maxWaitSeconds: Int?
    /// Empty but for `dial`.
    package var targets: [RehearsalTarget]
    /// Of `connect` and `release`.
    @Null package var leg: String?
    /// Of `gather`: how many keys are asked for.
    @Null package var digits: Int?
    /// Of `callback`.
    @Null package var deadline: String?
    /// What is spoken.
    @Null package var announce: String?

    package init(
        call: String, instruction: String, step: Int? = nil, round: Int? = nil,
        ringSeconds: Int? = nil, maxWaitSeconds: Int? = nil, targets: [RehearsalTarget] = [],
        leg: String? = nil, digits: Int? = nil, deadline: String? = nil, announce: String? = nil
    ) {
        self.call = call
        self.instruction = instruction
        self.step = step
        self.round = round
        self.ringSeconds = ringSeconds
        self.maxWaitSeconds = maxWaitSeconds
        self.targets = targets
        self.leg = leg
        self.digits = digits
        self.deadline = deadline
        self.announce = announce
    }

    private enum CodingKeys: String, CodingKey {
        case call, instruction, step, round
        case ringSeconds = "ring_seconds"
        case maxWaitSeconds = "max_wait_seconds"
        case targets, leg, digits, deadline, announce
    }
}

/// Whom a step of a rehearsal rings, and what they would hear.
package struct RehearsalTarget: Codable, Hashable, Sendable {
    /// `STEP.N`
    package var leg: String
    /// `null` for a last resort.
    @Null package var professional: String?
    package var uri: String
    /// Whether the call is taken by key.
    package var confirm: Bool
    /// Spoken before the key.
    @Null package var whisper: String?
    /// Spoken after the key.
    @Null package var brief: String?
    package var because: String

    package init(
        leg: String, professional: String?, uri: String, confirm: Bool, whisper: String?,
        brief: String?, because: String
    ) {
        self.leg = leg
        self.professional = professional
        self.uri = uri
        self.confirm = confirm
        self.whisper = whisper
        self.brief = brief
        self.because = because
    }
}
