import CallRouting
import HotlineTestSupport
import OnCallRoster

/// A gateway of another dialect, in front of a running daemon.
final class DialectGateway: TelephoneGateway {
    private struct Line {
        var orders = Orders()
        var rings: [Int: Ring] = [:]
        var ended: Set<String> = []
        var pickedUp: Set<String> = []
        var keysAt: [String: String] = [:]
        var talk: (leg: String, since: Instant)?
        var isOver = false
    }

    private let language: any GatewayLanguage
    private let folder: DaemonFolder
    private let client: HTTPClient
    private let repeats: Bool
    /// Whether what is told of legs comes after the end of their step.
    private let isLate: Bool
    private var late: [GatewayRequest] = []
    /// Whether the daemon may refuse to keep what nobody waits for.
    var reportsMayFail = false
    private var lines: [String: Line] = [:]
    private var latest: (request: GatewayRequest, heard: Heard)?
    private var name = "c-1"

    /// - Parameters:
    ///   - repeats: Whether every request is sent twice, as after a lost reply.
    ///   - isLate: Whether what is told of legs comes after the end of their step, the last first.
    init(
        _ language: any GatewayLanguage, of folder: DaemonFolder, repeats: Bool = false,
        isLate: Bool = false
    ) {
        self.isLate = isLate
        self.language = language
        self.folder = folder
        client = HTTPClient(port: folder.port)
        self.repeats = repeats
    }

    var call: String { language.sid(of: name) }

    func turnTo(_ call: String) { name = call }

    private var line: Line {
        get { lines[name] ?? Line() }
        set { lines[name] = newValue }
    }

    // MARK: What happens

    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard {
        guard !rehearsal else { throw Beyond.rehearsal }
        guard lines[name] == nil else { throw Beyond.arrivesTwice }
        try checkAllIsTold()
        return try ask(language.arrival(of: call, from: from, to: to))
    }

    func send(_ kind: CallEvent.Kind) throws -> Heard {
        switch kind {
        case .digits(let digits):
            guard let question = line.orders.question else { throw Beyond.keysUnasked }
            return try ask(language.keyed(digits, at: question.url, of: call))
        case .callbackRequested:
            guard let url = line.orders.offerURL else { throw Beyond.keyWhileItRings }
            return try ask(language.keyed("9", at: url, of: call))
        case .legRinging(let leg): return try rings(leg.description)
        case .legAnswered(let leg): return try pickUp(leg.description)
        case .legAccepted(let leg, let confirmed):
            return try accept(leg.description, confirmed)
        case .legEnded(let leg, let reason): return try end(leg.description, reason)
        case .stepEnded(let step): return try endStep(step)
        case .ended(let by): return try hangUp(by)
        case .fallback: throw Beyond.fallbackUntold
        case .incoming, .swept, .followUp:
            throw Conversation.Broken(description: "this gateway sends no such event")
        }
    }

    func repeatsLast() throws -> Heard {
        guard let latest else { throw Conversation.Broken(description: "nothing was sent yet") }
        let reply = try post(language.again(latest.request))
        guard reply.status == 200 else { throw Conversation.Broken(description: reply.text) }
        return latest.heard.name == .wait ? latest.heard : try heard(reply)
    }

    func checkAllIsTold() throws {
        try tellLate()
        if language.tellsAtEnd, lines.values.contains(where: { $0.talk != nil }) {
            throw Beyond.takenUntold
        }
    }

    private func rung(_ leg: String) throws -> RungLeg {
        // The offer to be rung back is over once a telephone rings.
        if let url = line.orders.offerURL {
            line.orders.offerURL = nil
            if let request = language.noKey(at: url, of: call) {
                guard language.changesNothing(try succeeded(request)) else {
                    throw Conversation.Broken(description: "no key changes what comes next")
                }
            }
        }
        for ring in line.rings.values {
            if let found = ring.legs.first(where: { $0.leg == leg }) { return found }
        }
        throw Conversation.Broken(description: "leg \(leg) is not rung")
    }

    private func rings(_ leg: String) throws -> Heard {
        guard let request = language.status(.ringing, of: try rung(leg), of: call) else {
            throw Beyond.silentLegs
        }
        return try tell(ofLeg: request)
    }

    private func pickUp(_ leg: String) throws -> Heard {
        let rung = try rung(leg)
        if line.pickedUp.insert(leg).inserted, rung.whisperURL != nil,
            let request = language.pickedUp(rung, of: call)
        {
            line.keysAt[leg] = try language.confirmation(in: succeeded(request))
        }
        guard let request = language.status(.pickedUp, of: rung, of: call) else {
            throw Beyond.silentLegs
        }
        return try tell(ofLeg: request)
    }

    private func accept(_ leg: String, _ confirmed: Bool) throws -> Heard {
        let rung = try rung(leg)
        guard rung.whisperURL != nil else {
            if line.isOver || line.orders.ring?.legs.contains(rung) != true {
                throw Beyond.pressedTooLate
            }
            if let request = language.status(.pickedUp, of: rung, of: call) {
                _ = try tell(request)
            }
            return try joined(leg)
        }
        guard confirmed else { throw Beyond.takenWithoutKey }
        _ = try pickUp(leg)
        guard let url = line.keysAt[leg] else {
            // Let go as soon as it was picked up.
            guard line.isOver else { throw Beyond.pressedTooLate }
            return Heard(Instruction.Name.hangup)
        }
        let request = language.pressed("1", at: url, on: rung, of: call)
        let reply = try succeeded(request)
        let (isJoined, text) = try language.joins(reply)
        guard !isJoined else { return remember(request, try joined(leg)) }
        var heard = Heard(.release)
        heard.leg = leg
        heard.text = text
        return remember(request, heard)
    }

    private func joined(_ leg: String) throws -> Heard {
        if line.talk == nil { line.talk = (leg, folder.clock.now) }
        guard line.talk?.leg == leg else { throw Beyond.pressedTooLate }
        var heard = Heard(.connect)
        heard.leg = leg
        return heard
    }

    private func end(_ leg: String, _ reason: LegEndReason) throws -> Heard {
        let rung = try rung(leg)
        if line.ended.contains(leg) { throw Beyond.reportUnheard }
        let talk = line.talk
        let seconds =
            talk?.leg == leg ? talk.map { (folder.clock.now - $0.since).wholeSeconds } ?? 0 : 0
        if talk?.leg != leg {
            if reason == .declined, rung.whisperURL != nil {
                _ = try pickUp(leg)
                if let url = line.keysAt[leg] {
                    _ = try succeeded(language.pressed("2", at: url, on: rung, of: call))
                }
            } else if reason == .notAccepted {
                _ = try pickUp(leg)
            }
        }
        if let request = language.status(.over(reason, seconds: seconds), of: rung, of: call) {
            _ = try tell(ofLeg: request)
        }
        line.ended.insert(leg)
        guard let ring = line.orders.ring, ring.legs.contains(where: { $0.leg == leg }) else {
            return Heard(Instruction.Name.wait)
        }
        if talk?.leg == leg {
            line.talk = nil
            return try ask(language.stepOver(ring, .talked(seconds: seconds), of: call))
        }
        guard talk == nil, ring.legs.allSatisfy({ line.ended.contains($0.leg) }) else {
            return Heard(Instruction.Name.wait)
        }
        return try ask(language.stepOver(ring, .nobody(reason), of: call))
    }

    private func endStep(_ step: Int) throws -> Heard {
        guard line.talk == nil else { throw Beyond.stepEndsDuringTalk }
        guard let ring = line.rings[step] else {
            throw Conversation.Broken(description: "step \(step) is not rung")
        }
        return try ask(language.stepOver(ring, .nobody(.noAnswer), of: call))
    }

    private func hangUp(_ by: EndedBy) throws -> Heard {
        let talk = line.talk.flatMap { talk in
            line.orders.ring?.legs.first { $0.leg == talk.leg }.map {
                (leg: $0, seconds: (folder.clock.now - talk.since).wholeSeconds)
            }
        }
        for request in language.over(by: by, line.orders, talk: talk, of: call) {
            _ = try tell(request)
        }
        line.talk = nil
        line.isOver = true
        return Heard(.hangup)
    }

    // MARK: What is heard

    /// A question of the caller's leg.
    private func ask(_ request: GatewayRequest) throws -> Heard {
        let heard = remember(request, try heard(succeeded(request)))
        try tellLate()
        return heard
    }

    private func tellLate() throws {
        let reports = late
        late = []
        for report in reports.reversed() { _ = try succeeded(language.again(report)) }
    }

    /// How a leg is.
    private func tell(ofLeg request: GatewayRequest) throws -> Heard {
        guard isLate else { return try tell(request) }
        late.append(request)
        return remember(request, Heard(Instruction.Name.wait))
    }

    /// What nobody hears a reply to.
    private func tell(_ request: GatewayRequest) throws -> Heard {
        if reportsMayFail {
            let reply = try post(request)
            guard [200, 503].contains(reply.status) else {
                throw Conversation.Broken(description: "\(reply.status) \(reply.text)")
            }
        } else {
            _ = try succeeded(request)
        }
        return remember(request, Heard(Instruction.Name.wait))
    }

    private func remember(_ request: GatewayRequest, _ heard: Heard) -> Heard {
        latest = (request, heard)
        return heard
    }

    private func post(_ request: GatewayRequest) throws -> HTTPReply {
        try client.post(request.path, headers: request.headers, body: request.body)
    }

    private func succeeded(_ request: GatewayRequest) throws -> HTTPReply {
        let reply = try post(request)
        guard reply.status == 200 else {
            throw Conversation.Broken(description: "\(reply.status) \(reply.text)")
        }
        guard repeats else { return reply }
        let again = try post(request)
        guard again.status == 200, again.body == reply.body else {
            throw Conversation.Broken(description: "again: \(again.status) \(again.text)")
        }
        return reply
    }

    /// The wire tells what is done; what it is called, and what a promise's deadline is, stands in the
    /// log.
    private func heard(_ reply: HTTPReply) throws -> Heard {
        var orders = try language.orders(in: reply)
        if let url = orders.offerURL, orders.ring == nil,
            let request = language.noKey(at: url, of: call)
        {
            // The ring that follows is told only when no key comes; to hear of it moves nothing.
            let next = try language.orders(in: succeeded(request))
            orders.ring = next.ring
        }
        line.orders = orders
        let story = try folder.control.get("/api/v1/calls/\(DaemonProcess.escaped(call))").json
        var heard = Heard(try name(of: orders, story))
        // What is offered by key comes last.
        let texts = orders.offerURL == nil ? orders.texts[...] : orders.texts.dropLast()
        heard.text = texts.isEmpty ? nil : texts.joined(separator: " ")
        heard.digits = orders.question?.digits
        heard.hidden = [.whisper, .brief, .otherwise, .maxWait, .offer]
        if heard.name == .callback {
            heard.deadline = try DaemonTelephone.deadline(story["promise"])
        }
        guard let ring = orders.ring else { return heard }
        line.rings[ring.step] = ring
        heard.step = ring.step
        heard.seconds = ring.seconds
        if ring.seconds == nil { heard.hidden.insert(.seconds) }
        heard.callerID = ring.callerID
        heard.targets = try ring.legs.map { try target($0, story) }
        return heard
    }

    private func name(of orders: Orders, _ story: JSONValue) throws -> Instruction.Name {
        if orders.ring != nil { return .dial }
        if orders.question != nil { return .gather }
        guard orders.hangsUp else {
            throw Conversation.Broken(description: "the caller is left without an order")
        }
        let last = story["events"].list.last?["instruction"].text
        return last == "callback" ? .callback : .hangup
    }

    /// Who it is stands in the log, under the same address.
    private func target(_ rung: RungLeg, _ story: JSONValue) throws -> Heard.Target {
        let leg = story["legs"].list.first { $0["leg"].text == rung.leg } ?? .null
        guard leg["uri"].text == rung.uri else {
            throw Conversation.Broken(
                description: "leg \(rung.leg) rings \(rung.uri), by the log \(leg["uri"])")
        }
        let family = rung.uri == "tel:\(hansen)" ? "hansen" : "jensen"
        let other = leg["because"].text == "callback" ? "family \(family)" : rung.uri
        return Heard.Target(
            leg: rung.leg, who: leg["professional"].text ?? other, uri: rung.uri,
            confirm: rung.whisperURL != nil, whisper: nil, brief: nil)
    }
}
