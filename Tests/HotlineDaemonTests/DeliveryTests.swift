import Dispatch
import HotlineTestSupport
import Synchronization
import Testing

/// Each delivery counts once, however often it comes (design.md, section 5).
@Suite struct DeliveryTests {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init() throws {
        daemon = try DaemonProcess()
        gateway = GatewayDouble(of: daemon.folder)
    }

    @Test func `a repeated delivery gets the same bytes and changes nothing`() throws {
        try gateway.callArrives()
        let reply = try gateway.legEnds("1.1")
        let before = try daemon.story()
        for _ in 0..<3 {
            let again = try gateway.repeatLast()
            #expect(again.status == 200)
            #expect(again.http.body == reply.http.body)
        }
        #expect(try daemon.story() == before)
        #expect(try daemon.events() == ["call.incoming", "leg.ended"])
    }

    @Test func `an old delivery repeated later still gets its own reply`() throws {
        let reply = try gateway.callArrives()
        let first = gateway.last
        try gateway.legEnds("1.1")
        try gateway.legEnds("2.1")
        #expect(try gateway.sender.send(first).http.body == reply.http.body)
        #expect(try daemon.events() == ["call.incoming", "leg.ended", "leg.ended"])
    }

    @Test func `deliveries are known again after the daemon was killed`() throws {
        try gateway.callArrives()
        let reply = try gateway.legEnds("1.1")
        try daemon.kill9()
        try daemon.restart()
        #expect(try gateway.repeatLast().http.body == reply.http.body)
        #expect(try daemon.events() == ["call.incoming", "leg.ended"])
        let other = GatewayDouble.Delivery(
            id: gateway.last.id, body: gateway.delivery("callback.requested").body)
        #expect(try gateway.sender.send(other).isRefused(409))
        #expect(try daemon.events() == ["call.incoming", "leg.ended"])
    }

    @Test func `the same id with another body is refused`() throws {
        try gateway.callArrives()
        let known = gateway.last
        let other = gateway.delivery("callback.requested")
        let before = try daemon.story()
        let reply = try gateway.sender.send(.init(id: known.id, body: other.body))
        #expect(reply.isRefused(409))
        #expect(try daemon.story() == before)
        #expect(try gateway.sender.send(known).status == 200)
    }

    @Test func `the same id from two gateways is two deliveries`() throws {
        let kamailio = GatewayDouble(kamailioOf: daemon.folder)
        #expect(try gateway.callArrives().status == 200)
        #expect(try kamailio.callArrives(as: "k-1").status == 200)
        #expect(gateway.last.id == kamailio.last.id)
        #expect(try daemon.calls().list.count == 2)
    }

    @Test func `copies of a delivery that come at once are one event`() throws {
        for round in 1...5 {
            gateway.turnTo("c-\(round)")
            let delivery = gateway.delivery(
                "call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
            let sender = gateway.sender
            let bodies = Mutex<[[UInt8]]>([])
            DispatchQueue.concurrentPerform(iterations: 6) { _ in
                guard let reply = try? sender.send(delivery), reply.status == 200 else { return }
                bodies.withLock { $0.append(reply.http.body) }
            }
            let received = bodies.withLock { $0 }
            #expect(received.count == 6)
            #expect(Set(received).count == 1)
            #expect(try daemon.events(of: "c-\(round)") == ["call.incoming"])
        }
    }

    @Test func `two press the key at once: one is connected, the other let go`() throws {
        let folder = try DaemonFolder(roster: DaemonRoster(firstStep: "first, second").text)
        let daemon = try DaemonProcess(in: folder)
        let gateway = GatewayDouble(of: folder)
        #expect(try gateway.callArrives().professionals == ["v1", "v2"])
        let keys = ["1.1", "1.2"].map { gateway.delivery("leg.accepted", #","leg":"\#($0)""#) }
        let sender = gateway.sender
        let replies = Mutex<[String: String]>([:])
        DispatchQueue.concurrentPerform(iterations: keys.count) { index in
            guard let reply = try? sender.send(keys[index]) else { return }
            let (instruction, leg) = (reply.instruction ?? "none", reply.json["leg"].text ?? "none")
            replies.withLock { $0[instruction] = leg }
        }
        let told = replies.withLock { $0 }
        #expect(Set(told.keys) == ["connect", "release"])
        #expect(Set(told.values) == ["1.1", "1.2"])
        let accepted = try daemon.story()["legs"].list.filter { $0["accepted"] != .null }
        #expect(accepted.map { $0["leg"].text } == [told["connect"]])
    }
}
