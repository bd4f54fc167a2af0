import HotlineAPI
import Testing

@testable import HotlineControl

/// What comes over the control socket, and what is said when nothing does.
@Suite struct DaemonClientTests {
    private func reply(_ text: String) -> HTTPReply? { HTTPReply(Array(text.utf8)) }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\n{}trailing",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n",
    ])
    func `a body is read by length, to the end, or in chunks`(_ text: String) {
        #expect(reply(text) == HTTPReply(status: 200, body: Array("{}".utf8)))
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
    ])
    func `what is cut short or no HTTP is no reply`(_ text: String) {
        #expect(reply(text) == nil)
    }

    @Test func `a whole body ends the reading`() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"
        #expect(!HTTPReply.isComplete(Array(text.utf8)))
        #expect(HTTPReply.isComplete(Array((text + "}").utf8)))
    }

    @Test func `without a daemon the command says where it looked`() {
        let client = DaemonClient(socketPath: "/nonexistent/control.sock")
        let failure = #expect(throws: Failure.self) { try client.status() }
        #expect(failure?.status == .daemonDoesNotAnswer)
        #expect(
            failure?.message.hasPrefix(
                "hotlined does not answer at /nonexistent/control.sock: is it running?") == true)
    }

    @Test func `a socket's path that is too long is unusable input`() {
        let client = DaemonClient(socketPath: "/" + String(repeating: "a", count: 200))
        let failure = #expect(throws: Failure.self) { try client.status() }
        #expect(failure?.status == .unusableInput)
    }

    @Test func `an id is escaped whole`() {
        #expect(DaemonClient.escaped("kamailio/a b@æ~1.x-_") == "kamailio%2Fa%20b%40%C3%A6~1.x-_")
    }

    @Test func `an event carries null for what it does not have`() throws {
        let json = try JSONDocument(RehearsalEvent(type: "step.ended", step: 1)).text
        #expect(
            json == #"{"by":null,"confirmed":null,"digits":null,"leg":null,"reason":null,"#
                + #""step":1,"type":"step.ended"}"#)
        let sparse = JSONDocument(bytes: Array(#"{"type":"call.ended","by":"caller"}"#.utf8))
        #expect(
            try sparse.decode(RehearsalEvent.self)
                == RehearsalEvent(type: "call.ended", by: "caller"))
    }

    @Test func `a status is told in words, and its nulls are explicit`() throws {
        let status = Status(
            state: "degraded", reasons: ["no good roster"], version: "0.1.0",
            since: "2026-11-22T12:00:00Z",
            roster: Status.RosterInForce(
                sha256: nil, files: [], loaded: nil, good: false, expandedUntil: nil),
            calls: Status.Calls(open: 1, swept: 0), promises: Status.Promises(open: 0, overdue: 0),
            log: Status.Log(state: "ok", spooled: 0, lastEvent: nil),
            gateways: [Status.Gateway(gateway: "kamailio", lastEvent: nil, lastSelfCall: nil)],
            alarms: [])
        let json = try JSONDocument(status).text
        for key in ["sha256", "loaded", "expanded_until", "last_event", "last_self_call"] {
            #expect(json.contains("\"\(key)\":null"))
        }
        let text = StatusText(status).text
        #expect(text.contains("no good roster"))
        #expect(text.contains("every call goes to the settings' last resort"))
    }

    @Test func `a status tells who is on duty, a line each`() throws {
        var status = Status(
            state: "ok", reasons: [], version: "0.1.0", since: "2026-11-22T12:00:00Z",
            roster: Status.RosterInForce(
                sha256: nil, files: [], loaded: nil, good: false, expandedUntil: nil),
            calls: Status.Calls(open: 0, swept: 0), promises: Status.Promises(open: 0, overdue: 0),
            log: Status.Log(state: "ok", spooled: 0, lastEvent: nil), gateways: [], alarms: [])
        #expect(!StatusText(status).text.contains("on duty"))
        status.duty = [
            Status.Duty(
                professional: "anna", lines: ["egetraeet/backup", "egetraeet/first"],
                since: "2026-11-22T14:00:00Z", until: "2026-11-23T07:00:00Z", interruptions: 2,
                lastInterruption: "2026-11-23T02:40:00Z", reliefDue: "2026-11-23T15:40:00Z"),
            Status.Duty(
                professional: "bo", lines: ["solhjem/first"], since: "2026-11-22T14:00:00Z",
                until: nil, interruptions: 0, lastInterruption: nil, reliefDue: nil),
        ]
        let lines = StatusText(status).text.split(separator: "\n")
        let anna = try #require(lines.first { $0.hasPrefix("on duty") })
        #expect(
            anna.hasSuffix(
                "anna on egetraeet/backup, egetraeet/first since 2026-11-22T14:00:00Z until "
                    + "2026-11-23T07:00:00Z: 2 interruptions, the last 2026-11-23T02:40:00Z; relief "
                    + "is due by 2026-11-23T15:40:00Z"))
        #expect(
            lines.last?.hasSuffix(
                "bo on solhjem/first since 2026-11-22T14:00:00Z: no interruptions") == true)
        let json = try JSONDocument(status).text
        for key in ["until", "last_interruption", "relief_due"] {
            #expect(json.contains("\"\(key)\":null"))
        }
    }
}
