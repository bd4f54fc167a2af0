import OnCallRoster

/// A message that a call's event makes due by the roster's rules: what happened, and who is to hear
/// of it.
package struct Message: Hashable, Sendable, Decodable {
    package let kind: MessageKind
    package let to: FollowUpOwner
    /// The number of the call's follow-up that it is about; `nil`: the call itself.
    package let followUp: Int?
}

/// What a message tells.
package enum MessageKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A callback's deadline is near.
    case callbackDue = "callback-due"
    /// A callback's deadline has passed.
    case callbackOverdue = "callback-overdue"
    /// A call rings at a professional.
    case ringing
    /// A call is over that the professional took: its note is still to be written.
    case afterCall = "after-call"
    /// A call of a caseworker's family, as far as the division of roles lets them hear.
    case caseworker
    /// An alarm stands, for the administrator.
    case alarm
    /// A one-time link into the console.
    case signIn = "sign-in"
    /// A duty is about to begin.
    case dutyReminder = "duty-reminder"
    /// Who was reminded of a duty has not said that they are there.
    case dutyUnconfirmed = "duty-unconfirmed"
    /// The morning's digest of calls and follow-ups.
    case digest
    /// Somebody's duty changed with the roster.
    case rosterChange = "roster-change"
}

extension MessageKind {
    /// How long after it was made it may still be sent, unless its cause says otherwise: then it is
    /// of no use any more.
    package var patience: Duration {
        switch self {
        case .ringing: .minutes(5)
        case .signIn: .minutes(15)
        case .callbackDue: .minutes(30)
        case .dutyReminder, .dutyUnconfirmed: .hours(1)
        case .callbackOverdue: .hours(2)
        case .afterCall, .digest: .hours(12)
        case .caseworker, .alarm, .rosterChange: .hours(24)
        }
    }
}

/// When a message that could not be sent is tried again.
package enum MessageRetry {
    private static let first: Duration = .seconds(10)
    private static let longest: Duration = .minutes(15)

    /// The pause after a try: 10 s after the first, twice as long after each further one, 15 min at
    /// most.
    ///
    /// - Parameter attempt: The tries that there were, from 1.
    package static func pause(after attempt: Int) -> Duration {
        // Beyond the seventh doubling the longest pause is reached.
        let doublings = min(max(attempt - 1, 0), 7)
        return min(first * (1 << doublings), longest)
    }
}
