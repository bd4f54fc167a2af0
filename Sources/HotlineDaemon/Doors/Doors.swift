import CallRouting
import GatewayWebhooks
import HTTPTypes
import HotlineAPI
import HummingbirdCore
import NIOCore
import OnCallRoster

/// What is served on the address that gateways and proxies reach.
struct PublicDoors: Sendable {
    let gateways: [GatewayName: WebhookDoor]
    let health: Health
    let counters: Counters

    func respond(_ request: Request, _ peer: Peer) async -> Response {
        let path = request.uri.path
        switch (request.method, path) {
        case (.get, "/livez"): return health.liveness()
        case (.get, "/readyz"): return health.readiness()
        case (.get, "/metrics"): return health.metrics()
        case (_, "/livez"), (_, "/readyz"), (_, "/metrics"):
            return .problem(405, "Method Not Allowed", "use GET")
        default: break
        }
        guard path.hasPrefix("/gateway/") else {
            return .problem(404, "Not Found", "nothing is served here")
        }
        let rest = path.dropFirst("/gateway/".count)
        let name = GatewayName(rawValue: String(rest.prefix { $0 != "/" }))
        guard let door = gateways[name] else {
            return .problem(404, "Not Found", "no gateway of the settings has this name")
        }
        // A canonical gateway has one address.
        guard door.hasHooks || !rest.contains("/") else {
            return .problem(404, "Not Found", "this gateway is served at /gateway/\(name)")
        }
        guard request.method == .post || request.method == .get && door.takesGET else {
            return .problem(405, "Method Not Allowed", "use POST")
        }
        return await answer(request, door, peer)
    }

    private func answer(_ request: Request, _ door: WebhookDoor, _ peer: Peer) async -> Response {
        let body: [UInt8]
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        do {
            guard announced <= largestWebhook else {
                throw NIOTooManyBytesError(maxBytes: largestWebhook)
            }
            let buffer = try await request.body.collect(upTo: largestWebhook + 1)
            body = Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            return refuse(
                WebhookRefusal(.contentTooLarge, "the body has more than \(largestWebhook) bytes"))
        } catch {
            return refuse(WebhookRefusal(.badRequest, "the body did not arrive whole"))
        }
        let headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
        do throws(WebhookRefusal) {
            let reply = try await door.answer(
                Webhook(
                    request.method == .get ? .get : .post, request.head.path ?? "",
                    headers: headers, body: body, peer: peer.description))
            var response = Response.json(reply.body, status: reply.status, type: door.replyType)
            if reply.keeping != .log {
                response.headers[.hotlineLog] = reply.keeping.rawValue
            }
            return response
        } catch {
            return refuse(error)
        }
    }

    private func refuse(_ refusal: WebhookRefusal) -> Response {
        counters.countRefusal(refusal.status)
        var response = Response.json(
            refusal.body(), status: refusal.status, type: WebhookRefusal.contentType)
        if let seconds = refusal.retryAfterSeconds {
            response.headers[.retryAfter] = String(seconds)
        }
        if refusal.status == 413 { response.headers[.connection] = "close" }
        return response
    }
}

extension HTTPField.Name {
    /// Where an event is kept that is not in the log yet.
    static let hotlineLog = HTTPField.Name("Hotline-Log") ?? .retryAfter
}

extension Response {
    static func json(
        _ body: [UInt8], status: Int = 200, type: String = "application/json"
    ) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [
                .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func document(_ value: some Encodable, status: Int = 200) -> Response {
        do {
            return json(try JSONDocument(value).bytes, status: status)
        } catch {
            return problem(500, "Internal Server Error", "the answer could not be written")
        }
    }

    static func text(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// problem+json (RFC 9457).
    static func problem(_ status: Int, _ title: String, _ detail: String) -> Response {
        let problem = Problem(title: title, status: status, detail: detail)
        let body = (try? JSONDocument(problem).bytes) ?? []
        return json(body, status: status, type: "application/problem+json")
    }
}
