import CallRouting
import OnCallRoster

extension ElksDialect {
    func arrival(_ form: FormFields, _ id: String, _ received: Instant) -> Reading {
        let event = CallEvent(
            call: frame.key(id), received: received,
            kind: .incoming(
                CallEvent.Incoming(
                    from: CallerID(form.text("from")), to: form.text("to") ?? "")))
        return Reading([asking(event, frame.delivery("voice", id), called: form.text("to"))])
    }

    /// `result` has the keys; `failed` is what comes without any.
    func keyed(_ request: HookRequest<FormFields>) -> Reading {
        Reading(
            [
                asking(
                    request.event(.digits(keys(request.fields.text("result")))),
                    frame.delivery("digits", request.hook.call, request.hook.turn),
                    called: request.fields.text("to"))
            ], lost: lost(request, called: request.fields.text("to")), keepsBody: false)
    }

    /// The caller was offered to be rung back; with another key, or none, the step is rung.
    func asked(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> Reading {
        let id = frame.delivery("callback", request.hook.call, request.hook.turn)
        let pressed = keys(request.fields.text("result"))
        guard pressed == frame.callbackKey, !pressed.isEmpty else {
            return Reading(
                [],
                otherwise: action(
                    for: known?.instruction ?? .wait, call: request.hook.call, after: id,
                    called: request.fields.text("to"), offers: false))
        }
        return Reading(
            [asking(request.event(.callbackRequested), id, called: request.fields.text("to"))],
            lost: lost(request, called: request.fields.text("to")))
    }

    /// `connect` is over. `success` is whoever answered, also a voicemail; it comes when the talk is
    /// over and the caller still there.
    func stepOver(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> Reading {
        let place = "\(request.hook.call)|\(request.hook.step)"
        var deliveries = reports(stepEnds(request, known), "step", place)
        deliveries.append(
            asking(
                request.event(.stepEnded(request.hook.step)), frame.delivery("step", place),
                called: request.fields.text("to")))
        return Reading(deliveries, lost: lost(request, called: request.fields.text("to")))
    }

    private func stepEnds(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> [CallEvent] {
        guard let call = known, call.phase == .ringing, call.step == request.hook.step else {
            return []
        }
        let open = call.openLegs(of: call.step)
        guard let first = open.first else { return [] }
        let seconds = max(0, (request.received - first.began).wholeSeconds)
        switch request.fields.text("result") {
        case "success":
            // Which of several, and how long they spoke, is not told: since the leg began, at most. What
            // may have been a voicemail after the ringing was no talk.
            let longest = ringSeconds(of: call) + CallRouter.lostWithin.wholeSeconds
            return [
                request.event(
                    .legAccepted(first.id, confirmed: false),
                    secondsAgo: seconds > longest ? seconds : 0),
                request.event(.legEnded(first.id, .completed)),
            ]
        case "busy" where open.count == 1: return [request.event(.legEnded(first.id, .busy))]
        case "failed" where open.count == 1:
            let isAtOnce = seconds < ElksDialect.atOnceSeconds
            return [request.event(.legEnded(first.id, isAtOnce ? .unreachable : .noAnswer))]
        default: return []
        }
    }

    private func ringSeconds(of call: OpenCall) -> Int {
        guard case .dial(let dial) = call.instruction else { return 0 }
        return dial.ringSeconds
    }

    /// What fails sooner than a telephone can ring did not ring.
    private static let atOnceSeconds = 3

    /// The call is over. Whoever was spoken with stands in `legs`, where the caller hung up first.
    func ended(_ request: HookRequest<FormFields>, _ known: OpenCall?) -> Reading {
        let id = frame.delivery("end", request.hook.call)
        var deliveries: [Reading.Delivery] = []
        var by = known?.likelyEnder ?? .caller
        if let call = known, call.phase == .ringing,
            let (leg, seconds) = spoken(in: request.fields.text("legs"), call)
        {
            let longest = max(0, (request.received - leg.began).wholeSeconds)
            deliveries = [
                report(
                    request.event(
                        .legAccepted(leg.id, confirmed: false), secondsAgo: min(seconds, longest)),
                    frame.delivery("end", request.hook.call, "accepted"))
            ]
            by = .caller
        }
        deliveries.append(report(request.event(.ended(by: by)), id))
        // What was keyed in during the call may stand among its actions.
        return Reading(deliveries, otherwise: ElksDialect.nothing, keepsBody: false)
    }

    /// The open leg that a professional spoke on, and for how many seconds.
    private func spoken(in legs: String?, _ call: OpenCall) -> (OpenCall.Leg, Int)? {
        guard let legs else { return nil }
        for ended in FlatJSON.list(in: Array(legs.utf8)) where ended["state"] == "success" {
            let to = ended["to"].flatMap { DialTarget($0) }
            let leg = call.openLegs(of: call.step).first { $0.uri != nil && $0.uri == to }
            let seconds = Double(ended["duration"] ?? "") ?? 0
            if let leg { return (leg, Int(min(max(0, seconds), 86_400))) }
        }
        return nil
    }
}
