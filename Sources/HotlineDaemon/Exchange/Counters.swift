import CallRouting
import OnCallRoster
import Synchronization

/// What `/metrics` tells, counted since the daemon's start. No label holds a number or a name.
final class Counters: Sendable {
    private struct Values {
        var events: [EventType: Int] = [:]
        var refusals: [Int: Int] = [:]
        var logFailures = 0
        var lastEvents: [GatewayName: Instant] = [:]
        var promises = 0
        var fallbacks = 0
    }

    private let values = Mutex(Values())

    func count(_ event: CallEvent, _ decision: CallRouter.Decision) {
        values.withLock {
            $0.events[event.type, default: 0] += 1
            guard event.type.isGateways, !decision.call.rehearsal else { return }
            $0.lastEvents[event.call.gateway] = event.received
            for record in decision.records {
                if case .promiseMade = record { $0.promises += 1 }
                if case .fellBack = record { $0.fallbacks += 1 }
            }
        }
    }

    func countRefusal(_ status: Int) { values.withLock { $0.refusals[status, default: 0] += 1 } }

    func countLogFailure() { values.withLock { $0.logFailures += 1 } }

    var logFailures: Int { values.withLock { $0.logFailures } }

    var lastEvents: [GatewayName: Instant] { values.withLock { $0.lastEvents } }

    /// The text format of Prometheus, version 0.0.4.
    func text(
        openCalls: Int, promises: (open: Int, overdue: Int), rosterIsGood: Bool
    ) -> String {
        let values = values.withLock { $0 }
        var lines = [
            "# TYPE hotline_calls_open gauge", "hotline_calls_open \(openCalls)",
            "# TYPE hotline_promises_open gauge", "hotline_promises_open \(promises.open)",
            "# TYPE hotline_promises_overdue gauge",
            "hotline_promises_overdue \(promises.overdue)",
            "# TYPE hotline_calls_swept_total counter",
            "hotline_calls_swept_total \(values.events[.callSwept] ?? 0)",
            "# TYPE hotline_roster_good gauge", "hotline_roster_good \(rosterIsGood ? 1 : 0)",
            "# TYPE hotline_log_failures_total counter",
            "hotline_log_failures_total \(values.logFailures)",
            "# TYPE hotline_promises_total counter", "hotline_promises_total \(values.promises)",
            "# TYPE hotline_fallbacks_total counter", "hotline_fallbacks_total \(values.fallbacks)",
            "# TYPE hotline_events_total counter",
        ]
        for type in EventType.allCases {
            lines.append(
                "hotline_events_total{type=\"\(type.rawValue)\"} \(values.events[type] ?? 0)")
        }
        lines.append("# TYPE hotline_refusals_total counter")
        for (status, count) in values.refusals.sorted(by: { $0.key < $1.key }) {
            lines.append("hotline_refusals_total{status=\"\(status)\"} \(count)")
        }
        lines.append("# TYPE hotline_gateway_last_event_seconds gauge")
        for (gateway, at) in values.lastEvents.sorted(by: { $0.key < $1.key }) {
            lines.append("hotline_gateway_last_event_seconds{gateway=\"\(gateway)\"} \(at.seconds)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
