import Foundation
import GatewayWebhooks
import Glibc
import HotlineSettings

/// The secrets of the gateways, a file each.
struct Credentials {
    /// What LoadCredential= of hotlined.service puts before the name of each file that it loads.
    private static let loadedPrefix = "hotline_"

    private let folder: String

    init(folder: String) {
        self.folder = folder
    }

    /// The secrets of a gateway; none where the file is missing, so that every request is refused.
    func secrets(of gateway: GatewaySettings) throws -> GatewaySecrets {
        let kind = gateway.authenticationKind
        guard let path = path(of: gateway) else {
            return try GatewaySecrets(lines: [], for: kind)
        }
        let bytes = try readFile(path)
        let lines = GatewaySecrets.lines(of: bytes)
        do {
            return try GatewaySecrets(lines: lines, for: kind)
        } catch {
            throw StartFailure("\(path): \(error)")
        }
    }

    func exists(for gateway: GatewaySettings) -> Bool { path(of: gateway) != nil }

    /// Where the secret of a gateway stands; `nil` if it has none.
    private func path(of gateway: GatewaySettings) -> String? { path(of: gateway.credential) }

    private func path(of credential: String) -> String? {
        ["", Credentials.loadedPrefix].map { "\(folder)/\($0)\(credential)" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The secrets that the console's proxy may show, a line each; none where the file is missing.
    func consoleProxySecrets() throws -> [[UInt8]] {
        guard let path = path(of: ConsoleSettings.Proxy.credential) else { return [] }
        return GatewaySecrets.lines(of: try readFile(path)).map { Array($0.utf8) }
            .filter { $0.count >= 16 }
    }

    /// Makes the secret of a gateway that has none, readable by its owner only.
    func make(for gateway: GatewaySettings) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let secret =
            switch gateway.authenticationKind {
            case .standardWebhooks: "whsec_" + Data(bytes).base64EncodedString()
            case .bearer, .twilio, .signalwire, .jambonz, .pathToken, .telnyx:
                bytes.map { String($0, radix: 16) }.joined()
            }
        let path = "\(folder)/\(gateway.credential)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StartFailure("\(path): cannot be made") }
        defer { close(descriptor) }
        try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
            .write(contentsOf: Data((secret + "\n").utf8))
    }
}

extension GatewaySettings {
    var authenticationKind: GatewayAuthentication {
        GatewayAuthentication(rawValue: authentication) ?? .standardWebhooks
    }
}

/// 256 bits from the system's generator, in base64url without padding (RFC 4648, section 5).
func freshSecret() -> String {
    base64URL((0..<32).map { _ in UInt8.random(in: 0...255) })
}

func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
}
