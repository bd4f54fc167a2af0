import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// What `/metrics` tells of a running daemon.
@Suite struct `The metrics of a daemon` {
    private func metrics(_ daemon: DaemonProcess) throws -> [Substring] {
        try daemon.folder.client.get("/metrics").text.split(separator: "\n")
    }

    /// The value of a sample; `nil` where there is none.
    private func value(_ name: String, _ daemon: DaemonProcess) throws -> Double? {
        try metrics(daemon).first { $0.hasPrefix(name + " ") }.flatMap {
            Double($0.dropFirst(name.count + 1))
        }
    }

    private func passes(_ duration: Duration, _ daemon: DaemonProcess) throws {
        daemon.folder.clock.pass(duration)
        let milliseconds = duration.components.seconds * 1000
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{\"passes\":\(milliseconds)}".utf8))
        #expect(reply.status == 200)
    }

    @Test func `say in which format they are`() throws {
        let daemon = try DaemonProcess()
        let reply = try daemon.folder.client.get("/metrics")
        #expect(reply.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
    }

    @Test func `follow a call from its beginning to its end`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        #expect(try value("hotline_calls_open", daemon) == 1)
        #expect(try value("hotline_calls_offered_total", daemon) == 1)
        #expect(try value("hotline_legs_rung_total", daemon) == 1)
        #expect(try value("hotline_reply_seconds_count", daemon) == 1)
        #expect(try value("hotline_log_commit_seconds_count", daemon) == 1)
        gateway.clock.pass(.seconds(18))
        try gateway.accepts("1.1")
        gateway.clock.pass(.seconds(60))
        try gateway.callerHangsUp()
        #expect(try value("hotline_calls_open", daemon) == 0)
        #expect(try value("hotline_calls_ended_total{outcome=\"answered\"}", daemon) == 1)
        #expect(try value("hotline_call_wait_seconds_bucket{le=\"15\"}", daemon) == 0)
        #expect(try value("hotline_call_wait_seconds_bucket{le=\"20\"}", daemon) == 1)
        #expect(try value("hotline_legs_ended_total{reason=\"completed\"}", daemon) == 1)
        // Reports are no questions, and each is an event.
        #expect(try value("hotline_reply_seconds_count", daemon) == 1)
        #expect(try value("hotline_log_commit_seconds_count", daemon) == 3)
        #expect(try value("hotline_events_kept_total{place=\"log\"}", daemon) == 3)
    }

    @Test func `count no forged question among those that were answered`() throws {
        let daemon = try DaemonProcess()
        let stranger = GatewayDouble(kamailioOf: daemon.folder, token: "a token that is not ours")
        #expect(try stranger.callArrives().status == 401)
        #expect(try value("hotline_reply_seconds_count", daemon) == 0)
        #expect(try value("hotline_unauthentic_total{gateway=\"kamailio\"}", daemon) == 1)
        #expect(try value("hotline_unauthentic_total{gateway=\"canonical\"}", daemon) == 0)
    }

    @Test func `leave a rehearsal out of the open calls`() throws {
        let daemon = try DaemonProcess()
        let reply = try daemon.folder.control.post(
            "/api/v1/rehearsals", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{\"from\":\"\(jensen)\"}".utf8))
        #expect(reply.status == 200)
        #expect(try value("hotline_calls_open", daemon) == 0)
        #expect(try value("hotline_calls_offered_total", daemon) == 0)
        #expect(try value("hotline_events_total{type=\"call.incoming\"}", daemon) == 1)
    }

    @Test func `tell a line that nobody fills`() throws {
        let daemon = try DaemonProcess(in: DaemonFolder(roster: DaemonRoster(hasGap: true).text))
        try passes(.seconds(1), daemon)
        #expect(try value("hotline_coverage_lines_unfilled", daemon) == 1)
        #expect(try value("hotline_coverage_next_gap_seconds", daemon) == 0)
        #expect(try value("hotline_alarms{code=\"gap\"}", daemon) == 1)
        // On Monday it is filled, until Saturday.
        try passes(.hours(24), daemon)
        #expect(try value("hotline_coverage_lines_unfilled", daemon) == 0)
        let next = try #require(try value("hotline_coverage_next_gap_seconds", daemon))
        #expect((4.0...5.0).contains(next / 86_400))
    }

    @Test func `tell how old the roster, the fallback plan and the last copy are`() throws {
        let daemon = try DaemonProcess()
        #expect(try value("hotline_roster_good", daemon) == 1)
        #expect(try value("hotline_backup_age_seconds", daemon) == nil)
        #expect(
            try eventually {
                try value("hotline_fallback_plan_left_seconds", daemon) ?? 0 > 47 * 3600
            })
        try GatewayDouble(of: daemon.folder).callArrives()
        let copy = daemon.folder.file("copy.sqlite")
        #expect(try daemon.hotlinectl("log", "backup", "--to", copy).end == .exited(0))
        try passes(.hours(5), daemon)
        let age = try #require(try value("hotline_backup_age_seconds", daemon))
        #expect((18_000...18_100).contains(age))
        let loaded = try #require(try value("hotline_roster_age_seconds", daemon))
        #expect((18_000...18_100).contains(loaded))
        let horizon = try #require(try value("hotline_roster_horizon_seconds", daemon))
        #expect((62.0...63.0).contains(horizon / 86_400))
        #expect(try #require(try value("hotline_log_bytes", daemon)) > 0)
        #expect(try #require(try value("hotline_log_free_bytes", daemon)) > 0)
    }

    @Test func `tell for how long a gateway has been silent`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        try passes(.hours(3), daemon)
        let name = "hotline_gateway_silence_seconds{gateway=\"canonical\"}"
        let silence = try #require(try value(name, daemon))
        #expect((10_800...10_900).contains(silence))
    }

    @Test func `hold no number and no name`() throws {
        let daemon = try DaemonProcess(in: DaemonFolder(roster: DaemonRoster(hasGap: true).text))
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        try gateway.legEnds("1.1", "unreachable")
        try gateway.callerHangsUp()
        try passes(.hours(48), daemon)
        let text = try daemon.folder.client.get("/metrics").withoutValues
        for secret in PrivateTexts.all { #expect(!text.contains(secret), "\(secret)") }
        for professional in DaemonRoster.names.keys { #expect(!text.contains(professional)) }
    }
}

extension HTTPReply {
    /// A page of metrics with names, labels and sentences only: figures may have any digits.
    var withoutValues: String {
        let lines = text.split(separator: "\n").map { line in
            line.hasPrefix("#") ? line : line.split(separator: " ").dropLast().joined()[...]
        }
        return lines.joined(separator: "\n")
    }
}
