package import CallRouting

/// Why a request is refused, told as problem+json (RFC 9457). A refused event changes nothing.
///
/// The detail names what was wanted, and repeats no telephone number, key or secret.
package struct WebhookRefusal: Error, Hashable, Sendable {
    /// The HTTP status.
    package let status: Int
    /// The status's phrase (RFC 9110, section 15), as RFC 9457 asks for `about:blank`.
    package let title: String
    package let detail: String
    /// For the header `Retry-After`.
    package let retryAfterSeconds: Int?

    package static let contentType = "application/problem+json"

    /// The statuses of design.md, section 5.
    package enum Status: Int, CaseIterable, Sendable {
        case badRequest = 400
        case unauthorized = 401
        case conflict = 409
        case contentTooLarge = 413
        case unsupportedMediaType = 415
        case tooManyRequests = 429
        case serviceUnavailable = 503

        package var title: String {
            switch self {
            case .badRequest: "Bad Request"
            case .unauthorized: "Unauthorized"
            case .conflict: "Conflict"
            case .contentTooLarge: "Content Too Large"
            case .unsupportedMediaType: "Unsupported Media Type"
            case .tooManyRequests: "Too Many Requests"
            case .serviceUnavailable: "Service Unavailable"
            }
        }
    }

    package init(_ status: Status, _ detail: String, retryAfterSeconds: Int? = nil) {
        self.status = status.rawValue
        self.title = status.title
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// 409: the event contradicts the log.
    package init(_ refusal: CallRouter.Refusal) {
        switch refusal {
        case .unknownCall:
            self.init(.conflict, "call: never seen; a call begins with call.incoming")
        case .unknownLeg(let leg):
            self.init(.conflict, "leg: \(leg) was never dialled in this call")
        case .noOpenFollowUp(let number):
            self.init(.conflict, "the call has no open follow-up \(number)")
        }
    }

    /// 400: a field holds something else than it must.
    init(field: String, found: String, wanted: String) {
        self.init(.badRequest, "\(field): found \(found), wanted \(wanted)")
    }

    /// `{"type","title","status","detail"}`
    package func body() -> [UInt8] {
        var json = JSONText()
        json.object { object in
            object.member("type", "about:blank")
            object.member("title", title)
            object.member("status", status)
            object.member("detail", detail)
        }
        return json.bytes
    }
}
