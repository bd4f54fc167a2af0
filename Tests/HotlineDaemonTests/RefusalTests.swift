import HotlineTestSupport
import Testing

/// What is refused, in which order, and that it changes nothing (design.md, section 5).
@Suite struct RefusalTests {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init() throws {
        daemon = try DaemonProcess()
        gateway = GatewayDouble(of: daemon.folder)
    }

    /// All that the log tells of its only call, to be compared.
    private func told() throws -> [JSONValue] {
        [try daemon.story(), try daemon.calls(), try daemon.status()["log"]]
    }

    private static let forged = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    /// A request that the gateway never signed.
    private func forge(
        _ body: String, type: String = "application/json", by gateway: GatewayDouble? = nil
    ) throws -> GatewayDouble.Reply {
        let sender = (gateway ?? self.gateway).sender
        var headers = sender.headers(for: .init(id: "forged", body: []))
        headers.removeAll { $0.name == "webhook-signature" }
        headers.append((name: "webhook-signature", value: RefusalTests.forged))
        headers.append((name: "Content-Type", value: type))
        return try sender.post(headers, body: Array(body.utf8))
    }

    @Test func `size is judged first, then type, authenticity, syntax and the log`() throws {
        try gateway.callArrives()
        let before = try told()
        let known = gateway.last.id
        let large = String(repeating: "x", count: 65_537)
        #expect(try forge(large, type: "text/plain").isRefused(413))
        #expect(try forge("no JSON", type: "text/plain").isRefused(415))
        #expect(try forge("no JSON").isRefused(401))
        let malformed = GatewayDouble.Delivery(id: known, body: Array("no JSON".utf8))
        #expect(try gateway.sender.send(malformed).isRefused(400))
        let contrary = GatewayDouble.Delivery(
            id: known, body: gateway.delivery("callback.requested").body)
        #expect(try gateway.sender.send(contrary).isRefused(409))
        #expect(try told() == before)
    }

    @Test func `a body of just 64 KiB is taken, and one byte more is not`() throws {
        let open = gateway.delivery("call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
        let room = 65_536 - open.body.count
        let padded = open.body + [UInt8](repeating: 0x20, count: room)
        #expect(try gateway.sender.send(.init(id: "large", body: padded + [0x20])).isRefused(413))
        #expect(try daemon.calls().list.isEmpty)
        #expect(try gateway.sender.send(.init(id: "just", body: padded)).status == 200)
    }

    private static let malformed = [
        #"{"type":"call.unheard-of","call":"c-1"}"#, #"{"type":"leg.ended","call":"c-1"}"#,
        #"{"call":"c-1"}"#, #"{"type":"step.ended","call":"c-1","step":"one"}"#, "[]", "",
        #"{"type":"call.ended","call":"c-1","by":"sweeper"}"#,
        #"{"type":"call.swept","call":"c-1"}"#,
    ]

    @Test func `an authentic request that is no event is refused`() throws {
        try gateway.callArrives()
        let before = try told()
        for (index, body) in RefusalTests.malformed.enumerated() {
            let delivery = GatewayDouble.Delivery(id: "bad-\(index)", body: Array(body.utf8))
            #expect(try gateway.sender.send(delivery).isRefused(400), "\(body)")
        }
        #expect(try told() == before)
    }

    @Test func `what contradicts the log is refused`() throws {
        try gateway.callArrives()
        let before = try told()
        #expect(try gateway.legEnds("9.1").isRefused(409))
        #expect(try gateway.accepts("1.2").isRefused(409))
        gateway.turnTo("never-seen")
        #expect(try gateway.legEnds("1.1").isRefused(409))
        #expect(try gateway.callerHangsUp().isRefused(409))
        #expect(try told() == before)
    }

    @Test func `the end of a step that the log does not know yet goes on beyond it`() throws {
        let first = try gateway.callArrives()
        let reply = try gateway.stepEnds(2)
        #expect(reply.status == 200)
        #expect(reply.instruction == first.instruction)
        #expect(reply.step == 3)
    }

    @Test func `the step of a call never seen goes on with the settings' last resort`() throws {
        gateway.turnTo("never-seen")
        let reply = try gateway.stepEnds(2)
        #expect(reply.status == 200)
        #expect(reply.step == 3)
        #expect(reply.uris == ["sip:vagt@fjordby.example"])
        #expect(reply.json["caller_id"] == .null)
    }

    @Test func `a delivery needs an id without a full stop, from every gateway`() throws {
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        for sender in [gateway.sender, kamailio.sender] {
            let body = gateway.delivery("call.incoming").body
            var headers = sender.headers(for: .init(id: "x", body: body))
            headers.removeAll { $0.name == "webhook-id" }
            headers.append((name: "Content-Type", value: "application/json"))
            #expect(try sender.post(headers, body: body).isRefused(400))
            #expect(try sender.send(.init(id: "a.b", body: body)).isRefused(400))
        }
        #expect(try daemon.calls().list.isEmpty)
    }

    @Test func `a timestamp more than five minutes off is refused, either way`() throws {
        let delivery = gateway.delivery(
            "call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
        #expect(try gateway.sender.send(delivery, secondsBehind: 310).isRefused(401))
        #expect(try gateway.sender.send(delivery, secondsBehind: -310).isRefused(401))
        #expect(try daemon.calls().list.isEmpty)
        #expect(try gateway.sender.send(delivery, secondsBehind: 290).status == 200)
    }

    @Test func `a signature is over the body, and of one gateway`() throws {
        let delivery = gateway.delivery(
            "call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
        var headers = gateway.sender.headers(for: delivery)
        headers.append((name: "Content-Type", value: "application/json"))
        #expect(try gateway.sender.post(headers, body: delivery.body + [0x20]).isRefused(401))
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        #expect(try kamailio.sender.post(headers, body: delivery.body).isRefused(401))
        #expect(try daemon.calls().list.isEmpty)
    }

    @Test func `a wrong token is refused`() throws {
        for token in ["another-token-0123456789", "kamailio-token-012345678", "x"] {
            let stranger = GatewayDouble(kamailioOf: daemon.folder, token: token)
            #expect(try stranger.callArrives().isRefused(401), "\(token)")
        }
        #expect(try daemon.calls().list.isEmpty)
        #expect(try GatewayDouble(kamailioOf: daemon.folder).callArrives().status == 200)
    }

    @Test func `from the eleventh forgery on it is 429, and never for what is authentic`() throws {
        for _ in 1...10 { #expect(try forge("{}").isRefused(401)) }
        let eleventh = try forge("{}")
        #expect(eleventh.isRefused(429))
        let seconds = try #require(eleventh.http.header("retry-after").flatMap { Int($0) })
        #expect((1...60).contains(seconds))
        #expect(try gateway.callArrives().status == 200)
        #expect(try forge("{}").isRefused(429))
        let elsewhere = GatewayDouble(of: daemon.folder, from: "127.0.0.3")
        #expect(try forge("{}", by: elsewhere).isRefused(401))
        #expect(try gateway.legEnds("1.1").status == 200)
    }

    @Test func `from an address's eleventh forgery of a minute on it is no longer written down`()
        throws
    {
        func lines() -> Int {
            daemon.journal.split(separator: "\n").count {
                $0.contains("A webhook is not authentic")
            }
        }
        for _ in 1...10 { #expect(try forge("{}").isRefused(401)) }
        #expect(lines() == 10)
        for _ in 1...5 { #expect(try forge("{}").isRefused(429)) }
        #expect(lines() == 10)
        let elsewhere = GatewayDouble(of: daemon.folder, from: "127.0.0.3")
        #expect(try forge("{}", by: elsewhere).isRefused(401))
        #expect(lines() == 11)
    }

    @Test func `the minute of forgeries passes on a clock that was set back, too`() throws {
        for _ in 1...10 { #expect(try forge("{}").isRefused(401)) }
        for change in [#"{"at":"2026-11-21T02:10:00Z"}"#, #"{"passes":61000}"#] {
            let reply = try daemon.folder.control.post(
                "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
                body: Array(change.utf8))
            #expect(reply.status == 200)
        }
        #expect(try forge("{}").isRefused(401))
    }

    @Test func `what is served nowhere is not found, and another method not allowed`() throws {
        let client = daemon.folder.client
        #expect(try client.get("/").status == 404)
        #expect(try client.get("/gateway/canonical").status == 405)
        #expect(try client.post("/gateway/other", headers: [], body: []).status == 404)
    }
}
