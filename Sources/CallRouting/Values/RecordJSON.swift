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
        case .institutionsOffered(let institutions):
            member("institutionsOffered") { $0.member("_0", texts: institutions.map(\.rawValue)) }
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
        case .followUpDue(let due): member("followUpDue", only: due, &texts)
        case .followUpAssigned(let number, let owner):
            member("followUpAssigned") {
                $0.member("_0", number)
                if let owner { $0.member("_1") { $0.members(of: owner) } }
            }
        case .followUpReminded(let number):
            member("followUpReminded") { $0.member("_0", number) }
        case .followUpEscalated(let number):
            member("followUpEscalated") { $0.member("_0", number) }
        case .followUpEnded(let number, let how, let at):
            member("followUpEnded") {
                $0.member("_0", number)
                $0.member("_1", how.rawValue)
                $0.member("at", at.description)
            }
        case .messageDue(let message):
            member("messageDue") { associated in
                associated.member("_0") { object in
                    object.member("kind", message.kind.rawValue)
                    object.member("to") { $0.members(of: message.to) }
                    object.memberIfAny("followUp", message.followUp)
                }
            }
        case .noted(let facts): member("noted", only: facts)
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

    private mutating func memberIfAny(_ name: StaticString, _ number: Int?) {
        if let number { member(name, number) }
    }

    private mutating func member(_ name: StaticString, unlessEmpty texts: [String]) {
        if !texts.isEmpty { member(name, texts: texts) }
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
                object.member("selfCall", facts.selfCall, unless: false)
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
                object.memberIfAny("code", promise.code)
            }
        }
    }

    private mutating func member(
        _ name: StaticString, only due: CallRecord.FollowUpDue, _ texts: inout PrivateTexts
    ) {
        member(name) { associated in
            associated.member("_0") { object in
                object.member("kind", due.kind.rawValue)
                if let owner = due.owner { object.members(of: owner) }
                object.member("deadline", due.deadline.description)
                object.memberIfAny("code", due.code)
                if let note = due.note { object.member("note", note, &texts) }
            }
        }
    }

    private mutating func member(_ name: StaticString, only facts: CallFacts) {
        member(name) { associated in
            associated.member("_0") { object in
                if let themes = facts.themes { object.member("themes", texts: themes) }
                if let done = facts.done { object.member("done", texts: done) }
                object.memberIfAny("noted", facts.noted?.rawValue)
                if let followUp = facts.followUp { object.member("followUp", followUp) }
                if let caseworker = facts.caseworker { object.member("caseworker", caseworker) }
                object.memberIfAny("went", facts.went)
                object.memberIfAny("otherwise", facts.otherwise)
                object.member("by", facts.by)
            }
        }
    }

    /// A professional stands where the first logs have the only owner there was.
    private mutating func members(of owner: FollowUpOwner) {
        switch owner {
        case .professional(let id): member("owner", id.rawValue)
        case .contact(let id): member("contact", id.rawValue)
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
        if let traits = caller.traits { member("traits") { $0.write(traits) } }
    }

    private mutating func write(_ traits: FamilyTraits) {
        memberIfAny("contact", traits.contact?.rawValue)
        memberIfAny("consultant", traits.consultant?.rawValue)
        member("caseworkers", unlessEmpty: traits.caseworkers.map(\.rawValue))
        member("languages", unlessEmpty: traits.languages.map(\.rawValue))
        member("needs", unlessEmpty: traits.needs)
        if let last = traits.lastAnswer {
            member("lastAnswer") { object in
                object.member("professional", last.professional.rawValue)
                object.member("at", last.at.description)
            }
        }
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
        spokenIfAny("offer", plan.offer, &texts)
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
        guard let callback = plan.callback else { return }
        member("callback") { object in
            object.member("gateway", callback.key.call.gateway.rawValue)
            object.member("call", callback.key.call.call)
            object.member("followUp", callback.key.number)
            if let family = callback.family { object.member("family", family, &texts) }
            object.member("number", callback.number, &texts)
            object.memberIfAny("institution", callback.institution?.rawValue)
            object.memberIfAny("municipality", callback.municipality?.rawValue)
        }
    }

    private mutating func write(_ target: RingPlan.Target, _ texts: inout PrivateTexts) {
        memberIfAny("professional", target.professional?.rawValue)
        if let family = target.family { member("family", family, &texts) }
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
            if let family = target.family { object.member("family", family, &texts) }
            object.member("uri", target.uri, &texts)
            object.member("confirm", target.confirm)
            object.member("display", target.display)
            object.member("because", target.because.description)
            object.spokenIfAny("whisper", target.whisper, &texts)
            object.spokenIfAny("brief", target.brief, &texts)
        }
        member("otherwise", dial.otherwise, &texts)
        spokenIfAny("announce", dial.announce, &texts)
        spokenIfAny("offer", dial.offer, &texts)
    }

    private mutating func spokenIfAny(
        _ name: StaticString, _ announcement: Announcement?, _ texts: inout PrivateTexts
    ) {
        guard let announcement else { return }
        member(name) { object in
            object.member("language", announcement.language.rawValue)
            object.member("text", announcement.text, &texts)
            object.memberIfAny("key", announcement.key?.rawValue)
            if let value = announcement.value { object.member("value", value, &texts) }
        }
    }
}
