import HTTPTypes
import HotlineSettings
import HummingbirdCore
import NIOCore
import WebConsole

/// The fields of every reply of the console: nothing is kept, framed, or run that is not ours.
struct ConsoleHeaders: Sendable {
    private let fields: [(name: String, value: String)]

    init(_ settings: ConsoleSettings) {
        let policy = [
            "default-src 'none'", "style-src 'self'", "script-src 'self'",
            "img-src 'self' data:", "connect-src 'self'", "form-action 'self'",
            "frame-ancestors 'none'", "base-uri 'none'",
        ]
        let secure =
            settings.isSecure
            ? [(name: "Strict-Transport-Security", value: "max-age=31536000")] : []
        fields =
            [
                (name: "Content-Security-Policy", value: policy.joined(separator: "; ")),
                (name: "X-Content-Type-Options", value: "nosniff"),
                (name: "Referrer-Policy", value: "no-referrer"),
                (name: "Cross-Origin-Opener-Policy", value: "same-origin"),
                (name: "Cross-Origin-Resource-Policy", value: "same-origin"),
                (
                    name: "Permissions-Policy",
                    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
                ),
            ] + secure
    }

    /// A reply with them; kept by nobody, unless it is told to be.
    func on(_ response: Response) -> Response {
        var response = response
        for field in fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            response.headers[name] = field.value
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    /// A page as UTF-8.
    static func page(_ html: [UInt8], status: Int) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    }

    /// Another page is to be asked for with GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path], body: ResponseBody())
    }

    /// Server-sent events. No proxy keeps any of it back, nor asks something else on its connection.
    static func events(_ body: ResponseBody) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "text/event-stream", .connection: "close"],
            body: body)
        if let name = HTTPField.Name("X-Accel-Buffering") { response.headers[name] = "no" }
        return response
    }

    /// A file whose path tells its content.
    static func asset(_ asset: ConsoleAsset) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: asset.contentType,
                .cacheControl: "public, max-age=31536000, immutable",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
