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
    func keyed(_ request: HookRequest) -> Reading {
        Reading(
            [
                asking(
                    request.event(.digits(keys(request.form.text("result")))),
                    frame.delivery("digits", request.hook.call, request.hook.turn),
                    called: request.form.text("to"))
            ], lost: lost(request))
    }

    /// The caller was offered to be rung back; with another key, or none, the step is rung.
    func asked(_ request: HookRequest, _ known: OpenCall?) -> Reading {
        let id = frame.delivery("callback", request.hook.call, request.hook.turn)
        let pressed = keys(request.form.text("result"))
        guard pressed == frame.callbackKey, !pressed.isEmpty else {
            return Reading(
                [],
                otherwise: action(
                    for: known?.instruction ?? .wait, call: request.hook.call, after: id,
                    called: request.form.text("to"), offers: false))
        }
        return Reading(
            [asking(request.event(.callbackRequested), id, called: request.form.text("to"))],
            lost: lost(request))
    }

    /// `connect` is over. `success` is whoever answered, also a voicemail; it comes when the talk is
    /// over and the caller still there.
    func stepOver(_ request: HookRequest, _ known: OpenCall?) -> Reading {
        let place = "\(request.hook.call)|\(request.hook.step)"
        var deliveries = stepEnds(request, known).enumerated().map { index, event in
            report(event, frame.delivery("step", place, "\(index)", event.type.rawValue))
        }
        deliveries.append(
            asking(
                request.event(.stepEnded(request.hook.step)), frame.delivery("step", place),
                called: request.form.text("to")))
        return Reading(deliveries, lost: lost(request))
    }

    private func stepEnds(_ request: HookRequest, _ known: OpenCall?) -> [CallEvent] {
        guard let call = known, call.phase == .ringing, call.step == request.hook.step else {
            return []
        }
        let open = call.openLegs(of: call.step)
        guard let first = open.first else { return [] }
        let seconds = max(0, (request.received - first.began).wholeSeconds)
        switch request.form.text("result") {
        case "success":
            // Which of several, and how long they spoke, is not told: since the leg began, at most.
            return [
                request.event(.legAccepted(first.id, confirmed: false), secondsAgo: seconds),
                request.event(.legEnded(first.id, .completed)),
            ]
        case "busy" where open.count == 1: return [request.event(.legEnded(first.id, .busy))]
        case "failed" where open.count == 1:
            let isAtOnce = seconds < ElksDialect.atOnceSeconds
            return [request.event(.legEnded(first.id, isAtOnce ? .unreachable : .noAnswer))]
        default: return []
        }
    }

    /// What fails sooner than a telephone can ring did not ring.
    private static let atOnceSeconds = 3

    /// The call is over. Whoever was spoken with stands in `legs`, where the caller hung up first.
    func ended(_ request: HookRequest, _ known: OpenCall?) -> Reading {
        let id = frame.delivery("end", request.hook.call)
        var deliveries: [Reading.Delivery] = []
        var by = known?.likelyEnder ?? .caller
        if let call = known, call.phase == .ringing,
            let (leg, seconds) = spoken(in: request.form.text("legs"), call)
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
        return Reading(deliveries, otherwise: ElksDialect.nothing)
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

    // MARK: Deliveries

    private func asking(
        _ event: CallEvent, _ id: DeliveryID, called: String?
    ) -> Reading.Delivery {
        Reading.Delivery(id: id, event: event, identity: []) { [self] decision in
            action(
                for: decision.call.instruction, call: event.call.call, after: id, called: called)
        }
    }

    private func report(_ event: CallEvent, _ id: DeliveryID) -> Reading.Delivery {
        Reading.Delivery(id: id, event: event, identity: []) { _ in ElksDialect.nothing }
    }

    /// The log does not know the call, and a caller is on the line: the last resort is rung.
    private func lost(_ request: HookRequest) -> Reading.Delivery {
        asking(
            request.event(.stepEnded(max(1, request.hook.step))),
            frame.delivery("lost", request.hook.call, "\(request.hook.step)"),
            called: request.form.text("to"))
    }
}
