import HotlineAPI
import HotlineSettings
import OnCallRoster

/// Whether a gateway and the daemon can hear each other. Nothing is sent to it: gateways ring the
/// daemon, and it rings nobody.
struct GatewayCheck {
    let gateway: GatewaySettings
    /// What the daemon knows of it.
    let facts: GatewayFacts

    private static let selfCallEvery: Duration = .hours(26)

    var findings: [Finding] {
        let found = [setUp, secret, silence, heard, selfCall].compactMap { $0 }
        return found
    }

    private var name: String { "gateway \(gateway.name)" }
    private var now: Instant { Instant(rfc3339: facts.now) ?? .distantFuture }

    private var setUp: Finding? {
        guard
            facts.dialect != gateway.dialect.rawValue
                || facts.authentication != gateway.authentication
                || facts.publicURL != gateway.publicURL
        else { return nil }
        return .mend(
            .gateway, "the daemon runs with other settings of \(name) than the file has",
            "restart it", run: "systemctl restart hotlined")
    }

    private var secret: Finding? {
        facts.hasSecret
            ? nil
            : .danger(
                .gateway,
                "the daemon has no secret of \(name) that it can use: every request is refused",
                "mend the secret, then restart the daemon", run: "systemctl restart hotlined")
    }

    /// As the daemon judges it, by how long the gateway was ever silent.
    private var silence: Finding? {
        facts.alarms.first { $0.code == "gateway-silent" }.map { .mend(.gateway, $0.message) }
    }

    private var heard: Finding? {
        if let last = facts.lastEvent {
            return silence == nil ? .ok(.gateway, "\(name) was last heard of \(last)") : nil
        }
        return .mend(
            .gateway, "nothing was ever heard of \(name)",
            "place a call to the hotline; whether set-up and secret are right is told by",
            run: "hotlinectl gateway test \(gateway.name)"
        ).whereCallsArrive
    }

    private var selfCall: Finding? {
        guard facts.checksLine else {
            return .note(
                .gateway,
                "nothing tells a silent night of \(name) from a dead line: name a number in "
                    + "'self-call', and "
                    + "let it ring the hotline every night (docs/gateways.md)")
        }
        let last = facts.lastSelfCall.flatMap { Instant(rfc3339: $0) }
        if let last, now - last <= GatewayCheck.selfCallEvery {
            return .ok(.gateway, "the line was checked through \(name) at \(last)")
        }
        let since = last.map { "since \($0)" } ?? "yet"
        return .mend(
            .gateway, "no call to check the line came through \(name) \(since)",
            "see whether it is placed, and place a call to the hotline"
        ).whereCallsArrive
    }
}
