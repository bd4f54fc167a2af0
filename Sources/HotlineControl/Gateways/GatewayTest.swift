import GatewayWebhooks
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// What one gateway's set-up comes to: what the daemon knows, and what it replies to examples.
struct GatewayTest {
    private let gateway: GatewaySettings
    private let settings: Settings
    private let facts: GatewayFacts
    private let address: ListenAddress
    private let now: Instant

    init(
        _ gateway: GatewaySettings, settings: Settings, facts: GatewayFacts,
        address: ListenAddress, now: Instant
    ) {
        self.gateway = gateway
        self.settings = settings
        self.facts = facts
        self.address = address
        self.now = now
    }

    private static let clocksApart: Duration = .seconds(5)
    private static let selfCallEvery: Duration = .hours(26)

    /// What the daemon says by itself.
    var standing: [DoctorDocument.Finding] {
        [setUp, clock, heard] + facts.alarms.map { finding("alarm", false, $0.message) }
    }

    private var setUp: DoctorDocument.Finding {
        guard facts.dialect == gateway.dialect.rawValue,
            facts.authentication == gateway.authentication,
            facts.publicURL == gateway.publicURL
        else {
            return finding(
                "set-up", false,
                "the daemon runs with other settings of this gateway than the file has: restart it")
        }
        let place = facts.publicURL.map { ", reached at \($0)/gateway/\(gateway.name)" } ?? ""
        return finding(
            "set-up", true, "\(facts.dialect), proves itself by \(facts.authentication)\(place)")
    }

    private var clock: DoctorDocument.Finding {
        guard facts.clockSynchronised else {
            return finding(
                "clock", false,
                "the kernel calls the clock unsynchronised: see 'timedatectl', and let "
                    + "systemd-timesyncd or chrony run")
        }
        guard let theirs = Instant(rfc3339: facts.now),
            max(theirs - now, now - theirs) < GatewayTest.clocksApart
        else {
            return finding(
                "clock", false,
                "the daemon's clock shows \(facts.now), this machine's \(now): was "
                    + "the daemon started with --clock?")
        }
        return finding("clock", true, "synchronised")
    }

    private var heard: DoctorDocument.Finding {
        guard let last = facts.lastEvent else {
            return finding(
                "gateway", false, "nothing was ever heard of it: place a call to the hotline")
        }
        return finding("gateway", true, "last heard of \(last)")
    }

    /// Whether the nightly call came through.
    var selfCall: DoctorDocument.Finding {
        guard facts.checksLine else {
            return finding(
                "self-call", false,
                "the settings name no number that checks the line: add 'self-call: \"+45 …\"' to "
                    + "gateway \(gateway.name), and let it ring the hotline every night")
        }
        guard let last = facts.lastSelfCall, let at = Instant(rfc3339: last) else {
            return finding(
                "self-call", false, "no call that checks the line came through yet: place one")
        }
        let daemons = Instant(rfc3339: facts.now) ?? now
        let isGood = daemons - at <= GatewayTest.selfCallEvery
        return finding(
            "self-call", isGood,
            "the last good one ended \(last)"
                + (isGood ? "" : ": see whether it is placed, and place a call to the hotline"))
    }

    /// What the daemon replies to examples; those that must be refused come first, so that the last
    /// one proves that all is well.
    func examples() throws -> [DoctorDocument.Finding] {
        let path = "\(settings.credentialsDirectory)/\(gateway.credential)"
        let authentication =
            GatewayAuthentication(rawValue: gateway.authentication) ?? .standardWebhooks
        let secrets: [String]
        do {
            secrets = try usable(GatewaySecrets.lines(of: readFile(path)), for: authentication)
        } catch let problem as GatewaySecretProblem {
            return [finding("secrets", false, "\(path): \(problem)")]
        } catch {
            return [
                finding(
                    "secrets", false,
                    "\(path) cannot be read: run this as root or as the daemon's user, or make the "
                        + "file")
            ]
        }
        guard !secrets.isEmpty else {
            return [finding("secrets", false, "\(path) holds no secret: write one a line")]
        }
        let sender = ExampleSender(
            authentication, gateway: gateway.name, publicURL: gateway.publicURL ?? "",
            account: gateway.account,
            sender: gateway.addresses == nil
                ? ElksDialect.publishedAddresses[0] : gateway.addresses?.first,
            // The daemon judges by its own clock.
            now: Instant(rfc3339: facts.now) ?? now)
        var findings: [DoctorDocument.Finding] = []
        for example in sender.forgeries(of: secrets) + sender.examples(by: secrets) {
            findings.append(try reply(to: example))
        }
        if authentication == .telnyx {
            findings.append(
                finding(
                    "secrets", true,
                    "only Telnyx can sign: place a call to see whether the public key is the right "
                        + "one"))
        }
        return findings
    }

    private func usable(
        _ lines: [String], for authentication: GatewayAuthentication
    ) throws(GatewaySecretProblem) -> [String] {
        _ = try GatewaySecrets(lines: lines, for: authentication)
        return lines.compactMap { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { return nil }
            return words.joined(separator: " ")
        }
    }

    private func reply(to example: ExampleSender.Example) throws -> DoctorDocument.Finding {
        let host = ["0.0.0.0", "::"].contains(address.host) ? "127.0.0.1" : address.host
        let reply: HTTPReply
        do throws(LocalHTTPClient.Trouble) {
            reply = try LocalHTTPClient(address: host, port: address.port).exchange(
                "POST", "/gateway/\(gateway.name)\(example.path)", headers: example.headers,
                body: example.body)
        } catch {
            throw Failure(
                .daemonDoesNotAnswer,
                "the daemon does not answer at \(address): name where it listens with --address")
        }
        let refused = example.wanted == 401
        // Who was refused too often of late, by whatever is at this address, is told to wait.
        let isGood = reply.status == example.wanted || refused && reply.status == 429
        if isGood {
            return finding(
                "secrets", true,
                "\(example.about) is \(refused ? "refused" : "taken"), as it should")
        }
        let detail = (try? JSONDocument(bytes: reply.body).decode(Problem.self))?.detail
        let isFromElsewhere =
            gateway.dialect == .elks && !settings.proxies.contains(host)
        let hint =
            isFromElsewhere
            ? "; it was sent from \(host), which is not one of the settings' 'proxies'"
            : refused ? "" : "; restart the daemon if the file changed since its start"
        return finding(
            "secrets", false,
            "\(example.about) is answered with \(reply.status)"
                + (detail.map { ": \($0)" } ?? "") + hint)
    }

    private func finding(
        _ about: String, _ good: Bool, _ message: String
    ) -> DoctorDocument.Finding {
        DoctorDocument.Finding(about: about, good: good, message: message)
    }
}
