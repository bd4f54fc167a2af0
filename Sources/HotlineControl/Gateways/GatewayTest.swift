import GatewayWebhooks
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// What one gateway's set-up comes to: what the daemon knows, and what it replies to examples.
struct GatewayTest {
    private typealias Words = GatewayTestWords

    /// What one look came to.
    struct Outcome {
        let about: AboutText
        let isGood: Bool
        let found: Text

        init(_ about: AboutText, _ isGood: Bool, _ found: Text) {
            self.about = about
            self.isGood = isGood
            self.found = found
        }

        var told: DoctorDocument.Finding {
            DoctorDocument.Finding(about: about.rawValue, good: isGood, message: found.english)
        }

        func line(in language: WrittenLanguage) -> Toned {
            DoctorText.line(told.severity, about.rawValue, found, in: language)
        }
    }

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
    var standing: [Outcome] {
        [setUp, clock, heard] + facts.alarms.map { Outcome(.alarm, false, .plain($0.message)) }
    }

    private var setUp: Outcome {
        guard facts.dialect == gateway.dialect.rawValue,
            facts.authentication == gateway.authentication,
            facts.publicURL == gateway.publicURL
        else {
            return Outcome(.setUp, false, Words.otherSettings.text)
        }
        let place = facts.publicURL.map { "\($0)/gateway/\(gateway.name)" }
        let found: Words = place == nil ? .setUp : .setUpAt
        return Outcome(
            .setUp, true,
            found.with([
                "dialect": facts.dialect, "authentication": facts.authentication,
                "address": place ?? "",
            ]))
    }

    private var clock: Outcome {
        guard facts.clockSynchronised else {
            return Outcome(.clock, false, Words.unsynchronised.text)
        }
        guard let theirs = Instant(rfc3339: facts.now),
            max(theirs - now, now - theirs) < GatewayTest.clocksApart
        else {
            return Outcome(
                .clock, false,
                Words.clocksApart.with(["daemons": facts.now, "machines": now.description]))
        }
        return Outcome(.clock, true, Words.synchronised.text)
    }

    private var heard: Outcome {
        guard let last = facts.lastEvent else {
            return Outcome(.gateway, false, Words.neverHeard.text)
        }
        return Outcome(.gateway, true, Words.heard.with(["last": last]))
    }

    /// Whether the nightly call came through.
    var selfCall: Outcome {
        guard facts.checksLine else {
            return Outcome(.selfCall, false, Words.unchecked.with(["gateway": gateway.name]))
        }
        guard let last = facts.lastSelfCall, let at = Instant(rfc3339: last) else {
            return Outcome(.selfCall, false, Words.neverChecked.text)
        }
        let daemons = Instant(rfc3339: facts.now) ?? now
        let isGood = daemons - at <= GatewayTest.selfCallEvery
        let found: Words = isGood ? .checked : .checkedLongAgo
        return Outcome(.selfCall, isGood, found.with(["last": last]))
    }

    /// What the daemon replies to examples; those that must be refused come first, so that the last
    /// one proves that all is well.
    func examples() throws -> [Outcome] {
        let path = "\(settings.credentialsDirectory)/\(gateway.credential)"
        let authentication =
            GatewayAuthentication(rawValue: gateway.authentication) ?? .standardWebhooks
        let secrets: [String]
        do {
            secrets = try usable(GatewaySecrets.lines(of: readFile(path)), for: authentication)
        } catch let problem as GatewaySecretProblem {
            return [Outcome(.secrets, false, .plain("\(path): \(problem)"))]
        } catch {
            return [Outcome(.secrets, false, Words.unreadable.with(["path": path]))]
        }
        guard !secrets.isEmpty else {
            return [Outcome(.secrets, false, Words.noSecret.with(["path": path]))]
        }
        let sender = ExampleSender(
            authentication, gateway: gateway.name, publicURL: gateway.publicURL ?? "",
            account: gateway.account,
            sender: gateway.addresses == nil
                ? ElksDialect.publishedAddresses[0] : gateway.addresses?.first,
            // The daemon judges by its own clock.
            now: Instant(rfc3339: facts.now) ?? now)
        var findings: [Outcome] = []
        for example in sender.forgeries(of: secrets) + sender.examples(by: secrets) {
            findings.append(try reply(to: example))
        }
        if authentication == .telnyx {
            findings.append(Outcome(.secrets, true, Words.onlyTelnyx.text))
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

    private func reply(to example: ExampleSender.Example) throws -> Outcome {
        let host = ["0.0.0.0", "::"].contains(address.host) ? "127.0.0.1" : address.host
        let reply: HTTPReply
        do throws(LocalHTTPClient.Trouble) {
            reply = try LocalHTTPClient(address: host, port: address.port).exchange(
                "POST", "/gateway/\(gateway.name)\(example.path)", headers: example.headers,
                body: example.body)
        } catch {
            throw Failure(
                .daemonDoesNotAnswer, Words.silent.with(["address": "\(address)"]))
        }
        let refused = example.wanted == 401
        // Who was refused too often of late, by whatever is at this address, is told to wait.
        let isGood = reply.status == example.wanted || refused && reply.status == 429
        if isGood {
            let found: Words = refused ? .refused : .taken
            return Outcome(.secrets, true, found.with(["example": words(of: example.about)]))
        }
        let detail = (try? JSONDocument(bytes: reply.body).decode(Problem.self))?.detail
        let isFromElsewhere =
            gateway.dialect == .elks && !settings.proxies.contains(host)
        let hint: Text =
            isFromElsewhere
            ? Words.fromElsewhere.with(["host": host])
            : refused ? .plain("") : Words.restart.text
        let found: Words = detail == nil ? .answered : .answeredWhy
        let told = found.with([
            "example": words(of: example.about), "status": reply.status, "detail": detail ?? "",
        ])
        return Outcome(.secrets, false, .joined([told, hint], by: ""))
    }

    private func words(of subject: ExampleSender.Subject) -> Text {
        switch subject {
        case .wrongSecret: Words.wrongSecret.text
        case .oldSignature: Words.oldSignature.text
        case .unsigned: Words.unsigned.text
        case .theSecret: Words.theSecret.text
        case .secret(let number, let count):
            Words.oneSecret.with(["number": number, "count": count])
        }
    }
}
