import NIOCore
import NIOHTTP1

/// Refuses what the decoder takes and another reader of the same bytes may read otherwise: a version
/// other than 1.1, none or several `Host`, a transfer coding other than one `chunked` (RFC 9112,
/// sections 2.3, 3.2 and 6.1). And sees to it that a reply that says so closes its connection, that
/// one to a request for another protocol is the last, and that none to HEAD has a body (RFC 9110,
/// section 9.3.2).
///
/// It stands behind the decoder. A refusal is an error like the decoder's: what is under way is
/// answered first, then comes 400, and the connection is closed.
final class RequestRules: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// How long a client that was told of the end may still send, so that it reads the reply before
    /// its connection is gone.
    private static let linger: TimeAmount = .seconds(1)

    /// Of the requests that have no reply yet, whether each is HEAD.
    private var unanswered: [Bool] = []
    /// The latest request asks for another protocol: the decoder reads nothing behind it.
    private var isLast = false
    /// Nothing more is taken from this connection.
    private var isOver = false
    private var endsWithReply = false
    private var end: Scheduled<Void>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        if case .head(let head) = unwrapInboundIn(data) {
            if let flaw = RequestRules.flaw(in: head) {
                isOver = true
                context.fireErrorCaught(flaw)
                return
            }
            isLast = head.method == .CONNECT || head.headers.contains(name: "upgrade")
            unanswered.append(head.method == .HEAD)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if isLast, unanswered.count == 1 {
                head.headers.replaceOrAdd(name: "connection", value: "close")
            }
            endsWithReply = head.headers["connection"].contains("close")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            guard unanswered.first == true else {
                context.write(data, promise: promise)
                return
            }
            promise?.succeed()
        case .end:
            if !unanswered.isEmpty { unanswered.removeFirst() }
            context.write(data, promise: promise)
            if endsWithReply { close(context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        context.fireChannelInactive()
    }

    /// Closed in full at once, with bytes of the client's unread, the reply could be lost.
    private func close(_ context: ChannelHandlerContext) {
        isOver = true
        context.flush()
        context.close(mode: .output, promise: nil)
        end = context.eventLoop.assumeIsolated().scheduleTask(in: RequestRules.linger) {
            context.close(promise: nil)
        }
    }

    private static func flaw(in head: HTTPRequestHead) -> HTTPParserError? {
        guard head.version == .http1_1 else { return .invalidVersion }
        guard head.headers["host"].count == 1 else { return .invalidHeaderToken }
        let codings = head.headers["transfer-encoding"]
        guard codings.isEmpty || codings.count == 1 && codings[0].lowercased() == "chunked" else {
            return .unexpectedContentLength
        }
        return nil
    }
}
