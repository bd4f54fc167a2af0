package import CallRouting
package import OnCallRoster

extension TwilioDialect {
    package func read(
        _ webhook: Webhook, as authentic: Authentic, received: Instant,
        known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let form = try parameters(of: webhook)
        if let account = frame.account, form.text("AccountSid") != account {
            throw WebhookRefusal(
                .unauthorized, "AccountSid: found another account than the settings' 'account'")
        }
        if webhook.path == ["voice"] { return try arrival(form, received) }
        if webhook.path == ["status"] { return try ending(form, received, known) }
        let hook = try hook(of: webhook)
        let request = HookRequest(
            hook: hook, fields: form, call: frame.key(hook.call), received: received)
        switch hook.purpose {
        case .digits: return keyed(request)
        case .callback: return asked(request, known(request.call))
        case .step: return stepOver(request, known(request.call))
        case .whisper, .accept, .leg: return try ofLeg(request, known(request.call))
        case .fallback, .end:
            throw WebhookRefusal(.badRequest, "path: this gateway is given no such hook")
        }
    }

    /// After one of these a leg is over.
    static let lastStatuses: Set<String?> = [
        "completed", "busy", "failed", "no-answer", "canceled",
    ]

    // MARK: The caller's leg

    private func arrival(
        _ form: FormFields, _ received: Instant
    ) throws(WebhookRefusal) -> Reading {
        let id = try form.id("CallSid")
        let event = CallEvent(
            call: frame.key(id), received: received,
            kind: .incoming(
                CallEvent.Incoming(
                    from: CallerID(form.text("From")), to: form.text("To") ?? "",
                    forwardedFrom: form.text("ForwardedFrom"))))
        return Reading([asking(event, frame.delivery("voice", id), called: form.text("To"))])
    }

    /// The account's notice that the caller's call is over.
    private func ending(
        _ form: FormFields, _ received: Instant, _ known: (CallKey) -> OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        let id = try form.id("CallSid")
        guard TwilioDialect.lastStatuses.contains(form.text("CallStatus")) else {
            return Reading([], otherwise: TwilioDialect.nothing)
        }
        let by = ender(form) ?? known(frame.key(id))?.likelyEnder ?? .caller
        let event = CallEvent(call: frame.key(id), received: received, kind: .ended(by: by))
        return Reading([report(event, frame.delivery("status", id))])
    }

    private func callerIsGone(_ form: FormFields) -> Bool {
        TwilioDialect.lastStatuses.contains(form.text("CallStatus"))
    }

    /// SignalWire and Telnyx say who hung up.
    private func ender(_ form: FormFields) -> EndedBy? {
        let hangup = form.text("HangupSource") ?? form.text("HangupBy") ?? ""
        switch hangup.lowercased() {
        case "caller": return .caller
        case "callee": return .professional
        default: return nil
        }
    }

    private func keyed(_ request: HookRequest<FormFields>) -> Reading {
        let id = frame.delivery("digits", request.hook.call, request.hook.turn)
        guard !callerIsGone(request.fields) else {
            return Reading(
                [report(request.event(.ended(by: .caller)), id)], otherwise: hangUp,
                keepsBody: false)
        }
        let event = request.event(.digits(keys(request.fields.text("Digits"))))
        return Reading(
            [asking(event, id, called: request.fields.text("To"))],
            lost: lost(request, called: request.fields.text("To")),
            keepsBody: false)
    }

    /// The caller pressed a key while it was offered to be rung back.
    private func asked(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> Reading {
        let pressed = keys(request.fields.text("Digits"))
        guard pressed == frame.callbackKey, !pressed.isEmpty else {
            // Any other key: the step that was announced is rung.
            let instruction = known?.instruction ?? .wait
            return Reading(
                [],
                otherwise: document(
                    for: instruction, call: request.hook.call,
                    after: frame.delivery("callback", request.hook.call, request.hook.turn),
                    called: request.fields.text("To"), offers: false))
        }
        let id = frame.delivery("callback", request.hook.call, request.hook.turn)
        return Reading(
            [asking(request.event(.callbackRequested), id, called: request.fields.text("To"))],
            lost: lost(request, called: request.fields.text("To")))
    }

    /// The `Dial` of a step is over. Its own word is not enough: whoever let a voicemail answer is
    /// `completed` as well, so that the key, as we have it, decides.
    private func stepOver(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> Reading {
        let (hook, form) = (request.hook, request.fields)
        let place = "\(hook.call)|\(hook.step)"
        var deliveries = reports(stepEnds(request, known), "step", place)
        let id = frame.delivery("step", place)
        if callerIsGone(request.fields) {
            deliveries.append(report(request.event(.ended(by: .caller)), id))
            return Reading(deliveries, otherwise: hangUp)
        }
        deliveries.append(
            asking(request.event(.stepEnded(hook.step)), id, called: form.text("To")))
        return Reading(deliveries, lost: lost(request, called: request.fields.text("To")))
    }

    /// What the end of a `Dial` tells of its legs.
    private func stepEnds(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> [CallEvent] {
        guard let call = known else { return [] }
        let (step, form) = (request.hook.step, request.fields)
        if let accepted = call.accepted, accepted.leg.step == step {
            guard call.leg(accepted.leg)?.isOpen == true, !callerIsGone(request.fields) else {
                return []
            }
            // Whoever pressed the key and was not joined has not talked.
            let at = form.text("DialBridged") == "false" ? accepted.at : request.received
            return [
                CallEvent(
                    call: request.call, at: at, received: request.received,
                    kind: .legEnded(accepted.leg, .completed))
            ]
        }
        guard call.phase == .ringing, call.step == step else { return [] }
        let open = call.openLegs(of: step).map(\.id)
        if isBridged(form), let leg = open.first(where: { !call.needsKey($0) }) {
            let seconds = Int(form.text("DialCallDuration") ?? "") ?? 0
            let taken = request.event(
                .legAccepted(leg, confirmed: false),
                secondsAgo: min(max(0, seconds), call.secondsSinceBeginning(at: request.received)))
            guard !callerIsGone(request.fields) else { return [taken] }
            return [taken, request.event(.legEnded(leg, .completed))]
        }
        guard open.count == 1, call.legs.count(where: { $0.id.step == step }) == 1,
            !callerIsGone(request.fields)
        else { return [] }
        let reason = TwilioDialect.reason(
            of: form.text("DialCallStatus") ?? "", form, ifAnswered: .notAccepted)
        return reason.map { [request.event(.legEnded(open[0], $0))] } ?? []
    }

    private func isBridged(_ form: FormFields) -> Bool {
        // Clones do not all tell.
        if let bridged = form.text("DialBridged") { return bridged == "true" }
        let status = form.text("DialCallStatus")
        return status == "completed" || status == "answered"
    }

    // MARK: A professional's leg

    private func ofLeg(
        _ request: HookRequest<FormFields>, _ known: OpenCall?
    ) throws(WebhookRefusal) -> Reading {
        guard let leg = request.hook.legID else {
            throw WebhookRefusal(.badRequest, "path: the hook names no leg")
        }
        let place = "\(request.hook.call)|\(leg)"
        switch request.hook.purpose {
        case .whisper:
            let event = request.event(.legAnswered(leg))
            return Reading(
                [
                    awaited(event, frame.delivery("whisper", place)) { [self] decision in
                        whisper(to: leg, decision.call)
                    }
                ], otherwise: hangUp)
        case .accept:
            return pressed(leg, request)
        case .leg, .digits, .callback, .step, .fallback, .end:
            let status = request.fields.text("CallStatus") ?? ""
            let number = request.fields.text("SequenceNumber") ?? ""
            let deliveries = told(of: leg, status, request, known).enumerated().map {
                index, event in
                report(event, frame.delivery("leg", place, status, number, "\(index)"))
            }
            return Reading(deliveries, otherwise: deliveries.isEmpty ? TwilioDialect.nothing : nil)
        }
    }

    private func pressed(_ leg: LegID, _ request: HookRequest<FormFields>) -> Reading {
        let digits = keys(request.fields.text("Digits"))
        guard !digits.isEmpty else { return Reading([], otherwise: hangUp) }
        let isTaken = digits == TwilioDialect.takingKey
        let event = request.event(
            isTaken ? .legAccepted(leg, confirmed: true) : .legEnded(leg, .declined))
        return Reading(
            [
                awaited(
                    event, frame.delivery("accept", request.hook.call, leg.description)
                ) { [self] decision in taken(leg, decision) }
            ], otherwise: hangUp)
    }

    /// The key that takes a call, as the whisper says.
    static let takingKey = "1"

    /// What a leg's status tells. The callbacks come in any order, and some never.
    private func told(
        of leg: LegID, _ status: String, _ request: HookRequest<FormFields>, _ known: OpenCall?
    ) -> [CallEvent] {
        let form = request.fields
        let needsKey = known?.needsKey(leg) ?? true
        let hasCall = known?.accepted?.leg == leg
        switch status {
        case "ringing": return [request.event(.legRinging(leg))]
        case "in-progress", "answered":
            return needsKey
                ? [request.event(.legAnswered(leg))]
                : [request.event(.legAccepted(leg, confirmed: false))]
        case "completed" where !needsKey && !hasCall && known?.isRinging(leg) == true:
            // Picked up and put down again, before we heard of either.
            let seconds = Int(form.text("CallDuration") ?? "") ?? 0
            return [
                request.event(
                    .legAccepted(leg, confirmed: false),
                    secondsAgo: min(
                        max(0, seconds),
                        known?.secondsSinceBeginning(at: request.received) ?? 0)),
                request.event(.legEnded(leg, .completed)),
            ]
        // Whether the two were joined only the end of their `Dial` tells, or that of the call.
        case _ where hasCall: return []
        default:
            let reason = TwilioDialect.reason(of: status, form, ifAnswered: .notAccepted)
            return reason.map { [request.event(.legEnded(leg, $0))] } ?? []
        }
    }

    /// Why a leg ended, by its last status and, where the clone tells, by SIP's code; `nil` for a
    /// status that is not the last.
    private static func reason(
        of status: String, _ form: FormFields, ifAnswered: LegEndReason
    ) -> LegEndReason? {
        switch status {
        case "completed", "answered": return ifAnswered
        case "busy": return .busy
        case "no-answer": return .noAnswer
        case "canceled": return .cancelled
        case "failed":
            let code = form.text("SipResponseCode") ?? form.text("SipResultCode") ?? ""
            return LegEndReason(sipCode: Int(code) ?? 0) ?? .gatewayError
        default: return nil
        }
    }
}

extension LegEndReason {
    /// By the final code of a SIP leg (RFC 3261, section 21); `nil` where the code says nothing.
    init?(sipCode: Int) {
        switch sipCode {
        case 486, 600: self = .busy
        case 408, 487: self = .noAnswer
        case 403, 603: self = .declined
        case 404, 410, 480, 484, 604: self = .unreachable
        default: return nil
        }
    }
}

extension OpenCall {
    /// Whole seconds since the call began.
    func secondsSinceBeginning(at now: Instant) -> Int { max(0, (now - began).wholeSeconds) }
}
