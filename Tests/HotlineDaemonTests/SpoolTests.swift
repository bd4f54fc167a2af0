import CSQLite
import Foundation
import Testing

/// Another process holds the log's file: nothing can be written to it meanwhile.
private final class HeldLog {
    private var connection: OpaquePointer?

    init(of daemon: DaemonProcess) throws {
        let path = daemon.folder.path + "/state/calls.sqlite"
        try #require(sqlite3_open(path, &connection) == SQLITE_OK)
        sqlite3_busy_timeout(connection, 2000)
        try #require(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    }

    func letGo() {
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
        sqlite3_close(connection)
        connection = nil
    }

    deinit { if connection != nil { letGo() } }
}

@Suite struct `A log that takes no writes` {
    @Test func `keeps a call ended that ended meanwhile, and is caught up with later`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()

        let held = try HeldLog(of: daemon)
        let hangup = try gateway.callerHangsUp()
        #expect(hangup.instruction == "hangup")
        #expect(hangup.http.header("hotline-log") == "spooled")
        let late = try gateway.legEnds("1.1")
        #expect(late.instruction == "hangup")
        #expect(try gateway.stepEnds(1).instruction == "hangup")
        #expect(try daemon.status()["calls"]["open"].whole == 0)
        #expect(try daemon.status()["log"]["spooled"].whole == 3)
        let metrics = try daemon.folder.client.get("/metrics").text
        #expect(metrics.contains("hotline_spool_events{spool=\"disk\"} 3\n"))
        #expect(metrics.contains("hotline_events_kept_total{place=\"spooled\"} 3\n"))
        #expect(metrics.contains("hotline_log_failures_total 3\n"))
        let readiness = try daemon.readiness().json
        #expect(readiness["state"].text == "degraded")
        #expect(readiness["codes"].list.map(\.text).contains("spooling"))
        let reasons = readiness["reasons"].list.compactMap(\.text)
        #expect(reasons.count == readiness["codes"].list.count)
        // What was found, and what to do.
        #expect(reasons.allSatisfy { $0.contains(": ") }, "\(reasons)")
        held.letGo()

        #expect(try eventually { try daemon.status()["log"]["spooled"].whole == 0 })
        #expect(try gateway.repeatLast().instruction == "hangup")
        let story = try daemon.story()
        #expect(story["state"].text == "ended")
        #expect(story["ended_by"].text == "caller")
        #expect(
            story["events"].texts("type")
                == ["call.incoming", "call.ended", "leg.ended", "step.ended"])
    }

    /// A line of a spool as the first version wrote it.
    private func line(_ order: Int, _ type: String, records: String, of call: String) -> String {
        let hash = Array(repeating: "7", count: 32).joined(separator: ",")
        return #"""
            {"order":\#(order),"call":{"gateway":"canonical","call":"\#(call)"},\#
            "type":"\#(type)","delivery":"d-\#(order)",\#
            "at":"2026-11-22T02:00:00Z","received":"2026-11-22T02:00:00Z",\#
            "body":[123,125],"bodySHA256":[\#(hash)],"records":[\#(records)],\#
            "instruction":"wait","reply":[123,125],"late":false}

            """#
    }

    private let began = #"""
        {"began":{"_0":{"from":"+4500000031","number":"+4500000031","to":"+4570201000",\#
        "rehearsal":false,"late":false}}}
        """#

    private func spool(_ name: String, of folder: DaemonFolder, _ lines: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file(name), withIntermediateDirectories: true)
        try folder.write("\(name)/events.jsonl", lines)
    }

    @Test func `an older version's spool is merged, and what cannot be read is kept`() throws {
        let folder = try DaemonFolder()
        let old = line(1, "call.incoming", records: began, of: "c-old")
        try spool("state/spool", of: folder, old + "{\"of\":\"tomorrow\"}\n")

        let daemon = try DaemonProcess(in: folder)
        #expect(try eventually { try daemon.status()["log"]["spooled"].whole == 0 })
        let story = try daemon.story(of: "c-old")
        #expect(story["events"].texts("type") == ["call.incoming"])
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file("state/spool"))
        #expect(kept.count == 1)
        let unread = try #require(kept.first { $0.hasPrefix("unread-") })
        let text = try String(
            contentsOfFile: folder.file("state/spool/\(unread)"), encoding: .utf8)
        #expect(text.contains("tomorrow"))
        #expect(daemon.journal.contains("lines that cannot be read"))
    }

    @Test func `what stands in both spools is merged in the order of decisions`() throws {
        let folder = try DaemonFolder()
        let rang = #"{"legRang":{"_0":"1.1"}}"#
        let ended = #"{"callEnded":{"_0":"caller"}}"#
        try spool(
            "run/spool", of: folder,
            line(1, "call.incoming", records: began, of: "c-both")
                + line(3, "call.ended", records: ended, of: "c-both"))
        // The last of them reached the disk late, though it was told to be in memory only.
        try spool(
            "state/spool", of: folder,
            line(2, "leg.ringing", records: rang, of: "c-both")
                + line(3, "call.ended", records: ended, of: "c-both"))

        let daemon = try DaemonProcess(in: folder)
        #expect(try eventually { try daemon.status()["log"]["spooled"].whole == 0 })
        let story = try daemon.story(of: "c-both")
        #expect(
            story["events"].texts("type") == ["call.incoming", "leg.ringing", "call.ended"])
        #expect(story["state"].text == "ended")
    }

    @Test func `a line that a crash broke off swallows no event`() throws {
        let folder = try DaemonFolder()
        try spool("state/spool", of: folder, "{\"order\":1,\"ca")
        // A folder in the log's place: it cannot be opened, and every event is spooled.
        try FileManager.default.createDirectory(
            atPath: folder.file("state/calls.sqlite"), withIntermediateDirectories: true)
        let daemon = try DaemonProcess(in: folder)
        let reply = try GatewayDouble(of: folder).callArrives()
        #expect(reply.http.header("hotline-log") == "spooled")
        try daemon.kill9()
        try FileManager.default.removeItem(atPath: folder.file("state/calls.sqlite"))
        let mended = try DaemonProcess(in: folder)
        #expect(try eventually { try mended.status()["log"]["spooled"].whole == 0 })
        #expect(try mended.events() == ["call.incoming"])
    }
}
