import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Numbers that are rung, and whether anybody can be behind them: what the roster's own check
/// cannot know or does not judge.
struct NumberCheck {
    let roster: Roster
    let settings: Settings

    var findings: [Finding] {
        let found = lastResorts + ofHotline + selfCalls + municipalities + people + families
        return found.contains { !$0.isGood }
            ? found : found + [.ok(.number, NumberFindings.good.text)]
    }

    private struct Resort {
        let whose: Text
        let target: DialTarget
    }

    private var resorts: [Resort] {
        [Resort(whose: NumberFindings.ofSettings.text, target: settings.lastResort)]
            + roster.municipalities.values.flatMap { municipality in
                municipality.lastResort.map {
                    Resort(
                        whose: NumberFindings.ofMunicipality.with([
                            "municipality": municipality.id.rawValue
                        ]), target: $0.target)
                }
            }
    }

    private var hotline: Set<PhoneNumber> { Set(roster.numbers.values.map(\.number)) }

    /// The last resort must always be a person: never the hotline, and nobody who may be asleep.
    private var lastResorts: [Finding] {
        let directory = roster.directory
        return resorts.compactMap { resort in
            if let flaw = DialFlaw(of: resort.target) {
                return .danger(
                    .number,
                    NumberFindings.reachesNobody.with([
                        "whose": resort.whose, "target": resort.target.description,
                        "flaw": flaw.words,
                    ]), NumberFindings.alwaysPerson.text
                ).whereCallsArrive
            }
            guard let number = resort.target.number else { return nil }
            if hotline.contains(number) {
                return .danger(
                    .number, NumberFindings.isHotline.with(["whose": resort.whose]),
                    NumberFindings.alwaysPerson.text)
            }
            let professional = directory.professionals[number]?.first.map {
                NumberFindings.isProfessional.with(["whose": resort.whose, "id": $0.rawValue])
            }
            let owner =
                directory.families[number]?.first.map {
                    NumberFindings.isFamily.with(["whose": resort.whose, "id": $0.rawValue])
                } ?? professional
            return owner.map { .mend(.number, $0, NumberFindings.staffed.text) }
        }
    }

    private var ofHotline: [Finding] {
        guard roster.numbers.values.isEmpty else { return [] }
        return [
            .mend(.number, NumberFindings.noNumbers.text, NumberFindings.addNumbers.text)
        ]
    }

    private var selfCalls: [Finding] {
        settings.gateways.compactMap { gateway in
            guard let number = gateway.selfCall, roster.knows(number) else { return nil }
            return .mend(
                .number,
                NumberFindings.selfCall.with([
                    "gateway": gateway.name, "number": number.description,
                ]), NumberFindings.ownSelfCall.text)
        }
    }

    /// One municipality's callers may end with the settings' last resort; of several, each has its
    /// own.
    private var municipalities: [Finding] {
        let without = roster.municipalities.values.filter(\.lastResort.isEmpty).map(\.id.rawValue)
        guard roster.municipalities.values.count > 1, !without.isEmpty else { return [] }
        return [
            .mend(
                .number, NumberFindings.otherLastResort.with(["municipalities": fewOf(without)]),
                NumberFindings.addLastResort.text)
        ]
    }

    private var people: [Finding] {
        let professionals: [(Text, [DialTarget])] = roster.professionals.values.map {
            (.plain("'\($0.id)'"), $0.phones)
        }
        let phones =
            professionals
            + roster.lines.map { (NumberFindings.line.with(["line": "\($0.id)"]), $0.phones) }
        let round = phones.filter { _, phones in
            phones.contains { $0.number.map { hotline.contains($0) } ?? false }
        }
        let flawed = phones.compactMap { who, phones in
            phones.lazy.compactMap { DialFlaw(of: $0) }.first.map {
                NumberFindings.flawed.with(["who": who, "flaw": $0.words])
            }
        }
        var found: [Finding] = []
        if !round.isEmpty {
            found.append(
                .danger(
                    .number,
                    NumberFindings.goesRound.with(["who": fewOf(round.map { $0.0 })]),
                    NumberFindings.ownNumber.text))
        }
        if !flawed.isEmpty {
            found.append(
                .mend(
                    .number, NumberFindings.nobody.with(["who": fewOf(flawed)]),
                    NumberFindings.correct.text
                ).whereCallsArrive)
        }
        return found
    }

    /// A family without number and PIN is never known.
    private var families: [Finding] {
        let unknown = roster.families.values.filter { family in
            family.phones.isEmpty && family.pin == nil && family.left == nil
        }.map(\.id.rawValue)
        guard !unknown.isEmpty else { return [] }
        let found: NumberFindings = unknown.count == 1 ? .oneUnknown : .someUnknown
        return [
            .mend(
                .number, found.with(["families": fewOf(unknown), "count": unknown.count]),
                NumberFindings.addPhones.text)
        ]
    }
}
