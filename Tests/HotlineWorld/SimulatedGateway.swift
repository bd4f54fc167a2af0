import CallRouting
import HotlineTestSupport
import OnCallRoster

/// A gateway as gateways are: it asks, retries, doubles, loses and reorders, and rings the fallback
/// by itself where no usable reply comes.
final class SimulatedGateway {
    private unowned let world: World
    private(set) var calls: [SimulatedCall] = []
    private var count = 0

    /// How long it waits for a reply, and how often it asks.
    private static let replyLimit = 2000
    private static let tries = 2
    private static let reportTries = 12

    init(_ world: World) {
        self.world = world
    }

    func rings(_ caller: World.CallerFacts, seed: Int) throws {
        count += 1
        world.tally.calls += 1
        let call = SimulatedCall(world, number: count, caller: caller, seed: seed)
        calls.append(call)
        // Those that are over are of no more use.
        if calls.count > 200 { calls.removeAll(where: \.isOver) }
        try call.begins()
    }

    /// Sends a question until a reply comes; `nil` when the gateway gives up.
    func ask(
        _ call: SimulatedCall, _ kind: CallEvent.Kind,
        _ answer: @escaping (Instruction?) throws -> Void
    ) {
        var isAnswered = false
        let delivery = call.delivery(kind)
        func attempt(_ left: Int) {
            transmit(delivery, call) { reply in
                guard !isAnswered, let reply else { return }
                isAnswered = true
                try answer(reply.instruction)
            }
            world.plan(in: SimulatedGateway.replyLimit) {
                guard !isAnswered else { return }
                if left > 1 {
                    attempt(left - 1)
                } else {
                    isAnswered = true
                    try answer(nil)
                }
            }
        }
        attempt(SimulatedGateway.tries)
    }

    /// Sends a report until it is taken, with longer and longer pauses; some are lost for good.
    func report(
        _ call: SimulatedCall, _ kind: CallEvent.Kind,
        _ answer: @escaping (Instruction?) throws -> Void
    ) {
        var isTaken = false
        let delivery = call.delivery(kind)
        func attempt(_ number: Int) {
            transmit(delivery, call) { reply in
                guard !isTaken, let reply else { return }
                isTaken = true
                try answer(reply.instruction)
            }
            guard number < SimulatedGateway.reportTries else { return }
            let pause = SimulatedGateway.replyLimit * (1 << min(number, 9))
            world.plan(in: pause) {
                if !isTaken { attempt(number + 1) }
            }
        }
        attempt(1)
    }

    /// One request and its reply, each of which may be lost, late or doubled.
    private func transmit(
        _ delivery: SimulatedDaemon.Delivery, _ call: SimulatedCall,
        _ heard: @escaping (Reply?) throws -> Void
    ) {
        let isTroubled = world.time < world.networkTrouble
        let delay = call.random.below(isTroubled ? 4000 : 40)
        if !call.random.once(in: isTroubled ? 5 : 500) {
            arrive(
                delivery, after: delay, heard,
                losesReply: call.random.once(in: isTroubled ? 6 : 700))
        }
        if call.random.once(in: isTroubled ? 6 : 100) {
            let late = call.random.once(in: 3) ? call.random.below(3_600_000) : 500
            arrive(delivery, after: delay + late, { _ in }, losesReply: true)
        }
    }

    private func arrive(
        _ delivery: SimulatedDaemon.Delivery, after delay: Int,
        _ heard: @escaping (Reply?) throws -> Void, losesReply: Bool
    ) {
        world.plan(in: delay) { [unowned self] in
            let reply = try world.daemon.take(delivery)
            try world.watch.replied(delivery, reply)
            world.look()
            guard !losesReply else { return }
            world.plan(in: delay / 2) { try heard(reply) }
        }
    }
}
