import NIOCore
import Synchronization

/// Limits how many connections are open: 256 in all, 32 an address; a quarter of them is kept for the
/// gateways and proxies that the settings name. Where there are too few file descriptors for so
/// many, it is fewer in all.
final class ConnectionGate: Sendable {
    static let most = 256
    private static let least = 8
    private static let perAddress = 32

    private let inAll: Int
    private let reserved: Int
    /// The gateways and proxies of the settings.
    private let trusted: Set<Peer>
    private let open = Mutex<[Peer: Int]>([:])

    /// - Parameter places: How many connections there are file descriptors for.
    init(trusted: [String] = [], places: Int) {
        inAll = min(ConnectionGate.most, max(ConnectionGate.least, places))
        reserved = inAll / 4
        self.trusted = Set(trusted.map { Peer.address($0) })
    }

    /// Takes a place; false where there is none.
    func enter(_ peer: Peer) -> Bool {
        open.withLock { open in
            let own = open[peer] ?? 0
            let all = open.values.reduce(0, +)
            let strangers = open.filter { !trusted.contains($0.key) }.values.reduce(0, +)
            let mayEnter =
                trusted.contains(peer)
                ? all < inAll
                : own < ConnectionGate.perAddress && strangers < inAll - reserved
                    && all < inAll
            if mayEnter { open[peer] = own + 1 }
            return mayEnter
        }
    }

    func leave(_ peer: Peer) {
        open.withLock { open in
            let left = (open[peer] ?? 1) - 1
            open[peer] = left > 0 ? left : nil
        }
    }
}

/// Closes a connection for which the gate has no place.
final class GateHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let gate: ConnectionGate
    private let peer: Peer
    private var entered = false

    init(gate: ConnectionGate, peer: Peer) {
        self.gate = gate
        self.peer = peer
    }

    func channelActive(context: ChannelHandlerContext) {
        entered = gate.enter(peer)
        guard entered else {
            context.close(promise: nil)
            return
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if entered { gate.leave(peer) }
        entered = false
        context.fireChannelInactive()
    }
}
