import HotlineAPI
import HotlineSettings
import HotlineTexts
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

    private var name: [String: any TextValue] { ["gateway": gateway.name] }
    private var now: Instant { Instant(rfc3339: facts.now) ?? .distantFuture }

    private var setUp: Finding? {
        guard
            facts.dialect != gateway.dialect.rawValue
                || facts.authentication != gateway.authentication
                || facts.publicURL != gateway.publicURL
        else { return nil }
        return .mend(
            .gateway, GatewayFindings.otherSettings.with(name), GatewayFindings.restartIt.text,
            run: "systemctl restart hotlined")
    }

    private var secret: Finding? {
        facts.hasSecret
            ? nil
            : .danger(
                .gateway, GatewayFindings.noSecret.with(name), GatewayFindings.mendSecret.text,
                run: "systemctl restart hotlined")
    }

    /// As the daemon judges it, by how long the gateway was ever silent.
    private var silence: Finding? {
        facts.alarms.first { $0.code == "gateway-silent" }.map {
            .mend(.gateway, .plain($0.message))
        }
    }

    private var heard: Finding? {
        if let last = facts.lastEvent {
            let found = GatewayFindings.heard.with(["gateway": gateway.name, "last": last])
            return silence == nil ? .ok(.gateway, found) : nil
        }
        return .mend(
            .gateway, GatewayFindings.neverHeard.with(name), GatewayFindings.placeCall.text,
            run: "hotlinectl gateway test \(gateway.name)"
        ).whereCallsArrive
    }

    private var selfCall: Finding? {
        guard facts.checksLine else {
            return .note(.gateway, GatewayFindings.unchecked.with(name))
        }
        let last = facts.lastSelfCall.flatMap { Instant(rfc3339: $0) }
        if let last, now - last <= GatewayCheck.selfCallEvery {
            return .ok(
                .gateway,
                GatewayFindings.checked.with([
                    "gateway": gateway.name, "last": last.description,
                ]))
        }
        let found: GatewayFindings = last == nil ? .neverChecked : .notCheckedSince
        return .mend(
            .gateway,
            found.with(["gateway": gateway.name, "last": last?.description ?? ""]),
            GatewayFindings.seeCall.text
        ).whereCallsArrive
    }
}
