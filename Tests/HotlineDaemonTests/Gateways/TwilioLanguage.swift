import CallRouting
import Crypto
import Foundation
import FoundationXML
import HotlineTestSupport
import OnCallRoster

/// Twilio, and those who speak as it does, from their documents alone.
struct TwilioLanguage: GatewayLanguage {
    enum Vendor: String, CaseIterable { case twilio, signalwire, telnyx }

    let vendor: Vendor
    let clock: LabClock

    let name = "twilio"
    let differing: Set<String> = []
    let tellsAtEnd = false
    let beyond: Set<Beyond> = [
        .keyWhileItRings, .keysUnasked, .stepEndsDuringTalk, .rehearsal, .takenWithoutKey,
        .pressedTooLate, .reportUnheard, .fallbackUntold,
        .arrivesTwice,
    ]

    static let publicURL = "https://hotline.example.dk"
    static let token = "0123456789abcdef0123456789abcdef"
    private static let seed = Array(UInt8(0)...31)

    /// What the daemon's settings say of it.
    var settings: String {
        "  twilio: { dialect: twilio, authentication: \(vendor.rawValue), "
            + "public-url: \"\(TwilioLanguage.publicURL)\", callback-key: 9 }"
    }

    /// The daemon's half of the secret.
    var secret: String {
        switch vendor {
        case .twilio, .signalwire: TwilioLanguage.token
        case .telnyx: "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
        }
    }

    func sid(of call: String) -> String {
        switch vendor {
        case .twilio: "CA" + String(repeating: "0", count: 24) + hexadecimal(call)
        case .signalwire: "7e6c1a00-0000-4000-8000-0000" + hexadecimal(call)
        case .telnyx: "v3:\(call)_9X2v-=é"
        }
    }

    private func hexadecimal(_ text: String) -> String {
        let sum = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    // MARK: What it sends

    func arrival(of call: String, from: String?, to: String) -> GatewayRequest {
        request(
            "/gateway/twilio/voice",
            [
                "CallSid": call, "AccountSid": "AC00000000000000000000000000000000",
                "From": from ?? "anonymous", "To": to, "CallStatus": "ringing",
                "ApiVersion": "2010-04-01", "Direction": "inbound", "FromCity": "",
                "CallerName": "Søren & Ærø", "Unknown+Parameter": "a=b&c",
            ])
    }

    func keyed(_ digits: String, at url: String, of call: String) -> GatewayRequest {
        request(path(url), callers(call).merging(["Digits": digits]) { $1 })
    }

    func noKey(at url: String, of call: String) -> GatewayRequest? { nil }

    func changesNothing(_ reply: HTTPReply) -> Bool { true }

    func status(_ status: LegStatus, of leg: RungLeg, of call: String) -> GatewayRequest? {
        guard let url = leg.statusURL else { return nil }
        var fields = callees(leg, call)
        switch status {
        case .ringing: fields["CallStatus"] = "ringing"
        case .pickedUp: fields["CallStatus"] = "in-progress"
        case .over(let reason, let seconds):
            fields.merge(over(reason, seconds)) { $1 }
        }
        fields["SequenceNumber"] = fields["CallStatus"].map { String($0.utf8.count) }
        fields["CallbackSource"] = "call-progress-events"
        return request(path(url), fields)
    }

    /// The words of a leg's end; SIP's code where only that tells.
    private func over(_ reason: LegEndReason, _ seconds: Int) -> [String: String] {
        switch reason {
        case .noAnswer: ["CallStatus": "no-answer"]
        case .busy: ["CallStatus": "busy"]
        case .cancelled: ["CallStatus": "canceled"]
        case .unreachable: ["CallStatus": "failed", "SipResponseCode": "404"]
        case .gatewayError: ["CallStatus": "failed"]
        case .declined, .notAccepted, .completed:
            ["CallStatus": "completed", "CallDuration": String(seconds)]
        }
    }

    func pickedUp(_ leg: RungLeg, of call: String) -> GatewayRequest? {
        leg.whisperURL.map { request(path($0), callees(leg, call)) }
    }

    func pressed(
        _ digits: String, at url: String, on leg: RungLeg, of call: String
    ) -> GatewayRequest {
        request(path(url), callees(leg, call).merging(["Digits": digits]) { $1 })
    }

    func stepOver(_ ring: Ring, _ result: StepResult, of call: String) -> GatewayRequest {
        var fields = callers(call)
        fields["DialCallSid"] = "CA-of-the-leg"
        switch result {
        case .nobody(let reason):
            let words = over(reason, 0)
            fields["DialCallStatus"] = words["CallStatus"]
            fields["SipResponseCode"] = words["SipResponseCode"]
            if vendor == .twilio { fields["DialBridged"] = "false" }
        case .talked(let seconds):
            fields["DialCallStatus"] = "completed"
            fields["DialCallDuration"] = String(seconds)
            if vendor != .telnyx { fields["DialBridged"] = "true" }
        case .callerIsGone:
            fields["CallStatus"] = "completed"
            fields["DialCallStatus"] = "completed"
        }
        return request(path(ring.actionURL), fields)
    }

    func over(
        by: EndedBy, _ orders: Orders, talk: (leg: RungLeg, seconds: Int)?, of call: String
    ) -> [GatewayRequest] {
        var fields = callers(call)
        fields["CallStatus"] = "completed"
        if vendor == .telnyx { fields["HangupSource"] = by == .professional ? "callee" : "caller" }
        if vendor == .telnyx, by == .gateway { fields["HangupSource"] = "unknown" }
        var requests: [GatewayRequest] = []
        if by == .caller, let ring = orders.ring {
            requests.append(stepOver(ring, .callerIsGone, of: call))
        }
        return requests + [request("/gateway/twilio/status", fields)]
    }

    private func callers(_ call: String) -> [String: String] {
        [
            "CallSid": call, "To": hotline, "CallStatus": "in-progress", "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        ]
    }

    private func callees(_ leg: RungLeg, _ call: String) -> [String: String] {
        [
            "CallSid": "CA-\(leg.leg)", "ParentCallSid": call, "CallStatus": "in-progress",
            "Direction": "outbound-dial", "From": hotline, "To": leg.uri,
        ]
    }

    /// The path of an address, without what is neither sent nor signed.
    private func path(_ url: String) -> String {
        let whole = url.prefix { $0 != "#" }
        return String(whole.dropFirst(TwilioLanguage.publicURL.count))
    }

    private func request(_ path: String, _ fields: [String: String]) -> GatewayRequest {
        let body = fields.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
        let headers: [HTTPClient.Header] = [
            (name: "Content-Type", value: "application/x-www-form-urlencoded; charset=UTF-8")
        ]
        return GatewayRequest(
            path: path, headers: headers + proof(path, fields, body), body: Array(body.utf8))
    }

    private func encoded(_ text: String) -> String {
        let plain = CharacterSet.alphanumerics.intersection(
            CharacterSet(charactersIn: "\u{0}"..."~"))
        let escaped = text.addingPercentEncoding(
            withAllowedCharacters: plain.union(CharacterSet(charactersIn: "-_. ")))
        return (escaped ?? "").replacing(" ", with: "+")
    }

    private func proof(
        _ path: String, _ fields: [String: String], _ body: String
    ) -> [HTTPClient.Header] {
        switch vendor {
        case .twilio, .signalwire:
            let sorted = fields.keys.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
            let message =
                TwilioLanguage.publicURL + path
                + sorted.map { $0 + (fields[$0] ?? "") }.joined()
            let code = HMAC<Insecure.SHA1>.authenticationCode(
                for: Data(message.utf8), using: SymmetricKey(data: Data(secret.utf8)))
            let header = vendor == .twilio ? "X-Twilio-Signature" : "X-SignalWire-Signature"
            return [(name: header, value: Data(code).base64EncodedString())]
        case .telnyx:
            let timestamp = String(clock.now.seconds)
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: TwilioLanguage.seed)
            let signature = try? key?.signature(for: Data("\(timestamp)|\(body)".utf8))
            return [
                (name: "telnyx-timestamp", value: timestamp),
                (
                    name: "telnyx-signature-ed25519",
                    value: (signature ?? Data()).base64EncodedString()
                ),
            ]
        }
    }

    func again(_ request: GatewayRequest) -> GatewayRequest {
        guard vendor == .telnyx else { return request }
        var again = request
        again.headers = [request.headers[0]]
        again.headers += proof(request.path, [:], String(decoding: request.body, as: UTF8.self))
        return again
    }

    // MARK: What it makes of a reply

    func orders(in reply: HTTPReply) throws -> Orders {
        var orders = Orders()
        var verbs = try verbs(of: reply)[...]
        while let verb = verbs.popFirst() {
            switch verb.name {
            case "Say": orders.texts.append(verb.text)
            case "Gather":
                orders.texts += verb.children.filter { $0.name == "Say" }.map(\.text)
                guard let url = verb.attributes["action"] else { throw unknown(verb) }
                if verb.attributes["actionOnEmptyResult"] == "true" {
                    orders.question = (Int(verb.attributes["numDigits"] ?? "") ?? 0, url)
                    guard verbs.first?.name == "Redirect", verbs.first?.text == url else {
                        throw unknown(verb)
                    }
                    return orders
                }
                orders.offerURL = url
            case "Dial":
                orders.ring = try ring(verb)
                return orders
            case "Hangup":
                orders.hangsUp = true
                return orders
            default: throw unknown(verb)
            }
        }
        orders.hangsUp = true
        return orders
    }

    private func ring(_ dial: XMLNode) throws -> Ring {
        guard let url = dial.attributes["action"], let hook = hook(url),
            dial.attributes["answerOnBridge"] == "true"
        else { throw unknown(dial) }
        return Ring(
            step: hook.step, seconds: dial.attributes["timeout"].flatMap { Int($0) },
            callerID: dial.attributes["callerId"], actionURL: url,
            legs: try dial.children.map { noun in
                guard ["Number", "Sip"].contains(noun.name),
                    let status = noun.attributes["statusCallback"], let of = self.hook(status)
                else { throw unknown(noun) }
                return RungLeg(
                    leg: "\(of.step).\(of.leg)",
                    uri: noun.name == "Number" ? "tel:\(noun.text)" : noun.text,
                    whisperURL: noun.attributes["url"], statusURL: status)
            })
    }

    /// Step and leg stand in every address, as docs/gateways.md says.
    private func hook(_ url: String) -> (step: Int, leg: Int)? {
        let parts = path(url).split(separator: "/")
        guard parts.count == 8, let step = Int(parts[4]), let leg = Int(parts[5]) else {
            return nil
        }
        return (step, leg)
    }

    func confirmation(in reply: HTTPReply) throws -> String? {
        let verbs = try verbs(of: reply)
        guard verbs.last?.name == "Hangup" else {
            throw Conversation.Broken(description: "no key joins the two: \(reply.text)")
        }
        return verbs.first { $0.name == "Gather" }?.attributes["action"]
    }

    func joins(_ reply: HTTPReply) throws -> (joined: Bool, text: String?) {
        let verbs = try verbs(of: reply)
        let said = verbs.filter { $0.name == "Say" }.map(\.text).joined(separator: " ")
        return (!verbs.contains { $0.name == "Hangup" }, said.isEmpty ? nil : said)
    }

    private func unknown(_ node: XMLNode) -> Conversation.Broken {
        Conversation.Broken(description: "<\(node.name)> \(node.attributes) is not understood")
    }

    private func verbs(of reply: HTTPReply) throws -> [XMLNode] {
        guard reply.header("content-type")?.hasPrefix("text/xml") == true,
            let root = XMLNode.parse(reply.body), root.name == "Response"
        else { throw Conversation.Broken(description: "no TwiML: \(reply.text)") }
        return root.children
    }
}

/// One element of a document, read by Foundation's parser.
final class XMLNode {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [XMLNode] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// `nil` if it is not well-formed.
    static func parse(_ bytes: [UInt8]) -> XMLNode? {
        let reader = Reader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        return parser.parse() ? reader.root : nil
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var root: XMLNode?
        private var open: [XMLNode] = []

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            let node = XMLNode(element, attributes)
            if open.isEmpty { root = node } else { open.last?.children.append(node) }
            open.append(node)
        }

        func parser(
            _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
            qualifiedName: String?
        ) { open.removeLast() }

        func parser(_ parser: XMLParser, foundCharacters characters: String) {
            open.last?.text += characters
        }
    }
}
