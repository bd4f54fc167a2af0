import OnCallRoster

/// Records as the log keeps them: JSON that `CallRecord` is decoded from, in which a private value
/// is the index of its text.
///
/// Written by hand, for this is done at every event, and `Codable` takes ten times as long and as
/// much space. What is as it mostly is, is left out.
package struct RecordJSON: Sendable {
    /// Coded facts only, UTF-8.
    package let records: [UInt8]
    /// A list of texts, UTF-8; each text stands in it once.
    package let privateValues: [UInt8]

    package init(_ records: [CallRecord]) {
        var json = JSONText(capacity: 2048)
        var met = PrivateTexts()
        json.list(records) { object, record in object.write(record, &met) }
        self.records = json.bytes
        var texts = JSONText(capacity: 1024)
        texts.list(met.texts)
        privateValues = texts.bytes
    }
}

/// The private values met so far.
private struct PrivateTexts {
    private(set) var texts: [String] = []

    /// There are a dozen of them: looking through is sooner done than hashing.
    mutating func index(of text: String) -> Int {
        // To the byte: texts that only look alike stay apart.
        if let known = texts.firstIndex(where: { $0.utf8.elementsEqual(text.utf8) }) {
            return known
        }
        texts.append(text)
        return texts.count - 1
    }
}

// The shapes are those that the compiler's `Decodable` reads: an associated value without a label is
// `_0`, an optional one that is nil is left out, a `Private` one without a value is `null`.

extension JSONText {
    fileprivate mutating func write(_ record: CallRecord, _ texts: inout PrivateTexts) {
        switch record {
        case .began(let facts): member("began", only: facts, &texts)
        case .planned(let facts): member("planned", only: facts, &texts)
        case .gatherAsked(let purpose): member("gatherAsked", only: purpose.rawValue)
        case .pinTried(let right): member("pinTried") { $0.member("right", right) }
        case .numberGiven(let number):
            member("numberGiven") { $0.member("_0", number, &texts) }
        case .stepBegan(let facts): member("stepBegan", only: facts)
        case .legRang(let leg): member("legRang", only: leg.description)
        case .legAnswered(let leg): member("legAnswered", only: leg.description)
        case .legAccepted(let leg, let confirmed):
            member("legAccepted") {
                $0.member("_0", leg.description)
                $0.member("confirmed", confirmed)
            }
        case .legReleased(let leg): member("legReleased", only: leg.description)
        case .legEnded(let leg, let reason):
            member("legEnded") {
                $0.member("_0", leg.description)
                $0.memberIfAny("_1", reason?.rawValue)
            }
        case .stepEnded(let step, let last):
            member("stepEnded") {
                $0.member("_0", step)
                $0.memberIfAny("last", last?.description)
            }
        case .promiseMade(let promise): member("promiseMade", only: promise)
        case .noPromise: member("noPromise") { _ in }
        case .fellBack(let uri): member("fellBack") { $0.member("_0", uri, &texts) }
        case .callEnded(let by): member("callEnded", only: by.rawValue)
        case .followUpDue(let due): member("followUpDue", only: due)
        case .alarmRaised(let code): member("alarmRaised", only: code.rawValue)
        case .instructed(let instruction):
            member("instructed") { associated in
                associated.member("_0") { $0.write(instruction, &texts) }
            }
        }
    }

    private mutating func member(_ name: StaticString, only text: String) {
        member(name) { $0.member("_0", text) }
    }

    private mutating func member(_ name: StaticString, _ flag: Bool, unless usual: Bool) {
        if flag != usual { member(name, flag) }
    }

    private mutating func memberIfAny(_ name: StaticString, _ text: String?) {
        if let text { member(name, text) }
    }

    private mutating func member<Value: PrivateText>(
        _ name: StaticString, _ value: Private<Value>, _ texts: inout PrivateTexts
    ) {
        if let text = value.value?.privateText {
            member(name, texts.index(of: text))
        } else {
            member(name, nil)
        }
    }

    private mutating func member(
        _ name: StaticString, only facts: CallRecord.Began, _ texts: inout PrivateTexts
    ) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("from", facts.from, &texts)
                object.member("number", facts.number, &texts)
                object.member("to", facts.to, &texts)
                if let forwarded = facts.forwardedFrom {
                    object.member("forwardedFrom", forwarded, &texts)
                }
                object.member("rehearsal", facts.rehearsal, unless: false)
                object.member("late", facts.late, unless: false)
            }
        }
    }

    private mutating func member(
        _ name: StaticString, only facts: CallRecord.Planned, _ texts: inout PrivateTexts
    ) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("caller") { $0.write(facts.caller, &texts) }
                object.member("plan") { $0.write(facts.plan, &texts) }
                object.memberIfAny("roster", facts.roster)
            }
        }
    }

    private mutating func member(_ name: StaticString, only facts: CallRecord.StepBegan) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("step", facts.step)
                object.member("index", facts.index)
                object.member("ringSeconds", facts.ringSeconds)
                object.member("maxWaitSeconds", facts.maxWaitSeconds)
                object.member("rung", list: facts.rung) { object, place in
                    object.member("step", place.step)
                    object.member("target", place.target)
                }
            }
        }
    }

    private mutating func member(_ name: StaticString, only promise: Promise) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("deadline", promise.deadline.description)
                object.memberIfAny("owner", promise.owner?.rawValue)
                object.member("byKey", promise.byKey)
            }
        }
    }

    private mutating func member(_ name: StaticString, only due: CallRecord.FollowUpDue) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("kind", due.kind.rawValue)
                object.memberIfAny("owner", due.owner?.rawValue)
                object.member("deadline", due.deadline.description)
            }
        }
    }

    private mutating func write(_ caller: Caller, _ texts: inout PrivateTexts) {
        member("kind", caller.kind.rawValue)
        if let family = caller.family { member("family", family, &texts) }
        memberIfAny("contact", caller.contact?.rawValue)
        memberIfAny("professional", caller.professional?.rawValue)
        memberIfAny("institution", caller.institution?.rawValue)
        memberIfAny("municipality", caller.municipality?.rawValue)
        memberIfAny("variant", caller.variant?.rawValue)
        memberIfAny("group", caller.group)
    }

    private mutating func write(_ plan: RingPlan, _ texts: inout PrivateTexts) {
        member("steps", list: plan.steps) { object, step in
            object.member("round", step.round)
            object.member("ringSeconds", step.ringSeconds)
            object.member("isLastResort", step.isLastResort, unless: false)
            object.member("targets", list: step.targets) { object, target in
                object.write(target, &texts)
            }
        }
        member("voices", list: plan.voices) { object, voice in
            object.spokenIfAny("whisper", voice.whisper, &texts)
            object.spokenIfAny("brief", voice.brief, &texts)
            object.spokenIfAny("partnerBrief", voice.partnerBrief, &texts)
        }
        member("display", plan.display)
        spokenIfAny("waiting", plan.waiting, &texts)
        member("leftOut", list: plan.leftOut) { object, omission in
            object.member("professional", omission.professional.rawValue)
            object.member("because", omission.because.rawValue)
        }
        member("maxWaitSeconds", plan.maxWaitSeconds)
        member("lastResortSeconds", plan.lastResortSeconds)
        member("callbackWithinSeconds", plan.callbackWithinSeconds)
        memberIfAny("callbackOwner", plan.callbackOwner?.rawValue)
        memberIfAny("callbackEscalate", plan.callbackEscalate?.rawValue)
        member("otherwise", plan.otherwise, &texts)
        member("language", plan.language.rawValue)
    }

    private mutating func write(_ target: RingPlan.Target, _ texts: inout PrivateTexts) {
        memberIfAny("professional", target.professional?.rawValue)
        member("uri", target.uri, &texts)
        member("confirm", target.confirm, unless: true)
        member("because", target.because.description)
        member("neverBusy", target.neverBusy, unless: false)
        if let voice = target.voice { member("voice", voice) }
    }

    private mutating func write(_ instruction: Instruction, _ texts: inout PrivateTexts) {
        switch instruction {
        case .dial(let dial):
            member("dial") { associated in associated.member("_0") { $0.write(dial, &texts) } }
        case .connect(let leg): member("connect", only: leg.description)
        case .release(let leg, let announcement):
            member("release") {
                $0.member("_0", leg.description)
                $0.spokenIfAny("_1", announcement, &texts)
            }
        case .gather(let digits, let announcement):
            member("gather") {
                $0.member("digits", digits)
                $0.spokenIfAny("_1", announcement, &texts)
            }
        case .callback(let deadline, let announcement):
            member("callback") {
                $0.member("deadline", deadline.description)
                $0.spokenIfAny("_1", announcement, &texts)
            }
        case .wait: member("wait") { _ in }
        case .hangup(let announcement):
            member("hangup") { $0.spokenIfAny("_0", announcement, &texts) }
        }
    }

    private mutating func write(_ dial: Dial, _ texts: inout PrivateTexts) {
        member("step", dial.step)
        member("round", dial.round)
        member("ringSeconds", dial.ringSeconds)
        member("confirmSeconds", dial.confirmSeconds)
        member("maxWaitSeconds", dial.maxWaitSeconds)
        member("callerID", dial.callerID, &texts)
        member("targets", list: dial.targets) { object, target in
            object.member("leg", target.leg.description)
            object.memberIfAny("professional", target.professional?.rawValue)
            object.member("uri", target.uri, &texts)
            object.member("confirm", target.confirm)
            object.member("display", target.display)
            object.member("because", target.because.description)
            object.spokenIfAny("whisper", target.whisper, &texts)
            object.spokenIfAny("brief", target.brief, &texts)
        }
        member("otherwise", dial.otherwise, &texts)
        spokenIfAny("announce", dial.announce, &texts)
    }

    private mutating func spokenIfAny(
        _ name: StaticString, _ announcement: Announcement?, _ texts: inout PrivateTexts
    ) {
        guard let announcement else { return }
        member(name) { object in
            object.member("language", announcement.language.rawValue)
            object.member("text", announcement.text, &texts)
        }
    }
}
