import HotlineTestSupport
import Testing

/// Calls as a gateway drives them through a daemon that runs, and as the log tells them.
@Suite struct TelephoneCallTests {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init() throws {
        daemon = try DaemonProcess()
        gateway = GatewayDouble(of: daemon.folder)
    }

    @Test func `the second professional takes the call, and hotlinectl tells it`() throws {
        let first = try gateway.callArrives()
        #expect(first.instruction == "dial")
        #expect(first.step == 1)
        #expect(first.professionals == ["v1"])
        #expect(first.uris == ["sip:v1@egetraeet.example"])
        #expect(try gateway.legRings("1.1").instruction == "wait")
        let second = try gateway.legEnds("1.1", "no-answer")
        #expect(second.step == 2)
        #expect(second.professionals == ["v2"])
        let third = try gateway.accepts("2.1")
        #expect(third.instruction == "connect")
        #expect(third.json["leg"].text == "2.1")
        #expect(try gateway.callerHangsUp().instruction == "hangup")

        let told = try daemon.hotlinectl("calls", "show", "c-1", "--format", "json")
        #expect(told.end == .exited(0), "\(told.errors)")
        let story = try #require(JSONValue.parse(Array(told.output.utf8)))
        #expect(story["call"].text == "c-1")
        #expect(story["gateway"].text == "canonical")
        #expect(story["state"].text == "ended")
        #expect(story["outcome"].text == "answered")
        #expect(story["ended_by"].text == "caller")
        #expect(story["caller"]["family"].text == "jensen")
        #expect(story["legs"].texts("leg") == ["1.1", "2.1"])
        #expect(story["legs"].texts("professional") == ["v1", "v2"])
        #expect(story["legs"][0]["reason"].text == "no-answer")
        #expect(story["legs"][0]["accepted"] == .null)
        #expect(story["legs"][1]["accepted"].text != nil)
        #expect(story["legs"][1]["confirmed"].flag == true)
        #expect(
            story["events"].texts("type") == [
                "call.incoming", "leg.ringing", "leg.ended", "leg.accepted", "call.ended",
            ])
        #expect(
            story["events"].texts("instruction") == ["dial", "wait", "dial", "connect", "hangup"])
    }

    @Test func `nobody answers: each is rung once, then the promise is made, once`() throws {
        var reply = try gateway.callArrives()
        var rung: [[String?]] = []
        for step in 1...4 {
            #expect(reply.step == step)
            rung.append(reply.professionals)
            reply = try gateway.legEnds("\(step).1")
        }
        #expect(rung == [["v1"], ["v2"], ["v3"], [nil]])
        #expect(reply.instruction == "callback")
        #expect(try gateway.stepEnds(4).json == reply.json)
        let story = try daemon.story()
        #expect(story["promise"]["state"].text == "open")
        #expect(story["promise"]["deadline"].text == reply.json["deadline"].text)
        #expect(try daemon.status()["promises"]["open"].whole == 1)
    }

    @Test func `the last leg's end and the step's end get the same instruction`() throws {
        try gateway.callArrives()
        let leg = try gateway.legEnds("1.1", "busy")
        let step = try gateway.stepEnds(1)
        #expect(leg.step == 2)
        #expect(step.json == leg.json)
        #expect(try daemon.story()["legs"].texts("leg") == ["1.1", "2.1"])
    }

    @Test func `a call goes on by its plan when the daemon is killed between two events`() throws {
        try gateway.callArrives()
        try gateway.legEnds("1.1")
        try daemon.kill9()
        try daemon.restart()
        let reply = try gateway.legEnds("2.1")
        #expect(reply.step == 3)
        #expect(reply.professionals == ["v3"])
        #expect(try gateway.accepts("3.1").instruction == "connect")
        let story = try daemon.story()
        #expect(story["outcome"].text == "answered")
        #expect(story["legs"].texts("leg") == ["1.1", "2.1", "3.1"])
    }

    @Test func `a professional whom an open call rings is busy, after a crash too`() throws {
        try gateway.callArrives()
        try daemon.kill9()
        try daemon.restart()
        #expect(try gateway.callArrives(as: "c-2").professionals == ["v2"])
        #expect(try daemon.status()["calls"]["open"].whole == 2)
    }

    @Test func `a gateway that cannot gather is never told to`() throws {
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        #expect(try kamailio.callArrives(from: "anonymous", as: "k-1").instruction == "dial")
        #expect(try gateway.callArrives(from: "anonymous", as: "c-2").instruction == "gather")
    }

    @Test func `a call of which two gateways report is two calls`() throws {
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        #expect(try gateway.callArrives(as: "same").professionals == ["v1"])
        #expect(try kamailio.callArrives(as: "same").professionals == ["v2"])
        let vague = try daemon.hotlinectl("calls", "show", "same", "--format", "json")
        #expect(vague.end == .exited(1))
        #expect(vague.errors.contains("kamailio/same"))
        let told = try daemon.hotlinectl("calls", "show", "kamailio/same", "--format", "json")
        #expect(JSONValue.parse(Array(told.output.utf8))?["gateway"].text == "kamailio")
    }

    @Test func `the network is told nothing without a token`() throws {
        try gateway.callArrives()
        for path in ["/api/v1/status", "/api/v1/calls", "/api/v1/calls/c-1", "/api/v1/rehearsals"] {
            #expect(try daemon.folder.client.get(path).status == 401, "\(path)")
        }
    }
}
