import CallRouting
import Crypto
import Foundation
import HotlineTestSupport
import OnCallRoster

/// jambonz, from its documents and the way in which its source runs verbs.
struct JambonzLanguage: GatewayLanguage {
    var name = "jambonz"
    let clock: LabClock

    let secret = "wh_secret_0123456789"
    let settings = "  jambonz: { dialect: jambonz, callback-key: 9, voices: [da=google] }"
    let differing: Set<String> = []
    let tellsAtEnd = false
    let beyond: Set<Beyond> = [
        .keyWhileItRings, .keysUnasked, .stepEndsDuringTalk, .rehearsal, .takenWithoutKey,
        .pressedTooLate, .reportUnheard, .arrivesTwice, .fallbackUntold,
    ]

    /// The properties that each verb may have; any other makes the whole reply invalid.
    private static let properties: [String: Set<String>] = [
        "dial": [
            "target", "actionHook", "confirmHook", "timeout", "timeLimit", "answerOnBridge",
            "callerId", "callerName", "dialMusic", "headers", "tag", "anchorMedia", "amd",
            "dtmfHook", "proxy",
        ],
        "gather": [
            "actionHook", "input", "numDigits", "minDigits", "maxDigits", "finishOnKey",
            "interDigitTimeout", "timeout", "say", "play", "dtmfBargein",
        ],
        "say": ["text", "loop", "earlyMedia", "synthesizer"],
        "play": ["url", "loop", "earlyMedia", "actionHook"],
        "hangup": ["headers"],
        "tag": ["data"],
    ]
    private static let targetProperties: Set<String> = [
        "type", "number", "sipUri", "name", "trunk", "headers", "auth", "from", "confirmHook",
    ]

    func sid(of call: String) -> String { "ac5c697a-bfae-4335-ad8a-\(call)" }

    // MARK: What it sends

    func arrival(of call: String, from: String?, to: String) -> GatewayRequest {
        request(
            "/gateway/\(name)/call",
            [
                "sip": [
                    "headers": ["from": "<sip:x@192.0.2.1>;tag=x", "X-Account-Sid": "66ac"],
                    "raw": "INVITE", "method": "INVITE", "payload": [["type": "application/sdp"]],
                ],
                "direction": "inbound", "call_sid": call, "account_sid": "66ac", "caller_name": "",
                "from": from ?? "anonymous", "to": to, "sip_status": 100,
                "call_status": "trying", "defaults": ["synthesizer": ["vendor": "google"]],
            ])
    }

    func keyed(_ digits: String, at url: String, of call: String) -> GatewayRequest {
        var fields = callers(call)
        fields["reason"] = digits.isEmpty ? "timeout" : "dtmfDetected"
        if !digits.isEmpty { fields["digits"] = digits }
        return request(url, fields)
    }

    func noKey(at url: String, of call: String) -> GatewayRequest? {
        keyed("", at: url, of: call)
    }

    func changesNothing(_ reply: HTTPReply) -> Bool { reply.json.list.isEmpty }

    func status(_ status: LegStatus, of leg: RungLeg, of call: String) -> GatewayRequest? {
        var fields = callees(leg, call)
        switch status {
        case .ringing: fields.merge(["call_status": "ringing", "sip_status": 180]) { $1 }
        case .pickedUp: break
        case .over(let reason, let seconds):
            let (word, code) = words(of: reason)
            fields.merge(["call_status": word, "sip_status": code, "duration": seconds]) { $1 }
        }
        return request("/gateway/\(name)/status", fields)
    }

    /// A leg that is cancelled and one whose time is over end alike.
    private func words(of reason: LegEndReason) -> (String, Int) {
        switch reason {
        case .noAnswer, .cancelled: ("no-answer", 487)
        case .busy: ("busy", 486)
        case .unreachable: ("failed", 404)
        case .gatewayError: ("failed", 500)
        case .declined, .notAccepted, .completed: ("completed", 200)
        }
    }

    func pickedUp(_ leg: RungLeg, of call: String) -> GatewayRequest? {
        leg.whisperURL.map { request($0, callees(leg, call)) }
    }

    func pressed(
        _ digits: String, at url: String, on leg: RungLeg, of call: String
    ) -> GatewayRequest {
        var fields = callees(leg, call)
        fields["digits"] = digits
        fields["reason"] = "dtmfDetected"
        return request(url, fields)
    }

    func stepOver(_ ring: Ring, _ result: StepResult, of call: String) -> GatewayRequest {
        var fields = callers(call)
        switch result {
        case .nobody(let reason):
            let (word, code) = words(of: reason)
            // The last status seen, of a leg that was picked up and not taken.
            fields["dial_call_status"] = word == "completed" ? "in-progress" : word
            fields["dial_sip_status"] = code
        case .talked:
            fields["dial_call_status"] = "completed"
            fields["dial_sip_status"] = 200
        case .callerIsGone:
            fields["call_status"] = "completed"
        }
        return request(ring.actionURL, fields)
    }

    func over(
        by: EndedBy, _ orders: Orders, talk: (leg: RungLeg, seconds: Int)?, of call: String
    ) -> [GatewayRequest] {
        var fields = callers(call)
        fields["call_status"] = "completed"
        fields["duration"] = talk?.seconds ?? 0
        fields["call_termination_by"] = by == .caller ? "caller" : "jambonz"
        return [request("/gateway/\(name)/status", fields)]
    }

    private func callers(_ call: String) -> [String: Any] {
        [
            "call_sid": call, "account_sid": "66ac", "direction": "inbound", "to": hotline,
            "from": "x", "call_status": "in-progress", "sip_status": 200,
        ]
    }

    private func callees(_ leg: RungLeg, _ call: String) -> [String: Any] {
        let address = leg.uri.split(separator: ":", maxSplits: 1).last ?? ""
        return [
            "call_sid": "\(call)-\(leg.leg)", "parent_call_sid": call, "account_sid": "66ac",
            "direction": "outbound", "from": hotline, "to": address.prefix { $0 != "@" },
            "call_status": "in-progress", "sip_status": 200,
            "customerData": ["step": Int(leg.leg.prefix { $0 != "." }) ?? 0],
        ]
    }

    private func request(_ path: String, _ fields: [String: Any]) -> GatewayRequest {
        let texts = fields.mapValues { value -> Any in
            if let text = value as? Substring { return String(text) }
            return value
        }
        let body = (try? JSONSerialization.data(withJSONObject: texts)) ?? Data()
        return signed(String(path.prefix { $0 != "#" }), Array(body))
    }

    func again(_ request: GatewayRequest) -> GatewayRequest { signed(request.path, request.body) }

    private func signed(_ path: String, _ body: [UInt8]) -> GatewayRequest {
        let timestamp = String(clock.now.seconds)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(timestamp).".utf8) + body, using: SymmetricKey(data: Data(secret.utf8)))
        let hex = code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
        return GatewayRequest(
            path: path,
            headers: [
                (name: "Content-Type", value: "application/json"),
                (name: "Jambonz-Signature", value: "t=\(timestamp),v1=\(hex)"),
            ], body: body)
    }

    // MARK: What it makes of a reply

    func orders(in reply: HTTPReply) throws -> Orders {
        var orders = Orders()
        var verbs = try verbs(of: reply)[...]
        while let verb = verbs.popFirst() {
            switch verb["verb"].text {
            case "say": orders.texts.append(verb["text"].text ?? "")
            case "gather":
                if let text = verb["say"]["text"].text { orders.texts.append(text) }
                guard let url = verb["actionHook"].text else { throw unknown(verb) }
                guard verbs.first?["tag"]["step"].whole != nil else {
                    orders.question = (verb["numDigits"].whole ?? 0, url)
                    return orders
                }
                orders.offerURL = url
            case "dial":
                orders.ring = try ring(verb)
                // What comes after it runs if our next answer fails, and rings a person.
                guard verbs.first?["verb"].text == "dial", verbs.last?["verb"].text == "hangup"
                else { throw unknown(verb) }
                return orders
            case "hangup":
                orders.hangsUp = true
                return orders
            default: throw unknown(verb)
            }
        }
        throw Conversation.Broken(description: "an empty reply fails the call")
    }

    private func ring(_ dial: JSONValue) throws -> Ring {
        guard let url = dial["actionHook"].text, let step = dial["tag"]["step"].whole,
            dial["answerOnBridge"].flag == true
        else { throw unknown(dial) }
        return Ring(
            step: step, seconds: dial["timeout"].whole, callerID: dial["callerId"].text,
            actionURL: url,
            legs: try dial["target"].list.enumerated().map { index, target in
                guard case .object(let members) = target,
                    Set(members.keys).isSubset(of: JambonzLanguage.targetProperties)
                else { throw unknown(target) }
                let number = target["number"].text.map { "tel:\($0)" }
                return RungLeg(
                    leg: "\(step).\(index + 1)", uri: number ?? target["sipUri"].text ?? "",
                    whisperURL: target["confirmHook"].text, statusURL: nil)
            })
    }

    func confirmation(in reply: HTTPReply) throws -> String? {
        let verbs = try verbs(of: reply)
        guard verbs.last?["verb"].text == "hangup" else {
            throw Conversation.Broken(description: "no key joins the two: \(reply.text)")
        }
        return verbs.first { $0["verb"].text == "gather" }?["actionHook"].text
    }

    /// Only some verbs are run there; without any the `hangup` runs that waits.
    func joins(_ reply: HTTPReply) throws -> (joined: Bool, text: String?) {
        let run = try verbs(of: reply).filter {
            ["config", "gather", "say", "tag"].contains($0["verb"].text)
        }
        return (!run.isEmpty, run.first { $0["verb"].text == "say" }?["text"].text)
    }

    private func unknown(_ verb: JSONValue) -> Conversation.Broken {
        Conversation.Broken(description: "\(verb) is not understood")
    }

    private func verbs(of reply: HTTPReply) throws -> [JSONValue] {
        guard reply.header("content-type")?.contains("application/json") == true,
            case .array(let verbs) = reply.json, !reply.text.contains("null")
        else { throw Conversation.Broken(description: "no array of verbs: \(reply.text)") }
        for verb in verbs {
            guard case .object(let members) = verb,
                let allowed = JambonzLanguage.properties[verb["verb"].text ?? ""],
                Set(members.keys).subtracting(["verb"]).isSubset(of: allowed)
            else { throw unknown(verb) }
        }
        return verbs
    }
}
