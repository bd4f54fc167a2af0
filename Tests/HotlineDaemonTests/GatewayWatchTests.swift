import CallRouting
import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// Silence, and what else is found before a family finds it.
@Suite struct `A gateway that is watched` {
    private static let selfCall = "+4500000099"

    private func telephone(selfCall: Bool = false) throws -> (DaemonProcess, GatewayDouble) {
        var settings = DaemonSettings()
        if selfCall {
            settings.more = "  nightly: { dialect: jambonz, self-call: \"+45 00 00 00 99\" }"
        }
        let folder = try DaemonFolder(settings: settings)
        try folder.write("credentials/gateway-nightly", "wh_secret_0123456789\n", mode: 0o600)
        return (try DaemonProcess(in: folder), GatewayDouble(of: folder))
    }

    private func passes(_ duration: Duration, _ daemon: DaemonProcess) throws {
        daemon.folder.clock.pass(duration)
        let milliseconds = duration.components.seconds * 1000
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{\"passes\":\(milliseconds)}".utf8))
        #expect(reply.status == 200)
    }

    /// A gateway that signs with a secret which is not ours.
    private func stranger(to daemon: DaemonProcess) -> GatewayDouble {
        GatewayDouble(
            GatewayDouble.Sender(
                path: "/gateway/canonical", client: daemon.folder.client,
                proof: .signature(secret: "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="),
                clock: daemon.folder.clock), clock: daemon.folder.clock)
    }

    private func alarms(_ daemon: DaemonProcess) throws -> [String] {
        try daemon.status()["alarms"].texts("code").compactMap { $0 }
    }

    private func call(_ gateway: GatewayDouble, _ name: String) throws {
        try gateway.callArrives(as: name)
        try gateway.accepts("1.1")
        // A talk that drops at once leaves a callback, and that an alarm.
        gateway.clock.pass(.seconds(60))
        try gateway.callerHangsUp()
    }

    @Test func `may be silent for a day while it is new, and no longer`() throws {
        let (daemon, gateway) = try telephone()
        try passes(.hours(40), daemon)
        #expect(try alarms(daemon) == [], "nothing was ever heard of it")
        try call(gateway, "c-1")
        try passes(.hours(23), daemon)
        #expect(try alarms(daemon) == [])
        try passes(.hours(2), daemon)
        #expect(try alarms(daemon) == ["gateway-silent"])
        #expect(try daemon.status()["state"].text == "degraded")
        let metrics = try daemon.folder.client.get("/metrics").text
        #expect(metrics.contains("hotline_alarms{code=\"gateway-silent\"} 1"))
        #expect(daemon.journal.contains("An alarm stands"))
        try call(gateway, "c-2")
        try passes(.seconds(1), daemon)
        #expect(try alarms(daemon) == [])
    }

    @Test func `is silent for as long as it ever was, also after a restart`() throws {
        let (daemon, gateway) = try telephone()
        try call(gateway, "c-1")
        try passes(.hours(24 * 15), daemon)
        try call(gateway, "c-2")
        try daemon.restartAtOnce()
        try passes(.hours(24 * 14), daemon)
        #expect(try !alarms(daemon).contains("gateway-silent"))
        try passes(.hours(25), daemon)
        #expect(try alarms(daemon).contains("gateway-silent"))
        let metrics = try daemon.folder.client.get("/metrics").text
        let longest = 24 * 15 * 3600
        let isTold = (longest...(longest + 60)).contains {
            metrics.contains(
                "hotline_gateway_longest_silence_seconds{gateway=\"canonical\"} \($0)")
        }
        #expect(isTold, "\(metrics)")
    }

    @Test func `that fails to prove itself three times in a row raises an alarm until it does`()
        throws
    {
        let (daemon, gateway) = try telephone()
        let wrong = stranger(to: daemon)
        for number in 1...2 { #expect(try wrong.callArrives(as: "w-\(number)").status == 401) }
        #expect(try alarms(daemon) == [])
        #expect(try wrong.callArrives(as: "w-3").status == 401)
        #expect(try alarms(daemon) == ["signatures-fail"])
        let metrics = try daemon.folder.client.get("/metrics").text
        #expect(metrics.contains("hotline_unauthentic_total{gateway=\"canonical\"} 3"))
        try call(gateway, "c-1")
        #expect(try alarms(daemon) == [])
    }

    @Test func `whose forger rested for six hours raises one with the third try again`() throws {
        let (daemon, _) = try telephone()
        let wrong = stranger(to: daemon)
        for number in 1...3 { #expect(try wrong.callArrives(as: "w-\(number)").status == 401) }
        #expect(try alarms(daemon) == ["signatures-fail"])
        try passes(.seconds(6 * 3600 + 1), daemon)
        #expect(try alarms(daemon) == [])
        #expect(try wrong.callArrives(as: "w-4").status == 401)
        #expect(try alarms(daemon) == [])
        for number in 5...6 { #expect(try wrong.callArrives(as: "w-\(number)").status == 401) }
        #expect(try alarms(daemon) == ["signatures-fail"])
    }

    @Test func `that strangers knock at without any proof raises none`() throws {
        let (daemon, _) = try telephone()
        for _ in 1...5 {
            let reply = try daemon.folder.client.post(
                "/gateway/canonical",
                headers: [
                    (name: "Content-Type", value: "application/json"),
                    (name: "webhook-id", value: "d-1"),
                ], body: Array("{}".utf8))
            #expect(reply.status == 401)
        }
        #expect(try alarms(daemon) == [])
    }

    @Test func `is checked by a call every night that rings nobody`() throws {
        let (daemon, _) = try telephone(selfCall: true)
        try passes(.seconds(1), daemon)
        #expect(try alarms(daemon) == ["no-self-call"])
        let language = JambonzLanguage(name: "nightly", clock: daemon.folder.clock)
        let gateway = DialectGateway(language, of: daemon.folder)
        gateway.turnTo("s-1")
        let heard = try gateway.arrives(from: Self.selfCall, to: hotline, rehearsal: false)
        #expect(heard.name == .hangup)
        #expect(heard.text == nil)
        #expect(try alarms(daemon) == ["no-self-call"], "its end was not heard yet")
        _ = try gateway.send(.ended(by: .gateway))
        try passes(.seconds(1), daemon)
        #expect(try alarms(daemon) == [])
        let story = try daemon.story(of: gateway.call)
        #expect(story["rehearsal"].flag == true)
        #expect(story["legs"].list.isEmpty)
        #expect(try daemon.status()["gateways"].list.last?["last_self_call"].text != nil)
        #expect(
            try daemon.folder.client.get("/metrics").text.contains(
                "hotline_gateway_last_self_call_seconds{gateway=\"nightly\"}"))
        try testsGood(daemon, true)
        try passes(.hours(25), daemon)
        #expect(try !alarms(daemon).contains("no-self-call"))
        try passes(.hours(2), daemon)
        #expect(try alarms(daemon).contains("no-self-call"))
        try testsGood(daemon, false)
    }

    private func testsGood(_ daemon: DaemonProcess, _ isGood: Bool) throws {
        let told = try daemon.hotlinectl(
            "gateway", "test", "nightly", "--self-call", "--format", "json")
        let findings = try #require(JSONValue.parse(Array(told.output.utf8)))["findings"].list
        let finding = findings.first { $0["about"].text == "self-call" }
        #expect(finding?["good"].flag == isGood, "\(told.output)")
    }

    @Test func `C12 rings a number that failed twice, and an alarm stands until it rings`() throws {
        let (daemon, gateway) = try telephone()
        for (call, expected) in [("c-1", [String]()), ("c-2", ["number-fails"])] {
            try gateway.callArrives(as: call)
            try gateway.legEnds("1.1", "unreachable")
            try gateway.legRings("2.1")
            try gateway.callerHangsUp()
            try passes(.seconds(1), daemon)
            #expect(try alarms(daemon).filter { $0 == "number-fails" } == expected)
        }
        #expect(try daemon.status()["state"].text == "ok", "one number is no danger to the line")
        try gateway.callArrives(as: "c-3")
        try gateway.legRings("1.1")
        try gateway.legEnds("1.1")
        try gateway.callerHangsUp()
        try passes(.seconds(1), daemon)
        #expect(try !alarms(daemon).contains("number-fails"))
    }
}

extension DaemonProcess {
    /// Killed and started again.
    fileprivate func restartAtOnce() throws {
        try kill9()
        try restart()
    }
}
