import NIOCore
import Synchronization

/// Limits how many connections are open: 256 in all, 32 an address; a quarter of them is kept for the
/// gateways and proxies that the settings name. Where there are too few file descriptors for so
/// many, it is fewer in all.
///
/// One of these that finds every place taken gets that of the connection which has let the longest
/// time go by without a whole request, for a peer that asks slowly must not keep out one that asks.
final class ConnectionGate: Sendable {
    static let most = 256
    private static let least = 8
    private static let perAddress = 32
    /// A connection is given so long before another may take its place.
    private static let patience: TimeAmount = .milliseconds(250)

    private let inAll: Int
    private let reserved: Int
    /// The gateways and proxies of the settings; on the control socket, root and the daemon's user.
    private let trusted: Set<Peer>
    private let open = Mutex<[ObjectIdentifier: Place]>([:])

    private struct Place {
        let peer: Peer
        /// When it was taken, or the latest request was whole.
        var since: NIODeadline
        let close: @Sendable () -> Void
    }

    /// - Parameter places: How many connections there are file descriptors for.
    init(trusted: Set<Peer> = [], places: Int) {
        inAll = min(ConnectionGate.most, max(ConnectionGate.least, places))
        reserved = inAll / 4
        self.trusted = trusted
    }

    /// Takes a place; false where there is none.
    ///
    /// - Parameter close: Closes the connection when its place is given to another.
    func enter(
        _ id: ObjectIdentifier, _ peer: Peer, at now: NIODeadline,
        close: @escaping @Sendable () -> Void
    ) -> Bool {
        let (mayEnter, displaced) = open.withLock { open -> (Bool, Place?) in
            var displaced: Place?
            if !hasPlace(for: peer, among: open) {
                guard trusted.contains(peer),
                    let oldest = open.min(by: { $0.value.since < $1.value.since }),
                    oldest.value.since + ConnectionGate.patience <= now
                else { return (false, nil) }
                displaced = open.removeValue(forKey: oldest.key)
            }
            open[id] = Place(peer: peer, since: now, close: close)
            return (true, displaced)
        }
        displaced?.close()
        return mayEnter
    }

    private func hasPlace(for peer: Peer, among open: [ObjectIdentifier: Place]) -> Bool {
        guard open.count < inAll else { return false }
        guard !trusted.contains(peer) else { return true }
        let own = open.values.count { $0.peer == peer }
        let strangers = open.values.count { !trusted.contains($0.peer) }
        return own < ConnectionGate.perAddress && strangers < inAll - reserved
    }

    /// A request of the connection is here, all of it.
    func requestArrived(at id: ObjectIdentifier, _ now: NIODeadline) {
        open.withLock { $0[id]?.since = now }
    }

    func leave(_ id: ObjectIdentifier) {
        open.withLock { _ = $0.removeValue(forKey: id) }
    }
}

/// Closes a connection for which the gate has no place.
final class GateHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let gate: ConnectionGate
    private let peer: Peer

    init(gate: ConnectionGate, peer: Peer) {
        self.gate = gate
        self.peer = peer
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        let entered = gate.enter(ObjectIdentifier(self), peer, at: .now()) {
            channel.close(promise: nil)
        }
        guard entered else {
            context.close(promise: nil)
            return
        }
        context.fireChannelActive()
    }

    func requestArrived() { gate.requestArrived(at: ObjectIdentifier(self), .now()) }

    func channelInactive(context: ChannelHandlerContext) {
        gate.leave(ObjectIdentifier(self))
        context.fireChannelInactive()
    }
}
