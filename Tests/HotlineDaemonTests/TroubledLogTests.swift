import CSQLite
import Foundation
import HotlineTestSupport
import Testing

/// C21: the log is locked, the disk is full, the file is corrupt. Each call is routed all the same,
/// its events are spooled, and merged later, once and in order.
@Suite struct `C21 A log in trouble` {
    /// A whole call that nobody answers, up to the promise; who was rung.
    private func callThatNobodyAnswers(
        _ gateway: GatewayDouble, as call: String
    ) throws -> (rung: [[String?]], keepings: [String?]) {
        var reply = try gateway.callArrives(as: call)
        var rung: [[String?]] = []
        var keepings = [reply.http.header("hotline-log")]
        for step in 1...4 {
            rung.append(reply.professionals)
            reply = try gateway.legEnds("\(step).1")
            keepings.append(reply.http.header("hotline-log"))
        }
        #expect(reply.instruction == "callback")
        return (rung, keepings)
    }

    private let everybody: [[String?]] = [["v1"], ["v2"], ["v3"], [nil]]
    private let types = ["call.incoming", "leg.ended", "leg.ended", "leg.ended", "leg.ended"]

    /// In the log once and in order, and the promise owed once.
    private func isMerged(_ daemon: DaemonProcess, _ call: String) throws {
        #expect(try eventually { try daemon.status()["log"]["spooled"].whole == 0 })
        let story = try daemon.story(of: call)
        #expect(story["events"].texts("type") == types)
        #expect(story["promise"]["state"].text == "open")
        let owed = try daemon.folder.control.get("/api/v1/follow-ups").json["follow_ups"]
        #expect(owed.list.count { $0["call"].text == call } == 1)
    }

    @Test func `that is locked`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        var connection: OpaquePointer?
        let path = daemon.folder.file("state/calls.sqlite")
        try #require(sqlite3_open(path, &connection) == SQLITE_OK)
        defer { sqlite3_close(connection) }
        sqlite3_busy_timeout(connection, 2000)
        try #require(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        let (rung, keepings) = try callThatNobodyAnswers(gateway, as: "c-1")
        #expect(rung == everybody)
        #expect(keepings.allSatisfy { $0 == "spooled" })
        #expect(try daemon.status()["promises"]["open"].whole == 1)
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
        try isMerged(daemon, "c-1")
    }

    @Test func `on a disk that is full`() throws {
        let folder = try DaemonFolder()
        // No file may grow beyond 900 KiB; the signal that tells of it is ignored.
        let daemon = try DaemonProcess(
            in: folder,
            launcher: ["/bin/bash", "-c", "trap '' XFSZ; ulimit -f 900; exec \"$@\"", "full"])
        let gateway = GatewayDouble(of: folder)
        var last = "c-0"
        for number in 1...80 {
            last = "c-\(number)"
            let reply = try gateway.callArrives(as: last)
            #expect(reply.instruction == "dial")
            try gateway.callerHangsUp()
            if reply.http.header("hotline-log") != nil { break }
        }
        #expect(try daemon.status()["state"].text == "degraded")
        let (rung, keepings) = try callThatNobodyAnswers(gateway, as: "c-full")
        #expect(rung == everybody)
        #expect(keepings.allSatisfy { $0 == "spooled" })
        try daemon.kill9()
        let mended = try DaemonProcess(in: folder)
        try isMerged(mended, "c-full")
        #expect(try mended.story(of: last)["events"].list.first?["type"].text == "call.incoming")
    }

    @Test func `whose file is corrupt`() throws {
        let folder = try DaemonFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("state"), withIntermediateDirectories: true)
        try folder.write("state/calls.sqlite", String(repeating: "no log at all ", count: 400))
        let daemon = try DaemonProcess(in: folder)
        let gateway = GatewayDouble(of: folder)
        let (rung, keepings) = try callThatNobodyAnswers(gateway, as: "c-1")
        #expect(rung == everybody)
        #expect(keepings.allSatisfy { $0 == "spooled" })
        #expect(try daemon.status()["state"].text == "degraded")
        #expect(daemon.terminate() == .exited(0))
        try FileManager.default.removeItem(atPath: folder.file("state/calls.sqlite"))
        try isMerged(try DaemonProcess(in: folder), "c-1")
    }
}
