import CallLog
import CallRouting
import OnCallRoster
import Synchronization

/// What the daemon counts from its start on, for `/metrics`.
final class Counters: Sendable {
    fileprivate struct Values {
        var calls = CallCounts()
        var refusals: [Int: Int] = [:]
        var unauthentic: [GatewayName: Int] = [:]
        var logFailures = 0
        var seen: [GatewayName: Seen] = [:]
        var fallbackUntil: Instant?
    }

    fileprivate struct Seen {
        var first: Instant
        var last: Instant
        var lastSelfCall: Instant?
    }

    private let values = Mutex(Values())
    /// From an authentic question's arrival to its answer; half a second is promised.
    let replies = TimeHistogram(
        bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.4, 0.5, 1, 2.5, 5])
    /// From handing an event to the log until it is on disk there.
    let commits = TimeHistogram(
        bounds: [
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
        ])

    /// - Parameter isDelivered: Whether the event came through a gateway.
    func count(
        _ event: CallEvent, _ outcome: CallFloor.Outcome, isDelivered: Bool,
        keeping: Exchange.Reply.Keeping
    ) {
        let call = outcome.decision.call
        values.withLock {
            $0.calls.count(
                event.type, outcome.decision.records, of: call, isNew: outcome.before == nil,
                keeping: keeping)
            if event.type.isGateways, isDelivered { $0.note(event, call) }
        }
    }

    func countRefusal(_ status: Int) { values.withLock { $0.refusals[status, default: 0] += 1 } }

    func countUnauthentic(at gateway: GatewayName) {
        values.withLock { $0.unauthentic[gateway, default: 0] += 1 }
    }

    func countLogFailure() { values.withLock { $0.logFailures += 1 } }

    /// A fallback plan was written that reaches until then.
    func note(fallbackUntil until: Instant) { values.withLock { $0.fallbackUntil = until } }

    var calls: CallCounts { values.withLock { $0.calls } }
    var refusals: [Int: Int] { values.withLock { $0.refusals } }
    var unauthentic: [GatewayName: Int] { values.withLock { $0.unauthentic } }
    var logFailures: Int { values.withLock { $0.logFailures } }
    var fallbackUntil: Instant? { values.withLock { $0.fallbackUntil } }

    /// What the log has of each gateway, and what was heard since.
    func sightings(
        since logged: [GatewayName: GatewaySighting]
    ) -> [GatewayName: GatewaySighting] {
        values.withLock { values in
            logged.merging(
                values.seen.map { gateway, seen in
                    let before = logged[gateway]
                    let silence = before.map { max(.zero, seen.last - $0.last) } ?? .zero
                    return (
                        gateway,
                        GatewaySighting(
                            gateway: gateway, first: min(before?.first ?? seen.first, seen.first),
                            last: max(before?.last ?? seen.last, seen.last),
                            longestSilence: max(before?.longestSilence ?? .zero, silence),
                            lastSelfCall: [before?.lastSelfCall, seen.lastSelfCall]
                                .compactMap { $0 }.max())
                    )
                }, uniquingKeysWith: { $1 })
        }
    }
}

extension Counters.Values {
    fileprivate mutating func note(_ event: CallEvent, _ call: OpenCall) {
        let gateway = event.call.gateway
        var seen = self.seen[gateway] ?? Counters.Seen(first: event.received, last: event.received)
        seen.last = event.received
        if call.isSelfCall, event.type == .callEnded { seen.lastSelfCall = event.received }
        self.seen[gateway] = seen
    }
}
