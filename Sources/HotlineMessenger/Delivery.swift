import HotlineAPI

/// What came of one attempt to send a message.
enum Delivery: Hashable, Sendable {
    case sent
    /// It may be tried again; why, in the daemon's coded form: lower-case letters, digits, hyphens.
    case delayed(String)
    /// No try would mend it.
    case failed(String)

    /// As the daemon is told of it.
    func result(of message: DueMessage) -> MessageResult {
        let (outcome, reason): (String, String?) =
            switch self {
            case .sent: ("sent", nil)
            case .delayed(let reason): ("delayed", reason)
            case .failed(let reason): ("failed", reason)
            }
        return MessageResult(
            outcome: outcome, attempt: message.attempt, channel: message.channel, reason: reason)
    }
}
