import Glibc
import HotlineTestSupport
import OnCallRoster
import Testing

/// A roster with an error never takes effect, and never stops a daemon that runs.
@Suite struct RosterReloadTests {
    private static let changed = DaemonRoster(professionals: ["v3", "v2", "v1"])

    private func roster(_ daemon: DaemonProcess) throws -> JSONValue {
        try daemon.status()["roster"]
    }

    private func reasons(_ daemon: DaemonProcess) throws -> [String] {
        try daemon.readiness().json["reasons"].list.compactMap(\.text)
    }

    private func compared(_ daemon: DaemonProcess) -> [Substring] {
        daemon.journal.split(separator: "\n").filter {
            $0.contains("duty was compared with the former")
        }
    }

    @Test func `at SIGHUP a broken roster leaves the old one, and a mended one is taken`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        let old = try roster(daemon)
        #expect(old["good"].flag == true)
        #expect(try reasons(daemon).isEmpty)

        let broken = DaemonRoster().broken
        try daemon.folder.write("roster.yaml", broken.text)
        daemon.hangUp()
        #expect(try eventually { try !reasons(daemon).isEmpty })
        #expect(try daemon.readiness().status == 200)
        let reason = try #require(try reasons(daemon).first)
        #expect(reason.contains("roster.yaml:\(broken.line):1"), "\(reason)")
        #expect(reason.contains("unknown-key"), "\(reason)")
        #expect(try roster(daemon)["good"].flag == false)
        #expect(try roster(daemon)["sha256"] == old["sha256"])
        #expect(daemon.journal.contains("roster.yaml:\(broken.line):1"))
        #expect(try gateway.callArrives().professionals == ["v1"])

        try daemon.folder.write("roster.yaml", RosterReloadTests.changed.text)
        daemon.hangUp()
        #expect(try eventually { try reasons(daemon).isEmpty })
        #expect(try roster(daemon)["good"].flag == true)
        #expect(try roster(daemon)["sha256"] != old["sha256"])
        #expect(eventually { !compared(daemon).isEmpty })
        #expect(compared(daemon).count == 1)
        #expect(compared(daemon).first?.contains("changes=") == true)
        #expect(compared(daemon).first?.contains("changes=0") == false)
        // The open call goes on with the plan that it began with; the next has the new one.
        #expect(try gateway.legEnds("1.1").professionals == ["v2"])
        #expect(try gateway.callArrives(as: "c-2").professionals == ["v3"])
        #expect(try daemon.story(of: "c-1")["roster"] == old["sha256"])
        let new = try roster(daemon)["sha256"]
        #expect(try daemon.story(of: "c-2")["roster"] == new)
    }

    @Test func `an editor's rename over the file is noticed without a signal`() throws {
        let daemon = try DaemonProcess()
        let old = try roster(daemon)["sha256"]
        try daemon.folder.replace("roster.yaml", by: RosterReloadTests.changed.text)
        #expect(try eventually(questions: 400) { try roster(daemon)["sha256"] != old })
        #expect(try GatewayDouble(of: daemon.folder).callArrives().professionals == ["v3"])
    }

    @Test func `a file that is gone for a while changes nothing`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        #expect(unlink(daemon.folder.file("roster.yaml")) == 0)
        daemon.hangUp()
        #expect(try eventually { try !reasons(daemon).isEmpty })
        #expect(try gateway.callArrives().professionals == ["v1"])
        try daemon.folder.write("roster.yaml", DaemonRoster().text)
        daemon.hangUp()
        #expect(try eventually { try reasons(daemon).isEmpty })
    }

    @Test func `a roster with a gap takes effect, and status shows the alarm`() throws {
        let gap = DaemonRoster(hasGap: true)
        let daemon = try DaemonProcess(in: DaemonFolder(roster: gap.text))
        #expect(try reasons(daemon).isEmpty)
        let gateway = GatewayDouble(of: daemon.folder)
        #expect(try gateway.callArrives().professionals == ["v1"])
        #expect(try gateway.legEnds("1.1").professionals == ["v2"])
        // Nobody is on the third line on a Sunday.
        #expect(try gateway.legEnds("2.1").professionals == [nil])

        let told = try daemon.hotlinectl("status", "--format", "json")
        #expect(told.end == .exited(0), "\(told.errors)")
        let status = try #require(JSONValue.parse(Array(told.output.utf8)))
        #expect(status["roster"]["good"].flag == true)
        #expect(status["alarms"].texts("code").contains("gap"))
        let messages = status["alarms"].texts("message").compactMap { $0 }
        #expect(messages.contains { $0.contains("roster.yaml:") })
        let text = try daemon.hotlinectl("status")
        #expect(text.output.contains("gap"), "\(text.output)")
    }

    @Test func `without any good roster every call goes to the settings' last resort`() throws {
        let broken = DaemonRoster().broken
        let daemon = try DaemonProcess(in: DaemonFolder(roster: broken.text))
        let readiness = try daemon.readiness()
        #expect(readiness.status == 200)
        #expect(readiness.text.contains("roster.yaml:\(broken.line):1"), "\(readiness.text)")
        #expect(daemon.journal.contains("roster.yaml:\(broken.line):1"))
        let status = try daemon.status()
        #expect(status["state"].text == "degraded")
        #expect(status["roster"]["sha256"] == .null)

        let gateway = GatewayDouble(of: daemon.folder)
        let reply = try gateway.callArrives()
        #expect(reply.step == 1)
        #expect(reply.professionals == [nil])
        #expect(reply.uris == ["sip:vagt@fjordby.example"])
        #expect(reply.json["otherwise"]["uri"].text == "sip:vagt@fjordby.example")
        #expect(try gateway.accepts("1.1").instruction == "connect")
        #expect(try daemon.story()["roster"] == .null)
    }

    @Test func `without a roster file the daemon starts all the same`() throws {
        let daemon = try DaemonProcess(in: DaemonFolder(roster: nil))
        #expect(try reasons(daemon).contains { $0.contains("roster.yaml") })
        let gateway = GatewayDouble(of: daemon.folder)
        #expect(try gateway.callArrives().uris == ["sip:vagt@fjordby.example"])
        try daemon.folder.write("roster.yaml", DaemonRoster().text)
        daemon.hangUp()
        #expect(try eventually { try reasons(daemon).isEmpty })
        #expect(try gateway.callArrives(as: "c-2").professionals == ["v1"])
    }

    @Test func `the last good roster stands after a restart with a broken one`() throws {
        let daemon = try DaemonProcess()
        let good = try roster(daemon)["sha256"]
        #expect(daemon.terminate() == .exited(0))
        let broken = DaemonRoster().broken
        try daemon.folder.write("roster.yaml", broken.text)
        try daemon.restart()
        #expect(try roster(daemon)["sha256"] == good)
        #expect(try reasons(daemon).contains { $0.contains("roster.yaml:\(broken.line):1") })
        #expect(try GatewayDouble(of: daemon.folder).callArrives().professionals == ["v1"])
    }

    private func setClock(of daemon: DaemonProcess, to time: String) throws {
        daemon.folder.clock.set(to: instant(time))
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array(#"{"at":"\#(time)"}"#.utf8))
        #expect(reply.status == 200)
    }

    @Test func `duty is expanded anew around a clock that was set by ten years`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        for (call, time) in [("c-1", "2036-11-22T02:10:00Z"), ("c-2", "2026-11-22T02:10:00Z")] {
            try setClock(of: daemon, to: time)
            let wanted = Interval(instant(time) + .days(56), instant(time) + .days(70))
            #expect(
                try eventually {
                    try roster(daemon)["expanded_until"].text.flatMap { Instant(rfc3339: $0) }
                        .map(wanted.contains) ?? false
                })
            #expect(try gateway.callArrives(as: call).professionals == ["v1"])
            try gateway.callerHangsUp()
        }
    }

    @Test func `a line that runs out while the daemon runs is an alarm before it does`() throws {
        let text = """
            roster: 1
            institutions:
              egetraeet:
                lines:
                  first: { shifts: [{ who: v1, from: 2026-11-01, to: 2026-12-31 }] }
                  second:
                    rotations: [{ professionals: [v2], starts: 2026-01-01, turn: 1 week }]
            professionals:
              v1: { name: Vera Holm, phones: ["sip:v1@egetraeet.example"] }
              v2: { name: Viggo Dam, phones: ["sip:v2@egetraeet.example"] }
            """
        let daemon = try DaemonProcess(in: DaemonFolder(roster: text))
        #expect(try !daemon.status()["alarms"].texts("code").contains("ends-early"))
        try setClock(of: daemon, to: "2026-12-29T02:10:00Z")
        #expect(
            try eventually {
                try daemon.status()["alarms"].texts("code").contains("ends-early")
            })
    }
}
