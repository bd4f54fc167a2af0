package import CallRouting
import OnCallRoster

extension CanonicalWebhook {
    /// The instruction's JSON, its members in the order of design.md, section 5.
    ///
    /// `call` is the gateway's own id. A private value that is gone is written as `null`.
    package func encode(_ instruction: Instruction, call: String) -> [UInt8] {
        var json = JSONText()
        json.object { object in
            object.member("call", call)
            object.member("instruction", instruction.name.rawValue)
            switch instruction {
            case .dial(let dial):
                object.members(of: dial)
            case .connect(let leg):
                object.member("leg", leg.description)
            case .release(let leg, let announcement):
                object.member("leg", leg.description)
                object.spoken("announce", announcement)
            case .gather(let digits, let announcement):
                object.member("digits", digits)
                object.spoken("announce", announcement)
            case .callback(let deadline, let announcement):
                object.member("deadline", deadline.description)
                object.spoken("announce", announcement)
            case .wait:
                break
            case .hangup(let announcement):
                object.spoken("announce", announcement)
            }
        }
        return json.bytes
    }
}

extension JSONText {
    fileprivate mutating func members(of dial: Dial) {
        member("step", dial.step)
        member("round", dial.round)
        member("ring_seconds", dial.ringSeconds)
        member("confirm_seconds", dial.confirmSeconds)
        member("max_wait_seconds", dial.maxWaitSeconds)
        member("caller_id", dial.callerID.value?.e164)
        member("targets", list: dial.targets) { object, target in
            object.members(of: target)
        }
        member("otherwise") { object in
            object.member("uri", dial.otherwise.value?.uri)
        }
        spoken("announce", dial.announce)
    }

    private mutating func members(of target: Dial.Target) {
        member("leg", target.leg.description)
        member("professional", target.professional?.rawValue)
        if target.because == .callback {
            member("family", target.family?.value?.rawValue)
            member("because", target.because.description)
        }
        member("uri", target.uri.value?.uri)
        member("confirm", target.confirm)
        member("display", target.display)
        spoken("whisper", target.whisper)
        spoken("brief", target.brief)
    }

    /// A text to be spoken, or `null`.
    fileprivate mutating func spoken(_ name: StaticString, _ announcement: Announcement?) {
        guard let announcement, let text = announcement.text.value else {
            member(name, nil)
            return
        }
        member(name) { object in
            object.member("language", announcement.language.rawValue)
            object.member("text", text)
        }
    }
}
