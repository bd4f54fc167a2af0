import OnCallRoster

/// Wrong PINs of the last hour: six a number, thirty for all withheld callers to one number.
struct WrongPINs: Sendable {
    private enum Source: Hashable {
        case number(PhoneNumber)
        case withheld(to: String)
    }

    private static let window: Duration = .hours(1)
    private static let perNumber = 6
    private static let perWithheld = 30

    private var times: [Source: [Instant]] = [:]

    mutating func note(number: PhoneNumber?, dialled to: String?, at: Instant) {
        let source = number.map { Source.number($0) } ?? .withheld(to: to ?? "")
        times[source, default: []].removeAll { $0 <= at - WrongPINs.window }
        times[source, default: []].append(at)
        if times.count > 10_000 {
            times = times.filter { ($0.value.last ?? at) > at - WrongPINs.window }
        }
    }

    func mayAsk(_ event: CallEvent, _ call: OpenCall?) -> Bool {
        var source = call.map { call in
            call.number.map { Source.number($0) } ?? .withheld(to: call.to ?? "")
        }
        if case .incoming(let incoming) = event.kind {
            source = incoming.from.number.map { .number($0) } ?? .withheld(to: incoming.to)
        }
        guard let source else { return true }
        let recent = (times[source] ?? []).count { $0 > event.received - WrongPINs.window }
        return switch source {
        case .number: recent < WrongPINs.perNumber
        case .withheld: recent < WrongPINs.perWithheld
        }
    }
}
