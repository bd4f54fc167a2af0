import GatewayWebhooks
import HotlineSettings
import HotlineTexts

/// Whether a gateway can prove itself: without a secret that can be used, every request of its is
/// refused.
struct SecretsCheck {
    let gateway: GatewaySettings
    let path: String
    let sight: Sight
    /// What the file holds; `nil` where it cannot be read.
    let bytes: [UInt8]?
    /// Whether the daemon makes up what is missing.
    let isMade: Bool
    let daemon: Account
    /// Whether the service manager hands the file to the daemon, whosever it is.
    let isHandedOver: Bool

    var findings: [Finding] {
        switch sight {
        case .missing: [missing]
        // That it may not be looked at is told once.
        case .hidden: []
        case .seen(let status): unread(status) + inside
        }
    }

    private var authentication: GatewayAuthentication {
        GatewayAuthentication(rawValue: gateway.authentication) ?? .standardWebhooks
    }

    private var missing: Finding {
        if isMade { return .note(.secrets, SecretsFindings.isMade.with(["path": path])) }
        return .danger(
            .secrets, SecretsFindings.missing.with(["gateway": gateway.name]),
            SecretsFindings.writeOne.text, run: making)
    }

    /// What makes the file: with a secret in it, where it is ours to choose.
    private var making: String {
        let file = shellWord(path)
        let install = "install -m 0600 -o \(shellWord(daemon.name)) /dev/null \(file)"
        return switch authentication {
        case .standardWebhooks: install + " && echo \"whsec_$(openssl rand -base64 32)\" > \(file)"
        case .bearer: install + " && openssl rand -hex 32 > \(file)"
        case .pathToken: install + " && openssl rand -hex 24 > \(file)"
        case .twilio, .signalwire, .telnyx, .jambonz: install + " && editor \(file)"
        }
    }

    private func unread(_ status: FileStatus) -> [Finding] {
        guard !daemon.mayRead(status), !isHandedOver else { return [] }
        return [
            .danger(
                .secrets, SecretsFindings.unread.with(["path": path, "user": daemon.name]),
                run: "chown \(shellWord(daemon.name)) \(shellWord(path))")
        ]
    }

    private var inside: [Finding] {
        guard let bytes else { return [] }
        let lines = GatewaySecrets.lines(of: bytes)
        let count: Int
        do {
            count = try GatewaySecrets(lines: lines, for: authentication).count
        } catch {
            return [
                .danger(
                    .secrets, .plain("\(path), \(error)"),
                    SecretsFindings.refused.with(["gateway": gateway.name]))
            ]
        }
        guard count > 0 else {
            return [
                .danger(
                    .secrets, SecretsFindings.empty.with(["path": path]),
                    SecretsFindings.oneALine.text, run: making)
            ]
        }
        if SecretsCheck.secrets(in: bytes).contains(where: isWeak) {
            return [
                .mend(
                    .secrets, SecretsFindings.weak.with(["path": path]),
                    SecretsFindings.newOne.text)
            ]
        }
        let found: SecretsFindings = count == 1 ? .one : .several
        return [.ok(.secrets, found.with(["gateway": gateway.name, "count": count]))]
    }

    /// 128 random bits are 22 characters of base64. A vendor's are as it makes them.
    private func isWeak(_ secret: String) -> Bool {
        let shortest: Int
        switch authentication {
        case .bearer, .pathToken: shortest = 22
        case .twilio, .jambonz, .signalwire: shortest = 12
        // Its form says how long it is.
        case .standardWebhooks: shortest = 0
        // A public key.
        case .telnyx: return false
        }
        return secret.utf8.count < shortest || Set(secret.utf8).count < 8
    }

    /// The lines of a file that hold one.
    static func secrets(in bytes: [UInt8]) -> [String] {
        GatewaySecrets.lines(of: bytes).compactMap { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { return nil }
            return words.joined(separator: " ")
        }
    }

    /// What is to be said of several gateways' files together.
    static func shared(_ checks: [SecretsCheck]) -> [Finding] {
        var owners: [String: [String]] = [:]
        for check in checks {
            for secret in Set(secrets(in: check.bytes ?? [])) {
                owners[secret, default: []].append(check.gateway.name)
            }
        }
        return Set(owners.values.filter { $0.count > 1 }).sorted { $0[0] < $1[0] }.map { names in
            .mend(
                .secrets,
                SecretsFindings.shared.with(["gateways": names.joined(separator: ", ")]),
                SecretsFindings.ownEach.text)
        }
    }
}

extension SecretsCheck {
    /// Looks at a gateway's file.
    init(_ gateway: GatewaySettings, of settings: Settings, daemon: Account, isHandedOver: Bool) {
        let path = "\(settings.credentialsDirectory)/\(gateway.credential)"
        self.init(
            gateway: gateway, path: path, sight: Sight(of: path), bytes: try? readFile(path),
            isMade: settings.makeCredentials, daemon: daemon, isHandedOver: isHandedOver)
    }
}
