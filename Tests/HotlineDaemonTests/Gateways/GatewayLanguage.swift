import CallRouting
import HotlineTestSupport
import OnCallRoster

/// How one gateway's makers would write it from its documents alone: what it sends when something
/// happens, and what it makes of a reply.
protocol GatewayLanguage {
    /// What cannot happen at this gateway, or is not told by it.
    var beyond: Set<Beyond> { get }
    /// Situations that end otherwise there, by their names; docs/gateways.md says why.
    var differing: Set<String> { get }
    /// Its name in the settings, its lines there, and the daemon's half of its secret.
    var name: String { get }
    var settings: String { get }
    var secret: String { get }
    /// Whether it tells who took a call only when the call is over.
    var tellsAtEnd: Bool { get }
    func sid(of call: String) -> String
    func arrival(of call: String, from: String?, to: String) -> GatewayRequest
    /// Keys of the caller; empty where none came in time.
    func keyed(_ digits: String, at url: String, of call: String) -> GatewayRequest
    /// No key came while it was offered to be rung back; `nil` where the gateway does not tell.
    func noKey(at url: String, of call: String) -> GatewayRequest?
    /// `nil` where the gateway does not tell.
    func status(_ status: LegStatus, of leg: RungLeg, of call: String) -> GatewayRequest?
    /// What is asked for when a phone is picked up; `nil` where nothing is.
    func pickedUp(_ leg: RungLeg, of call: String) -> GatewayRequest?
    func pressed(_ digits: String, at url: String, on leg: RungLeg, of call: String)
        -> GatewayRequest
    func stepOver(_ ring: Ring, _ result: StepResult, of call: String) -> GatewayRequest
    /// The call is over; `talk` is the leg that was spoken on to the end, and for how long.
    func over(by: EndedBy, _ orders: Orders, talk: (leg: RungLeg, seconds: Int)?, of call: String)
        -> [GatewayRequest]
    /// The request once more, its signature of now.
    func again(_ request: GatewayRequest) -> GatewayRequest
    /// What the caller's leg does next.
    func orders(in reply: HTTPReply) throws -> Orders
    /// Where the professional's key goes; `nil` where the leg is let go at once.
    func confirmation(in reply: HTTPReply) throws -> String?
    /// Whether the caller's leg goes on as it was told before.
    func changesNothing(_ reply: HTTPReply) -> Bool
    /// Whether the two are joined.
    func joins(_ reply: HTTPReply) throws -> (joined: Bool, text: String?)
}

/// One request, ready to be sent again byte for byte.
struct GatewayRequest: Sendable {
    let path: String
    var headers: [HTTPClient.Header]
    let body: [UInt8]
}

/// What a reply makes the caller's leg do.
struct Orders: Equatable {
    var texts: [String] = []
    /// Keys are asked for, and nothing is rung unless they come.
    var question: (digits: Int, url: String)?
    /// A key that may be pressed before the step rings.
    var offerURL: String?
    var ring: Ring?
    var hangsUp = false
    /// Told when the call is over; `nil` where that has an address of its own.
    var endURL: String?

    static func == (left: Orders, right: Orders) -> Bool {
        left.texts == right.texts && left.question?.url == right.question?.url
            && left.offerURL == right.offerURL && left.ring == right.ring
            && left.hangsUp == right.hangsUp
    }
}

/// A step as a gateway rings it.
struct Ring: Equatable {
    let step: Int
    var seconds: Int?
    let callerID: String?
    let actionURL: String
    let legs: [RungLeg]
}

struct RungLeg: Equatable {
    let leg: String
    let uri: String
    /// Asked for when the phone is picked up; `nil` where picking up joins the two.
    let whisperURL: String?
    let statusURL: String?
}

enum LegStatus { case ringing, pickedUp, over(LegEndReason, seconds: Int) }

enum StepResult {
    /// Nobody took it, and the last leg ended so.
    case nobody(LegEndReason)
    /// The talk is over, and the caller still there.
    case talked(seconds: Int)
    case callerIsGone
}

/// What a gateway cannot do.
enum Beyond: String, Error, CaseIterable {
    /// A key pressed while a step rings is not heard.
    case keyWhileItRings
    /// Nobody asked for keys.
    case keysUnasked
    /// Its caller's leg tells nothing while two talk.
    case stepEndsDuringTalk
    /// It tells of no call but by its own word.
    case rehearsal
    /// It asks for the key wherever the roster says so.
    case takenWithoutKey
    /// Nothing of a leg is told but its end.
    case silentLegs
    /// Nobody can be asked for a key.
    case noKey
    /// Two are joined by whoever is quicker, at the gateway.
    case pressedTooLate
    /// Nobody hears the reply to how a leg is.
    case reportUnheard
    /// Who took a call is told when it is over.
    case takenUntold
    /// There is no recording of a name.
    case nameUnrecorded
    /// A call arrives once.
    case arrivesTwice
    /// It does not say that it rang the fallback.
    case fallbackUntold
}
