import HotlineTestSupport
import Testing

@Suite struct `The doctor` {
    private func findings(_ daemon: DaemonProcess, exit: Int32) throws -> [JSONValue] {
        let told = try daemon.hotlinectl("doctor", "--format", "json")
        #expect(told.end == .exited(exit), "\(told.errors)\(told.output)")
        return try #require(JSONValue.parse(Array(told.output.utf8)))["findings"].list
    }

    @Test func `C12 reports a number that fails at once, until it rings again`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        #expect(try findings(daemon, exit: 0).allSatisfy { $0["good"].flag == true })
        for call in ["c-1", "c-2"] {
            try gateway.callArrives(as: call)
            let next = try gateway.legEnds("1.1", "unreachable")
            #expect(next.professionals == ["v2"])
            try gateway.legRings("2.1")
            try gateway.callerHangsUp()
        }
        let bad = try findings(daemon, exit: 1).filter { $0["good"].flag == false }
        let message = try #require(bad.first?["message"].text)
        #expect(bad.count == 1)
        #expect(bad.first?["about"].text == "number")
        #expect(message.contains("sip:v1@egetraeet.example of v1 failed at once, 2 times in a row"))
        #expect(message.contains("last in call c-2"))
        try gateway.callArrives(as: "c-3")
        try gateway.legRings("1.1")
        try gateway.legEnds("1.1")
        #expect(try findings(daemon, exit: 0).allSatisfy { $0["good"].flag == true })
    }

    @Test func `says what to do where no daemon answers and the roster has an error`() throws {
        let daemon = try DaemonProcess()
        try daemon.kill9()
        try daemon.folder.replace("roster.yaml", by: DaemonRoster().broken.text)
        let bad = try findings(daemon, exit: 1).filter { $0["good"].flag == false }
        #expect(bad.texts("about") == ["roster", "daemon"])
        #expect(bad[0]["message"].text?.contains("profesionals") == true)
        #expect(bad[1]["message"].text?.contains("does not answer") == true)
    }
}

extension [JSONValue] {
    fileprivate func texts(_ member: String) -> [String?] { map { $0[member].text } }
}
