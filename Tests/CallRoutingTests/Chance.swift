import CallRouting
import HotlineTestSupport
import OnCallRoster

/// A gateway and its people, who do anything that a gateway may report, at any time.
struct Chance {
    var random: SplitMix64

    init(_ seed: Int) {
        random = SplitMix64(seed)
    }

    /// An event that may come next: a wrong PIN only where `guesses`.
    mutating func event(for call: OpenCall, guesses: Bool = true) -> CallEvent.Kind {
        if case .gathering(let purpose) = call.phase, !random.once(in: 5) {
            return .digits(digits(purpose, guesses))
        }
        guard let leg = call.legs.randomElement(using: &random)?.id else {
            return random.once(in: 2) ? .incoming(again) : .callbackRequested
        }
        switch random.below(16) {
        case 0, 1: return .legRinging(leg)
        case 2, 3: return .legAnswered(leg)
        case 4: return .legAccepted(leg, confirmed: true)
        case 5...10: return .legEnded(leg, reason())
        case 11, 12: return .stepEnded(1 + random.below(call.step))
        case 13: return .incoming(again)
        case 14: return random.once(in: 3) ? .callbackRequested : .digits("1")
        default: return random.once(in: 5) ? .ended(by: .caller) : .legEnded(leg, reason())
        }
    }

    mutating func reason() -> LegEndReason {
        LegEndReason.allCases.randomElement(using: &random) ?? .noAnswer
    }

    private let again = CallEvent.Incoming(from: CallerID(jensen), to: hotline)

    private mutating func digits(_ purpose: GatherPurpose, _ guesses: Bool) -> String {
        switch purpose {
        case .pin:
            let keyed = guesses ? ["470811", "000000", "123456", ""] : ["470811", ""]
            return keyed.randomElement(using: &random) ?? ""
        case .callbackNumber, .requestedCallbackNumber: return random.once(in: 2) ? "00000099" : ""
        case .institution: return ["1", "2", "9", ""].randomElement(using: &random) ?? ""
        case .callbackCode: return ["10", "11", "99", ""].randomElement(using: &random) ?? ""
        }
    }
}

extension Conversation {
    /// Sends an event; tells why it was refused, if it was.
    mutating func refusal(
        of kind: CallEvent.Kind, at: Instant? = nil
    ) throws -> CallRouter.Refusal? {
        do {
            try send(kind, at: at)
            return nil
        } catch let refusal as CallRouter.Refusal {
            return refusal
        }
    }

    /// Taken, promised, told that no promise is made, or ended: nobody is left waiting.
    var isAtAnEnd: Bool {
        switch call.phase {
        case .promised, .withoutPromise, .ended: true
        case .new, .gathering, .ringing, .taken, .released: call.accepted != nil
        }
    }
}
