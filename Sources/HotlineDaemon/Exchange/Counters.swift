import CallLog
import CallRouting
import OnCallRoster
import Synchronization

/// What `/metrics` tells, counted since the daemon's start. No label holds a number or a name.
final class Counters: Sendable {
    fileprivate struct Values {
        var events: [EventType: Int] = [:]
        var refusals: [Int: Int] = [:]
        var unauthentic: [GatewayName: Int] = [:]
        var logFailures = 0
        var seen: [GatewayName: Seen] = [:]
        var promises = 0
        var fallbacks = 0
    }

    fileprivate struct Seen {
        var first: Instant
        var last: Instant
        var lastSelfCall: Instant?
    }

    private let values = Mutex(Values())

    /// - Parameter isDelivered: Whether the event came through a gateway.
    func count(_ event: CallEvent, _ decision: CallRouter.Decision, isDelivered: Bool) {
        values.withLock {
            $0.events[event.type, default: 0] += 1
            guard event.type.isGateways else { return }
            if isDelivered { $0.note(event, decision.call) }
            guard !decision.call.rehearsal else { return }
            for record in decision.records {
                if case .promiseMade = record { $0.promises += 1 }
                if case .fellBack = record { $0.fallbacks += 1 }
            }
        }
    }

    func countRefusal(_ status: Int) { values.withLock { $0.refusals[status, default: 0] += 1 } }

    func countUnauthentic(at gateway: GatewayName) {
        values.withLock { $0.unauthentic[gateway, default: 0] += 1 }
    }

    func countLogFailure() { values.withLock { $0.logFailures += 1 } }

    var logFailures: Int { values.withLock { $0.logFailures } }

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

    /// The text format of Prometheus, version 0.0.4.
    func text(
        openCalls: Int, promises: (open: Int, overdue: Int), rosterIsGood: Bool,
        sightings: [GatewayName: GatewaySighting], alarms: [String: Int]
    ) -> String {
        let values = values.withLock { $0 }
        var text = MetricsText()
        text.gauge("hotline_calls_open", openCalls)
        text.gauge("hotline_promises_open", promises.open)
        text.gauge("hotline_promises_overdue", promises.overdue)
        text.counter("hotline_calls_swept_total", values.events[.callSwept] ?? 0)
        text.gauge("hotline_roster_good", rosterIsGood ? 1 : 0)
        text.counter("hotline_log_failures_total", values.logFailures)
        text.counter("hotline_promises_total", values.promises)
        text.counter("hotline_fallbacks_total", values.fallbacks)
        text.family(
            "hotline_events_total", "counter", label: "type",
            EventType.allCases.map { ($0.rawValue, values.events[$0] ?? 0) })
        text.family(
            "hotline_refusals_total", "counter", label: "status",
            values.refusals.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) })
        text.family(
            "hotline_unauthentic_total", "counter", label: "gateway",
            values.unauthentic.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) })
        let gateways = sightings.values.sorted { $0.gateway < $1.gateway }
        func of(
            _ name: String, _ value: (GatewaySighting) -> Int64?
        ) {
            text.family(
                name, "gauge", label: "gateway",
                gateways.compactMap { gateway in
                    value(gateway).map { (gateway.gateway.rawValue, Int($0)) }
                })
        }
        of("hotline_gateway_last_event_seconds") { $0.last.seconds }
        of("hotline_gateway_longest_silence_seconds") { Int64($0.longestSilence.wholeSeconds) }
        of("hotline_gateway_last_self_call_seconds") { $0.lastSelfCall?.seconds }
        text.family(
            "hotline_alarms", "gauge", label: "code",
            alarms.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        return text.text
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

/// Lines of Prometheus's text format.
private struct MetricsText {
    private var lines: [String] = []

    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func gauge(_ name: String, _ value: Int) { single(name, "gauge", value) }

    mutating func counter(_ name: String, _ value: Int) { single(name, "counter", value) }

    private mutating func single(_ name: String, _ type: String, _ value: Int) {
        lines += ["# TYPE \(name) \(type)", "\(name) \(value)"]
    }

    mutating func family(_ name: String, _ type: String, label: String, _ values: [(String, Int)]) {
        lines.append("# TYPE \(name) \(type)")
        lines += values.map { "\(name){\(label)=\"\($0.0)\"} \($0.1)" }
    }
}
