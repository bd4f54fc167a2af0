import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not arrive in time: its headers in `headers`, all of it in
/// `whole`, both from the request's first byte. The reply may take its time: reports and purges of
/// many years do.
///
/// Where the daemon ends, a request that is on its way is still answered: a connection that has
/// asked nothing yet is left open for `farewell`, one whose request is arriving until it is here.
final class RequestDeadlineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let headers: TimeAmount
    private let whole: TimeAmount
    private let farewell: TimeAmount
    private let arrived: () -> Void
    private var timers: [Scheduled<Void>] = []
    private var endOfHeaders = 0
    private var isWaiting = false
    private var hasAsked = false
    /// Says to the rest of the pipeline that the daemon ends.
    private var leave: (() -> Void)?

    /// - Parameter arrived: Told of each request that is here, all of it.
    init(
        headers: TimeAmount, whole: TimeAmount, farewell: TimeAmount,
        arrived: @escaping () -> Void = {}
    ) {
        self.headers = headers
        self.whole = whole
        self.farewell = farewell
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
        leave = nil
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, isWaiting || !hasAsked else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        leave = { context.fireUserInboundEventTriggered(event) }
        context.eventLoop.assumeIsolated().scheduleTask(in: farewell) { [weak self] in
            if let self, !self.isWaiting { self.leaveNow() }
        }
    }

    /// The request is here, all of it.
    fileprivate func requestArrived() {
        hasAsked = true
        arrived()
        stop()
        leaveNow()
    }

    private func leaveNow() {
        leave?()
        leave = nil
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
