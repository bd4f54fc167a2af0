import HotlineTexts
import HummingbirdCore
import WebConsole

/// One thing that may be asked of the console: how, by whom, and what is answered. The door routes
/// by these.
struct ConsoleRoute: Sendable {
    enum Access: Sendable {
        case anyone
        /// Whoever is in a session.
        case session
        /// Whoever has a role for it.
        case deed(Visitor.Deed)
    }

    /// How what is posted is written.
    enum Form: Sendable {
        /// application/x-www-form-urlencoded, of 64 KiB at most.
        case fields
        /// multipart/form-data, of `ConsoleUploads.largest` at most: for whoever may, one at a time.
        case upload
    }

    typealias Answer =
        @Sendable (ConsoleDoor, ConsoleVisit) async throws(APIFlaw) -> ConsoleReply

    let method: APIOperation.Method
    /// Below `/console/`; a segment in braces takes any text.
    let path: String
    let access: Access
    /// Whether it is asked by a page's script, which wants no other page.
    let isOfScript: Bool
    let form: Form
    let answer: Answer

    init(
        _ method: APIOperation.Method, _ path: String, _ access: Access, isOfScript: Bool = false,
        form: Form = .fields, answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.isOfScript = isOfScript
        self.form = form
        self.answer = answer
    }

    /// The texts that stand where the path has braces; `nil` where it is another path.
    func parameters(of segments: [String]) -> [String]? {
        APIOperation.parameters(of: segments, in: path)
    }
}

/// What the door answers: a page, another one to go to, or events for a script.
struct ConsoleReply: Sendable {
    enum Content: Sendable {
        case page(any ConsolePage, status: Int)
        /// Below this host.
        case seeOther(String)
        case stream(ResponseBody)
    }

    let content: Content
    /// What has just been done.
    var notice: String?
    /// Fields `Set-Cookie`.
    var cookies: [String] = []

    static func page(
        _ page: any ConsolePage, status: Int = 200, notice: String? = nil
    ) -> ConsoleReply {
        ConsoleReply(content: .page(page, status: status), notice: notice)
    }

    static func stream(_ body: ResponseBody) -> ConsoleReply {
        ConsoleReply(content: .stream(body))
    }

    static func seeOther(_ path: String, cookies: [String] = []) -> ConsoleReply {
        ConsoleReply(content: .seeOther(path), cookies: cookies)
    }
}
