import OnCallRoster

/// Which open calls hold which professionals and URIs: from the moment a leg is handed out until it
/// or its call ends.
package struct Holds: Sendable {
    private var professionals: [ProfessionalID: [CallKey]] = [:]
    private var uris: [DialTarget: [CallKey]] = [:]
    /// When each call that holds anybody last had an event.
    private var lastEvents: [CallKey: Instant] = [:]
    /// Gateways that tell who took a call when it is over: a call of theirs says nothing for as long
    /// as people talk, or for ever.
    package var reticent: Set<GatewayName> = []

    package init() {}

    package var isEmpty: Bool { lastEvents.isEmpty }

    /// When the calls that hold a target last had an event; its own call is none of them.
    func lastEvents(
        holding professional: ProfessionalID?, _ uri: DialTarget?, besides own: CallKey?
    ) -> [Instant] {
        let ofPerson = professional.flatMap { professionals[$0] } ?? []
        let ofPhone = uri.flatMap { uris[$0] } ?? []
        guard !ofPerson.isEmpty || !ofPhone.isEmpty else { return [] }
        // A person is as free as the call that has been silent for least.
        return [ofPerson, ofPhone].compactMap { calls in
            calls.filter { $0 != own }.compactMap { call in
                lastEvents[call].map { reticent.contains(call.gateway) ? $0 - Holds.sooner : $0 }
            }.max()
        }
    }

    /// After five minutes whoever such a call holds is rung, after all others.
    private static let sooner: Duration = RingPlan.staleHold - .minutes(5)

    /// Lets go of what a call held and takes what it holds now.
    mutating func replace(_ before: OpenCall?, with after: OpenCall?) {
        guard let key = before?.key ?? after?.key else { return }
        let (held, holds) = (before?.heldCount ?? 0, after?.heldCount ?? 0)
        guard held > 0 || holds > 0 else { return }
        lastEvents[key] = holds > 0 ? after?.lastEvent : nil
        // A leg never opens again: as many of as many are the same ones.
        if held == holds, before?.legs.count == after?.legs.count { return }
        for leg in before?.heldLegs ?? [] {
            if let id = leg.professional { Holds.free(id, of: key, in: &professionals) }
            if let uri = leg.uri { Holds.free(uri, of: key, in: &uris) }
        }
        for leg in after?.heldLegs ?? [] {
            if let id = leg.professional { Holds.take(id, for: key, in: &professionals) }
            if let uri = leg.uri { Holds.take(uri, for: key, in: &uris) }
        }
    }

    private static func free<Held>(
        _ held: Held, of call: CallKey, in holds: inout [Held: [CallKey]]
    ) {
        guard let index = holds.index(forKey: held) else { return }
        holds.values[index].removeAll { $0 == call }
        if holds.values[index].isEmpty { holds.remove(at: index) }
    }

    private static func take<Held>(
        _ held: Held, for call: CallKey, in holds: inout [Held: [CallKey]]
    ) {
        if holds[held]?.contains(call) ?? false { return }
        holds[held, default: []].append(call)
    }
}
