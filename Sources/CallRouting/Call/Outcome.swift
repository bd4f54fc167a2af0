package import OnCallRoster

/// The class of a call, decided in their order.
package enum Outcome: String, Codable, Sendable, CaseIterable {
    case open, answered, short, abandoned, failed, unknown
}

extension OpenCall {
    /// An abandoned call that ends sooner after the greeting than this is short.
    static let shortest: Duration = .seconds(10)

    package var outcome: Outcome {
        if accepted != nil { return .answered }
        guard let ended else { return .open }
        if ended.by == .sweeper { return .unknown }
        if promise != nil || fellBack { return .failed }
        // Once the plan was exhausted, the daemon failed the caller and not the reverse.
        guard ended.by == .caller, !exhausted else { return .failed }
        return ended.at - beganAt < OpenCall.shortest ? .short : .abandoned
    }

    /// A talk of which nothing is heard for so long has ended unheard.
    static let longestTalk: Duration = .hours(4)

    /// Time after which the call is swept if nothing more is heard of it.
    package var sweepDue: Instant {
        let limit = Duration.seconds(plan?.maxWaitSeconds ?? 240)
        if let accepted {
            if let ended = accepted.ended { return max(ended, lastEvent) + .seconds(60) }
            return accepted.received + OpenCall.longestTalk
        }
        return lastEvent + limit + .seconds(60)
    }

    /// How long the call may be silent before it is swept.
    package var sweepPatience: Duration { sweepDue - lastEvent }

    /// When the professionals of this call are free again: those of its open legs are held.
    package var heldLegs: [Leg] {
        guard ended == nil, !rehearsal else { return [] }
        return legs.filter { $0.isOpen && $0.because != .lastResort }
    }

    var heldCount: Int {
        guard ended == nil, !rehearsal else { return 0 }
        return legs.count { $0.isOpen && $0.because != .lastResort }
    }
}
