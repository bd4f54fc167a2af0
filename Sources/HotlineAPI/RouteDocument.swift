/// The ring plan of a call that is not made: what `route` prints (roster-format, *Results that
/// other programs read*).
package struct RouteDocument: Codable, Hashable, Sendable {
    package var at: String
    package var caller: CallerFacts
    /// Every step of every round, numbered from 1 as it would be rung.
    package var steps: [Step]
    package var leftOut: [Omission]
    package var endsWith: Ending

    package init(
        at: String, caller: CallerFacts, steps: [Step], leftOut: [Omission], endsWith: Ending
    ) {
        self.at = at
        self.caller = caller
        self.steps = steps
        self.leftOut = leftOut
        self.endsWith = endsWith
    }

    private enum CodingKeys: String, CodingKey {
        case at, caller, steps
        case leftOut = "left_out"
        case endsWith = "ends_with"
    }
}

extension RouteDocument {
    /// Targets rung at the same time, and for how long.
    package struct Step: Codable, Hashable, Sendable {
        package var step: Int
        package var round: Int
        package var ringSeconds: Int
        package var targets: [Target]

        package init(step: Int, round: Int, ringSeconds: Int, targets: [Target]) {
            self.step = step
            self.round = round
            self.ringSeconds = ringSeconds
            self.targets = targets
        }

        private enum CodingKeys: String, CodingKey {
            case step, round
            case ringSeconds = "ring_seconds"
            case targets
        }
    }

    /// Whom a step rings.
    package struct Target: Codable, Hashable, Sendable {
        /// `null` for a last resort.
        @Null package var professional: String?
        /// `null` in a call's plan for a family's own, but for administrators on the control socket, and
        /// once retention took it.
        @Null package var uri: String?
        /// Whether the call is taken by key.
        package var confirm: Bool
        /// `line:NAME`, `contact`, `last-answered`, `partner:INSTITUTION`, `last-resort` or
        /// `callback`.
        package var because: String

        package init(professional: String?, uri: String?, confirm: Bool, because: String) {
            self.professional = professional
            self.uri = uri
            self.confirm = confirm
            self.because = because
        }
    }

    /// A professional who is not rung, and one reason for it.
    package struct Omission: Codable, Hashable, Sendable {
        package var professional: String
        package var because: String

        package init(professional: String, because: String) {
            self.professional = professional
            self.because = because
        }
    }

    /// What comes when nobody took the call.
    package struct Ending: Codable, Hashable, Sendable {
        package var instruction: String
        @Null package var deadline: String?
        @Null package var owner: String?

        package init(instruction: String, deadline: String?, owner: String?) {
            self.instruction = instruction
            self.deadline = deadline
            self.owner = owner
        }
    }
}
