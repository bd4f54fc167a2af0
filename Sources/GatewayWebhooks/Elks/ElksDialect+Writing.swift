import CallRouting
import OnCallRoster

extension ElksDialect {
    private static let gatherSeconds = 8
    private static let offerSeconds = 1

    /// A report's reply: nothing is to be done.
    static let nothing = Array("{}".utf8)
    static let hangUp = Array(#"{"hangup":"reject"}"#.utf8)

    func written(
        _ instruction: Instruction, for call: String, after delivery: DeliveryID, called: String?
    ) -> [UInt8] { action(for: instruction, call: call, after: delivery, called: called) }

    /// The one action that comes next, with those that follow nested in it.
    ///
    /// - Parameter offers: Whether the caller may ask, by key, to be rung back.
    func action(
        for instruction: Instruction, call: String, after delivery: DeliveryID, called: String?,
        offers: Bool = true
    ) -> [UInt8] {
        let end = frame.url(Hook(.end, of: call))
        var actions: [ElksAction] = []
        switch instruction {
        case .dial(let dial):
            if offers { actions += plays(dial.announce) }
            if offers, let offer = dial.offer, let question = plays(offer).last {
                actions += plays(offer).dropLast()
                let next = frame.gatherURL(.callback, of: call, step: dial.step, after: delivery)
                actions.append(
                    .ask(question.sound, digits: 1, seconds: ElksDialect.offerSeconds, next: next))
            } else {
                actions.append(connect(dial, call, called))
            }
        case .gather(let digits, let announcement):
            let sounds = plays(announcement)
            guard let question = sounds.last else {
                // Nothing can be asked without a recording: a person can.
                actions.append(connect(frame.lastResort, called))
                break
            }
            actions += sounds.dropLast()
            let next = frame.gatherURL(.digits, of: call, step: 0, after: delivery)
            actions.append(
                .ask(
                    question.sound, digits: digits, seconds: ElksDialect.gatherSeconds, next: next))
        case .callback(_, let announcement): actions += plays(announcement)
        case .hangup(let announcement): actions += announcement.map { plays($0) } ?? []
        case .wait: actions.append(connect(frame.lastResort, called))
        case .connect, .release: break
        }
        return ElksAction.json(actions, end: end)
    }

    func lastResort(called: String?) -> [UInt8] {
        var json = JSONText(capacity: 128)
        json.object { object in
            object.member("connect", ElksDialect.address(frame.lastResort))
            if let called { object.member("callerid", called) }
        }
        return json.bytes
    }

    private func plays(_ announcement: Announcement?) -> [ElksAction] {
        announcement.flatMap { frame.speech.recordings(of: $0, canSpeak: false) }?.map { .play($0) }
            ?? []
    }

    private func connect(_ dial: Dial, _ call: String, _ called: String?) -> ElksAction {
        let addresses = dial.targets.compactMap { $0.uri.value.map(ElksDialect.address) }
        let shown = dial.callerID.value?.e164 ?? called
        guard !addresses.isEmpty else {
            return connect(dial.otherwise.value ?? frame.lastResort, shown)
        }
        return .connect(
            addresses.joined(separator: ","), shown: shown,
            seconds: limitsRinging ? dial.ringSeconds : nil,
            next: frame.url(Hook(.step, of: call, step: dial.step)))
    }

    private func connect(_ target: DialTarget, _ called: String?) -> ElksAction {
        .connect(ElksDialect.address(target), shown: called, seconds: nil, next: nil)
    }

    private static func address(_ target: DialTarget) -> String {
        target.uri.hasPrefix("tel:") ? String(target.uri.dropFirst(4)) : target.uri
    }
}

/// One action of 46elks.
enum ElksAction {
    case play(String)
    case ask(String, digits: Int, seconds: Int, next: String)
    case connect(String, shown: String?, seconds: Int?, next: String?)

    /// What is heard.
    var sound: String {
        switch self {
        case .play(let sound), .ask(let sound, _, _, _): sound
        case .connect: ""
        }
    }

    /// The actions one after the other, each the `next` of the one before; without any the call ends.
    static func json(_ actions: [ElksAction], end: String) -> [UInt8] {
        var json = JSONText(capacity: 512)
        json.object { write(actions[...], end: end, &$0) }
        return json.bytes
    }

    private static func write(
        _ actions: ArraySlice<ElksAction>, end: String, _ object: inout JSONText
    ) {
        defer { object.member("whenhangup", end) }
        guard let action = actions.first else {
            object.member("hangup", "reject")
            return
        }
        let rest = actions.dropFirst()
        switch action {
        case .play(let sound):
            object.member("play", sound)
            if !rest.isEmpty { object.member("next") { write(rest, end: end, &$0) } }
        case .ask(let sound, let digits, let seconds, let next):
            object.member("ivr", sound)
            object.member("digits", digits)
            object.member("timeout", seconds)
            object.member("repeat", 1)
            object.member("next", next)
        case .connect(let address, let shown, let seconds, let next):
            object.member("connect", address)
            if let shown { object.member("callerid", shown) }
            if let seconds { object.member("timeout", seconds) }
            if let next { object.member("next", next) }
        }
    }
}
