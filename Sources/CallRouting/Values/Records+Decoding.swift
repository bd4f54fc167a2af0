import OnCallRoster

// Reads what `RecordJSON` writes: a flag that stands nowhere has its default. What older logs have
// is read too, for a record's shape is a contract with the past.

extension KeyedDecodingContainer {
    /// A number that the log counts or reckons with. One below zero or above a thousand million is
    /// damage, and would not bear the reckoning.
    func wholeNumber(forKey key: Key) throws -> Int {
        let number = try decode(Int.self, forKey: key)
        guard (0...1_000_000_000).contains(number) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "no number that the log writes")
        }
        return number
    }

    func wholeNumberIfPresent(forKey key: Key) throws -> Int? {
        guard contains(key) else { return nil }
        let isNull = try decodeNil(forKey: key)
        return isNull ? nil : try wholeNumber(forKey: key)
    }
}

extension CallRecord.Began: Decodable {
    private enum Keys: String, CodingKey {
        case from, number, to, forwardedFrom, rehearsal, selfCall, late
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        from = try container.decode(Private<String>.self, forKey: .from)
        number = try container.decode(Private<PhoneNumber>.self, forKey: .number)
        to = try container.decode(Private<String>.self, forKey: .to)
        forwardedFrom = try container.decodeIfPresent(Private<String>.self, forKey: .forwardedFrom)
        rehearsal = try container.decodeIfPresent(Bool.self, forKey: .rehearsal) ?? false
        selfCall = try container.decodeIfPresent(Bool.self, forKey: .selfCall) ?? false
        late = try container.decodeIfPresent(Bool.self, forKey: .late) ?? false
    }
}

extension CallRecord.StepBegan: Decodable {
    private enum Keys: String, CodingKey {
        case step, index, ringSeconds, maxWaitSeconds, rung
    }

    /// Older logs have the step's targets in the `instructed` record that follows.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        step = try container.wholeNumber(forKey: .step)
        index = try container.wholeNumber(forKey: .index)
        ringSeconds = try container.wholeNumber(forKey: .ringSeconds)
        maxWaitSeconds =
            try container.wholeNumberIfPresent(forKey: .maxWaitSeconds) ?? ringSeconds
        rung = try container.decodeIfPresent([RingPlan.Place].self, forKey: .rung) ?? []
    }
}

extension RingPlan.Place: Decodable {
    private enum Keys: String, CodingKey {
        case step, target
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        step = try container.wholeNumber(forKey: .step)
        target = try container.wholeNumber(forKey: .target)
    }
}

extension RingPlan: Decodable {
    private enum Keys: String, CodingKey {
        case steps, voices, display, waiting, offer, leftOut, maxWaitSeconds, lastResortSeconds
        case callbackWithinSeconds, callbackOwner, callbackEscalate, otherwise, language, callback
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let steps = try container.decode([Step].self, forKey: .steps)
        language = try container.decode(Language.self, forKey: .language)
        let phrasebook = Phrasebook()
        if let voices = try container.decodeIfPresent([Voice].self, forKey: .voices) {
            (self.steps, self.voices) = (steps, voices)
            waiting = try container.decodeIfPresent(Announcement.self, forKey: .waiting)
        } else {
            let past = try container.decode([PastStep].self, forKey: .steps)
            (self.steps, voices) = PastStep.voiced(steps, past)
            waiting = phrasebook.say(.waiting, in: language)
        }
        offer = try container.decodeIfPresent(Announcement.self, forKey: .offer)
        display =
            try container.decodeIfPresent(String.self, forKey: .display)
            ?? phrasebook.display(in: language)
        leftOut = try container.decode([Omission].self, forKey: .leftOut)
        maxWaitSeconds = try container.wholeNumber(forKey: .maxWaitSeconds)
        lastResortSeconds = try container.wholeNumber(forKey: .lastResortSeconds)
        callbackWithinSeconds = try container.wholeNumber(forKey: .callbackWithinSeconds)
        callbackOwner = try container.decodeIfPresent(ProfessionalID.self, forKey: .callbackOwner)
        callbackEscalate =
            try container.decodeIfPresent(ProfessionalID.self, forKey: .callbackEscalate)
        otherwise = try container.decode(Private<DialTarget>.self, forKey: .otherwise)
        callback = try container.decodeIfPresent(Callback.self, forKey: .callback)
    }
}

extension RingPlan.Step: Decodable {
    private enum Keys: String, CodingKey {
        case round, ringSeconds, isLastResort, targets
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        round = try container.wholeNumber(forKey: .round)
        ringSeconds = try container.wholeNumber(forKey: .ringSeconds)
        isLastResort = try container.decodeIfPresent(Bool.self, forKey: .isLastResort) ?? false
        targets = try container.decode([RingPlan.Target].self, forKey: .targets)
    }
}

extension RingPlan.Target: Decodable {
    private enum Keys: String, CodingKey {
        case professional, family, uri, confirm, because, neverBusy, voice
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        professional = try container.decodeIfPresent(ProfessionalID.self, forKey: .professional)
        family = try container.decodeIfPresent(Private<FamilyID>.self, forKey: .family)
        uri = try container.decode(Private<DialTarget>.self, forKey: .uri)
        confirm = try container.decodeIfPresent(Bool.self, forKey: .confirm) ?? true
        because = try container.decode(Because.self, forKey: .because)
        neverBusy = try container.decodeIfPresent(Bool.self, forKey: .neverBusy) ?? false
        voice = try container.decodeIfPresent(Int.self, forKey: .voice)
    }
}

/// A step of the first logs, where each target has what its professional hears.
private struct PastStep: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let whisper: Announcement?
        let brief: Announcement?
    }

    /// The steps with their targets' voices.
    static func voiced(
        _ steps: [RingPlan.Step], _ past: [PastStep]
    ) -> ([RingPlan.Step], [RingPlan.Voice]) {
        var voices: [RingPlan.Voice] = []
        let voiced = zip(steps, past).map { step, pastStep in
            RingPlan.Step(
                round: step.round, ringSeconds: step.ringSeconds, isLastResort: step.isLastResort,
                targets: zip(step.targets, pastStep.targets).map { target, said in
                    let voice = RingPlan.Voice(
                        whisper: said.whisper, brief: said.brief, partnerBrief: said.brief)
                    if !voices.contains(voice) { voices.append(voice) }
                    return RingPlan.Target(
                        professional: target.professional, uri: target.uri,
                        confirm: target.confirm, because: target.because,
                        neverBusy: target.neverBusy, voice: voices.firstIndex(of: voice))
                })
        }
        return (voiced, voices)
    }
}
