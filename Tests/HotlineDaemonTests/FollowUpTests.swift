import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// What calls leave to be done, as a person meets it in the terminal and a program in the metrics.
@Suite struct `Follow-ups` {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init() throws {
        var roster = DaemonRoster()
        roster.more = """
            contacts:
              birgit: { name: Birgit Dam, role: family-consultant, municipality: fjordby,
                        phones: ["+45 00 00 00 21"] }
            """
        let folder = try DaemonFolder(
            roster: roster.text.replacing(
                "variant: group", with: "variant: group\n    consultant: birgit"))
        daemon = try DaemonProcess(in: folder)
        gateway = GatewayDouble(of: folder)
    }

    private func nobodyAnswers(as call: String = "c-1") throws {
        try gateway.callArrives(as: call)
        for step in 1...4 { try gateway.legEnds("\(step).1") }
        try gateway.send("call.ended", #","by":"gateway""#)
    }

    private func pass(seconds: Int) throws {
        daemon.folder.clock.pass(.seconds(seconds))
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{\"passes\":\(seconds * 1000)}".utf8))
        #expect(reply.status == 200)
    }

    private func list(_ more: String...) throws -> [JSONValue] {
        let told = try Program.run(
            "hotlinectl",
            ["follow-ups", "list", "--format", "json", "--config", daemon.folder.settings] + more,
            in: daemon.folder)
        #expect(told.end == .exited(0), "\(told.errors)")
        return try #require(JSONValue.parse(Array(told.output.utf8)))["follow_ups"].list
    }

    @Test func `are listed, added, given to somebody and done`() throws {
        try nobodyAnswers()
        let promise = try #require(try list().first)
        #expect(promise["kind"].text == "promise")
        #expect(promise["family"].text == "jensen")
        #expect(promise["owner"].text == "v2")
        #expect(promise["state"].text == "open")
        let added = try daemon.hotlinectl(
            "follow-ups", "add", "c-1", "--owner", "birgit", "--by", "2026-11-25T12:00:00Z",
            "--note", "ring plejemor")
        #expect(added.end == .exited(0), "\(added.errors)")
        let second = try #require(try list("--owner", "birgit").first)
        #expect(second["kind"].text == "added")
        #expect(second["note"].text == "ring plejemor")
        #expect(second["deadline"].text == "2026-11-25T12:00:00Z")
        let id = String(try #require(second["id"].whole))
        #expect(try daemon.hotlinectl("follow-ups", "assign", id, "v3").end == .exited(0))
        #expect(try list("--owner", "birgit").isEmpty)
        #expect(try daemon.hotlinectl("follow-ups", "done", id).end == .exited(0))
        #expect(try list().count == 1)
        #expect(try list("--state", "all").count == 2)
        let again = try daemon.hotlinectl("follow-ups", "done", id)
        #expect(again.end == .exited(1))
        #expect(again.errors.contains("done already"))
    }

    @Test func `of an answered call are closed by the note that none is needed`() throws {
        try gateway.callArrives()
        try gateway.accepts("1.1")
        daemon.folder.clock.pass(.seconds(300))
        try gateway.callerHangsUp()
        let owed = try #require(try list().first)
        #expect(owed["kind"].text == "after-call")
        #expect(owed["owner"].text == "birgit")
        #expect(owed["owner_kind"].text == "contact")
        let noted = try daemon.hotlinectl("calls", "note", "c-1", "--follow-up", "no")
        #expect(noted.end == .exited(0), "\(noted.errors)")
        #expect(noted.output.contains("not-needed"))
        #expect(try list().isEmpty)
        #expect(
            try daemon.hotlinectl("calls", "note", "c-1", "--follow-up", "yes").end == .exited(0))
        #expect(try list().first?["kind"].text == "added")
        let unknown = try daemon.hotlinectl("calls", "note", "c-9", "--follow-up", "no")
        #expect(unknown.end == .exited(1))
    }

    @Test func `are refused with what to do instead`() throws {
        try nobodyAnswers()
        let id = String(try #require(try list().first?["id"].whole))
        let unknown = try daemon.hotlinectl("follow-ups", "assign", id, "birgitt")
        #expect(unknown.end == .exited(2))
        #expect(unknown.errors.contains("did you mean 'birgit'?"))
        #expect(try daemon.hotlinectl("follow-ups", "done", "4711").end == .exited(1))
        #expect(try daemon.hotlinectl("follow-ups", "add", "c-99").end == .exited(1))
        #expect(
            try daemon.hotlinectl("follow-ups", "done", id, "--how", "maybe").end == .exited(64))
    }

    @Test func `that are overdue stand in status, metrics and readiness`() throws {
        try nobodyAnswers()
        #expect(try daemon.status()["promises"]["open"].whole == 1)
        #expect(try daemon.status()["promises"]["overdue"].whole == 0)
        try pass(seconds: 25 * 60)
        #expect(try daemon.status()["alarms"].texts("code").contains("callback-due"))
        try pass(seconds: 6 * 60)
        let status = try daemon.status()
        #expect(status["promises"]["overdue"].whole == 1)
        #expect(status["alarms"].texts("code").contains("callback-overdue"))
        let metrics = try daemon.folder.client.get("/metrics").text
        #expect(metrics.contains("hotline_promises_open 1\n"))
        #expect(metrics.contains("hotline_promises_overdue 1\n"))
        let ready = try daemon.readiness()
        #expect(ready.status == 200)
        #expect(ready.json["promises"]["overdue"].whole == 1)
        let promise = try #require(try list().first)
        #expect(promise["overdue"].flag == true)
        #expect(promise["reminded"] != .null)
        #expect(promise["escalated"] != .null)
        try gateway.callArrives(as: "c-2")
        try gateway.accepts("1.1")
        #expect(try daemon.status()["promises"]["open"].whole == 0)
        #expect(try daemon.story()["promise"]["state"].text == "broken")
        #expect(try daemon.story()["promise"]["kept"] != .null)
    }

    @Test func `survive a kill, and their reminders come after it`() throws {
        try nobodyAnswers()
        try daemon.kill9()
        daemon.folder.clock.pass(.seconds(31 * 60))
        try daemon.restart()
        #expect(try eventually { try list().first?["escalated"] != .null })
    }
}
