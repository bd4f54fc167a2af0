import CallRouting
import OnCallRoster

/// Measures one decision in process: who a caller is, the plan, and the first instruction.
struct DecisionBench {
    let inForce: RosterInForce
    let families: Int
    private let now = Instant(seconds: 1_795_348_800)

    init?(families: Int) {
        self.families = families
        let institutions = max(1, families / 200)
        var lines = ["roster: 1", "numbers:"]
        lines.append("  \"+45 70 20 10 00\": { institution: i0 }")
        lines.append("institutions:")
        for index in 0..<institutions {
            lines.append("  i\(index):")
            lines.append("    lines:")
            for (line, offset) in [("first", 0), ("backup", 3)] {
                let people = (0..<3).map { "p\(index)-\(offset + $0)" }.joined(separator: ", ")
                lines.append("      \(line):")
                lines.append("        rotations:")
                lines.append(
                    "          - { professionals: [\(people)], starts: 2026-01-05, turn: 1 week }")
            }
        }
        lines.append("professionals:")
        for index in 0..<institutions {
            for person in 0..<6 {
                lines.append(
                    "  p\(index)-\(person): { phones: [\"sip:p\(index)-\(person)@x.example\"] }")
            }
        }
        lines.append("families:")
        for index in 0..<families {
            lines.append(
                "  f\(index): { phones: [\"+45\(10_000_000 + index)\"], institution: i\(index % institutions) }"
            )
        }
        let file = RosterFile(
            name: "bench.yaml", relativePath: "bench.yaml",
            bytes: Array(lines.joined(separator: "\n").utf8))
        let reading = readRoster(files: [file], now: now)
        guard let roster = reading.roster, let target = DialTarget("sip:vagt@x.example") else {
            return nil
        }
        settings = RoutingSettings(lastResort: target)
        inForce = RosterInForce(roster, around: now)
    }

    private let settings: RoutingSettings

    /// What decisions take, in microseconds, sorted.
    struct Times {
        /// Every event of a call.
        var all: [Double] = []
        /// `call.incoming` alone: who calls, the plan, the first step.
        var incoming: [Double] = []
    }

    /// Decides on whole calls: one rings in vain, the next one takes it, and it ends; while as many
    /// others as `open` go on.
    func run(rounds: Int, open: Int) throws -> Times {
        var floor = CallFloor()
        for number in 0..<open {
            try decide("open-\(number)", arrival(number, ofUpperHalf: false), &floor)
        }
        var times = Times()
        for round in 0..<rounds {
            let name = "c-\(round)"
            let incoming = try decide(name, arrival(round, ofUpperHalf: true), &floor)
            times.incoming.append(incoming)
            times.all.append(incoming)
            let (first, second) = (LegID(step: 1, number: 1), LegID(step: 2, number: 1))
            let rest: [(seconds: Int, CallEvent.Kind)] = [
                (1, .legRinging(first)), (25, .legEnded(first, .noAnswer)),
                (26, .legRinging(second)), (30, .legAnswered(second)),
                (33, .legAccepted(second, confirmed: true)),
                (333, .legEnded(second, .completed)), (334, .ended(by: .caller)),
            ]
            for (seconds, kind) in rest {
                times.all.append(try decide(name, kind, after: seconds, &floor))
            }
        }
        times.all.sort()
        times.incoming.sort()
        return times
    }

    /// A call from a family of one half of the institutions: whoever is on duty at the other half is
    /// held by the calls that go on.
    private func arrival(_ number: Int, ofUpperHalf isUpper: Bool) -> CallEvent.Kind {
        let institutions = max(1, families / 200)
        let half = max(1, institutions / 2)
        let institution = (number &* 31) % half + (isUpper && institutions > 1 ? half : 0)
        let family = institution + institutions * ((number &* 7919) % (families / institutions))
        return .incoming(
            CallEvent.Incoming(
                from: CallerID("+45\(10_000_000 + family)"), to: "+4570201000"))
    }

    /// One event decided and taken up, timed.
    @discardableResult
    private func decide(
        _ call: String, _ kind: CallEvent.Kind, after seconds: Int = 0, _ floor: inout CallFloor
    ) throws -> Double {
        let rules = CallFloor.Rules(
            inForce: inForce, settings: settings, abilities: GatewayAbilities())
        let event = CallEvent(
            call: CallKey(gateway: "bench", call: call), received: now + .seconds(seconds),
            kind: kind)
        var failure: (any Error)?
        let time = ContinuousClock().measure {
            do {
                let outcome = try floor.decide(event, on: floor[event.call], by: rules)
                floor.take(outcome, of: event, by: rules, monotonic: .zero)
                floor.confirm(outcome, of: event)
                floor.settle(event.call)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return Double(time.components.attoseconds) / 1e12
    }
}
