import Foundation
import HTTPTypes
import HotlineSettings
import HummingbirdCore

// Where a request goes, and where it comes from.

extension ConsoleDoor {
    /// The parts of a path below `/console`, percent-decoded.
    static func segments(_ path: String) -> [String] {
        path.dropFirst("/console".count).split(separator: "/").map {
            String($0).removingPercentEncoding ?? String($0)
        }
    }

    /// A page as it can be asked for again, without `language` and `done`; `nil` of a form.
    static func path(of request: Request) -> String? {
        guard request.method == .get || request.method == .head else { return nil }
        let pairs = (request.uri.query ?? "").split(separator: "&").filter {
            !["language", "done"].contains($0.prefix { $0 != "=" })
        }
        let path = request.uri.path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
        return isOurs(path) ? path : nil
    }

    /// Whether nobody asks, but a page that keeps itself as it is now.
    static func isAskedByItself(_ request: Request) -> Bool {
        guard request.uri.path != "/console/live" else { return true }
        let field = HTTPField.Name("Hotline-Live").flatMap { request.headers[$0] }
        return field == "1" && request.method == .get
    }

    /// Whether a browser that is sent to a path stays in the console.
    static func isOurs(_ path: String) -> Bool {
        owns(String(path.prefix { $0 != "?" }))
            && path.utf8.count <= 1000
            && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }

    /// Whether a form comes from a page of the console, as far as the browser tells. A page of ours
    /// sends no referrer, so that its `Origin` may be `null`; what then counts is the form's seal.
    static func isFromHere(_ request: Request, _ settings: ConsoleSettings) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin], origin != "null" else { return true }
        return origin.lowercased() == settings.publicURL
    }

    /// A text as one part of a query, percent-encoded.
    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                String(Unicode.Scalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
