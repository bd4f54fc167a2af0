import HotlineTestSupport
import Testing

@Suite struct `A report` {
    private func calls() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives(as: "c-1")
        gateway.clock.pass(.seconds(8))
        try gateway.accepts("1.1")
        gateway.clock.pass(.seconds(60))
        try gateway.callerHangsUp()
        try gateway.callArrives(as: "c-2")
        gateway.clock.pass(.seconds(40))
        try gateway.callerHangsUp()
        try gateway.callArrives(from: "anonymous", as: "c-3")
        try gateway.callerHangsUp()
        return daemon
    }

    private func report(_ daemon: DaemonProcess, _ format: String) throws -> Program.Result {
        try daemon.hotlinectl(
            "report", "--from", "2026-11-22", "--to", "2026-11-23", "--format", format)
    }

    @Test func `counts what happened, each figure with its n and formula`() throws {
        let told = try report(try calls(), "json")
        #expect(told.end == .exited(0), "\(told.errors)")
        let json = try #require(JSONValue.parse(Array(told.output.utf8)))
        func figure(_ name: String) -> JSONValue {
            json["figures"].list.first { $0["figure"].text == name } ?? .null
        }
        #expect(figure("offered")["value"].whole == 3)
        #expect(figure("answered")["value"].whole == 1)
        #expect(figure("abandoned")["value"].whole == 1)
        #expect(figure("short")["value"].whole == 1)
        #expect(figure("answer-rate")["value"] == .number(0.5))
        #expect(figure("answer-rate")["n"].whole == 2)
        #expect(figure("time-to-human-p50")["value"].whole.map { (8...9).contains($0) } ?? true)
        #expect(figure("families")["value"].whole == 1)
        #expect(json["figures"].list.allSatisfy { $0["formula"].text?.isEmpty == false })
        let hours = json["tables"].list.first { $0["by"].text == "hour" } ?? .null
        #expect(hours["rows"].texts("part") == ["03"])
    }

    @Test func `is lines to read, and a table for a spreadsheet`() throws {
        let daemon = try calls()
        let text = try report(daemon, "text").output
        #expect(text.contains("answer-rate"))
        #expect(text.contains("50.0 % (9.5 % to 90.5 %) of 2"))
        #expect(text.contains("By weekday"))
        let danish = try daemon.hotlinectl(
            "report", "--from", "2026-11-22", "--to", "2026-11-23", "--language", "da")
        #expect(danish.output.contains("50,0 % (9,5 % til 90,5 %) af 2"))
        #expect(danish.output.contains("Opkald efter ugedag"))
        let csv = try report(daemon, "csv").output
        #expect(csv.contains("by;part;figure;unit;value;n;low;high;formula"))
        #expect(csv.contains("all;;answer-rate;share;0,5;2;"))
        #expect(csv.contains("weekday;7 sunday;offered;calls;3;3;;;"))
    }

    @Test func `says what to write where the days are none`() throws {
        let daemon = try DaemonProcess()
        let wrong = try daemon.hotlinectl("report", "--from", "2026-11-23", "--to", "2026-11-22")
        #expect(wrong.end == .exited(64))
        #expect(wrong.errors.contains("is not after"))
        let danish = try daemon.hotlinectl(
            "report", "--from", "2026-11-23", "--to", "2026-11-22", "--language", "da")
        #expect(danish.end == .exited(64))
        #expect(
            danish.errors.contains(
                "--to er dagen efter den sidste: 2026-11-22 er ikke efter 2026-11-23."))
        let noDay = try daemon.hotlinectl(
            "report", "--from", "2026-02-30", "--to", "2026-03-01", "--language=da")
        #expect(noDay.errors.contains("skriv en dag, der findes, som ÅÅÅÅ-MM-DD"))
        let empty = try report(daemon, "text")
        #expect(empty.end == .exited(0))
        #expect(empty.output.contains("cannot be said (n 0)"))
    }
}
