package import OnCallRoster

/// Makes the ring plan of one call out of the roster and the duty at one instant.
package struct RingPlanner {
    private let inForce: RosterInForce
    private let roster: Roster
    private let settings: RoutingSettings
    private let abilities: GatewayAbilities
    private let context: RoutingContext
    /// The instant whose duty counts for the whole call.
    private let at: Instant

    private let caller: Caller
    private let callerNumber: PhoneNumber?
    private let family: FamilyID?
    private let traits: FamilyTraits?
    private let routing: Routing
    private let phrasebook: Phrasebook
    private let hotline: HotlineNumber?
    private var omissions: [RingPlan.Omission] = []
    /// Whom the steps name, rung or not.
    private var considered: [ProfessionalID] = []
    private var voices: [RingPlan.Voice] = []
    /// The language of each voice.
    private var languages: [Language] = []

    package init(
        caller: Caller, number: PhoneNumber?, dialled to: PhoneNumber?, at: Instant,
        inForce: RosterInForce, settings: RoutingSettings, abilities: GatewayAbilities,
        context: RoutingContext
    ) {
        self.inForce = inForce
        roster = inForce.roster
        self.settings = settings
        self.abilities = abilities
        self.context = context
        self.at = at
        self.caller = caller
        callerNumber = number
        let roster = inForce.roster
        family = caller.family?.value
        traits = caller.traits
        routing = roster.routing(of: caller.institution)
        phrasebook = Phrasebook(routing.announcements)
        hotline = to.flatMap { roster.numbers[$0] }
    }

    /// The plan where no roster is in force: the settings' last resort, then the promise.
    ///
    /// - Parameter isLate: Nobody knows how long the caller has waited already: they wait for the
    ///   last resort, and no longer.
    package static func lastResortOnly(
        _ settings: RoutingSettings, isLate: Bool = false
    ) -> RingPlan {
        let routing = Routing()
        let target = RingPlan.Target(
            professional: nil, uri: Private(settings.lastResort), confirm: false,
            because: .lastResort, neverBusy: true, voice: nil)
        let phrasebook = Phrasebook()
        return RingPlan(
            steps: [
                RingPlan.Step(
                    round: 1, ringSeconds: settings.lastResortRing.wholeSeconds,
                    isLastResort: true, targets: [target])
            ],
            voices: [], display: phrasebook.display(in: Phrasebook.danish),
            waiting: phrasebook.say(.waiting, in: Phrasebook.danish),
            leftOut: [],
            maxWaitSeconds: (isLate ? settings.lastResortRing : routing.maxWait).wholeSeconds,
            lastResortSeconds: settings.lastResortRing.wholeSeconds,
            callbackWithinSeconds: routing.callback.within.wholeSeconds, callbackOwner: nil,
            callbackEscalate: nil, otherwise: Private(settings.lastResort),
            language: Phrasebook.danish)
    }

    package mutating func plan() -> RingPlan {
        var steps: [RingPlan.Step] = []
        for round in 1...max(1, routing.rounds) {
            let added = round == routing.rounds ? routing.addedLastResort : nil
            for step in routing.roundSteps + [added].compactMap({ $0 }) {
                let targets = targets(of: step, round: round)
                guard !targets.isEmpty else { continue }
                steps.append(
                    RingPlan.Step(
                        round: round, ringSeconds: step.ringTime.wholeSeconds,
                        isLastResort: step.ring == .lastResort, targets: targets))
            }
        }
        addLastResort(to: &steps)
        steps = cut(steps)
        noteOmissions(in: steps)
        let lastResort = routing.effectiveSteps.first { $0.ring == .lastResort }
        let language = traits?.languages.first ?? Phrasebook.danish
        return RingPlan(
            steps: steps, voices: voices, display: phrasebook.display(in: language),
            waiting: phrasebook.say(.waiting, in: language),
            offer: abilities.callbackKey.map {
                phrasebook.say(.offerCallback, in: language, ["key": $0])
            },
            leftOut: omissions,
            maxWaitSeconds: routing.maxWait.wholeSeconds,
            lastResortSeconds: (lastResort?.ringTime ?? settings.lastResortRing).wholeSeconds,
            callbackWithinSeconds: routing.callback.within.wholeSeconds,
            callbackOwner: holder(of: routing.callback.owner),
            callbackEscalate: holder(of: routing.callback.escalate),
            otherwise: Private(lastResorts().first?.target ?? settings.lastResort),
            language: language)
    }

    /// The plan of a professional's call who rings a family back: its phones, one after the other,
    /// the number that rang first. Nobody else is rung.
    package mutating func plan(toRingBack callback: CallbackBook.Callback) -> RingPlan {
        let routing = roster.routing(of: callback.institution)
        let known = callback.family.flatMap { roster.families[$0] }
        let language = known?.languages.first ?? Phrasebook.danish
        let phrasebook = Phrasebook(routing.announcements)
        var numbers = [callback.number].compactMap { $0 }
        numbers += (known?.phones ?? []).filter { !numbers.contains($0) }
        let steps = numbers.map { number in
            RingPlan.Step(
                round: 1, ringSeconds: RingPlan.callbackRing.wholeSeconds, isLastResort: false,
                targets: [
                    RingPlan.Target(
                        professional: nil, family: callback.family.map { Private($0) },
                        uri: Private(DialTarget(number.e164)), confirm: routing.confirm,
                        because: .callback, neverBusy: false, voice: 0)
                ])
        }
        return RingPlan(
            steps: steps,
            voices: [
                RingPlan.Voice(
                    whisper: phrasebook.say(.familyWhisper, in: language), brief: nil,
                    partnerBrief: nil)
            ],
            display: phrasebook.display(in: language),
            waiting: phrasebook.say(.waiting, in: Phrasebook.danish), leftOut: [],
            maxWaitSeconds: routing.maxWait.wholeSeconds, lastResortSeconds: 0,
            callbackWithinSeconds: routing.callback.within.wholeSeconds,
            callbackOwner: nil, callbackEscalate: nil,
            otherwise: Private(lastResorts().first?.target ?? settings.lastResort),
            language: Phrasebook.danish,
            callback: RingPlan.Callback(
                key: callback.key, family: callback.family.map { Private($0) },
                number: Private(callback.number), institution: callback.institution,
                municipality: callback.municipality))
    }

    /// No plan is without it: a step that rings it may be for other callers only.
    private mutating func addLastResort(to steps: inout [RingPlan.Step]) {
        guard !steps.contains(where: \.isLastResort) else { return }
        steps.append(
            RingPlan.Step(
                round: routing.rounds, ringSeconds: settings.lastResortRing.wholeSeconds,
                isLastResort: true, targets: lastResorts().map { target($0) }))
    }

    /// A gateway's limit on steps keeps the last resort inside.
    private func cut(_ steps: [RingPlan.Step]) -> [RingPlan.Step] {
        guard let most = abilities.maxSteps, steps.count > most else { return steps }
        var kept = Array(steps.prefix(max(1, most)))
        if !kept.contains(where: \.isLastResort),
            let lastResort = steps.first(where: \.isLastResort)
        {
            kept[kept.count - 1] = lastResort
        }
        return kept
    }

    private func holder(of line: LineName) -> ProfessionalID? {
        roster.lineID(line, municipality: caller.municipality, institution: caller.institution)
            .flatMap { inForce.duty.holder(of: $0, at: at)?.professional }
    }

    private mutating func targets(of step: RoutingStep, round: Int) -> [RingPlan.Target] {
        let applies = step.callers.map { $0.contains(caller.kind) || alsoCounts($0) } ?? true
        var targets: [RingPlan.Target] = []
        switch step.ring {
        case .lines(let names):
            for name in names {
                guard
                    let line = roster.lineID(
                        name, municipality: caller.municipality, institution: caller.institution)
                else { continue }
                targets += lineTargets(line, round, applies, because: .line(name))
            }
        case .partners(let name):
            let partners = caller.institution.flatMap { roster.institutions[$0]?.partners } ?? []
            for partner in partners {
                targets += lineTargets(
                    LineID(.institution(partner), name), round, applies,
                    because: .partner(partner))
            }
        case .contact:
            if let contact = traits?.contact {
                targets += contactTargets(contact, round, applies)
            }
        case .lastAnswered(let within):
            targets += lastAnsweredTargets(within: within, round, applies)
        case .lastResort:
            guard applies else { return [] }
            for lastResort in lastResorts() { targets.append(target(lastResort)) }
            return targets
        }
        return inOrderOfNeed(targets)
    }

    /// A withheld caller who is not identified is routed as unknown, a professional as a contact.
    private func alsoCounts(_ callers: Set<CallerKind>) -> Bool {
        switch caller.kind {
        case .withheld: callers.contains(.unknown)
        case .professional: callers.contains(.contact)
        case .family, .contact, .unknown: false
        }
    }

    private mutating func lineTargets(
        _ line: LineID, _ round: Int, _ applies: Bool, because: Because
    ) -> [RingPlan.Target] {
        guard let rules = roster.line(line) else { return [] }
        considered += rules.rotations.flatMap(\.professionals)
        considered += (rules.shifts + rules.overrides).filter { $0.interval.contains(at) }
            .compactMap(\.who)
        guard let duty = inForce.duty.holder(of: line, at: at) else { return [] }
        return personTargets(
            duty.professional, dutyPhones: rules.phones, round, applies, because: because)
    }

    private mutating func contactTargets(
        _ contact: ProfessionalID, _ round: Int, _ applies: Bool
    ) -> [RingPlan.Target] {
        considered.append(contact)
        guard inForce.duty.mayBeRungAsContact(contact, at: at) else { return [] }
        return personTargets(contact, dutyPhones: [], round, applies, because: .contact)
    }

    private mutating func lastAnsweredTargets(
        within: Duration, _ round: Int, _ applies: Bool
    ) -> [RingPlan.Target] {
        guard let last = traits?.lastAnswer, at - last.at <= within,
            roster.professionals.contains(last.professional)
        else { return [] }
        considered.append(last.professional)
        guard inForce.duty.isOnDuty(last.professional, at: at) else { return [] }
        return personTargets(
            last.professional, dutyPhones: [], round, applies, because: .lastAnswered)
    }

    /// The line's duty phones and the professional's own n-th phone, as legs of one step.
    private mutating func personTargets(
        _ id: ProfessionalID, dutyPhones: [DialTarget], _ round: Int, _ applies: Bool,
        because: Because
    ) -> [RingPlan.Target] {
        guard let professional = roster.professionals[id] else { return [] }
        var phones = dutyPhones
        if !professional.phones.isEmpty {
            phones.append(professional.phones[min(round, professional.phones.count) - 1])
        }
        guard applies, caller.professional != id else {
            omit(id, .notForThisCaller)
            return []
        }
        phones.removeAll { $0.number != nil && $0.number == callerNumber }
        guard !phones.isEmpty else {
            omit(id, professional.phones.isEmpty ? .noPhone : .notForThisCaller)
            return []
        }
        let isDesk = professional.kind == .desk
        let confirm = professional.confirm ?? (isDesk ? false : routing.confirm)
        let voice = voice(in: professional.languages.first ?? Phrasebook.danish)
        return phones.map { phone in
            RingPlan.Target(
                professional: id, uri: Private(phone), confirm: confirm, because: because,
                neverBusy: isDesk, voice: voice)
        }
    }

    /// The place of what is said in a language.
    private mutating func voice(in language: Language) -> Int {
        if let known = languages.firstIndex(of: language) { return known }
        let institution = caller.institution.flatMap { roster.institutions[$0]?.name } ?? ""
        languages.append(language)
        voices.append(
            RingPlan.Voice(
                whisper: phrasebook.say(.whisper, in: language), brief: brief(in: language),
                partnerBrief: phrasebook.say(.brief, in: language, ["caller": institution])))
        return voices.count - 1
    }

    /// Who is calling, for the professional alone.
    private func brief(in language: Language) -> Announcement {
        let name: String
        if let family {
            name = roster.families[family]?.name ?? ""
        } else if let contact = caller.contact.flatMap({ roster.contacts[$0] }) {
            name = contact.name
        } else if let professional = caller.professional.flatMap({ roster.professionals[$0] }) {
            name = professional.name
        } else {
            name = phrasebook.say(.callerUnknown, in: language).text.value ?? ""
        }
        var text = phrasebook.say(.brief, in: language, ["caller": name])
        if let family, let latest = context.latestCalls[family], at - latest <= .hours(12),
            let spoken = text.text.value,
            let before = phrasebook.say(.rangBefore, in: language).text.value
        {
            text = Announcement(
                language: text.language, text: "\(spoken) \(before)", key: text.key)
        }
        return text
    }

    /// Who has the family's needs as skills, then who speaks its language, comes first.
    private func inOrderOfNeed(_ targets: [RingPlan.Target]) -> [RingPlan.Target] {
        guard let traits, targets.count > 1 else { return targets }
        func rank(_ target: RingPlan.Target) -> Int {
            guard let professional = target.professional.flatMap({ roster.professionals[$0] })
            else { return 3 }
            let skilled = traits.needs.allSatisfy(professional.skills.contains)
            let speaks =
                traits.languages.isEmpty
                || traits.languages.contains(where: professional.languages.contains)
            return (skilled ? 0 : 2) + (speaks ? 0 : 1)
        }
        return targets.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }.map(\.element)
    }

    /// The municipality's that are open now, else the called number's, else the settings'.
    private func lastResorts() -> [LastResort] {
        for municipality in [caller.municipality, hotline?.municipality].compactMap({ $0 }) {
            let open = (roster.municipalities[municipality]?.lastResort ?? []).filter { entry in
                guard let windows = entry.windows else { return true }
                let moment = Interval(at, at + .milliseconds(1))
                return !Window.spans(
                    of: windows, meeting: moment, holidays: roster.holidays, zone: roster.zone
                ).isEmpty
            }
            if !open.isEmpty { return open }
        }
        return [LastResort(target: settings.lastResort)]
    }

    private mutating func target(_ lastResort: LastResort) -> RingPlan.Target {
        RingPlan.Target(
            professional: nil, uri: Private(lastResort.target), confirm: lastResort.confirm,
            because: .lastResort, neverBusy: true,
            voice: lastResort.confirm ? voice(in: Phrasebook.danish) : nil)
    }

    private mutating func omit(_ professional: ProfessionalID, _ reason: RingPlan.Omission.Reason) {
        let omission = RingPlan.Omission(professional: professional, because: reason)
        if !omissions.contains(omission) { omissions.append(omission) }
    }

    private mutating func noteOmissions(in steps: [RingPlan.Step]) {
        func isRung(_ professional: ProfessionalID) -> Bool {
            steps.contains { $0.targets.contains { $0.professional == professional } }
        }
        for professional in considered
        where !omissions.contains(where: { $0.professional == professional })
            && !isRung(professional)
        {
            omit(
                professional,
                inForce.duty.isAbsent(professional, at: at) ? .absent : .offDuty)
        }
        omissions.removeAll { $0.because == .notForThisCaller && isRung($0.professional) }
    }
}
