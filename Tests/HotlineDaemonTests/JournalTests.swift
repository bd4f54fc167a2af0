import HotlineTestSupport
import Testing

/// What nobody may read in a journal or a metric.
enum PrivateTexts {
    static let all: [String] =
        ["4500000031", "00000031", "45 00 00 00 31", "4570201000", "470811", "999999"]
        + [DaemonRoster.family, "Jensen", "egetraeet.example", "fjordby.example"]
        + Array(DaemonRoster.names.values) + [GatewayDouble.token, GatewayDouble.secret]
}

@Suite struct JournalTests {
    @Test func `no line holds a full number, a name, a PIN or a secret`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        #expect(try gateway.callArrives(from: "anonymous").instruction == "gather")
        #expect(try gateway.keys("999999").instruction == "gather")
        #expect(try gateway.keys(DaemonRoster.pin).professionals == ["v1"])
        try gateway.legRings("1.1")
        try gateway.legEnds("1.1", "declined")
        #expect(try gateway.accepts("2.1").instruction == "connect")
        try gateway.callerHangsUp()
        try gateway.callArrives(as: "c-2")
        for step in 1...4 { try gateway.legEnds("\(step).1") }
        try gateway.callerHangsUp()
        try gateway.legEnds("9.1")
        try kamailio.callArrives(as: "k-1")
        try kamailio.repeatLast()
        try kamailio.sender.send(kamailio.last, type: "text/plain")
        try GatewayDouble(kamailioOf: daemon.folder, token: "x").callArrives(as: "k-2")
        try daemon.kill9()
        try daemon.restart()
        daemon.hangUp()
        #expect(try daemon.story()["caller"]["family"].text == "jensen")
        #expect(daemon.terminate() == .exited(0))

        let lines = daemon.journal.split(separator: "\n")
        #expect(lines.contains { $0.contains("Ready") })
        #expect(lines.contains { $0.contains("A webhook is not authentic") })
        for secret in PrivateTexts.all {
            #expect(lines.filter { $0.contains(secret) } == [], "\(secret)")
        }
    }
}
