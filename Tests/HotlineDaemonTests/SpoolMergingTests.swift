import CallLog
import CallRouting
import OnCallRoster
import Synchronization
import Testing

@testable import HotlineDaemon

/// A start that brought a part of the spool into the log, and answers calls while the rest follows.
@Suite struct `A spool that is merged in two goes` {
    private let lab: LabDaemon
    private let call = CallKey(gateway: "lab", call: "c-1")

    init() throws { lab = try LabDaemon() }

    /// Decides on an event, as a delivery that the log did not take.
    private func spooled(_ event: CallEvent, as delivery: String) throws -> SpooledEvent {
        try lab.exchange.switchboard.decide(
            event, abilities: GatewayAbilities(), known: { _ in nil }
        ) { outcome in
            SpooledEvent(
                order: outcome.order, call: event.call, type: event.type, at: event.at,
                received: event.received, delivery: delivery, body: [],
                bodySHA256: Array(repeating: 7, count: 32), records: outcome.decision.records,
                instruction: outcome.decision.reply.name, reply: [], late: false)
        }
    }

    @Test func `lets no call go whose end the log does not have yet`() async throws {
        let keep = lab.exchange.keep
        let incoming = try spooled(lab.callArrives(), as: "d-1")
        let end = CallEvent(call: call, received: lab.clock.now, kind: .ended(by: .caller))
        let ended = try spooled(end, as: "d-2")
        try await keep.spool.submit([incoming, ended]).wait()
        var begun = OpenCall(key: call, at: incoming.at, received: incoming.received)
        begun.apply(
            LoggedEvent(
                type: incoming.type, at: incoming.at, received: incoming.received,
                records: incoming.records))
        _ = try await lab.log.append(keep.entry(incoming, begun, spooled: true))

        let switchboard = lab.newSwitchboard()
        try switchboard.resume(from: lab.log)
        #expect(switchboard.call(call)?.ended == nil)
        switchboard.resume(keep.unmerged()) { keep.call($0) }
        #expect(switchboard.call(call)?.ended != nil)

        let letGo = Mutex<[Bool]>([])
        let isMerged = await keep.merge { key in
            switchboard.kept(key)
            let isKnown = (try? lab.log.foldedCall(key))??.ended != nil
            letGo.withLock { $0.append(switchboard.call(key) == nil && !isKnown) }
        }
        #expect(isMerged)
        #expect(letGo.withLock { $0 } == [false])
        #expect(switchboard.call(call) == nil)
        #expect(try lab.log.foldedCall(call)?.ended != nil)
    }
}
