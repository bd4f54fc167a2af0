import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster

/// What inputs are read against: a call in each state that a gateway may tell of, and a gateway of
/// each dialect.
struct Scene: Sendable {
    static let shared: Scene = {
        do {
            return try Scene()
        } catch {
            stop("the scene cannot be made: \(error)")
        }
    }()

    static let gateway: GatewayName = "lab"
    static let hookKey = HookKey(bytes: Array(0..<32))
    static let publicURL = "https://hotline.example.dk"
    static let account = "AC-1"

    /// `c-1` rings, `c-2` is asked for its PIN, `c-3` was taken, `c-4` has a promise, `c-5` is over.
    let calls: Conversation
    private let dialects: [Reader: any GatewayDialect]

    private init() throws {
        var calls = try Conversation()
        calls.abilities = GatewayAbilities(callbackKey: "9")
        try calls.callArrives(from: "+4500000098", as: "c-4")
        try calls.nobodyEverAnswers()
        try calls.callArrives(from: "+4500000099", as: "c-5")
        try calls.callerHangsUp()
        try calls.callArrives(from: hansen, as: "c-3")
        calls.passes(seconds: 5)
        try calls.accepts()
        try calls.callArrives(from: nil, as: "c-2")
        try calls.callArrives(from: jensen, as: "c-1")
        calls.passes(seconds: 5)
        self.calls = calls
        dialects = try Scene.dialects()
    }

    func dialect(of reader: Reader) -> any GatewayDialect {
        guard let dialect = dialects[reader] else { stop("\(reader) is no gateway") }
        return dialect
    }

    private static func dialects() throws -> [Reader: any GatewayDialect] {
        func frame(account: String? = nil, sounds: String? = nil) throws -> DialectFrame {
            guard let lastResort = DialTarget("sip:vagt@settings.example") else {
                throw Conversation.Broken(description: "the last resort is no target")
            }
            return DialectFrame(
                gateway: gateway, publicURL: publicURL, hookKey: hookKey,
                speech: Speech(recordings: sounds), lastResort: lastResort, account: account,
                callbackKey: "9")
        }
        func canonical(
            _ kind: GatewayAuthentication, _ secrets: [String]
        ) throws -> CanonicalWebhook {
            CanonicalWebhook(
                gateway: gateway, authentication: kind,
                secrets: try GatewaySecrets(lines: secrets, for: kind))
        }
        func twilio(
            _ kind: GatewayAuthentication, _ secret: String, account: String? = nil
        ) throws -> TwilioDialect {
            TwilioDialect(
                try frame(account: account), authentication: kind,
                secrets: try GatewaySecrets(lines: [secret], for: kind))
        }
        return [
            .canonical: try canonical(
                .standardWebhooks, [Secret.oldStandard.text, Secret.standard.text]),
            .bearer: try canonical(.bearer, [Secret.oldBearer.text, Secret.bearer.text]),
            .twilio: try twilio(.twilio, Secret.account.text),
            .signalwire: try twilio(.signalwire, Secret.account.text, account: account),
            .telnyx: try twilio(.telnyx, Telnyx.publicKey),
            .jambonz: JambonzDialect(
                try frame(),
                secrets: try GatewaySecrets(lines: [Secret.webhook.text], for: .jambonz)),
            .elks: ElksDialect(
                try frame(sounds: "https://sounds.example.dk"),
                secrets: try GatewaySecrets(lines: [Secret.path.text], for: .pathToken),
                addresses: KnownAddresses(
                    ElksDialect.publishedAddresses, proxies: [Sender.proxyAddress]),
                limitsRinging: true),
        ]
    }

    /// Where a gateway may send to, below its own address: where its calls begin and end, and hooks
    /// of every kind.
    static func places(of reader: Reader) -> [String] {
        switch reader {
        case .twilio, .signalwire, .telnyx: ["voice", "status"] + hookPaths
        case .jambonz: ["call", "status", ""] + hookPaths
        case .elks: ["voice/\(Secret.path.text)"] + hookPaths
        case .canonical, .bearer, .hooks, .secrets, .records, .documents, .settings, .prices,
            .times, .numbers, .names:
            []
        }
    }

    private static let hookPaths: [String] = {
        let names = ["c-1", "c-2", "c-3", "c-4", "c-5", "ukendt ø"]
        return names.flatMap { call in Hook.Purpose.allCases.map { path($0, of: call) } }
    }()

    static func path(_ purpose: Hook.Purpose, of call: String) -> String {
        let hook =
            switch purpose {
            case .whisper, .accept, .leg: Hook(purpose, of: call, LegID(step: 1, number: 1))
            case .digits, .callback, .step, .fallback, .end: Hook(purpose, of: call, step: 1)
            }
        return hookKey.path(of: hook, gateway: gateway)
    }
}
