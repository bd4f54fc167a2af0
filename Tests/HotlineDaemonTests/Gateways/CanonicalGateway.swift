import CallRouting
import HotlineTestSupport
import OnCallRoster

/// A gateway's side of a telephone: it tells the daemon what happens, and hears what to do.
protocol TelephoneGateway: AnyObject {
    /// The current call's id, as the gateway names it.
    var call: String { get }
    func turnTo(_ call: String)
    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard
    func send(_ kind: CallEvent.Kind) throws -> Heard
    func repeatsLast() throws -> Heard
    /// Throws while something goes on of which this gateway tells only later.
    func checkAllIsTold() throws
}

/// A gateway that speaks the canonical webhook.
final class CanonicalGateway: TelephoneGateway {
    private let double: GatewayDouble

    init(_ double: GatewayDouble) {
        self.double = double
    }

    var call: String { double.call }

    func turnTo(_ call: String) { double.turnTo(call) }

    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard {
        let caller = from.map { #","from":"\#($0)""# } ?? ""
        let flag = rehearsal ? #","rehearsal":true"# : ""
        return try heard(
            double.send("call.incoming", #"\#(caller),"to":"\#(to)"\#(flag)"#))
    }

    func send(_ kind: CallEvent.Kind) throws -> Heard {
        let (type, members) = try written(kind)
        return try heard(double.send(type, members))
    }

    func repeatsLast() throws -> Heard { try heard(double.repeatLast()) }

    func checkAllIsTold() throws {}

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
