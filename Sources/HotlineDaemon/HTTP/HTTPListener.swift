import CLinux
import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// Answers HTTP/1.1 on one listening socket until the daemon is told to stop; then what is under
/// way is finished and no new connection taken.
struct HTTPListener: Service {
    enum Socket: Sendable {
        case address(SocketAddress)
        case unix(path: String)
        /// Handed over by the service manager.
        case inherited(Int32)
    }

    /// Limits of one connection.
    enum Limits {
        static let headersInAll = 16 * 1024
        static let oneHeader = 8 * 1024
        static let headers = 64
        static let headerTime: TimeAmount = .seconds(5)
        static let requestTime: TimeAmount = .seconds(10)
        static let idleTime: TimeAmount = .seconds(30)
    }

    let socket: Socket
    let gate: ConnectionGate
    let logger: Logger
    /// Told once the socket listens.
    let listening: @Sendable () -> Void
    let respond: @Sendable (Request, Peer) async -> Response

    func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let quiescing = ServerQuiescingHelper(group: group)
        let channel = HTTP1Channel(
            responder: { [respond] request, writer, channel in
                let peer = Peer(of: channel)
                let response = await respond(request, peer)
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: .init(
                additionalChannelHandlers: [RequestEndHandler()],
                idleTimeout: Limits.idleTime,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: Limits.oneHeader, maxHeaderListSize: Limits.headersInAll,
                    maxHeaderFieldCount: Limits.headers)))
        let server = try await bind(channel, quiescing, group)
        listening()
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { tasks in
                try await server.executeThenClose { inbound in
                    for try await connection in inbound {
                        tasks.addTask { await channel.handle(value: connection, logger: quiet) }
                    }
                }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
    }

    /// A peer's broken request is its own affair.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .error
        return quiet
    }

    private func bind(
        _ http: HTTP1Channel, _ quiescing: ServerQuiescingHelper,
        _ group: MultiThreadedEventLoopGroup
    ) async throws -> NIOAsyncChannel<HTTP1Channel.Value, Never> {
        let (gate, quiet) = (gate, quiet)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            // One at a time, so that what the gate closes is gone before many more are taken.
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                }
            }
        let initialize: @Sendable (any Channel) -> EventLoopFuture<HTTP1Channel.Value> = { child in
            child.eventLoop.makeCompletedFuture {
                let peer = Peer(of: child)
                if case .address = peer { try child.giveUpUnread() }
                let place = GateHandler(gate: gate, peer: peer)
                try child.pipeline.syncOperations.addHandler(place)
                try child.pipeline.syncOperations.addHandler(
                    RequestDeadlineHandler(
                        headers: Limits.headerTime, whole: Limits.requestTime,
                        arrived: { place.requestArrived() }))
            }.flatMap {
                http.setup(channel: child, logger: quiet)
            }.flatMapThrowing { connection in
                let pipeline = child.pipeline.syncOperations
                let decoder = try pipeline.handler(
                    type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                try pipeline.addHandler(RequestRules(), position: .after(decoder))
                return connection
            }
        }
        switch socket {
        case .address(let address):
            return try await bootstrap.bind(to: address, childChannelInitializer: initialize)
        case .unix(let path):
            return try await bootstrap.bind(
                unixDomainSocketPath: path, cleanupExistingSocketFile: true,
                childChannelInitializer: initialize)
        case .inherited(let descriptor):
            return try await bootstrap.bind(descriptor, childChannelInitializer: initialize)
        }
    }
}

extension Channel {
    /// Lets the kernel reset a TCP connection whose reply is not taken for as long as silence is
    /// borne (TCP_USER_TIMEOUT, tcp(7)): else it would keep what is unread for many minutes after the
    /// connection was closed.
    fileprivate func giveUpUnread() throws {
        let milliseconds = HTTPListener.Limits.idleTime.nanoseconds / 1_000_000
        try syncOptions?.setOption(
            .tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT)),
            value: Int(milliseconds))
    }
}

/// Who is at the other end of a connection.
enum Peer: Hashable, Sendable, CustomStringConvertible {
    /// An IP address, without its port.
    case address(String)
    /// A process of this machine on the control socket (SO_PEERCRED, unix(7)).
    case process(userID: UInt32)
    case unknown

    init(of channel: any Channel) {
        if let address = channel.remoteAddress?.ipAddress {
            self = .address(address)
            return
        }
        guard let options = channel as? any SocketOptionProvider else {
            self = .unknown
            return
        }
        // Answered at once: the connection is on this event loop.
        let credentials: EventLoopFuture<akt_peer_credentials> = options.unsafeGetSocketOption(
            level: .socket, name: .init(rawValue: SO_PEERCRED))
        var found = Peer.unknown
        if channel.eventLoop.inEventLoop {
            credentials.assumeIsolated().whenSuccess { found = .process(userID: $0.user_id) }
        } else if let answer = try? credentials.wait() {
            found = .process(userID: answer.user_id)
        }
        self = found
    }

    var description: String {
        switch self {
        case .address(let address): address
        case .process(let userID): "uid \(userID)"
        case .unknown: "unknown"
        }
    }
}
