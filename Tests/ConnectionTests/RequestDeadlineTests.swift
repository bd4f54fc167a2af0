import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Testing

@testable import HotlineDaemon

/// How long a request may take to come, and that its reply may take longer.
@Suite struct RequestDeadlineTests {
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(
            RequestDeadlineHandler(headers: .seconds(5), whole: .seconds(10)))
        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
        try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        try channel.pipeline.syncOperations.addHandler(RequestEndHandler())
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func comes(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    private func passes(seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test func `headers that do not come to their end are given up after five seconds`() throws {
        try comes("GET /livez HTTP/1.1\r\nHost: x\r\n")
        passes(seconds: 4)
        try comes("a: b\r\n")
        #expect(channel.isActive)
        passes(seconds: 1)
        #expect(!channel.isActive)
    }

    @Test func `a body that trickles is given up ten seconds after its first byte`() throws {
        try comes("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
        for _ in 1...9 {
            passes(seconds: 1)
            try comes("x")
        }
        #expect(channel.isActive)
        passes(seconds: 1)
        #expect(!channel.isActive)
    }

    @Test func `the reply to a whole request may take an hour`() throws {
        try comes("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")
        passes(seconds: 3600)
        #expect(channel.isActive)
        // The next request on the connection has its own time.
        try comes("GET /livez HTTP/1.1\r\n")
        passes(seconds: 5)
        #expect(!channel.isActive)
    }
}
