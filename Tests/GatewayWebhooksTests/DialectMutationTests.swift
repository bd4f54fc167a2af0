import CallRouting
import Crypto
import Foundation
@testable import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

/// A request before it is signed.
struct Draft: Sendable {
    var method = Webhook.Method.post
    /// Path and query.
    var target: String
    var type = DialectSender.formType
    var body: [UInt8]

    init(_ place: String, _ fields: KeyValuePairs<String, String>) {
        target = DialectSender.target(place)
        body = Array(DialectSender.form(fields).utf8)
    }

    init(_ place: String, json: String) {
        target = DialectSender.target(place)
        type = "application/json"
        body = Array(json.utf8)
    }

    /// The fields in the address, as a request by GET has them.
    var inAddress: Draft {
        var draft = self
        draft.method = .get
        draft.target += "?" + String(decoding: body, as: UTF8.self)
        draft.body = []
        return draft
    }
}

/// A dialect, what its gateway sends of a call that rings, and how it proves itself.
enum MutatedDialect: String, CaseIterable, Sendable {
    case twilio, jambonz, elks

    /// With `HOTLINE_MUTATION_SEEDS=N` it is a campaign of N seeds, from `HOTLINE_MUTATION_FIRST` on.
    static let seeds: ClosedRange<Int> = {
        let count = number("HOTLINE_MUTATION_SEEDS") ?? 5
        let first = number("HOTLINE_MUTATION_FIRST") ?? 1
        return first...(first + max(1, count) - 1)
    }()

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    static let call = "c-1"
    static let leg = LegID(step: 1, number: 1)

    func make() throws -> any GatewayDialect {
        let frame = try DialectSender.frame(callbackKey: "9")
        switch self {
        case .twilio: return try DialectSender.twilio(frame)
        case .jambonz: return try DialectSender.jambonz(frame)
        case .elks: return try DialectSender.elks(frame)
        }
    }

    private func path(_ purpose: Hook.Purpose) -> String {
        switch purpose {
        case .whisper, .accept, .leg:
            DialectSender.path(Hook(purpose, of: MutatedDialect.call, MutatedDialect.leg))
        case .digits, .callback, .step, .fallback, .end:
            DialectSender.path(Hook(purpose, of: MutatedDialect.call, step: 1))
        }
    }

    var drafts: [Draft] {
        switch self {
        case .twilio: twilioDrafts + twilioDrafts.prefix(3).map(\.inAddress)
        case .jambonz: jambonzDrafts
        case .elks: elksDrafts
        }
    }

    private var twilioDrafts: [Draft] {
        let call = MutatedDialect.call
        return [
            Draft("voice", ["CallSid": call, "From": jensen, "To": hotline, "ForwardedFrom": ""]),
            Draft("voice", ["CallSid": "c-2", "From": "anonymous", "To": hotline]),
            Draft("status", ["CallSid": call, "CallStatus": "completed", "HangupBy": "caller"]),
            Draft(path(.digits), ["CallStatus": "in-progress", "Digits": "470811"]),
            Draft(path(.callback), ["CallSid": call, "Digits": "9", "To": hotline]),
            Draft(
                path(.step),
                [
                    "CallStatus": "in-progress", "DialCallStatus": "completed",
                    "DialBridged": "false", "DialCallDuration": "31", "To": hotline,
                ]),
            Draft(path(.whisper), ["CallSid": "c-9", "CallStatus": "in-progress"]),
            Draft(path(.accept), ["CallSid": "c-9", "Digits": "1"]),
            Draft(
                path(.leg),
                [
                    "CallStatus": "failed", "SipResponseCode": "486", "CallDuration": "7",
                    "SequenceNumber": "3",
                ]),
            Draft("voice?bodySHA256=", json: #"{"CallSid":"c-3","From":"+4500000032","To":null}"#),
        ]
    }

    private var jambonzDrafts: [Draft] {
        let sids = #""call_sid":"c-1","account_sid":"a-1""#
        let legSids = #""call_sid":"c-9","parent_call_sid":"c-1","customerData":{"step":1}"#
        return [
            Draft(
                "call",
                json: #"{"sip":{"headers":{"Privacy":"id","diversion":"<sip:x@y>"}},\#(sids),"#
                    + #""from":"+4500000031","to":"4570201000","call_status":"trying"}"#),
            Draft("call", json: #"{"call_sid":"c-2","from":null,"to":"70201000","a":[1,{}]}"#),
            Draft("status", json: #"{\#(sids),"call_status":"completed","duration":31}"#),
            Draft("status", json: #"{\#(legSids),"call_status":"failed","sip_status":486}"#),
            Draft("status", json: #"{\#(legSids),"call_status":"in-progress","to":"v1"}"#),
            Draft(path(.digits), json: #"{\#(sids),"digits":"470811","to":"+4570201000"}"#),
            Draft(path(.callback), json: #"{\#(sids),"digits":9,"reason":"dtmfDetected"}"#),
            Draft(
                path(.step),
                json: #"{\#(sids),"call_status":"in-progress","dial_call_status":"busy","#
                    + #""dial_sip_status":486}"#),
            Draft(path(.whisper), json: #"{\#(legSids),"direction":"outbound"}"#),
            Draft(path(.accept), json: #"{\#(legSids),"digits":"1","reason":"dtmfDetected"}"#),
            Draft(path(.fallback), json: #"{\#(sids),"from":"anonymous","to":"+4570201000"}"#),
        ]
    }

    private var elksDrafts: [Draft] {
        let call = MutatedDialect.call
        let created = String(Fixtures.now.description.dropLast()) + ".741000"
        let arrival = "voice/\(DialectSender.pathToken)"
        let legs =
            #"[{"duration":14,"to":"sip:v1@egetraeet.example","state":"success","from":"+45"}]"#
        return [
            Draft(
                arrival, ["callid": call, "from": jensen, "to": hotline, "created": created]),
            Draft(arrival, ["callid": "c-2", "from": "", "to": hotline, "created": created]),
            Draft(path(.digits), ["callid": call, "result": "470811", "to": hotline]),
            Draft(path(.digits), ["callid": call, "result": "failed", "why": "noinput"]),
            Draft(path(.callback), ["callid": call, "result": "9", "to": hotline]),
            Draft(path(.step), ["callid": call, "result": "failed", "to": hotline]),
            Draft(path(.step), ["callid": call, "result": "success"]),
            Draft(path(.end), ["id": call, "state": "success", "duration": "14", "legs": legs]),
        ]
    }

    /// The headers and the sender's address that make a draft authentic.
    func proof(of draft: Draft, at now: Instant) -> [(name: String, value: String)] {
        switch self {
        case .twilio:
            let form = draft.method == .post && draft.type == DialectSender.formType
            let fields = form ? TwilioSignature.signed(FormFields(draft.body)) : []
            let signed = Array((DialectSender.publicURL + draft.target).utf8) + fields
            return [(name: "X-Twilio-Signature", value: DialectSender.twilioSignature(signed))]
        case .jambonz:
            let signature = DialectSender.jambonzSignature(draft.body, at: now.seconds)
            return [(name: "Jambonz-Signature", value: signature)]
        case .elks: return []
        }
    }

    /// A body in JSON is bound by its hash in the address.
    func bound(_ draft: Draft) -> Draft {
        guard self == .twilio, draft.type == "application/json",
            let name = draft.target.firstRange(of: "bodySHA256=")
        else { return draft }
        let hex = SHA256.hash(data: draft.body).map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
        var draft = draft
        draft.target = String(draft.target[..<name.upperBound]) + hex.joined()
        return draft
    }

    /// What may become of a request when it is disturbed.
    var pieces: [String] {
        switch self {
        case .jambonz:
            [
                "{", "}", "[", "]", "\"", "\\", ",", ":", "null", "true", "-", "1e999", "\\ud800",
                "\u{0}", "\u{FEFF}", "[[[[[[[[", "{\"a\":", "99999999999999999999", "☎",
                "\"call_sid\":\"\",", "\"digits\":\"1\",", "\"dial_call_status\":\"completed\",",
            ]
        case .twilio, .elks:
            [
                "&", "=", "%", "+", "%00", "%zz", "%C3", "%ED%A0%80", "\u{0}", "☎", ";",
                "&CallSid=x", "&callid=y&callid=z", "&Digits=1", "&DialBridged=true",
                "&CallStatus=completed", "99999999999999999999", "&result=success", "&legs=[{}]",
                "-1", "&CallDuration=-9223372036854775808", "&created=2026-11-22T02:10:00",
            ]
        }
    }
}

extension JSONValue {
    /// Whether a null stands anywhere in it.
    var holdsNull: Bool {
        switch self {
        case .null: true
        case .flag, .number, .text: false
        case .list(let values): values.contains(where: \.holdsNull)
        case .object(let members): members.values.contains(where: \.holdsNull)
        }
    }
}

@Suite struct DialectMutationTests {
    /// A family's call that rings the first professional.
    private static let ringing: Result<Conversation, any Error> = Result {
        var core = try Conversation()
        core.abilities = GatewayAbilities(callbackKey: "9")
        try core.callArrives(from: jensen, as: MutatedDialect.call)
        return core
    }

    private func mutate(
        _ bytes: inout [UInt8], _ pieces: [String], with random: inout SplitMix64
    ) {
        let place = random.below(bytes.count + 1)
        let end = min(bytes.count, place + random.below(9))
        switch random.below(6) {
        case 0: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
        case 1: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 4: if random.once(in: 3) { bytes.removeSubrange(place...) }
        default: bytes.insert(contentsOf: Array(random.one(of: pieces).utf8), at: place)
        }
    }

    private func mutate(
        _ draft: Draft, as tongue: MutatedDialect, with random: inout SplitMix64
    ) -> Draft {
        var draft = draft
        for _ in 0...random.below(3) { mutate(&draft.body, tongue.pieces, with: &random) }
        if random.once(in: 6) {
            var target = Array(draft.target.utf8)
            let pieces = ["/", "//", "?", "#", "~", "%2F", "..", "?a=b", "&", "☎", "0"]
            mutate(&target, pieces, with: &random)
            draft.target = String(decoding: target, as: UTF8.self)
        }
        if random.once(in: 40) { draft.type = random.one(of: ["", "text/xml", "a;b", ";"]) }
        if random.once(in: 200) { draft.body += Array(repeating: 0x26, count: largestWebhook) }
        return draft
    }

    private func request(
        _ draft: Draft, proof: [(name: String, value: String)],
        peer: String = DialectSender.elksAddress
    ) -> Webhook {
        Webhook(
            draft.method, draft.target,
            headers: [(name: "Content-Type", value: draft.type)] + proof, body: draft.body,
            peer: peer)
    }

    /// 200, or the status with which it is refused.
    private func status(
        _ request: Webhook, by dialect: any GatewayDialect, _ core: Conversation
    ) -> Int? {
        var isRead = false
        let found = refusal {
            try dialect.admit(request)
            let authentic = try dialect.authenticate(
                request, now: core.now, clockIsSynchronised: true)
            let reading = try dialect.read(
                request, as: authentic, received: core.now, known: { core.calls[$0] })
            check(reading)
            isRead = true
        }
        return isRead ? 200 : found?.status
    }

    private func check(_ reading: Reading) {
        for delivery in reading.deliveries + [reading.lost].compactMap({ $0 }) {
            let id = delivery.id.rawValue
            #expect((1...255).contains(id.utf8.count))
            #expect((1...255).contains(delivery.event.call.call.utf8.count))
            #expect(delivery.event.call.gateway == DialectSender.gateway)
            #expect(delivery.event.type.isGateways)
            #expect(delivery.event.at <= delivery.event.received)
        }
        #expect(!reading.deliveries.isEmpty || reading.otherwise != nil)
    }

    @Test(arguments: MutatedDialect.allCases, MutatedDialect.seeds)
    func `six hundred mutated requests a seed are read or refused`(
        _ tongue: MutatedDialect, _ seed: Int
    ) throws {
        let core = try DialectMutationTests.ringing.get()
        let dialect = try tongue.make()
        let drafts = tongue.drafts
        var random = SplitMix64(seed)
        var counts: [Int: Int] = [:]
        for _ in 0..<600 {
            let whole = tongue.bound(random.one(of: drafts))
            let draft = mutate(whole, as: tongue, with: &random)
            let isForged = random.once(in: 5)
            let signed = isForged ? whole : tongue.bound(draft)
            let request = request(
                isForged ? draft : signed, proof: tongue.proof(of: signed, at: core.now),
                peer: isForged ? "192.0.2.1" : DialectSender.elksAddress)
            let status = status(request, by: dialect, core) ?? 0
            #expect(
                [200, 400, 401, 413, 415].contains(status), "seed \(seed): \(request.target)")
            counts[status, default: 0] += 1
        }
        #expect((counts[200] ?? 0) > 30, "\(counts)")
        #expect((counts[401] ?? 0) > 50, "\(counts)")
    }

    @Test(arguments: MutatedDialect.allCases, MutatedDialect.seeds)
    func `whatever is told of a call, it keeps every rule and is answered in its language`(
        _ tongue: MutatedDialect, _ seed: Int
    ) throws {
        var talk = DialectTalk(try tongue.make(), try DialectMutationTests.ringing.get())
        let drafts = tongue.drafts
        var random = SplitMix64(seed)
        var answers = 0
        for _ in 0..<60 {
            talk.passes(seconds: random.below(8))
            var draft = random.one(of: drafts)
            if random.once(in: 2) { mutate(&draft.body, tongue.pieces, with: &random) }
            guard let reply = try answer(to: request(draft, proof: []), in: &talk) else { continue }
            answers += 1
            try check(reply, tongue)
        }
        #expect(answers > 20)
    }

    /// The reply; `nil` if the request is refused or contradicts the log.
    private func answer(to request: Webhook, in talk: inout DialectTalk) throws -> String? {
        do {
            return try talk.send(request)
        } catch  where error is WebhookRefusal || error is CallRouter.Refusal {
            return nil
        }
    }

    private func check(_ reply: String, _ tongue: MutatedDialect) throws {
        switch tongue {
        case .twilio:
            #expect(reply.hasPrefix(#"<?xml version="1.0" encoding="UTF-8"?>"#))
            #expect(reply.hasSuffix("</Response>\n"))
        case .jambonz, .elks:
            #expect(try !JSONValue.parse(Array(reply.utf8)).holdsNull, "\(reply)")
        }
    }

    @Test(arguments: [400, 600, 20_000])
    func `JSON that is nested deeply is read or refused`(_ depth: Int) throws {
        let core = try DialectMutationTests.ringing.get()
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let count = min(depth, 60_000 / (open.utf8.count + 1))
            let nested =
                String(repeating: open, count: count) + (close == "}" ? "1" : "")
                + String(repeating: close, count: count)
            let draft = Draft("call", json: #"{"call_sid":"c-5","a":\#(nested)}"#)
            let proof = MutatedDialect.jambonz.proof(of: draft, at: core.now)
            let found = status(
                request(draft, proof: proof), by: try MutatedDialect.jambonz.make(), core)
            #expect(found == (depth == 400 ? 200 : 400))
        }
    }
}
