import HotlineTestSupport
import Testing

@Suite struct `A replay of the log` {
    @Test func `finds that today's code decides as it did`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        try gateway.legRings("1.1")
        try gateway.legEnds("1.1", "declined")
        try gateway.accepts("2.1")
        try gateway.callerHangsUp()
        try gateway.callArrives(from: "anonymous", as: "c-2")
        try gateway.keys(DaemonRoster.pin)
        try gateway.callerHangsUp()
        var other = DaemonRoster()
        other.professionals = ["v3", "v2", "v1"]
        let first = try daemon.status()["roster"]["sha256"].text
        try daemon.folder.replace("roster.yaml", by: other.text)
        daemon.hangUp()
        #expect(try eventually { try daemon.status()["roster"]["sha256"].text != first })
        try gateway.callArrives(as: "c-3")
        try gateway.callerHangsUp()

        let told = try daemon.hotlinectl("log", "replay", "--format", "json")
        #expect(told.end == .exited(0), "\(told.errors)\(told.output)")
        let report = try #require(JSONValue.parse(Array(told.output.utf8)))
        #expect(report["state"].text == "done")
        #expect(report["calls"].whole == 3)
        #expect(report["undecided"].whole == 0)
        #expect(report["differences"].list.isEmpty)
        let later = try daemon.hotlinectl(
            "log", "replay", "--from", "2026-11-20T00:00:00Z", "--format", "json")
        let again = try #require(JSONValue.parse(Array(later.output.utf8)))
        #expect(again["calls"].whole == 3)
        let none = try daemon.hotlinectl("log", "replay", "--to", "2026-01-01T00:00:00Z")
        #expect(none.end == .exited(0))
        #expect(none.output.hasPrefix("0 calls"))
    }
}
