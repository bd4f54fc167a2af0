import Foundation
import Testing

/// A browser, as far as the console needs one: it keeps cookies, follows, and fills in forms.
final class Browser {
    private let client: HTTPClient
    private(set) var cookies: [String: String] = [:]
    /// Fields of every request, such as a proxy's.
    var fields: [HTTPClient.Header] = []
    /// The latest page.
    private(set) var page = HTTPReply(status: 0, headers: [], body: [])

    init(_ client: HTTPClient) {
        self.client = client
    }

    /// Asks for a page; where another is to be asked for, for that one.
    @discardableResult
    func open(_ path: String, follows: Bool = true) throws -> HTTPReply {
        page = try send("GET", path, nil)
        if follows, page.status == 303, let next = page.header("location") { try open(next) }
        return page
    }

    /// Sends a form with the seal of the latest page.
    @discardableResult
    func submit(
        _ action: String, _ form: [String: String] = [:], seal: String? = nil,
        follows: Bool = true
    ) throws -> HTTPReply {
        var form = form
        form["seal"] = seal ?? self.seal ?? ""
        let body = form.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(Browser.escaped($0.value))" }.joined(separator: "&")
        page = try send("POST", action, Array(body.utf8))
        if follows, page.status == 303, let next = page.header("location") { try open(next) }
        return page
    }

    /// Sends a form with a file, as browsers write it: lines of a text end with CR and LF.
    @discardableResult
    func upload(
        _ action: String, _ form: [String: String] = [:], file: [UInt8] = [], seal: String? = nil
    ) throws -> HTTPReply {
        page = try send(
            "POST", action, body(of: form, file: file, seal: seal), type: Browser.multipart)
        return page
    }

    /// An upload's bytes, with the seal of the latest page.
    func body(
        of form: [String: String], file: [UInt8] = [], seal: String? = nil
    ) -> [UInt8] {
        var form = form
        form["seal"] = seal ?? self.seal ?? ""
        var body = form.sorted { $0.key < $1.key }.map { name, value in
            "--b0undary\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
                + value.replacing("\n", with: "\r\n") + "\r\n"
        }.joined()
        body += "--b0undary\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.yaml\""
        body += "\r\nContent-Type: application/octet-stream\r\n\r\n"
        return Array(body.utf8) + file + Array("\r\n--b0undary--\r\n".utf8)
    }

    /// The content type of an upload.
    static let multipart = "multipart/form-data; boundary=b0undary"

    /// Signs in with a token, from the form.
    @discardableResult
    func signIn(_ token: String, next: String = "/console") throws -> HTTPReply {
        try open("/console/sign-in")
        return try submit("/console/sign-in", ["token": token, "next": next])
    }

    /// What the latest page's forms are sealed with.
    var seal: String? { value(of: "seal") }

    /// The value of a hidden field of the latest page.
    func value(of name: String) -> String? {
        let text = page.text
        guard let begin = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[begin.upperBound...].prefix { $0 != "\"" })
    }

    /// The page's texts without its tags.
    var words: String {
        var text = ""
        var isTag = false
        for character in page.text {
            if character == "<" { isTag = true }
            if !isTag { text.append(character) }
            if character == ">" { (isTag, text) = (false, text + " ") }
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func forget(_ cookie: String) { cookies[cookie] = nil }

    func keep(_ cookie: String, _ value: String) { cookies[cookie] = value }

    /// Asks for the page again as its script does.
    func refresh(_ path: String) throws -> HTTPReply {
        try send("GET", path, nil, [(name: "Hotline-Live", value: "1")])
    }

    /// Asks for events, which come on the connection as long as it is held.
    func listen(_ method: String = "GET") throws -> HTTPConnection {
        let connection = try client.open()
        connection.put(
            HTTPClient.request(method, "/console/live", headers: fields + sent, body: nil))
        return connection
    }

    private var sent: [HTTPClient.Header] { cookies.isEmpty ? [] : [cookieField] }

    /// The field by which the browser shows its cookies.
    var cookieField: HTTPClient.Header {
        let pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (name: "Cookie", value: pairs.joined(separator: "; "))
    }

    private func send(
        _ method: String, _ path: String, _ body: [UInt8]?, _ more: [HTTPClient.Header] = [],
        type: String = "application/x-www-form-urlencoded"
    ) throws -> HTTPReply {
        var headers = fields + sent + more
        if body != nil {
            headers.append((name: "Content-Type", value: type))
        }
        let reply = try client.exchange(
            HTTPClient.request(method, path, headers: headers, body: body))
        for field in reply.headers where field.name == "set-cookie" { take(field.value) }
        return reply
    }

    private func take(_ field: String) {
        let parts = field.components(separatedBy: "; ")
        let pair = parts[0].split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        cookies[String(pair[0])] = parts.contains("Max-Age=0") ? nil : String(pair[1])
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
