import CallRouting
import OnCallRoster

extension JambonzDialect {
    private static let gatherSeconds = 8
    private static let offerSeconds = 1
    private static let lastResortSeconds = 60
    /// As many as a `dial` takes.
    private static let mostTargets = 10

    /// The whole address of a hook. Its fragment, neither sent nor signed, says how often jambonz
    /// asks again where we cannot be reached or are not ready.
    private func hookURL(_ url: String) -> String { url + "#rc=3&rp=ct,5xx" }

    /// Nothing new: the verbs go on that were given before.
    static let nothing = Array("[]".utf8)

    /// The leg is let go.
    static let letGo = Array(#"[{"verb":"hangup"}]"#.utf8)

    /// What the caller's leg does next; at the end of it what is done if our next answer fails.
    func written(
        _ instruction: Instruction, for call: String, after delivery: DeliveryID, called: String?
    ) -> [UInt8] {
        var verbs = VerbList()
        switch instruction {
        case .dial(let dial):
            announce(dial, call, delivery, in: &verbs)
            ring(dial, call, called, in: &verbs)
            tail(dial.otherwise.value ?? frame.lastResort, call, dial.callerID, called, &verbs)
        case .gather(let digits, let announcement):
            let url = hookURL(frame.gatherURL(.digits, of: call, step: 0, after: delivery))
            verbs.add("gather") { verb in
                JambonzDialect.gather(&verb, digits, JambonzDialect.gatherSeconds, url)
                verb.speak(announcement, by: frame.speech)
            }
            tail(frame.lastResort, call, Private(nil), called, &verbs)
        case .callback(_, let announcement):
            verbs.say(announcement, by: frame.speech)
            verbs.add("hangup")
        case .hangup(let announcement):
            if let announcement { verbs.say(announcement, by: frame.speech) }
            verbs.add("hangup")
        case .wait:
            tail(frame.lastResort, call, Private(nil), called, &verbs)
        case .connect, .release:
            // The talk is over: while it lasts nobody asks for the caller's leg.
            verbs.add("hangup")
        }
        return verbs.bytes
    }

    private func announce(
        _ dial: Dial, _ call: String, _ delivery: DeliveryID, in verbs: inout VerbList
    ) {
        if let announcement = dial.announce { verbs.say(announcement, by: frame.speech) }
        guard let offer = dial.offer else { return }
        let url = hookURL(
            frame.gatherURL(.callback, of: call, step: dial.step, after: delivery))
        verbs.add("gather") { verb in
            JambonzDialect.gather(&verb, 1, JambonzDialect.offerSeconds, url)
            verb.speak(offer, by: frame.speech)
        }
    }

    private static func gather(
        _ verb: inout JSONText, _ digits: Int, _ seconds: Int, _ url: String
    ) {
        verb.member("input", texts: ["digits"])
        verb.member("numDigits", digits)
        verb.member("finishOnKey", "#")
        verb.member("timeout", seconds)
        verb.member("actionHook", url)
    }

    private func ring(_ dial: Dial, _ call: String, _ called: String?, in verbs: inout VerbList) {
        let targets = dial.targets.filter { $0.uri.value != nil }.prefix(JambonzDialect.mostTargets)
        guard !targets.isEmpty else { return }
        verbs.add("dial") { verb in
            verb.member("target", list: Array(targets)) { object, target in
                JambonzDialect.address(target.uri.value?.uri ?? "", in: &object)
                if target.confirm {
                    object.member(
                        "confirmHook", hookURL(frame.url(Hook(.whisper, of: call, target.leg))))
                }
            }
            verb.member("timeout", dial.ringSeconds)
            verb.member("answerOnBridge", true)
            if let shown = dial.callerID.value?.e164 ?? called { verb.member("callerId", shown) }
            if let name = targets.first?.display, !name.isEmpty { verb.member("callerName", name) }
            verb.member("actionHook", hookURL(frame.url(Hook(.step, of: call, step: dial.step))))
            verb.member("tag") { $0.member("step", dial.step) }
        }
    }

    private static func address(_ uri: String, in object: inout JSONText) {
        if uri.hasPrefix("tel:") {
            object.member("type", "phone")
            object.member("number", String(uri.dropFirst(4)))
        } else {
            object.member("type", "sip")
            object.member("sipUri", uri)
        }
    }

    /// Rings the last resort where our answer did not come.
    private func tail(
        _ target: DialTarget, _ call: String, _ callerID: Private<PhoneNumber>, _ called: String?,
        _ verbs: inout VerbList
    ) {
        verbs.add("dial") { verb in
            verb.member("target", list: [target.uri]) { JambonzDialect.address($1, in: &$0) }
            verb.member("timeout", JambonzDialect.lastResortSeconds)
            verb.member("answerOnBridge", true)
            if let shown = callerID.value?.e164 ?? called { verb.member("callerId", shown) }
            verb.member("actionHook", hookURL(frame.url(Hook(.fallback, of: call))))
        }
        verbs.add("hangup")
    }

    // MARK: A professional's leg

    /// Asks for the key, and lets the leg go where none comes: a confirmation whose verbs come to
    /// their end would join the two.
    func confirmation(of leg: LegID, _ call: OpenCall) -> [UInt8] {
        guard call.isRinging(leg), let target = call.target(of: leg),
            case .dial(let dial) = call.instruction
        else { return JambonzDialect.letGo }
        var verbs = VerbList()
        verbs.add("gather") { verb in
            JambonzDialect.gather(
                &verb, 1, dial.confirmSeconds,
                hookURL(frame.url(Hook(.accept, of: call.key.call, leg))))
            if let whisper = target.whisper { verb.speak(whisper, by: frame.speech) }
        }
        verbs.add("hangup")
        return verbs.bytes
    }

    /// Verbs replace the `hangup` that waits, and their end joins the two; without any it runs. There
    /// every verb but `config`, `gather`, `say` and `tag` is dropped, so that nothing can be said to
    /// whom is let go.
    func taken(_ leg: LegID, _ decision: CallRouter.Decision) -> [UInt8] {
        guard case .connect(leg) = decision.reply else { return JambonzDialect.nothing }
        var verbs = VerbList()
        if let brief = decision.call.brief(to: leg), brief.text.value != nil {
            verbs.add("say") { $0.spoken(brief, by: frame.speech) }
        }
        // It takes the place of the tag that the leg was dialled with.
        verbs.add("tag") { verb in
            verb.member("data") {
                $0.member("accepted", true)
                $0.member("step", leg.step)
            }
        }
        return verbs.bytes
    }
}

/// An array of verbs.
private struct VerbList {
    private var verbs: [[UInt8]] = []

    var bytes: [UInt8] {
        var joined: [UInt8] = [UInt8(ascii: "[")]
        for (index, verb) in verbs.enumerated() {
            if index > 0 { joined.append(UInt8(ascii: ",")) }
            joined += verb
        }
        return joined + [UInt8(ascii: "]")]
    }

    mutating func add(_ name: String, _ members: (inout JSONText) -> Void = { _ in }) {
        var json = JSONText(capacity: 256)
        json.object { verb in
            verb.member("verb", name)
            members(&verb)
        }
        verbs.append(json.bytes)
    }

    mutating func say(_ announcement: Announcement, by speech: Speech) {
        if let recordings = speech.recordings(of: announcement) {
            add("play") { $0.member("url", texts: recordings) }
        } else if announcement.text.value?.isEmpty == false {
            add("say") { $0.spoken(announcement, by: speech) }
        }
    }
}

extension JSONText {
    /// The `say` or `play` within a `gather`, which names no verb.
    fileprivate mutating func speak(_ announcement: Announcement, by speech: Speech) {
        if let recordings = speech.recordings(of: announcement) {
            member("play") { $0.member("url", texts: recordings) }
        } else if announcement.text.value?.isEmpty == false {
            member("say") { $0.spoken(announcement, by: speech) }
        }
    }

    fileprivate mutating func spoken(_ announcement: Announcement, by speech: Speech) {
        member("text", announcement.text.value ?? "")
        if let voice = speech.voice(of: announcement.language) {
            // VENDOR/VOICE, or a vendor alone.
            let parts = voice.split(separator: "/", maxSplits: 1).map(String.init)
            member("synthesizer") { object in
                object.member("vendor", parts[0])
                object.member("language", Speech.tag(of: announcement.language))
                if parts.count > 1 { object.member("voice", parts[1]) }
            }
        }
    }
}
