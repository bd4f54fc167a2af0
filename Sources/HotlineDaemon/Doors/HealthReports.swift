import HotlineAPI

/// What `/livez` tells.
struct LivenessReport {
    /// Of HTTP.
    let status: Int
    /// A line for each part that hangs, with what to do.
    let text: String

    init(hanging: [SelfCheck.Part]) {
        status = hanging.isEmpty ? 200 : 503
        text =
            hanging.isEmpty
            ? "ok\n" : hanging.map { "\($0.rawValue): \($0.reason)\n" }.joined()
    }
}

/// What `/readyz` tells.
struct ReadinessReport: Encodable {
    let state: State
    /// Why it is not ok, each with what was found and what to do.
    let reasons: [String]
    /// The stable name of each reason, in the same order.
    let codes: [String]
    /// Told without making the daemon degraded: people are late, and it is well. `nil` while no
    /// decision can be taken.
    let promises: Status.Promises?

    enum State: String, Encodable {
        case ok
        /// Calls are answered, and somebody must act.
        case degraded
        /// Calls may not be answered.
        case hanging
        case draining
    }

    /// - Parameter promises: Asked only where that does not hang too.
    init(
        hanging: [SelfCheck.Part], isDraining: Bool, alarms: [Alarms.Alarm],
        promises: () -> Status.Promises
    ) {
        reasons = hanging.map(\.reason) + alarms.map(\.message)
        codes = hanging.map(\.rawValue) + alarms.map(\.code.rawValue)
        self.promises = hanging.contains(.decisions) ? nil : promises()
        state =
            isDraining ? .draining : !hanging.isEmpty ? .hanging : codes.isEmpty ? .ok : .degraded
    }

    /// Of HTTP: 200 while calls are answered.
    var status: Int {
        switch state {
        case .ok, .degraded: 200
        case .hanging, .draining: 503
        }
    }

    private enum CodingKeys: String, CodingKey {
        case state, reasons, codes, promises
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encode(reasons, forKey: .reasons)
        try container.encode(codes, forKey: .codes)
        // What is not known is null, never absent.
        try container.encode(promises, forKey: .promises)
    }
}
