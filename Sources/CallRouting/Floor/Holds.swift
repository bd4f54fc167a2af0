import OnCallRoster

/// Which open calls hold which professionals and URIs: from the moment a leg is handed out until it
/// or its call ends.
package struct Holds: Sendable {
    private struct Hold: Sendable {
        let call: CallKey
        /// When that call last had an event.
        let lastEvent: Instant
    }

    private var professionals: [ProfessionalID: [Hold]] = [:]
    private var uris: [DialTarget: [Hold]] = [:]

    package init() {}

    package var isEmpty: Bool { professionals.isEmpty && uris.isEmpty }

    /// When the calls that hold a target last had an event; its own call is none of them.
    func lastEvents(
        holding professional: ProfessionalID?, _ uri: DialTarget?, besides own: CallKey?
    ) -> [Instant] {
        let ofPerson = professional.flatMap { professionals[$0] } ?? []
        let ofPhone = uri.flatMap { uris[$0] } ?? []
        guard !ofPerson.isEmpty || !ofPhone.isEmpty else { return [] }
        // A person is as free as the call that has been silent for least.
        return [ofPerson, ofPhone].compactMap { holds in
            holds.filter { $0.call != own }.map(\.lastEvent).max()
        }
    }

    /// Lets go of what a call held and takes what it holds now.
    mutating func replace(_ before: OpenCall?, with after: OpenCall?) {
        for leg in before?.heldLegs ?? [] {
            guard let key = before?.key else { continue }
            if let id = leg.professional { Holds.free(id, of: key, in: &professionals) }
            if let uri = leg.uri { Holds.free(uri, of: key, in: &uris) }
        }
        guard let after else { return }
        let hold = Hold(call: after.key, lastEvent: after.lastEvent)
        for leg in after.heldLegs where leg.because != .lastResort {
            if let id = leg.professional { Holds.take(id, hold, in: &professionals) }
            if let uri = leg.uri { Holds.take(uri, hold, in: &uris) }
        }
    }

    private static func free<Held>(
        _ held: Held, of call: CallKey, in holds: inout [Held: [Hold]]
    ) {
        holds[held]?.removeAll { $0.call == call }
        if holds[held]?.isEmpty ?? false { holds[held] = nil }
    }

    private static func take<Held>(_ held: Held, _ hold: Hold, in holds: inout [Held: [Hold]]) {
        free(held, of: hold.call, in: &holds)
        holds[held, default: []].append(hold)
    }
}
