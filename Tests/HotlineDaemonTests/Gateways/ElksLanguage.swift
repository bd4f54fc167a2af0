import CallRouting
import Foundation
import HotlineTestSupport
import OnCallRoster

/// 46elks, from its documents: one action in reply, nothing of a leg but its end.
struct ElksLanguage: GatewayLanguage {
    let clock: LabClock

    let name = "elks"
    let secret = "path-token_0123456789"
    let settings = """
          elks: { dialect: 46elks, public-url: "https://hotline.example.dk", callback-key: 9,
                  sounds: "https://lyd.example.dk", addresses: ["127.0.0.1"],
                  connect-timeout: true }
        """
    let differing: Set<String> = [
        "C18 a call that nobody took is swept after max-wait and a minute",
        "C18 a call waiting to be swept outlives a restart",
        "C18 a longer max-wait has more patience",
        "C6 the end of a leg that comes again after an hour revives no swept call",
        "C23 a talk of twelve seconds is a talk",
        "C30 a desk whose roster says so is asked for the key",
    ]
    let tellsAtEnd = true
    let beyond: Set<Beyond> = [
        .keyWhileItRings, .keysUnasked, .stepEndsDuringTalk, .rehearsal, .silentLegs, .noKey,
        .pressedTooLate, .reportUnheard, .arrivesTwice, .fallbackUntold,
        .nameUnrecorded, .takenUntold,
    ]

    private static let publicURL = "https://hotline.example.dk"

    func sid(of call: String) -> String { "c45072a1eeafebccc3dffbd4d27b-\(call)" }

    // MARK: What it sends

    func arrival(of call: String, from: String?, to: String) -> GatewayRequest {
        // Microseconds, and no zone.
        let created = "\(clock.now.wholeSecond)".dropLast() + ".741000"
        return request(
            "/gateway/elks/voice/\(secret)",
            [
                "direction": "incoming", "callid": call, "from": from ?? "anonymous", "to": to,
                "created": String(created),
            ])
    }

    func keyed(_ digits: String, at url: String, of call: String) -> GatewayRequest {
        var fields = callers(call)
        fields["result"] = digits.isEmpty ? "failed" : digits
        if digits.isEmpty { fields["why"] = "noinput" }
        return request(path(url), fields)
    }

    /// The ring that follows an offer is told only when no key came.
    func noKey(at url: String, of call: String) -> GatewayRequest? {
        keyed("", at: url, of: call)
    }

    func changesNothing(_ reply: HTTPReply) -> Bool { true }

    func status(_ status: LegStatus, of leg: RungLeg, of call: String) -> GatewayRequest? { nil }

    func pickedUp(_ leg: RungLeg, of call: String) -> GatewayRequest? { nil }

    func pressed(
        _ digits: String, at url: String, on leg: RungLeg, of call: String
    ) -> GatewayRequest { request(path(url), callers(call)) }

    func stepOver(_ ring: Ring, _ result: StepResult, of call: String) -> GatewayRequest {
        var fields = callers(call)
        switch result {
        case .nobody(let reason): fields["result"] = reason == .busy ? "busy" : "failed"
        case .talked: fields["result"] = "success"
        case .callerIsGone: fields["result"] = "failed"
        }
        return request(path(ring.actionURL), fields)
    }

    func over(
        by: EndedBy, _ orders: Orders, talk: (leg: RungLeg, seconds: Int)?, of call: String
    ) -> [GatewayRequest] {
        let uri = talk?.leg.uri ?? ""
        let number = uri.hasPrefix("tel:") ? String(uri.dropFirst(4)) : uri
        let legs = talk.map {
            #"[{"duration":\#($0.seconds),"to":"\#(number)","state":"success","from":"x"}]"#
        }
        let fields = [
            "id": call, "direction": "incoming", "from": "x", "to": hotline, "state": "success",
            "duration": String(talk?.seconds ?? 0), "legs": legs ?? "[]", "actions": "[]",
        ]
        guard let url = orders.endURL else { return [] }
        return [request(path(url), fields)]
    }

    private func callers(_ call: String) -> [String: String] {
        ["callid": call, "direction": "incoming", "from": "x", "to": hotline]
    }

    private func path(_ url: String) -> String {
        String(url.dropFirst(ElksLanguage.publicURL.count))
    }

    private func request(_ path: String, _ fields: [String: String]) -> GatewayRequest {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyz0123456789-_.")
        let body = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
        }
        return GatewayRequest(
            path: path,
            headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")],
            body: Array(body.joined(separator: "&").utf8))
    }

    func again(_ request: GatewayRequest) -> GatewayRequest { request }

    // MARK: What it makes of a reply

    func orders(in reply: HTTPReply) throws -> Orders {
        guard case .object = reply.json, !reply.text.contains("null") else {
            throw Conversation.Broken(description: "no action: \(reply.text)")
        }
        var orders = Orders()
        var sounds: [String] = []
        var action = reply.json
        for _ in 0..<50 {
            guard let end = action["whenhangup"].text else {
                throw Conversation.Broken(description: "\(action) tells no end")
            }
            orders.endURL = end
            if let sound = action["play"].text {
                sounds.append(sound)
                action = action["next"]
                guard action != .null else {
                    orders.hangsUp = true
                    break
                }
            } else if let sound = action["ivr"].text, let next = action["next"].text {
                sounds.append(sound)
                if next.contains("/callback/") {
                    orders.offerURL = next
                } else {
                    orders.question = (action["digits"].whole ?? 0, next)
                }
                break
            } else if let address = action["connect"].text {
                orders.ring = try ring(address, action)
                break
            } else if action["hangup"].text != nil {
                orders.hangsUp = true
                break
            } else {
                throw Conversation.Broken(description: "\(action) is not understood")
            }
        }
        orders.texts = try Recordings.texts(of: sounds)
        return orders
    }

    private func ring(_ address: String, _ action: JSONValue) throws -> Ring {
        let next = action["next"].text ?? ""
        let parts = path(next).split(separator: "/")
        guard parts.count == 8, let step = Int(parts[4]) else {
            throw Conversation.Broken(description: "\(action) names no step")
        }
        return Ring(
            step: step, seconds: action["timeout"].whole, callerID: action["callerid"].text,
            actionURL: next,
            legs: address.split(separator: ",").enumerated().map { index, part in
                RungLeg(
                    leg: "\(step).\(index + 1)",
                    uri: part.hasPrefix("sip:") ? String(part) : "tel:\(part)", whisperURL: nil,
                    statusURL: nil)
            })
    }

    func confirmation(in reply: HTTPReply) throws -> String? { nil }

    func joins(_ reply: HTTPReply) throws -> (joined: Bool, text: String?) { (true, nil) }
}

/// What is heard when the recordings are played, made as docs/gateways.md says.
enum Recordings {
    static func texts(of sounds: [String]) throws -> [String] {
        var texts: [String] = []
        var spoken = ""
        for sound in sounds {
            let parts = sound.split(separator: "/").suffix(2)
            guard let language = parts.first, let file = parts.last, file.hasSuffix(".mp3") else {
                throw Conversation.Broken(description: "\(sound) is no recording")
            }
            let name = String(file.dropLast(4))
            let words = name.split(separator: "-")
            if name == AnnouncementKey.askInstitution.rawValue { throw Beyond.nameUnrecorded }
            if let key = AnnouncementKey(rawValue: name) {
                texts.append(text(key, String(language)))
            } else if words.count == 2, ["digit", "hour", "minute"].contains(words[0]) {
                spoken += words[0] == "minute" ? ":\(words[1])" : words[1]
            } else if name.hasSuffix("-1"),
                let key = AnnouncementKey(rawValue: String(name.dropLast(2)))
            {
                spoken = String(half(key, String(language), 0))
            } else if name.hasSuffix("-2"),
                let key = AnnouncementKey(rawValue: String(name.dropLast(2)))
            {
                texts.append(spoken + half(key, String(language), 1))
            } else {
                throw Conversation.Broken(description: "there is no recording \(name)")
            }
        }
        return texts
    }

    private static func text(_ key: AnnouncementKey, _ language: String) -> String {
        Phrasebook().say(key, in: Language(rawValue: language)).text.value ?? ""
    }

    private static func half(_ key: AnnouncementKey, _ language: String, _ index: Int) -> String {
        let parts = text(key, language).split(separator: "{")
        guard parts.count == 2 else { return "" }
        return String(index == 0 ? parts[0] : parts[1].drop { $0 != "}" }.dropFirst())
    }
}
