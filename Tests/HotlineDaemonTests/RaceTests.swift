import Testing

/// Events of one call that arrive at the same moment, on connections of their own.
@Suite struct `Events at one moment` {
    @Test func `a call that ends while other events of it arrive stays ended`() async throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        let sender = gateway.sender
        for number in 1...20 {
            try gateway.callArrives(as: "race-\(number)")
            let deliveries = [
                gateway.delivery("call.ended", #","by":"caller""#),
                gateway.delivery("leg.ended", #","leg":"1.1","reason":"no-answer""#),
                gateway.delivery("step.ended", #","step":1"#),
            ]
            try await withThrowingTaskGroup(of: Int.self) { group in
                for delivery in deliveries {
                    group.addTask { try sender.send(delivery).status }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try gateway.stepEnds(1).instruction == "hangup")
        }
        #expect(try daemon.status()["calls"]["open"].whole == 0)
    }
}
