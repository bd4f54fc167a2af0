import Crypto
import GatewayWebhooks
import OnCallRoster

/// A gateway that sends what an input draws.
struct Gateway: Sendable {
    private static let formType = "application/x-www-form-urlencoded"
    private static let jsonType = "application/json"
    /// As `StandardWebhooksSignature.toleranceSeconds`, and one more.
    private static let lateSeconds: Int64 = 301
    /// A body of these is read as no field at all.
    private static let filling = [UInt8](repeating: UInt8(ascii: "&"), count: largestWebhook + 1)

    let reader: Reader
    /// The hotline's clock, and the gateway's.
    let now: Instant

    func send(_ draft: Draft) -> Sent {
        switch reader {
        case .canonical: signed(draft)
        case .bearer: withToken(draft)
        case .twilio, .signalwire: twilio(draft)
        case .telnyx: telnyx(draft)
        case .jambonz: jambonz(draft)
        case .elks: elks(draft)
        case .hooks, .secrets, .records, .documents, .settings, .prices, .times, .numbers,
            .names:
            stop("\(reader) is no gateway")
        }
    }

    /// What is no matter of the proof: the input's own headers, too much body, a wrong type.
    private func plain(
        _ draft: Draft, _ target: String, type: String, method: Webhook.Method = .post,
        body: [UInt8], _ proof: [(name: String, value: String)], peer: String = Sender.address
    ) -> Webhook {
        let type = (
            name: "Content-Type", value: draft.proof == .mistyped ? "text/plain" : type
        )
        let headers = draft.proof == .given ? draft.headers + [type] : [type] + proof
        return Webhook(
            method, target, headers: headers,
            body: draft.proof == .swollen ? body + Gateway.filling : body, peer: peer)
    }

    /// Another body, of which the same signature is no proof.
    private func disturbed(_ body: [UInt8], at choice: Int) -> [UInt8] {
        guard !body.isEmpty else { return [UInt8(ascii: "x")] }
        var body = body
        body[choice % body.count] ^= 1
        return body
    }

    // MARK: The canonical webhook

    private func signed(_ draft: Draft) -> Sent {
        let id = draft.head.isEmpty ? "d-1" : draft.head
        var (sentID, timestamp, body) = (id, now.seconds, draft.body)
        if draft.proof == .late {
            timestamp += draft.choice & 2 == 0 ? -Gateway.lateSeconds : Gateway.lateSeconds
        }
        let secret: Secret =
            draft.proof == .foreign
            ? .foreignStandard : draft.choice & 4 == 0 ? .standard : .oldStandard
        var code = Sender.standardCode(id, timestamp, body, by: secret)
        if draft.proof == .stolen {
            switch draft.choice & 3 {
            case 0: body = disturbed(body, at: draft.choice)
            case 1: sentID += "x"
            case 2: timestamp += 1
            default: code[draft.choice % code.count] ^= 1
            }
        }
        let item = "v1," + Sender.base64(code)
        let proof = [
            (name: "Webhook-Id", value: sentID),
            (name: "Webhook-Timestamp", value: String(timestamp)),
            (
                name: "webhook-signature",
                value: draft.choice & 8 == 0 ? item : "v1,AAAA v1a,AAAA \(item) v2"
            ),
        ]
        let isFit = (1...255).contains(id.utf8.count) && !id.utf8.contains(UInt8(ascii: "."))
        let isSynchronised = draft.proof != .late || draft.choice & 1 == 0
        let fate: Sent.Fate =
            switch draft.proof {
            case .right: isFit ? .authentic : .refused([400])
            case .stolen, .foreign: .refused([400, 401])
            case .late: isSynchronised ? .refused([400, 401]) : .either
            case .given: .refused([400, 401, 415])
            case .swollen: .refused([413])
            case .mistyped: .refused([415])
            }
        return Sent(
            webhook: plain(draft, "/gateway/lab", type: Gateway.jsonType, body: body, proof),
            fate: fate, clockIsSynchronised: isSynchronised, isLate: draft.proof == .late)
    }

    private func withToken(_ draft: Draft) -> Sent {
        let id = draft.head.isEmpty ? "d-1" : draft.head
        let token: String =
            switch draft.proof {
            case .foreign: Secret.foreignBearer.text
            case .stolen: Secret.bearer.text + "x"
            case .right, .late, .given, .swollen, .mistyped:
                draft.choice & 1 == 0 ? Secret.bearer.text : Secret.oldBearer.text
            }
        let proof = [
            (name: "webhook-id", value: id),
            (
                name: "Authorization",
                value: (draft.choice & 2 == 0 ? "Bearer " : "bearer  ") + token
            ),
        ]
        let isFit = (1...255).contains(id.utf8.count) && !id.utf8.contains(UInt8(ascii: "."))
        let fate: Sent.Fate =
            switch draft.proof {
            case .right, .late: isFit ? .authentic : .refused([400])
            case .stolen, .foreign: .refused([401])
            case .given: .refused([401, 415])
            case .swollen: .refused([413])
            case .mistyped: .refused([415])
            }
        return Sent(
            webhook: plain(draft, "/gateway/lab", type: Gateway.jsonType, body: draft.body, proof),
            fate: fate)
    }

    // MARK: Those that are given hooks

    /// A place below the gateway's own, else one that the input names; and what is left of the choice.
    private func place(_ draft: Draft) -> (target: String, isNamed: Bool, rest: Int) {
        let places = Scene.places(of: reader)
        let (rest, index) = draft.choice.quotientAndRemainder(dividingBy: places.count + 1)
        let isNamed = index == places.count
        let place = isNamed ? draft.head : places[index]
        return ("/gateway/lab" + (place.isEmpty ? "" : "/\(place)"), isNamed, rest)
    }

    private func twilio(_ draft: Draft) -> Sent {
        let (place, isNamed, rest) = self.place(draft)
        var target = place
        var (method, type, body) = (Webhook.Method.post, Gateway.formType, draft.body)
        var isJSON = false
        switch rest % 3 {
        case 1:
            method = .get
            target += "?" + String(decoding: body, as: UTF8.self)
            body = []
        case 2 where reader == .twilio:
            isJSON = true
            type = Gateway.jsonType
            target += "?bodySHA256=" + Sender.hexadecimal(SHA256.hash(data: body))
        default: break
        }
        let isForm = method == .post && !isJSON
        let isLong = draft.seconds % 2 == 1
        let fields = isForm && draft.proof != .swollen ? Sender.signedFields(of: body) : []
        let signature = Sender.twilioSignature(
            Array((Scene.publicURL + target).utf8) + fields,
            by: draft.proof == .foreign ? .foreign : .account, isLong: isLong)
        var isOther = true
        if draft.proof == .stolen {
            if method == .get {
                target += "&forged=1"
            } else if isJSON {
                body = disturbed(body, at: draft.choice)
            } else {
                body += Array("&forged=1".utf8)
                isOther = Sender.signedFields(of: body) != fields
            }
        }
        let proof = [
            (
                name: reader == .twilio ? "X-Twilio-Signature" : "X-SignalWire-Signature",
                value: signature
            ),
            (
                name: "X-Twilio-Webhooks-Signature-Settings",
                value: "algorithm=\(isLong ? "HMAC_SHA256" : "HMAC_SHA1")"
            ),
        ]
        let fate: Sent.Fate =
            switch draft.proof {
            // In a path of the input's own the hash may stand where nobody looks for it.
            case .right, .late: isNamed && isJSON ? .either : .authentic
            case .stolen: isOther ? .refused([401]) : .either
            case .foreign: .refused([401])
            case .given: .refused([401, 415])
            case .swollen: .refused([413])
            case .mistyped: method == .get ? .either : .refused([415])
            }
        return Sent(
            webhook: plain(draft, target, type: type, method: method, body: body, proof),
            fate: fate)
    }

    private func telnyx(_ draft: Draft) -> Sent {
        timed(draft, type: Gateway.formType) { timestamp, body in
            let message = Array("\(timestamp)|".utf8) + body
            return [
                (name: "telnyx-timestamp", value: String(timestamp)),
                (
                    name: "Telnyx-Signature-Ed25519",
                    value: Telnyx.signature(message, isForeign: draft.proof == .foreign)
                ),
            ]
        }
    }

    private func jambonz(_ draft: Draft) -> Sent {
        timed(draft, type: Gateway.jsonType) { timestamp, body in
            let secret: Secret = draft.proof == .foreign ? .foreign : .webhook
            let signature = Sender.jambonzSignature(timestamp, body, by: secret)
            return [
                (
                    name: "Jambonz-Signature",
                    value: draft.seconds % 2 == 0 ? signature : "v1=00, \(signature),v0=1"
                )
            ]
        }
    }

    /// A signature over a time and the body.
    private func timed(
        _ draft: Draft, type: String,
        by prove: (Int64, [UInt8]) -> [(name: String, value: String)]
    ) -> Sent {
        let (target, _, rest) = place(draft)
        let isSynchronised = draft.proof != .late || rest % 2 == 0
        var (timestamp, body) = (now.seconds, draft.body)
        if draft.proof == .late { timestamp -= Gateway.lateSeconds }
        let proof = prove(timestamp, body)
        if draft.proof == .stolen { body = disturbed(body, at: draft.choice) }
        let fate: Sent.Fate =
            switch draft.proof {
            case .right: .authentic
            case .stolen, .foreign: .refused([401])
            case .late: isSynchronised ? .refused([401]) : .either
            case .given: .refused([401, 415])
            case .swollen: .refused([413])
            case .mistyped: .refused([415])
            }
        return Sent(
            webhook: plain(draft, target, type: type, body: body, proof), fate: fate,
            clockIsSynchronised: isSynchronised, isLate: draft.proof == .late)
    }

    /// 46elks signs nothing: who sends, and a path that nobody can guess, stand for it.
    private func elks(_ draft: Draft) -> Sent {
        let (place, isNamed, _) = self.place(draft)
        let wrong = String(place.dropLast()) + (place.hasSuffix("A") ? "B" : "A")
        let peer: String =
            switch draft.proof {
            case .stolen: Sender.strangersAddress
            case .given: Sender.proxyAddress
            case .right, .foreign, .late, .swollen, .mistyped: Sender.address
            }
        let fate: Sent.Fate =
            switch draft.proof {
            case .right, .late: isNamed ? .either : .authentic
            case .stolen: .refused([401])
            case .foreign: isNamed ? .either : .refused([401])
            case .given: Gateway.namesAddress(draft.head) ? .either : .refused([401, 415])
            case .swollen: .refused([413])
            case .mistyped: .refused([415])
            }
        return Sent(
            webhook: plain(
                draft, draft.proof == .foreign ? wrong : place, type: Gateway.formType,
                body: draft.body, [], peer: peer),
            fate: fate)
    }

    /// Whether one of 46elks' addresses may stand there, also in IPv6's clothes.
    private static func namesAddress(_ text: String) -> Bool {
        let text = text.lowercased()
        return (ElksDialect.publishedAddresses + ["9b0", "b00a", "5518", "b927"]).contains {
            text.contains($0)
        }
    }
}
