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

/// Closes a connection whose request does not arrive in time: its headers in `headers`, all of it
/// and the reply in `whole`, both from the request's first byte.
final class RequestDeadlineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let headers: TimeAmount
    private let whole: TimeAmount
    private var timers: [Scheduled<Void>] = []
    private var endOfHeaders = 0
    private var isWaiting = false

    init(headers: TimeAmount, whole: TimeAmount) {
        self.headers = headers
        self.whole = whole
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        if !isWaiting {
            isWaiting = true
            endOfHeaders = 0
            timers = [
                context.eventLoop.assumeIsolated().scheduleTask(in: headers) { [weak self] in
                    if let self, self.endOfHeaders < 4 { context.close(promise: nil) }
                },
                context.eventLoop.assumeIsolated().scheduleTask(in: whole) { [weak self] in
                    if let self, self.isWaiting { context.close(promise: nil) }
                },
            ]
        }
        if endOfHeaders < 4 { lookForEndOfHeaders(buffer) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        stop()
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        isWaiting = false
        for timer in timers { timer.cancel() }
        timers = []
    }

    /// Counts how much of CR LF CR LF has been seen.
    private func lookForEndOfHeaders(_ buffer: ByteBuffer) {
        for byte in buffer.readableBytesView {
            let wanted: UInt8 = endOfHeaders % 2 == 0 ? 0x0D : 0x0A
            endOfHeaders = byte == wanted ? endOfHeaders + 1 : (byte == 0x0D ? 1 : 0)
            if endOfHeaders == 4 { return }
        }
    }
}
