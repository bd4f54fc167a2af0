import HotlineSettings
import OnCallRoster

/// Numbers that are rung, and whether anybody can be behind them: what the roster's own check
/// cannot know or does not judge.
struct NumberCheck {
    let roster: Roster
    let settings: Settings

    var findings: [Finding] {
        let found = lastResorts + ofHotline + selfCalls + municipalities + people + families
        return found.contains { !$0.isGood }
            ? found : found + [.ok(.number, "every number that is rung can be somebody's")]
    }

    private struct Resort {
        let whose: String
        let target: DialTarget
    }

    private var resorts: [Resort] {
        [Resort(whose: "the settings' last resort", target: settings.lastResort)]
            + roster.municipalities.values.flatMap { municipality in
                municipality.lastResort.map {
                    Resort(whose: "the last resort of \(municipality.id)", target: $0.target)
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
                    .number, "\(resort.whose) (\(resort.target)) reaches nobody: \(flaw.words)",
                    "write a number that is always a person"
                ).whereCallsArrive
            }
            guard let number = resort.target.number else { return nil }
            if hotline.contains(number) {
                return .danger(
                    .number, "\(resort.whose) is the hotline's own number: a call goes round",
                    "write a number that is always a person")
            }
            let professional = directory.professionals[number]?.first.map { "professional '\($0)'" }
            let owner = directory.families[number]?.first.map { "family '\($0)'" } ?? professional
            return owner.map {
                .mend(
                    .number, "\(resort.whose) is the number of \($0), who is not always there",
                    "write one that is staffed at every hour")
            }
        }
    }

    private var ofHotline: [Finding] {
        guard roster.numbers.values.isEmpty else { return [] }
        return [
            .mend(
                .number,
                "the roster has none of the hotline's numbers, so there is no fallback plan, "
                    + "and a call "
                    + "of nobody known belongs nowhere",
                "add 'numbers' to the roster: docs/roster-format.md")
        ]
    }

    private var selfCalls: [Finding] {
        settings.gateways.compactMap { gateway in
            guard let number = gateway.selfCall, roster.knows(number) else { return nil }
            return .mend(
                .number,
                "the self-call number of gateway \(gateway.name) (\(number)) is somebody's in "
                    + "the roster",
                "give 'self-call' a number of its own, else its calls are routed like theirs")
        }
    }

    /// One municipality's callers may end with the settings' last resort; of several, each has its
    /// own.
    private var municipalities: [Finding] {
        let without = roster.municipalities.values.filter(\.lastResort.isEmpty).map(\.id.rawValue)
        guard roster.municipalities.values.count > 1, !without.isEmpty else { return [] }
        return [
            .mend(
                .number,
                "calls of \(fewOf(without)) end with the settings' last resort, which may be "
                    + "another "
                    + "municipality's",
                "add 'last-resort' to each in the roster")
        ]
    }

    private var people: [Finding] {
        let professionals: [(String, [DialTarget])] = roster.professionals.values.map {
            ("'\($0.id)'", $0.phones)
        }
        let phones = professionals + roster.lines.map { ("line \($0.id)", $0.phones) }
        let round = phones.filter { _, phones in
            phones.contains { $0.number.map { hotline.contains($0) } ?? false }
        }
        let flawed = phones.compactMap { who, phones in
            phones.lazy.compactMap { DialFlaw(of: $0) }.first.map { "\(who) (\($0.words))" }
        }
        var found: [Finding] = []
        if !round.isEmpty {
            found.append(
                .danger(
                    .number,
                    "\(fewOf(round.map { $0.0 })) would be rung at the hotline's own number: a "
                        + "call "
                        + "goes round",
                    "write their own in the roster"))
        }
        if !flawed.isEmpty {
            found.append(
                .mend(
                    .number, "a number that reaches nobody: \(fewOf(flawed))",
                    "correct it in the roster"
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
        return [
            .mend(
                .number,
                "\(fewOf(unknown)): \(counted(unknown.count, "family has", "families have")) "
                    + "neither a "
                    + "number nor a PIN, and will never be known when they ring",
                "add 'phones' or 'pin' in the roster")
        ]
    }
}
