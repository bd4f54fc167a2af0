import HotlineAPI
import HotlineTexts

/// The running daemon, asked over its control socket.
struct DaemonClient: Sendable {
    let socketPath: String
    /// Why it is asked; the daemon writes it into its access log.
    var reason: String?
    /// How long it may take to answer.
    var patience = LocalHTTPClient.usualPatience

    func status() throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/status")
    }

    /// The figures of the days from `from` on, before `to`.
    func report(from: String, to: String) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/reports" + DaemonClient.query([("from", from), ("to", to)]))
    }

    /// What the daemon knows of one gateway.
    func gateway(_ name: String) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/gateways/\(DaemonClient.escaped(name))")
    }

    /// A page of calls; a filter that is `nil` does not count.
    func calls(_ filters: [(name: String, value: String?)]) throws(Failure) -> JSONDocument {
        try ask("GET", "/api/v1/calls" + DaemonClient.query(filters))
    }

    static func query(_ filters: [(name: String, value: String?)]) -> String {
        let pairs = filters.compactMap { filter in
            filter.value.map { "\(filter.name)=\(escaped($0))" }
        }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    /// One call, by its id or by `GATEWAY/CALL`. Ids of gateways may hold a slash themselves, so
    /// the whole is tried as an id first.
    func call(_ name: String) throws(Failure) -> JSONDocument {
        let parts = name.split(separator: "/", maxSplits: 1).map { String($0) }
        let whole = "/api/v1/calls/\(DaemonClient.escaped(name))"
        guard parts.count == 2 else { return try ask("GET", whole) }
        let first = try reply("GET", whole, body: nil)
        if first.status != 404 { return try DaemonClient.document(first) }
        let gateway = DaemonClient.escaped(parts[0])
        let call = DaemonClient.escaped(parts[1])
        return try ask("GET", "/api/v1/calls/\(call)?gateway=\(gateway)")
    }

    func begin(_ start: RehearsalStart) throws(Failure) -> RehearsalReply {
        let reply = try ask("POST", "/api/v1/rehearsals", body: DaemonClient.document(of: start))
        return try DaemonClient.read(RehearsalReply.self, from: reply)
    }

    func report(_ event: RehearsalEvent, of call: String) throws(Failure) -> RehearsalReply {
        let reply = try ask(
            "POST", "/api/v1/rehearsals/\(DaemonClient.escaped(call))/events",
            body: DaemonClient.document(of: event))
        return try DaemonClient.read(RehearsalReply.self, from: reply)
    }

    /// A value of the daemon's answer.
    static func read<Value: Decodable>(
        _ type: Value.Type, from document: JSONDocument
    ) throws(Failure) -> Value {
        do {
            return try document.decode(type)
        } catch {
            throw Failure(.answerIsNo, DaemonWords.otherVersion.text)
        }
    }

    static func document(of value: some Encodable) throws(Failure) -> JSONDocument {
        do {
            return try JSONDocument(value)
        } catch {
            throw Failure(.unusableInput, TroubleWords.questionNotJSON.text)
        }
    }

    func ask(
        _ method: String, _ target: String, body: JSONDocument? = nil
    ) throws(Failure) -> JSONDocument {
        try DaemonClient.document(try reply(method, target, body: body))
    }

    private func reply(
        _ method: String, _ target: String, body: JSONDocument?
    ) throws(Failure) -> HTTPReply {
        var headers: [(name: String, value: String)] = []
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        if let reason {
            headers.append((name: "Access-Reason", value: DaemonClient.escaped(reason)))
        }
        do throws(LocalHTTPClient.Trouble) {
            return try LocalHTTPClient(path: socketPath, patience: patience)
                .exchange(method, target, headers: headers, body: body?.bytes)
        } catch {
            throw failure(error)
        }
    }

    private static func document(_ reply: HTTPReply) throws(Failure) -> JSONDocument {
        let document = JSONDocument(bytes: reply.body)
        if (200..<300).contains(reply.status) { return document }
        let problem = try? document.decode(Problem.self)
        let told = [problem?.detail, problem?.title].compactMap { $0 }.first { !$0.isEmpty }
        let isInput = [400, 413, 415].contains(reply.status)
        let refused = DaemonWords.refused.text.filled(["status": "\(reply.status)"])
        throw Failure(
            isInput ? .unusableInput : .answerIsNo, told.map { Text($0, $0) } ?? refused)
    }

    /// Percent-encodes everything that is not unreserved (RFC 3986, section 2.3).
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%"
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 0x0F)])
            }
        }
        return result
    }
}
