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
    /// What the door replies, as JSON.
    let answer: @Sendable (APIDoor, APICall) async throws(APIFlaw) -> Response

    /// An operation whose reply is one of the documents of `HotlineAPI`.
    init<Document: Codable & Sendable>(
        _ method: Method, _ path: String, _ deed: Visitor.Deed, _ summary: String,
        query: [Parameter] = [], body: (any (Decodable & Sendable).Type)? = nil,
        status: Int = 200, isLocal: Bool = false, refusals: [Int] = [],
        answer: @escaping @Sendable (APIDoor, APICall) async throws(APIFlaw) -> Document
    ) {
        self.method = method
        self.path = path
        self.deed = deed
        self.summary = summary
        self.query = query
        self.body = body
        self.reply = Document.self
        self.status = status
        self.isLocal = isLocal
        self.refusals = refusals
        self.answer = { door, call async throws(APIFlaw) in
            .document(try await answer(door, call), status: status)
        }
    }

    /// The description, which is written as it is.
    init(describedAt path: String, _ summary: String) {
        method = .get
        self.path = path
        deed = .seeStatus
        self.summary = summary
        query = []
        body = nil
        reply = OpenAPIDocument.self
        status = 200
        isLocal = false
        refusals = []
        answer = { door, _ async throws(APIFlaw) in try door.description() }
    }

    /// The texts that stand where the path has braces; `nil` where it is another path.
    func parameters(of segments: [String]) -> [String]? {
        APIOperation.parameters(of: segments, in: path)
    }

    /// As `parameters(of:)`, of a path's own.
    static func parameters(of segments: [String], in path: String) -> [String]? {
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

/// One question at a door.
struct APICall: Sendable {
    /// What the question carries beside its path.
    enum Content: Sendable {
        /// The body of a request over the API.
        case request(Request)
        /// A value that a form of the console was read as.
        case value(any Sendable)
        case nothing
    }

    let target: APITarget
    let content: Content
    let visitor: Visitor
    /// What stands where the operation's path has braces.
    let parameters: [String]

    /// The body, read as a value.
    func body<Value: Decodable>(
        _ type: Value.Type, as description: String
    ) async throws(APIFlaw) -> Value {
        var bytes: [UInt8] = []
        switch content {
        case .nothing: break
        case .value(let value): if let value = value as? Value { return value }
        case .request(let request): bytes = try await read(request)
        }
        guard let value = try? JSONDocument(bytes: bytes).decode(Value.self) else {
            throw APIFlaw("the body is no \(description)")
        }
        return value
    }

    private func read(_ request: Request) async throws(APIFlaw) -> [UInt8] {
        do {
            return Array(try await request.body.collect(upTo: 64 * 1024).readableBytesView)
        } catch {
            throw APIFlaw("the body has more than 64 KiB, or did not arrive whole", status: 413)
        }
    }
}
