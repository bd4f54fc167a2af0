import HTTPTypes
import HotlineSettings
import OnCallRoster

/// The console's cookies (RFC 6265bis). Over TLS their names begin with `__Host-`: a browser then
/// takes them over TLS only, for this host only. A checkout is served on loopback without TLS.
struct ConsoleCookies: Sendable {
    enum Name: String, Sendable {
        /// The session's secret.
        case session = "hotline"
        /// What seals forms before there is a session.
        case form = "hotline-form"
        case language = "hotline-language"
    }

    let isSecure: Bool

    init(_ settings: ConsoleSettings) {
        isSecure = settings.isSecure
    }

    func name(_ name: Name) -> String { (isSecure ? "__Host-" : "") + name.rawValue }

    /// The value of a cookie; `nil` without one, or with several.
    func value(_ wanted: Name, in headers: HTTPFields) -> String? {
        let name = name(wanted)
        let found = headers[values: .cookie].flatMap { $0.split(separator: ";") }
            .compactMap { pair -> String? in
                let words = pair.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard words.count == 2, words[0].drop(while: { $0 == " " }) == name else {
                    return nil
                }
                return String(words[1])
            }
        return found.count == 1 ? found[0] : nil
    }

    /// A field `Set-Cookie`.
    ///
    /// - Parameter lasting: How long the browser keeps it; zero takes it away.
    func set(_ wanted: Name, to value: String, lasting: Duration) -> String {
        let parts = [
            "\(name(wanted))=\(value)", "Path=/", "Max-Age=\(lasting.wholeSeconds)", "HttpOnly",
            "SameSite=Lax",
        ]
        return (parts + (isSecure ? ["Secure"] : [])).joined(separator: "; ")
    }
}
