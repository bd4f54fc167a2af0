import CallRouting
import Foundation
import HotlineTestSupport
import OnCallRoster

/// A daemon that runs, as a telephone: what happens goes through its HTTP door, as a gateway tells
/// it; what it tells comes over its control socket.
final class DaemonTelephone: Telephone {
    let daemon: DaemonProcess
    private let gateway: any TelephoneGateway

    /// Without another gateway it speaks the canonical webhook.
    init(
        _ roster: RosterText, more: String = "", credentials: [String: String] = [:],
        gateway make: (DaemonFolder) throws -> any TelephoneGateway = {
            CanonicalGateway(GatewayDouble(of: $0))
        }
    ) throws {
        let folder = try DaemonFolder(
            settings: DaemonSettings(more: more), roster: roster.yaml)
        for (name, secret) in credentials {
            try folder.write("credentials/gateway-\(name)", secret + "\n", mode: 0o600)
        }
        daemon = try DaemonProcess(in: folder)
        gateway = try make(folder)
    }

    var now: Instant { daemon.folder.clock.now }

    func turnTo(_ call: String) { gateway.turnTo(call) }

    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard {
        try gateway.arrives(from: from, to: to, rehearsal: rehearsal)
    }

    func send(_ kind: CallEvent.Kind) throws -> Heard { try gateway.send(kind) }

    func repeatsLast() throws -> Heard { try gateway.repeatsLast() }

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
        try gateway.checkAllIsTold()
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

    static func deadline(_ value: JSONValue) throws -> Instant? {
        try value["deadline"].text.map { text in
            guard let instant = Instant(rfc3339: text) else {
                throw Conversation.Broken(description: "'\(text)' is no instant")
            }
            return instant
        }
    }
}
