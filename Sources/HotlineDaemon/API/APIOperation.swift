import HTTPTypes
import HotlineAPI
import HummingbirdCore
import NIOCore

/// One thing that may be asked below `/api/v1`: how it is asked, who may ask it, what is answered. The
/// door routes by these, and its description is written from them.
struct APIOperation: Sendable {
    enum Method: String, Sendable {
        case get, post
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        let name: String
        let schema: JSONSchema
        let isRequired: Bool
        let summary: String
        /// The words that it may be; empty: any.
        let words: [String]

        init(
            _ name: String, _ summary: String, _ schema: JSONSchema = .string,
            isRequired: Bool = false, of words: [String] = []
        ) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.words = words
            self.summary = summary
        }
    }

    let method: Method
    /// Below `/api/v1/`; a segment in braces takes any text.
    let path: String
    let deed: Visitor.Deed
    let summary: String
    let query: [Parameter]
    let body: (any (Decodable & Sendable).Type)?
    let reply: any (Decodable & Sendable).Type
    let status: Int
    /// Asked on the control socket only, whatever a token may.
    let isLocal: Bool
    /// Refusals beside those that any question may meet.
    let refusals: [Int]
    let answer: @Sendable (APIDoor, APICall) async throws(APIFlaw) -> Response

    init(
        _ method: Method, _ path: String, _ deed: Visitor.Deed, _ summary: String,
        query: [Parameter] = [], body: (any (Decodable & Sendable).Type)? = nil,
        reply: any (Decodable & Sendable).Type, status: Int = 200, isLocal: Bool = false,
        refusals: [Int] = [],
        answer: @escaping @Sendable (APIDoor, APICall) async throws(APIFlaw) -> Response
    ) {
        self.method = method
        self.path = path
        self.deed = deed
        self.summary = summary
        self.query = query
        self.body = body
        self.reply = reply
        self.status = status
        self.isLocal = isLocal
        self.refusals = refusals
        self.answer = answer
    }

    /// The texts that stand where the path has braces; `nil` where it is another path.
    func parameters(of segments: [String]) -> [String]? {
        let own = path.split(separator: "/")
        guard own.count == segments.count else { return nil }
        var found: [String] = []
        for (wanted, segment) in zip(own, segments) {
            if wanted.hasPrefix("{") {
                found.append(segment)
            } else if wanted != segment {
                return nil
            }
        }
        return found
    }
}

/// One question at the door.
struct APICall: Sendable {
    let target: APITarget
    let request: Request
    let visitor: Visitor
    /// What stands where the operation's path has braces.
    let parameters: [String]

    /// The body, read as a value.
    func body<Value: Decodable>(
        _ type: Value.Type, as description: String
    ) async throws(APIFlaw) -> Value {
        let bytes: [UInt8]
        do {
            bytes = Array(try await request.body.collect(upTo: 64 * 1024).readableBytesView)
        } catch {
            throw APIFlaw("the body has more than 64 KiB, or did not arrive whole", status: 413)
        }
        guard let value = try? JSONDocument(bytes: bytes).decode(Value.self) else {
            throw APIFlaw("the body is no \(description)")
        }
        return value
    }
}
