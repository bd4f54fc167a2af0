import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import HotlineDaemon

/// Who gets a place where there are more connections than places.
@Suite struct `The gate` {
    private final class Guest: Sendable {
        let isClosed = Mutex(false)
        var id: ObjectIdentifier { ObjectIdentifier(self) }
    }

    private static let gateway = Peer.address("192.0.2.1")
    private let gate = ConnectionGate(trusted: [gateway], places: 8)
    private let start = NIODeadline.uptimeNanoseconds(1)

    private func enters(_ guest: Guest, _ peer: Peer, after milliseconds: Int64 = 0) -> Bool {
        gate.enter(guest.id, peer, at: start + .milliseconds(milliseconds)) {
            guest.isClosed.withLock { $0 = true }
        }
    }

    @Test func `keeps a quarter of its places for gateways`() {
        let strangers = (1...8).map { _ in Guest() }
        let entered = strangers.enumerated().map { enters($1, .address("198.51.100.\($0)")) }
        #expect(entered == [true, true, true, true, true, true, false, false])
        let gateways = (1...2).map { _ in Guest() }
        #expect(gateways.allSatisfy { enters($0, Self.gateway) })
    }

    @Test func `has 32 places for an address`() {
        let gate = ConnectionGate(places: 256)
        let guests = (1...33).map { _ in Guest() }
        let entered = guests.map { gate.enter($0.id, Self.gateway, at: start) {} }
        #expect(entered.count { $0 } == 32)
        gate.leave(guests[0].id)
        #expect(gate.enter(guests[32].id, Self.gateway, at: start) {})
    }

    @Test func `gives a gateway the place of whoever has asked nothing for the longest`() {
        let slow = (1...8).map { _ in Guest() }
        for (index, guest) in slow.enumerated() {
            #expect(enters(guest, Self.gateway, after: Int64(index)))
        }
        // The first one has asked a whole question since.
        gate.requestArrived(at: slow[0].id, start + .milliseconds(200))
        #expect(!enters(Guest(), Self.gateway, after: 250))
        #expect(enters(Guest(), Self.gateway, after: 251))
        #expect(
            slow.map { $0.isClosed.withLock { $0 } } == [false, true]
                + .init(repeating: false, count: 6))
        // Strangers displace nobody.
        #expect(!enters(Guest(), .address("198.51.100.9"), after: 10_000))
    }

    @Test func `a displaced connection that closes gives up no other place`() {
        let slow = (1...8).map { _ in Guest() }
        for guest in slow { #expect(enters(guest, Self.gateway)) }
        #expect(enters(Guest(), Self.gateway, after: 1000))
        let displaced = slow.filter { $0.isClosed.withLock { $0 } }
        #expect(displaced.count == 1)
        for guest in displaced { gate.leave(guest.id) }
        // All places are taken still, so that a stranger finds none.
        #expect(!enters(Guest(), .address("198.51.100.1"), after: 1000))
        for guest in slow where !guest.isClosed.withLock({ $0 }) { gate.leave(guest.id) }
        #expect(enters(Guest(), .address("198.51.100.1"), after: 1000))
    }
}
