import Foundation
import Testing

/// The steps of docs/backup-and-restore.md.
@Suite struct `A restored log` {
    @Test func `goes on from the copy, with what was owed then and what stands in the spool`()
        throws
    {
        let folder = try DaemonFolder()
        let daemon = try DaemonProcess(in: folder)
        let gateway = GatewayDouble(of: folder)
        var reply = try gateway.callArrives(as: "before")
        for step in 1...20 where reply.instruction == "dial" { reply = try gateway.stepEnds(step) }
        #expect(reply.instruction == "callback")
        try gateway.callerHangsUp()
        let copy = folder.file("copy.sqlite")
        let made = try daemon.hotlinectl("log", "backup", "--to", copy, "--format", "json")
        #expect(made.end == .exited(0))
        let document = try #require(JSONValue.parse(Array(made.output.utf8)))
        #expect(document["recorded"].flag == true)
        let head = try #require(document["head"].text)

        // Calls after the copy are lost with the file.
        try gateway.callArrives(as: "after")
        try gateway.callerHangsUp()
        #expect(daemon.terminate() == .exited(0))
        let state = folder.file("state")
        try FileManager.default.createDirectory(
            atPath: state + "/broken", withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: state)
        where name.hasPrefix("calls.sqlite") {
            try FileManager.default.moveItem(
                atPath: "\(state)/\(name)", toPath: "\(state)/broken/\(name)")
        }
        try FileManager.default.copyItem(atPath: copy, toPath: state + "/calls.sqlite")

        let restored = try DaemonProcess(in: folder)
        #expect(try restored.calls().texts("call") == ["before"])
        #expect(try restored.status()["promises"]["open"].whole == 1)
        #expect(try gateway.callArrives(as: "later").instruction == "dial")
        let verified = try restored.hotlinectl("log", "verify", "--expect", head)
        #expect(verified.end == .exited(0), "\(verified.output) \(verified.errors)")
        let last = try #require(head.last)
        let wrong = String(head.dropLast()) + (last == "0" ? "1" : "0")
        #expect(try restored.hotlinectl("log", "verify", "--expect", wrong).end == .exited(1))
    }
}

/// What is deleted and what is told, through the commands.
@Suite struct `A family's rights, by command` {
    private func document(_ told: Program.Result) throws -> JSONValue {
        try #require(JSONValue.parse(Array(told.output.utf8)), "\(told.output)\(told.errors)")
    }

    @Test func `are told, refused while a call is open, and had afterwards`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        let reply = try gateway.callArrives()
        #expect(reply.instruction == "dial")
        let family = try #require(try daemon.story()["caller"]["family"].text)
        let refused = try daemon.hotlinectl("subject", "erase", family)
        #expect(refused.end == .exited(1))
        #expect(refused.errors.contains("calls of it are open"))
        try gateway.callerHangsUp()
        let record = try document(try daemon.hotlinectl("subject", "export", family))
        #expect(record["calls"].list.count == 1)
        #expect(record["calls"].list.first?["numbers"].list.isEmpty == false)
        let file = daemon.folder.file("record.json")
        #expect(
            try daemon.hotlinectl("subject", "export", family, "--output", file).end == .exited(0))
        let mode = try FileManager.default.attributesOfItem(atPath: file)
        #expect(mode[.posixPermissions] as? Int == 0o600)

        let owed = try daemon.hotlinectl("subject", "erase", family)
        #expect(owed.end == .exited(1) && owed.errors.contains("must still be rung back"))
        #expect(
            try daemon.hotlinectl("follow-ups", "done", "1", "--how", "reached").end == .exited(0))

        let held = try daemon.hotlinectl("log", "hold", "add", "--family", family, "--why", "arkiv")
        #expect(held.end == .exited(0))
        #expect(try daemon.hotlinectl("subject", "erase", family).end == .exited(1))
        #expect(try daemon.hotlinectl("log", "hold", "lift", "1").end == .exited(0))
        let dry = try daemon.hotlinectl("subject", "erase", family, "--dry-run", "--format", "json")
        #expect(try document(dry)["calls"].whole == 1)
        let told = try daemon.hotlinectl("subject", "erase", family, "--format", "json")
        #expect(try document(told)["overwritten"].flag == true)
        #expect(try daemon.hotlinectl("subject", "erase", family).end == .exited(1))
        #expect(try daemon.story()["caller"]["family"].text == nil)
        let erasures = try daemon.hotlinectl("log", "erasures", "--format", "json")
        #expect(try document(erasures)["erasures"].list.map { $0["kind"].text } == ["erase"])
        #expect(try daemon.hotlinectl("log", "verify").end == .exited(0))
        let purged = try daemon.hotlinectl("log", "purge", "--dry-run", "--format", "json")
        #expect(try document(purged)["calls"].whole == 0)
    }
}
