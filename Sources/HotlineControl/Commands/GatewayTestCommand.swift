import ArgumentParser
import HotlineAPI
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// `gateway test`
struct GatewayTestCommand: WritingCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send signed examples to the running daemon, as a gateway would.",
        discussion: """
            Says whether set-up, clock and secrets are right, and changes nothing in the log. It reads \
            the gateway's secrets, so it needs the daemon's user or root. Exit 1 if anything is to be \
            mended.

            Examples:
              hotlinectl gateway test kamailio
              hotlinectl gateway test twilio --self-call
            """)

    @OptionGroup var daemon: DaemonOptions

    @Argument(help: "The gateway's name in the settings.")
    var name: String

    @Flag(
        help: """
            Check as well that the nightly call from the settings' 'self-call' came through the real \
            gateway within the last 26 hours.
            """)
    var selfCall = false

    @Option(
        help: ArgumentHelp(
            "Where the daemon listens. Default: as the settings say.", valueName: "address:port"),
        transform: { text in
            guard let address = ListenAddress(text) else {
                throw ValidationError(.address)
            }
            return address
        })
    var address: ListenAddress?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var writing: WritingOptions

    func run() throws {
        try reporting {
            let settings = try daemon.settings.required()
            guard let gateway = settings.gateways.first(where: { $0.name == name }) else {
                let known = settings.gateways.map(\.name)
                let near = suggestion(for: name, among: known).map {
                    AccessFindings.didYouMean.with(["near": $0])
                }
                let advice =
                    near
                    ?? GatewayTestWords.useOneOf.with(["known": known.joined(separator: ", ")])
                throw Failure(
                    .unusableInput,
                    GatewayTestWords.noGateway.with(["name": name, "advice": advice]))
            }
            let client = try daemon.client()
            let facts = try DaemonClient.read(GatewayFacts.self, from: client.gateway(name))
            let test = GatewayTest(
                gateway, settings: settings, facts: facts, address: address ?? settings.listen,
                now: systemNow())
            var findings = test.standing + (try test.examples())
            if selfCall { findings.append(test.selfCall) }
            let document = DoctorDocument(findings: findings.map(\.told))
            let lines = findings.map { $0.line(in: writing.language) }
            try format.show(document, Toned(lines: lines), writing)
            return findings.allSatisfy(\.isGood) ? .done : .answerIsNo
        }
    }
}
