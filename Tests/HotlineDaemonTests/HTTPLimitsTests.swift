import Foundation
import HotlineTestSupport
import Testing

/// The limits of one connection and of all (hardening: HTTP).
@Suite struct HTTPLimitsTests {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init() throws {
        daemon = try DaemonProcess()
        gateway = GatewayDouble(of: daemon.folder)
    }

    /// Sends a request: an error and the connection's end must follow, and nothing in the log.
    private func expectRefusal(
        _ request: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let connection = try daemon.folder.client.open()
        connection.put(request)
        // Where the daemon leaves bytes unread, the reply may be lost with the connection.
        if let reply = try? connection.reply() {
            #expect((400..<500).contains(reply.status), sourceLocation: sourceLocation)
        }
        #expect(connection.isEnded(), sourceLocation: sourceLocation)
        #expect(try daemon.calls().list.isEmpty, sourceLocation: sourceLocation)
        #expect(
            try daemon.folder.client.get("/livez").status == 200, sourceLocation: sourceLocation)
    }

    /// A GET of `/livez` with so many fields more than `Host`.
    private func request(fields: [String]) -> String {
        "GET /livez HTTP/1.1\r\nHost: localhost\r\n"
            + fields.map { "\($0)\r\n" }.joined() + "\r\n"
    }

    private func field(_ name: String, length: Int) -> String {
        "\(name): " + String(repeating: "x", count: length)
    }

    @Test func `headers of more than 16 KiB are refused, and fewer are taken`() throws {
        let three = ["a", "b", "c"].map { field($0, length: 6000) }
        try expectRefusal(request(fields: three))
        let connection = try daemon.folder.client.open()
        connection.put(request(fields: Array(three.prefix(2))))
        #expect(try connection.reply().status == 200)
    }

    @Test func `a field of more than 8 KiB is refused`() throws {
        try expectRefusal(request(fields: [field("a", length: 8300)]))
        let connection = try daemon.folder.client.open()
        connection.put(request(fields: [field("a", length: 8000)]))
        #expect(try connection.reply().status == 200)
    }

    @Test func `64 header fields are taken, and 65 are not`() throws {
        try expectRefusal(request(fields: (1...64).map { "f\($0): x" }))
        let connection = try daemon.folder.client.open()
        connection.put(request(fields: (1...63).map { "f\($0): x" }))
        #expect(try connection.reply().status == 200)
    }

    /// A good delivery, its length told as the test says.
    private func delivery(lengths: [String], body: (String) -> String = { $0 }) -> String {
        let delivery = gateway.delivery(
            "call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
        let headers = gateway.sender.headers(for: delivery).map { "\($0.name): \($0.value)\r\n" }
        let text = String(decoding: delivery.body, as: UTF8.self)
        let told = lengths.map { $0.replacing("N", with: String(delivery.body.count)) + "\r\n" }
        return "POST /gateway/canonical HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\n" + headers.joined() + told.joined() + "\r\n"
            + body(text)
    }

    private func chunk(_ text: String) -> String {
        "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n0\r\n\r\n"
    }

    @Test func `a length that is told twice is refused`() throws {
        try expectRefusal(delivery(lengths: ["Content-Length: N", "Content-Length: 5"]))
        try expectRefusal(delivery(lengths: ["Content-Length: N", "Content-Length: N"]))
        try expectRefusal(
            delivery(lengths: ["Content-Length: N", "Transfer-Encoding: chunked"], body: chunk))
        try expectRefusal(
            delivery(lengths: ["Transfer-Encoding: chunked", "Content-Length: N"], body: chunk))
        try expectRefusal(delivery(lengths: ["Content-Length: -1"]))
        try expectRefusal("no request at all\r\n\r\n")
    }

    @Test func `what another reader of the bytes may read otherwise is refused`() throws {
        try expectRefusal("GET /livez HTTP/1.0\r\nHost: localhost\r\n\r\n")
        try expectRefusal("GET /livez HTTP/1.1\r\n\r\n")
        try expectRefusal(request(fields: ["Host: elsewhere"]))
        let codings = [
            ["identity", "chunked"], ["chunked", "identity"], ["gzip, chunked"],
            ["chunked, chunked"], ["gzip"],
        ]
        for codings in codings {
            let fields = codings.map { "Transfer-Encoding: \($0)" }
            try expectRefusal(delivery(lengths: fields, body: chunk))
        }
    }

    @Test func `a refusal does not overtake the reply to the request before it`() throws {
        let connection = try daemon.folder.client.open()
        connection.put(request(fields: []) + "GET /livez HTTP/1.0\r\nHost: localhost\r\n\r\n")
        #expect(try connection.reply().status == 200)
        #expect(try connection.reply().status == 400)
        #expect(connection.isEnded())
    }

    @Test func `a request for another protocol is the last of its connection`() throws {
        for fields in [["Connection: Upgrade", "Upgrade: websocket"], ["Upgrade: h2c"]] {
            let connection = try daemon.folder.client.open()
            connection.put(request(fields: fields))
            let reply = try connection.reply()
            #expect(reply.status == 200)
            #expect(reply.header("connection") == "close")
            #expect(connection.isEnded())
        }
    }

    @Test func `a reply to HEAD has no body, and the next reply is whole`() throws {
        let connection = try daemon.folder.client.open()
        connection.put(
            "HEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let heads = try connection.rest().components(separatedBy: "\r\n\r\n")
        #expect(heads.count == 3)
        #expect(heads[0].hasPrefix("HTTP/1.1 405"))
        #expect(heads[1].hasPrefix("HTTP/1.1 200"))
        #expect(heads.last == "ok\n")
    }

    @Test func `a body in chunks is a body`() throws {
        let connection = try daemon.folder.client.open()
        connection.put(delivery(lengths: ["Transfer-Encoding: chunked"], body: chunk))
        let reply = try connection.reply()
        #expect(reply.status == 200)
        #expect(reply.json["instruction"].text == "dial")
    }

    @Test func `a large body that is announced is refused before it comes`() throws {
        let connection = try daemon.folder.client.open()
        connection.put(delivery(lengths: ["Content-Length: 100000000"]))
        let reply = try connection.reply()
        #expect(reply.status == 413)
        #expect(reply.header("content-type") == "application/problem+json")
        #expect(connection.isEnded())
        #expect(try daemon.calls().list.isEmpty)
    }

    @Test func `of more than 32 connections from one address the rest are closed`() throws {
        let client = HTTPClient(port: daemon.folder.port, from: "127.0.0.2")
        try openMoreThanAllowed(client)
        // They are closed now, and the address has its places again.
        #expect(eventually { (try? client.get("/livez"))?.status == 200 })
    }

    private func openMoreThanAllowed(_ client: HTTPClient) throws {
        let connections = try (1...40).map { _ in try client.open() }
        #expect(eventually { connections.count { $0.isEnded(within: 0) } >= 8 })
        let kept = connections.filter { !$0.isEnded(within: 10) }
        #expect(kept.count == 32)
        #expect(try client.open().isEnded())

        #expect(try daemon.folder.client.get("/livez").status == 200)
        #expect(try gateway.callArrives().status == 200)
        let one = try #require(kept.first)
        one.put(HTTPClient.request("GET", "/livez", headers: [], body: nil))
        #expect(try one.reply().status == 200)
    }

    @Test func `with 64 descriptors a crowd leaves places to gateways and the control socket`()
        throws
    {
        let folder = try DaemonFolder()
        let daemon = try DaemonProcess(
            in: folder, launcher: ["/bin/bash", "-c", "ulimit -n 64; exec \"$@\"", "few"])
        let crowd = try (0..<200).map { number in
            try HTTPClient(port: folder.port, from: "127.0.1.\(1 + number % 10)").open()
        }
        #expect(eventually { crowd.count { !$0.isEnded(within: 0) } < 32 })
        #expect(try daemon.status()["state"].text == "ok")
        #expect(try GatewayDouble(of: folder).callArrives().status == 200)
        #expect(daemon.journal.contains("Few file descriptors"))
    }
}
