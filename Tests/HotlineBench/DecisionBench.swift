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

    /// Microseconds of each decision, sorted.
    func run(rounds: Int) -> [Double] {
        let router = CallRouter(
            inForce: inForce, settings: settings, abilities: GatewayAbilities(),
            context: RoutingContext())
        let clock = ContinuousClock()
        var times: [Double] = []
        times.reserveCapacity(rounds)
        for round in 0..<rounds {
            let event = CallEvent(
                call: CallKey(gateway: "bench", call: "c-\(round)"), received: now,
                kind: .incoming(
                    CallEvent.Incoming(
                        from: CallerID("+45\(10_000_000 + (round &* 7919) % families)"),
                        to: "+4570201000")))
            let time = clock.measure {
                guard let decision = try? router.decide(event, on: nil),
                    decision.reply.name == .dial
                else { preconditionFailure("a known family's call is dialled") }
            }
            times.append(Double(time.components.attoseconds) / 1e12)
        }
        return times.sorted()
    }
}
