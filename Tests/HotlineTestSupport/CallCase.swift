import CallRouting
package import OnCallRoster

/// A situation of call-cases as a conversation on the telephone, played on any hotline.
package struct CallCase: Sendable, CustomStringConvertible {
    package let name: String
    package let roster: RosterText
    package let play: @Sendable (any Telephone) throws -> Void

    package init(
        _ name: String, roster: RosterText = RosterText(),
        play: @escaping @Sendable (any Telephone) throws -> Void
    ) {
        self.name = name
        self.roster = roster
        self.play = play
    }

    package var description: String { name }

    package static let all: [CallCase] = [
        CallCase.ringing, CallCase.callers, CallCase.endings, CallCase.promises,
    ].flatMap { $0 }
}

extension RosterText {
    /// This roster with something changed.
    package func changed(_ change: (inout RosterText) -> Void) -> RosterText {
        var roster = self
        change(&roster)
        return roster
    }
}

// MARK: What many conversations have in common

extension Telephone {
    /// The call is taken on this leg, and ends when they have spoken.
    package func talks(on leg: String = "1.1", seconds: Int = 300) throws {
        let joined = try accepts(leg)
        try same(joined.name, .connect)
        try same(joined.leg, leg, "the leg that is joined")
        try passes(seconds: seconds)
        try callEnds()
    }

    /// Somebody rings, asks by key to be rung back, and hangs up; what is owed then.
    @discardableResult
    package func asksToBeRungBack(
        from: String?, as call: String = "c-1"
    ) throws -> ToldCall.Task {
        try callArrives(from: from, as: call)
        try same(try wantsCallback().name, .callback)
        try callEnds()
        return try onlyFollowUp("promise")
    }

    /// All that the current call leaves to be done.
    @discardableResult
    package func onlyFollowUp(_ kind: String) throws -> ToldCall.Task {
        let followUps = try told().followUps
        guard followUps.count == 1, let only = followUps.first, only.kind == kind else {
            let kinds = followUps.map(\.kind)
            throw Conversation.Broken(description: "the follow-ups are \(kinds), not one \(kind)")
        }
        return only
    }

    /// The promise that the current call led to.
    package func promise() throws -> ToldCall.Promise {
        guard let promise = try told().promise else {
            throw Conversation.Broken(description: "no promise was made")
        }
        return promise
    }
}

/// Throws where the instants are further apart than time that goes on, and a gateway's whole
/// seconds, make them.
package func near(
    _ found: Instant?, _ wanted: Instant, _ what: String = "", line: Int = #line
) throws {
    guard let found, found - wanted <= .seconds(5), wanted - found <= .seconds(5) else {
        let text = found.map { $0.description } ?? "nothing"
        let subject = what.isEmpty ? "" : what + " "
        throw Conversation.Broken(
            description: "line \(line): \(subject)is \(text), not near \(wanted)")
    }
}

/// Throws where the condition does not hold, and says so.
package func holds(_ condition: Bool, _ otherwise: String, line: Int = #line) throws {
    guard condition else {
        throw Conversation.Broken(description: "line \(line): \(otherwise)")
    }
}
