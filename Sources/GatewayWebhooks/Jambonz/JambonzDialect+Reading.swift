import CallRouting
import OnCallRoster

extension JambonzDialect {
    /// A caller is on the line. What the caller's network hides stays hidden, also where the number
    /// stands in another header.
    func arrival(_ body: FlatJSON, _ received: Instant) throws(WebhookRefusal) -> Reading {
        let id = try body.id("call_sid")
        let headers = body.object("sip")?.object("headers")
        let privacy = headers?.first("privacy")?.lowercased() ?? ""
        let isHidden = ["id", "user", "header"].contains { privacy.contains($0) }
        let event = CallEvent(
            call: frame.key(id), received: received,
            kind: .incoming(
                CallEvent.Incoming(
                    from: isHidden ? .withheld : CallerID(body["from"]), to: body["to"] ?? "",
                    forwardedFrom: headers?.first("diversion"))))
        return Reading([asking(event, frame.delivery("call", id), called: body["to"])])
    }

    func keyed(_ request: HookRequest<FlatJSON>) -> Reading {
        let id = frame.delivery("digits", request.hook.call, request.hook.turn)
        guard !callerIsGone(request.fields) else {
            return Reading(
                [report(request.event(.ended(by: .caller)), id)], keepsBody: false)
        }
        return Reading(
            [
                asking(
                    request.event(.digits(keys(request.fields["digits"]))), id,
                    called: request.fields["to"])
            ], lost: lost(request, called: request.fields["to"]), keepsBody: false)
    }

    /// The caller pressed a key while it was offered to be rung back; without one the next verb, which
    /// rings the step, runs by itself.
    func asked(_ request: HookRequest<FlatJSON>, _ known: OpenCall?) -> Reading {
        let pressed = keys(request.fields["digits"])
        guard pressed == frame.callbackKey, !pressed.isEmpty else {
            return Reading([], otherwise: JambonzDialect.nothing)
        }
        let id = frame.delivery("callback", request.hook.call, request.hook.turn)
        return Reading(
            [asking(request.event(.callbackRequested), id, called: request.fields["to"])],
            lost: lost(request, called: request.fields["to"]))
    }

    /// The `dial` of a step is over. `completed` says that two were joined, if anything; the key, as we
    /// have it, decides.
    func stepOver(_ request: HookRequest<FlatJSON>, _ known: OpenCall?) -> Reading {
        let place = "\(request.hook.call)|\(request.hook.step)"
        var deliveries = reports(stepEnds(request, known), "step", place)
        let id = frame.delivery("step", place)
        if callerIsGone(request.fields) {
            deliveries.append(report(request.event(.ended(by: .caller)), id))
            return Reading(deliveries, otherwise: JambonzDialect.nothing)
        }
        deliveries.append(
            asking(
                request.event(.stepEnded(request.hook.step)), id, called: request.fields["to"]))
        return Reading(deliveries, lost: lost(request, called: request.fields["to"]))
    }

    private func stepEnds(_ request: HookRequest<FlatJSON>, _ known: OpenCall?) -> [CallEvent] {
        guard let call = known, !callerIsGone(request.fields) else { return [] }
        let step = request.hook.step
        if let accepted = call.accepted, accepted.leg.step == step {
            guard call.leg(accepted.leg)?.isOpen == true else { return [] }
            // With any other word the two were never joined: nobody has talked.
            let isJoined = request.fields["dial_call_status"] == "completed"
            return [
                CallEvent(
                    call: request.call, at: isJoined ? request.received : accepted.at,
                    received: request.received, kind: .legEnded(accepted.leg, .completed))
            ]
        }
        guard call.phase == .ringing, call.step == step else { return [] }
        let open = call.openLegs(of: step).map(\.id)
        let word = request.fields["dial_call_status"] ?? ""
        if word == "completed", let leg = open.first(where: { !call.needsKey($0) }) {
            // How long they spoke is not told; they did since the leg began, at most.
            let seconds = call.leg(leg).map { (request.received - $0.began).wholeSeconds } ?? 0
            return [
                request.event(.legAccepted(leg, confirmed: false), secondsAgo: max(0, seconds)),
                request.event(.legEnded(leg, .completed)),
            ]
        }
        guard open.count == 1, call.legs.count(where: { $0.id.step == step }) == 1 else {
            return []
        }
        let code = Int(request.fields["dial_sip_status"] ?? "") ?? 0
        return [
            request.event(
                .legEnded(
                    open[0],
                    reason(word, code, hasAnswered: call.leg(open[0])?.answered != nil)))
        ]
    }

    /// A status word that is not `completed` may be the last one seen, also of a leg that nobody took.
    private func reason(_ word: String, _ code: Int, hasAnswered: Bool) -> LegEndReason {
        if hasAnswered { return .notAccepted }
        switch word {
        case "busy": return .busy
        case "no-answer", "trying", "ringing", "early-media": return .noAnswer
        case "in-progress", "completed": return .notAccepted
        default: return LegEndReason(sipCode: code) ?? .gatewayError
        }
    }

    /// The tail ran: the gateway rang the last resort, because an answer of ours did not come.
    func fellBack(_ request: HookRequest<FlatJSON>, _ known: OpenCall?) -> Reading {
        let target = known.flatMap { call -> String? in
            guard case .dial(let dial) = call.instruction else { return nil }
            return dial.otherwise.value?.uri
        }
        let event = request.event(
            .fallback(
                from: CallerID(request.fields["from"]), to: request.fields["to"] ?? "",
                uri: target ?? frame.lastResort.uri))
        return Reading(
            [report(event, frame.delivery("fallback", request.hook.call))],
            otherwise: JambonzDialect.nothing)
    }

    // MARK: A professional's leg

    func ofLeg(_ request: HookRequest<FlatJSON>) throws(WebhookRefusal) -> Reading {
        guard let leg = request.hook.legID else {
            throw WebhookRefusal(.badRequest, "path: the hook names no leg")
        }
        let place = "\(request.hook.call)|\(leg)"
        if request.hook.purpose == .whisper {
            return Reading(
                [
                    awaited(
                        request.event(.legAnswered(leg)), frame.delivery("whisper", place)
                    ) { [self] decision in confirmation(of: leg, decision.call) }
                ], otherwise: JambonzDialect.letGo)
        }
        let digits = keys(request.fields["digits"])
        guard !digits.isEmpty else { return Reading([], otherwise: JambonzDialect.nothing) }
        let isTaken = digits == "1"
        let event = request.event(
            isTaken ? .legAccepted(leg, confirmed: true) : .legEnded(leg, .declined))
        return Reading(
            [
                awaited(event, frame.delivery("accept", place)) {
                    [self] decision in taken(leg, decision)
                }
            ], otherwise: JambonzDialect.nothing)
    }

    // MARK: The status hook

    /// A change of the caller's leg or of a professional's; its reply is ignored there, and the
    /// changes come in any order.
    func status(
        _ body: FlatJSON, _ received: Instant, _ known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let own = try body.id("call_sid")
        let word = body["call_status"] ?? ""
        if let parent = body["parent_call_sid"], isCallID(parent) {
            return legStatus(body, own, word, known(frame.key(parent)), received)
        }
        guard body["direction"] != "outbound",
            ["completed", "no-answer", "failed", "busy"].contains(word)
        else { return Reading([], otherwise: JambonzDialect.nothing) }
        let by: EndedBy =
            body["call_termination_by"] == "caller"
            ? .caller : known(frame.key(own))?.likelyEnder ?? .caller
        let event = CallEvent(call: frame.key(own), received: received, kind: .ended(by: by))
        return Reading([report(event, frame.delivery("status", own))])
    }

    /// Which leg it is stands in the tag of its `dial`, and where that rang several in whom it rings.
    private func legStatus(
        _ body: FlatJSON, _ own: String, _ word: String, _ known: OpenCall?, _ received: Instant
    ) -> Reading {
        let nothing = Reading([], otherwise: JambonzDialect.nothing)
        guard let call = known, let tag = body.object("customerData"),
            let step = tag["step"].flatMap({ Int($0) }),
            let leg = leg(of: step, ringing: body["to"] ?? "", in: call)
        else { return nothing }
        let hasCall = call.accepted?.leg == leg.id
        let code = Int(body["sip_status"] ?? "") ?? 0
        let longest = max(0, (received - leg.began).wholeSeconds)
        let seconds = min(max(0, Int(body["duration"] ?? "") ?? 0), longest)
        var kinds: [(kind: CallEvent.Kind, secondsAgo: Int)] = []
        switch word {
        case "ringing", "early-media": kinds = [(.legRinging(leg.id), 0)]
        case "in-progress":
            let needsKey = call.needsKey(leg.id)
            kinds = [
                (needsKey ? .legAnswered(leg.id) : .legAccepted(leg.id, confirmed: false), 0)
            ]
        // Whether the two were joined only the end of their `dial` tells, or that of the call.
        case "completed" where hasCall: return nothing
        case "completed":
            kinds = [(.legEnded(leg.id, .notAccepted), 0)]
            if !call.needsKey(leg.id), call.isRinging(leg.id) {
                kinds = [
                    (.legAccepted(leg.id, confirmed: false), seconds),
                    (.legEnded(leg.id, .completed), 0),
                ]
            }
        // A leg that is let go because another took the call ends like one whose time is over.
        case "no-answer":
            kinds = [(.legEnded(leg.id, call.phase == .ringing ? .noAnswer : .cancelled), 0)]
        case "busy": kinds = [(.legEnded(leg.id, .busy), 0)]
        case "failed":
            kinds = [(.legEnded(leg.id, LegEndReason(sipCode: code) ?? .gatewayError), 0)]
        default: return nothing
        }
        let events = kinds.map { told in
            CallEvent(
                call: call.key, at: received - .seconds(told.secondsAgo), received: received,
                kind: told.kind)
        }
        return Reading(reports(events, "status", own, word))
    }

    private func leg(of step: Int, ringing to: String, in call: OpenCall) -> OpenCall.Leg? {
        let legs = call.legs.filter { $0.id.step == step }
        guard legs.count != 1 else { return legs[0] }
        let found = legs.filter { leg in
            guard let uri = leg.uri?.uri else { return false }
            let address = uri.split(separator: ":", maxSplits: 1).last ?? ""
            return to == address || to == address.prefix { $0 != "@" } || to == uri
        }
        return found.count == 1 ? found[0] : nil
    }
}
