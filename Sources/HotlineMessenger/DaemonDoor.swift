import HotlineAPI

/// The daemon's control socket, as far as messages need it.
struct DaemonDoor: Sendable {
    let socketPath: String
    let web: WebClient

    /// Why the daemon did not do what was asked.
    enum Trouble: Error, Hashable {
        /// It does not run, or does not answer.
        case silent
        /// It refused, with this status.
        case refused(Int)
        case unreadable

        /// In coded form, for the journal.
        var code: String {
            switch self {
            case .silent: "silent"
            case .refused(let status): "http-\(status)"
            case .unreadable: "unreadable"
            }
        }
    }

    private static let patience: Duration = .seconds(10)

    /// What is to be sent now; each is ours for five minutes.
    func due() async throws(Trouble) -> [DueMessage] {
        let reply = try await ask("GET", "messages/due", nil)
        guard let due = try? JSONDocument(bytes: reply).decode(DueMessages.self) else {
            throw .unreadable
        }
        return due.messages
    }

    /// Tells what came of one; telling it again changes nothing.
    func tell(_ result: MessageResult, of id: Int) async throws(Trouble) {
        guard let body = try? JSONDocument(result).bytes else { throw .unreadable }
        _ = try await ask("POST", "messages/\(id)/outcome", body)
    }

    private func ask(
        _ method: String, _ path: String, _ body: [UInt8]?
    ) async throws(Trouble) -> [UInt8] {
        let url = "http+unix://\(DaemonDoor.escaped(socketPath))/api/v1/\(path)"
        let headers =
            [("Host", "localhost")] + (body == nil ? [] : [("Content-Type", "application/json")])
        let reply: WebClient.Reply
        do {
            reply = try await web.exchange(
                method, url, headers: headers, body: body, patience: DaemonDoor.patience)
        } catch {
            throw .silent
        }
        guard (200..<300).contains(reply.status) else { throw .refused(reply.status) }
        return reply.body
    }

    /// A path as an address's host: all but unreserved bytes percent-encoded (RFC 3986, section 2.3).
    static func escaped(_ path: String) -> String { SMSRequest.percentEncoded(path) }
}
