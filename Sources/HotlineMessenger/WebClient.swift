import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// HTTP as both sides need it: one request, one reply, no redirect followed, nothing tried twice.
struct WebClient: Sendable {
    struct Reply: Sendable {
        let status: Int
        let body: [UInt8]
    }

    /// Why there is no reply; each may be mended by itself.
    enum Trouble: Error, Hashable {
        case timeout
        /// Refused, closed, or no TLS.
        case connection
        case replyTooLong
    }

    private static let longestReply = 1 << 20
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(20)))
        configuration.httpVersion = .http1Only
        // A refused connection is told at once; when to try again is the daemon's to say.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(10)
        client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async { try? await client.shutdown() }

    /// - Parameter patience: How long all of it may take.
    func exchange(
        _ method: String, _ url: String, headers: [(String, String)], body: [UInt8]?,
        patience: Duration
    ) async throws(Trouble) -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        do {
            let response = try await client.execute(
                request, timeout: .seconds(patience.components.seconds))
            let buffer = try await response.body.collect(upTo: WebClient.longestReply)
            return Reply(
                status: Int(response.status.code), body: Array(buffer.readableBytesView))
        } catch let error as HTTPClientError {
            let late: [HTTPClientError] = [
                .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
                .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
            ]
            throw late.contains(error) ? .timeout : .connection
        } catch is NIOTooManyBytesError {
            throw .replyTooLong
        } catch {
            throw .connection
        }
    }
}
