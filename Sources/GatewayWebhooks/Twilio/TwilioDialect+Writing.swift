import CallRouting
import OnCallRoster

extension TwilioDialect {
    /// Seconds that a caller has for keys.
    private static let gatherSeconds = 8
    private static let offerSeconds = 1
    /// As many as a `Dial` takes.
    private static let mostTargets = 10
    private static let longestTalkSeconds = 14_400
    /// How long a `Dial` may ring, with all who speak the dialect.
    private static let ringSeconds = 5...120

    var hangUp: [UInt8] {
        var document = TwiML()
        document.hangUp()
        return document.bytes
    }

    /// A document without verbs, as the gateway wants one also where nothing is to be done.
    static let nothing = TwiML().bytes

    func written(
        _ instruction: Instruction, for call: String, after delivery: DeliveryID, called: String?
    ) -> [UInt8] { document(for: instruction, call: call, after: delivery, called: called) }

    /// What the caller's leg does next.
    ///
    /// - Parameter offers: Whether the caller may ask, by key, to be rung back.
    func document(
        for instruction: Instruction, call: String, after delivery: DeliveryID, called: String?,
        offers: Bool = true
    ) -> [UInt8] {
        var document = TwiML()
        switch instruction {
        case .dial(let dial):
            announce(dial, call, delivery, offers, in: &document)
            let shown = dial.callerID.value?.e164 ?? called
            ring(dial, call, from: shown, in: &document)
        case .gather(let digits, let announcement):
            let url = hookURL(
                frame.gatherURL(.digits, of: call, step: 0, after: delivery))
            document.element(
                "Gather",
                [
                    "input": "dtmf", "numDigits": String(digits),
                    "timeout": String(TwilioDialect.gatherSeconds), "finishOnKey": "#",
                    "actionOnEmptyResult": "true", "action": url, "method": "POST",
                ]
            ) { $0.say(announcement, by: frame.speech) }
            // Where no key leads on to the next verb all the same.
            document.element("Redirect", ["method": "POST"]) { $0.characters(url) }
        case .callback(_, let announcement):
            document.say(announcement, by: frame.speech)
            document.hangUp()
        case .hangup(let announcement):
            document.say(announcement, by: frame.speech)
            document.hangUp()
        case .wait:
            // No step is rung, and a caller is on the line.
            dial(frame.lastResort, from: called, in: &document)
        case .connect, .release:
            // The talk is over: while it lasts nobody asks for the caller's leg.
            document.hangUp()
        }
        return document.bytes
    }

    private func announce(
        _ dial: Dial, _ call: String, _ delivery: DeliveryID, _ offers: Bool,
        in document: inout TwiML
    ) {
        guard offers, let offer = dial.offer else {
            if offers { document.say(dial.announce, by: frame.speech) }
            return
        }
        document.element(
            "Gather",
            [
                "input": "dtmf", "numDigits": "1", "timeout": String(TwilioDialect.offerSeconds),
                "finishOnKey": "",
                "action": hookURL(
                    frame.gatherURL(.callback, of: call, step: dial.step, after: delivery)),
                "method": "POST",
            ]
        ) { gather in
            gather.say(dial.announce, by: frame.speech)
            gather.say(offer, by: frame.speech)
        }
    }

    private func ring(
        _ dial: Dial, _ call: String, from shown: String?, in document: inout TwiML
    ) {
        let targets = dial.targets.filter { $0.uri.value != nil }
        guard !targets.isEmpty else {
            self.dial(
                dial.otherwise.value ?? frame.lastResort, from: shown, in: &document)
            return
        }
        let allowed = TwilioDialect.ringSeconds
        let seconds = min(max(dial.ringSeconds, allowed.lowerBound), allowed.upperBound)
        document.element(
            "Dial",
            [
                "action": hookURL(frame.url(Hook(.step, of: call, step: dial.step))),
                "method": "POST", "timeout": String(seconds),
                "timeLimit": String(TwilioDialect.longestTalkSeconds), "callerId": shown,
                "answerOnBridge": "true",
            ]
        ) { verb in
            for target in targets.prefix(TwilioDialect.mostTargets) {
                noun(target, call, in: &verb)
            }
        }
    }

    private func noun(_ target: Dial.Target, _ call: String, in document: inout TwiML) {
        guard let uri = target.uri.value?.uri else { return }
        let whisper =
            target.confirm ? hookURL(frame.url(Hook(.whisper, of: call, target.leg))) : nil
        let attributes: KeyValuePairs<StaticString, String?> = [
            "url": whisper, "method": whisper == nil ? nil : "POST",
            "statusCallback": hookURL(frame.url(Hook(.leg, of: call, target.leg))),
            "statusCallbackMethod": "POST",
            "statusCallbackEvent": "initiated ringing answered completed",
        ]
        address(uri, attributes, in: &document)
    }

    private func address(
        _ uri: String, _ attributes: KeyValuePairs<StaticString, String?>,
        in document: inout TwiML
    ) {
        if uri.hasPrefix("tel:") {
            document.element("Number", attributes) { $0.characters(String(uri.dropFirst(4))) }
        } else {
            document.element("Sip", attributes) { $0.characters(uri) }
        }
    }

    /// Rings without asking again: what is left where nothing else is known.
    private func dial(_ target: DialTarget, from shown: String?, in document: inout TwiML) {
        document.element(
            "Dial",
            ["timeout": "60", "callerId": shown, "answerOnBridge": "true"]
        ) { address(target.uri, [:], in: &$0) }
        document.hangUp()
    }

    // MARK: A professional's leg

    /// Asks for the key; a leg whose call is no longer to be taken is let go.
    func whisper(to leg: LegID, _ call: OpenCall) -> [UInt8] {
        guard call.isRinging(leg), let target = call.target(of: leg),
            case .dial(let dial) = call.instruction
        else { return hangUp }
        var document = TwiML()
        document.element(
            "Gather",
            [
                "input": "dtmf", "numDigits": "1", "timeout": String(dial.confirmSeconds),
                "finishOnKey": "",
                "action": hookURL(frame.url(Hook(.accept, of: call.key.call, leg))),
                "method": "POST",
            ]
        ) { $0.say(target.whisper, by: frame.speech) }
        // Whoever presses nothing is not joined.
        document.hangUp()
        return document.bytes
    }

    /// The end of the document joins the two; `Hangup` lets the leg go.
    func taken(_ leg: LegID, _ decision: CallRouter.Decision) -> [UInt8] {
        var document = TwiML()
        switch decision.reply {
        case .connect(leg):
            document.say(decision.call.brief(to: leg), by: frame.speech)
        case .release(_, let announcement):
            document.say(announcement, by: frame.speech)
            document.hangUp()
        case .connect, .dial, .gather, .callback, .wait, .hangup:
            document.hangUp()
        }
        return document.bytes
    }

    /// A fragment by which Twilio itself asks again, soon; it is neither sent nor signed. The others
    /// who speak the dialect do not know it.
    private func hookURL(_ url: String) -> String {
        retries ? url + TwilioDialect.fragment : url
    }

    static let fragment = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=4000"
}

extension OpenCall {
    /// What the professional of a leg hears before the caller is joined, by the call's plan.
    func brief(to leg: LegID) -> Announcement? {
        guard let plan, let began = self.leg(leg) else { return nil }
        for step in plan.steps {
            for target in step.targets
            where target.professional == began.professional && target.because == began.because {
                guard let index = target.voice, plan.voices.indices.contains(index) else {
                    continue
                }
                switch target.because {
                case .partner: return plan.voices[index].partnerBrief
                case .line, .contact, .lastAnswered, .callback: return plan.voices[index].brief
                case .lastResort: return nil
                }
            }
        }
        return nil
    }
}
