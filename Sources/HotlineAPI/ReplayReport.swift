/// How far a replay of the log has come, and what it found.
package struct ReplayReport: Codable, Hashable, Sendable {
    /// `running`, `done` or `failed`.
    package var state: String
    package var calls: Int
    package var events: Int
    /// Events that cannot be decided again: their roster is not kept, or what came is not known.
    package var undecided: Int
    package var differences: [Difference]
    /// Why it failed.
    @Null package var problem: String?

    package init(
        state: String, calls: Int, events: Int, undecided: Int, differences: [Difference],
        problem: String?
    ) {
        self.state = state
        self.calls = calls
        self.events = events
        self.undecided = undecided
        self.differences = differences
        self.problem = problem
    }

    /// An event that today's code would decide otherwise.
    package struct Difference: Codable, Hashable, Sendable {
        package var seq: Int
        package var call: String
        package var gateway: String
        package var type: String
        package var received: String
        package var was: [String]
        package var wouldBe: [String]

        package init(
            seq: Int, call: String, gateway: String, type: String, received: String,
            was: [String], wouldBe: [String]
        ) {
            self.seq = seq
            self.call = call
            self.gateway = gateway
            self.type = type
            self.received = received
            self.was = was
            self.wouldBe = wouldBe
        }

        private enum CodingKeys: String, CodingKey {
            case seq, call, gateway, type, received, was
            case wouldBe = "would_be"
        }
    }
}

/// Asks for a replay of the calls that began in an interval; `null` is its open end.
package struct ReplayRequest: Codable, Hashable, Sendable {
    @Null package var from: String?
    @Null package var to: String?

    package init(from: String?, to: String?) {
        self.from = from
        self.to = to
    }
}
