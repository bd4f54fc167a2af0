import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive in time: its headers in `headers`, all of it in
/// `whole`, both from the request's first byte. The reply may take its time: reports and purges of
/// many years do.
final class RequestDeadlineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let headers: TimeAmount
    private let whole: TimeAmount
    private let arrived: () -> Void
    private var timers: [Scheduled<Void>] = []
    private var endOfHeaders = 0
    private var isWaiting = false

    /// - Parameter arrived: Told of each request that is here, all of it.
    init(
        headers: TimeAmount, whole: TimeAmount, arrived: @escaping () -> Void = {}
    ) {
        self.headers = headers
        self.whole = whole
        self.arrived = arrived
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

    /// The request is here, all of it.
    fileprivate func requestArrived() {
        arrived()
        stop()
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

/// Behind the codec: tells the deadline that a request has arrived.
final class RequestEndHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(data)
        if case .end = unwrapInboundIn(data) {
            let deadline = try? context.pipeline.syncOperations.handler(
                type: RequestDeadlineHandler.self)
            deadline?.requestArrived()
        }
    }
}
