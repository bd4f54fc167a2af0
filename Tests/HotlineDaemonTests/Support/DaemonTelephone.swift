import CallRouting
import Foundation
import HotlineTestSupport
import OnCallRoster

/// A daemon that runs, as a telephone: what happens goes through its HTTP door, signed; what it
/// tells comes over its control socket.
final class DaemonTelephone: Telephone {
    private let daemon: DaemonProcess
    private let gateway: GatewayDouble

    init(_ roster: RosterText) throws {
        let folder = try DaemonFolder(roster: roster.yaml)
        daemon = try DaemonProcess(in: folder)
        gateway = GatewayDouble(of: folder)
    }

    var now: Instant { daemon.folder.clock.now }

    func turnTo(_ call: String) { gateway.turnTo(call) }

    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard {
        let caller = from.map { #","from":"\#($0)""# } ?? ""
        let flag = rehearsal ? #","rehearsal":true"# : ""
        return try heard(
            gateway.send("call.incoming", #"\#(caller),"to":"\#(to)"\#(flag)"#))
    }

    func send(_ kind: CallEvent.Kind) throws -> Heard {
        let (type, members) = try written(kind)
        return try heard(gateway.send(type, members))
    }

    func repeatsLast() throws -> Heard { try heard(gateway.repeatLast()) }

    func passes(seconds: Int) throws {
        daemon.folder.clock.pass(.seconds(seconds))
        try moveClock("{\"passes\":\(seconds * 1000)}")
    }

    func clockIsSet(to instant: Instant) throws {
        daemon.folder.clock.set(to: instant)
        try moveClock("{\"at\":\"\(instant)\"}")
    }

    private func moveClock(_ body: String) throws {
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array(body.utf8))
        guard reply.status == 200 else { throw Conversation.Broken(description: reply.text) }
    }

    func restarts() throws {
        try daemon.kill9()
        try daemon.restart()
    }

    func rosterBecomes(_ yaml: String) throws {
        let before = try daemon.status()["roster"]["sha256"].text
        try daemon.folder.replace("roster.yaml", by: yaml)
        daemon.hangUp()
        let isTaken = try eventually { try daemon.status()["roster"]["sha256"].text != before }
        guard isTaken else { throw Conversation.Broken(description: "the roster is not taken") }
    }

    func person(says how: FollowUpEnding, of followUp: Int) throws {
        let known = try followUps()
        guard known.indices.contains(followUp - 1), let id = known[followUp - 1]["id"].whole else {
            throw Conversation.Broken(description: "there is no follow-up \(followUp)")
        }
        let result = try daemon.hotlinectl(
            "follow-ups", "done", "\(id)", "--how", how.rawValue, "--format", "json")
        guard result.end == .exited(0) else {
            throw Conversation.Broken(description: result.errors)
        }
    }

    /// The current call's, in the order in which they came up.
    private func followUps() throws -> [JSONValue] {
        try daemon.folder.control.get("/api/v1/follow-ups?state=all").json["follow_ups"].list
            .filter { $0["call"].text == gateway.call }
            .sorted { ($0["id"].whole ?? 0) < ($1["id"].whole ?? 0) }
    }

    func alarms() throws -> [String] {
        try daemon.status()["alarms"].texts("code").compactMap { $0 }
    }

    func told() throws -> ToldCall {
        let story = try daemon.story(of: gateway.call)
        var told = ToldCall()
        told.callerKind = story["caller"]["kind"].text ?? ""
        told.institution = story["caller"]["institution"].text
        told.outcome = story["outcome"].text ?? ""
        told.isEnded = story["state"].text == "ended"
        told.endedBy = story["ended_by"].text
        told.roster = story["roster"].text
        told.events = story["events"].list.count
        told.legs = story["legs"].list.map { leg in
            let began = leg["began"].text.flatMap { Instant(rfc3339: $0) }
            let ended = leg["ended"].text.flatMap { Instant(rfc3339: $0) }
            let other =
                leg["because"].text == "callback" ? "family" : leg["uri"].text ?? "gone"
            return ToldCall.Leg(
                leg: leg["leg"].text ?? "", who: leg["professional"].text ?? other,
                accepted: leg["accepted"] != .null, confirmed: leg["confirmed"].flag,
                reason: leg["reason"].text,
                seconds: began.flatMap { began in ended.map { ($0 - began).wholeSeconds } })
        }
        told.promise = try DaemonTelephone.deadline(story["promise"]).map { deadline in
            ToldCall.Promise(
                deadline: deadline, owner: story["promise"]["owner"].text,
                state: story["promise"]["state"].text ?? "")
        }
        told.followUps = try followUps().map { followUp in
            ToldCall.Task(
                kind: followUp["kind"].text ?? "", owner: followUp["owner"].text,
                deadline: try DaemonTelephone.deadline(followUp) ?? .distantPast,
                isReminded: followUp["reminded"] != .null,
                isEscalated: followUp["escalated"] != .null, how: followUp["how"].text,
                code: followUp["code"].whole)
        }
        return told
    }

    private static func deadline(_ value: JSONValue) throws -> Instant? {
        try value["deadline"].text.map { text in
            guard let instant = Instant(rfc3339: text) else {
                throw Conversation.Broken(description: "'\(text)' is no instant")
            }
            return instant
        }
    }

    /// An event as the contract writes it: its type, and its members after a comma each.
    private func written(_ kind: CallEvent.Kind) throws -> (String, String) {
        switch kind {
        case .digits(let digits): return ("call.digits", #","digits":"\#(digits)""#)
        case .callbackRequested: return ("callback.requested", "")
        case .stepEnded(let step): return ("step.ended", #","step":\#(step)"#)
        case .legRinging(let leg): return ("leg.ringing", #","leg":"\#(leg)""#)
        case .legAnswered(let leg): return ("leg.answered", #","leg":"\#(leg)""#)
        case .legAccepted(let leg, let confirmed):
            return ("leg.accepted", #","leg":"\#(leg)","confirmed":\#(confirmed)"#)
        case .legEnded(let leg, let reason):
            return ("leg.ended", #","leg":"\#(leg)","reason":"\#(reason.rawValue)""#)
        case .ended(let by): return ("call.ended", #","by":"\#(by.rawValue)""#)
        case .fallback(let from, let to, let uri):
            let number = from.number?.e164 ?? ""
            return ("call.fallback", #","from":"\#(number)","to":"\#(to)","uri":"\#(uri)""#)
        case .incoming, .swept, .followUp:
            throw Conversation.Broken(description: "a gateway sends no such event")
        }
    }

    private func heard(_ reply: GatewayDouble.Reply) throws -> Heard {
        guard reply.status == 200,
            let name = reply.instruction.flatMap({ Instruction.Name(rawValue: $0) })
        else { throw Conversation.Broken(description: "\(reply.status) \(reply.http.text)") }
        let json = reply.json
        var heard = Heard(name)
        heard.step = json["step"].whole
        heard.seconds = json["ring_seconds"].whole
        heard.maxWaitSeconds = json["max_wait_seconds"].whole
        heard.callerID = json["caller_id"].text
        heard.otherwise = json["otherwise"]["uri"].text
        heard.leg = json["leg"].text
        heard.digits = json["digits"].whole
        heard.deadline = try DaemonTelephone.deadline(json)
        heard.text = json["announce"]["text"].text
        heard.targets = json["targets"].list.map { target in
            let uri = target["uri"].text ?? "gone"
            let family = target["family"].text.map { "family \($0)" }
            return Heard.Target(
                leg: target["leg"].text ?? "", who: target["professional"].text ?? family ?? uri,
                uri: uri, confirm: target["confirm"].flag ?? false,
                whisper: target["whisper"]["text"].text, brief: target["brief"]["text"].text)
        }
        return heard
    }
}
