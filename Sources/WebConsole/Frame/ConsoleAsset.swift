import Crypto
import ReportPages

/// A file that pages refer to, compiled in from `Assets/`. Its path tells its content, so that a
/// browser may keep it for good.
package struct ConsoleAsset: Sendable {
    /// Where it is served.
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    package static let all = [stylesheet, report, script]

    static let stylesheet = ConsoleAsset(
        "console", "css", PackageResources.console_css, contentType: "text/css; charset=utf-8")

    /// What the parts of a report add to it.
    static let report = ConsoleAsset(
        "report", "css", Array(ReportPageStyle.parts.utf8),
        contentType: "text/css; charset=utf-8")

    /// Keeps a page as it is now, where a browser runs it.
    static let script = ConsoleAsset(
        "console", "js", PackageResources.console_js,
        contentType: "text/javascript; charset=utf-8")

    /// The file that is served at a path; `nil` where none is.
    package static func at(_ path: some StringProtocol) -> ConsoleAsset? {
        all.first { $0.path == path }
    }

    private init(_ name: String, _ ending: String, _ bytes: [UInt8], contentType: String) {
        let digits = Array("0123456789abcdef")
        let hash = SHA256.hash(data: bytes).prefix(8).map { byte in
            "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
        path = "/console/assets/\(name)-\(hash.joined()).\(ending)"
        self.bytes = bytes
        self.contentType = contentType
    }
}
