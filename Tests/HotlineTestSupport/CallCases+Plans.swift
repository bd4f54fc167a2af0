import CallRouting
import OnCallRoster

private let rotation = "starts: 2026-01-01, turn: 1 week"

/// A municipality's line that its desk fills in these hours, on one line of YAML.
private func office(of desk: String, _ hours: String) -> String {
    let windows = "windows: [\"\(hours)\"]"
    return "lines: { office: { covers: [\"\(hours)\"], "
        + "rotations: [{ professionals: [\(desk)], \(rotation), \(windows) }] } }"
}

/// Egetræet has families of two municipalities, whose offices answer in hours of their own.
private let twoOffices = RosterText().changed { roster in
    roster.steps = [
        "ring: [office], seconds: 25, callers: [family, unknown]", "ring: [first], seconds: 25",
    ]
    roster.institution[1] = "municipalities: [fjordby, aahavn]"
    roster.municipality.append(office(of: "fjordbys", "Mon-Thu 08:00-15:00 except holiday"))
    roster.municipalities = [
        "aahavn: { name: Åhavn Kommune, "
            + office(of: "aahavns", "Mon-Fri 09:00-14:00 except holiday") + " }"
    ]
    roster.professionals += [
        RosterText.professional("fjordbys", "Familieplejen", "kind: desk, municipality: fjordby"),
        RosterText.professional("aahavns", "Plejeteamet", "kind: desk, municipality: aahavn"),
    ]
    roster.families[1] = RosterText.family(
        "hansen", "Familien Hansen", hansen, "municipality: aahavn, pin: \"551203\"")
    roster.more = ["holidays: { country: DK }"]
}

private let needsAndLanguages = RosterText().changed {
    $0.steps = ["ring: [first, second, third], seconds: 25"]
    $0.professionals[1] = RosterText.professional("v2", "Viggo Bæk", "languages: [en]")
    $0.professionals[2] = RosterText.professional("v3", "Vibe Lund", "skills: [handicap]")
    $0.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen,
        "needs: [handicap], languages: [en], pin: \"470811\"")
}

private let dutyPhone = RosterText().changed {
    $0.lines[0] = RosterText.line("first", of: "v1", "phones: [\"sip:vagt@egetraeet.example\"]")
}

private let twoPhones = RosterText().changed {
    $0.steps = ["ring: [first], seconds: 25"]
    $0.routing.append("rounds: 3")
    $0.professionals[0] = RosterText.professional(
        "v1", "Vera Holm", "phones: [\"sip:v1@egetraeet.example\", \"sip:v1@hjemme.example\"]")
}

private let oneForTwoLines = RosterText().changed {
    $0.lines[1] = RosterText.line("second", of: "v1")
}

/// Solhjem, whose first line Pia fills.
private let solhjem = [
    "solhjem:", "  name: Opholdsstedet Solhjem", "  lines:",
    "    " + RosterText.line("first", of: "p1"),
]

private let ownRouting = RosterText().changed {
    $0.institution.append("routing: { steps: [{ ring: [third], seconds: 20 }] }")
    $0.institutions = solhjem
    $0.professionals.append(RosterText.professional("p1", "Pia Krog"))
    $0.families[1] =
        "hansen: { name: Familien Hansen, phones: [\"\(hansen)\"], municipality: fjordby, "
        + "institution: solhjem, pin: \"551203\" }"
}

private let partners = RosterText().changed {
    $0.steps = ["ring: [first], seconds: 25", "ring: partners, seconds: 25"]
    $0.institution.append("partners: [solhjem]")
    $0.institutions = solhjem
    $0.professionals.append(RosterText.professional("p1", "Pia Krog"))
}

private let contactOfTheFamily = RosterText().changed {
    $0.steps.insert("ring: contact, seconds: 20", at: 0)
    $0.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen, "contact: v3, pin: \"470811\"")
    $0.families[1] = RosterText.family(
        "hansen", "Familien Hansen", hansen, "contact: v4, pin: \"551203\"")
    $0.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
}

private let names = ["Vera", "Viggo", "Vibe", "Pia", "Jensen", "Hansen", "Egetræet", "Solhjem"]

extension CallCase {
    /// What the roster makes of a call.
    static let plans: [CallCase] = CallCase.orders + CallCase.words

    private static let orders: [CallCase] = [
        CallCase("C26 each family reaches its own office in its hours", roster: twoOffices) {
            line in
            let moments = [
                ("2026-11-23T09:30", "fjordbys", "aahavns"), ("2026-11-23T20:00", "v1", "v1"),
                ("2026-11-27T12:30", "v1", "aahavns"), ("2026-12-25T09:30", "v1", "v1"),
            ]
            for (moment, jensens, hansens) in moments {
                try line.clockIsSet(to: instant(moment))
                for (family, who) in [(jensen, jensens), (hansen, hansens)] {
                    let call = "c-\(line.now.seconds)-\(family.suffix(2))"
                    let first = try line.callArrives(from: family, as: call)
                    let rung = try line.nobodyEverAnswers(first).rung
                    let people = who == "v1" ? [["v1"]] : [[who], ["v1"]]
                    try same(rung, people + [["tel:114"]], moment)
                    try line.callEnds()
                }
            }
        },
        CallCase(
            "who meets a family's needs, then who speaks its language, comes first",
            roster: needsAndLanguages
        ) { line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["v3", "v2", "v1"], "who rings")
            try same(first.text, "We are putting you through.", "what the family hears")
            try first.expectWhisper("The hotline. Press 1 to take the call.", of: "1.2")
            try line.callEnds()
            let other = try line.callArrives(from: hansen, as: "c-2")
            try same(other.rings, ["v1", "v2", "v3"], "who rings for a family without needs")
        },
        CallCase("a duty phone rings together with its holder's own phone", roster: dutyPhone) {
            line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["v1", "v1"], "who rings")
            try same(
                first.targets.map(\.uri),
                ["sip:vagt@egetraeet.example", "sip:v1@egetraeet.example"], "the telephones")
            try same(first.targets.map(\.leg), ["1.1", "1.2"], "their legs")
            try same(try line.callArrives(from: hansen, as: "c-2").rings, ["v2"], "who is free")
            line.turnTo("c-1")
            try same(try line.legEnds("1.1").name, .wait)
            try line.talks(on: "1.2")
            try same(try line.told().legs.map(\.accepted), [false, true], "who accepted")
        },
        CallCase("in each round a professional's next telephone is rung", roster: twoPhones) {
            line in
            var heard = try line.callArrives(from: jensen)
            let telephones = [
                "sip:v1@egetraeet.example", "sip:v1@hjemme.example", "sip:v1@hjemme.example",
            ]
            for telephone in telephones {
                try same(heard.targets.map(\.uri), [telephone], "the telephone")
                heard = try line.nobodyAnswers(heard)
            }
            try same(heard.rings, ["tel:114"], "who rings at last")
        },
        CallCase(
            "nobody is rung twice in a round, and an emptied step takes no number",
            roster: oneForTwoLines
        ) { line in
            let second = try line.nobodyAnswers(try line.callArrives(from: jensen))
            try same(second.rings, ["v3"], "who rings")
            try same(second.step, 2, "its step")
        },
        CallCase("an institution's own routing stands over the general one", roster: ownRouting) {
            line in
            let own = try line.callArrives(from: jensen)
            try same(try line.nobodyEverAnswers(own).rung, [["v3"], ["tel:114"]], "who rings")
            try line.callEnds()
            let general = try line.callArrives(from: hansen, as: "c-2")
            try same(try line.nobodyEverAnswers(general).rung, [["p1"], ["tel:114"]], "who rings")
            try same(try line.told().institution, "solhjem")
        },
        CallCase("a family's contact is rung first while on duty", roster: contactOfTheFamily) {
            line in
            let first = try line.callArrives(from: jensen)
            try same(
                try line.nobodyEverAnswers(first).rung, [["v3"], ["v1"], ["v2"], ["tel:114"]],
                "who rings, the contact once")
            try line.callEnds()
            try same(
                try line.callArrives(from: hansen, as: "c-2").rings, ["v1"],
                "who rings while the contact is off duty")
        },
    ]

    private static let words: [CallCase] = [
        CallCase("a whisper names nobody, and a brief names the family") { line in
            let first = try line.callArrives(from: jensen)
            try first.expectWhisper("Akuttelefonen. Tast 1 for at tage opkaldet.")
            try first.expectBrief("Familien Jensen.")
        },
        CallCase("the brief of the second call of a night says so") { line in
            try line.callArrives(from: jensen)
            try line.passes(seconds: 20)
            try line.callEnds()
            try line.passes(seconds: 3600)
            let again = try line.callArrives(from: jensen, as: "c-2")
            try again.expectBrief("Familien Jensen. Har ringet før i nat.")
            try line.callEnds()
            try line.restarts()
            let third = try line.callArrives(from: jensen, as: "c-3")
            try third.expectBrief("Familien Jensen. Har ringet før i nat.")
            try line.callEnds()
            let other = try line.callArrives(from: hansen, as: "c-4")
            try other.expectBrief("Familien Hansen.", of: "1.1", "another family's brief")
        },
        CallCase("a partner's brief names the institution only", roster: partners) { line in
            let first = try line.callArrives(from: jensen)
            try same(first.rings, ["v1"], "who rings")
            let partner = try line.nobodyAnswers(first)
            try same(partner.rings, ["p1"], "who rings of the partner")
            try partner.expectBrief(
                "Døgninstitutionen Egetræet.", of: "2.1", "the partner's brief")
            let whisper = partner.target("2.1")?.whisper ?? ""
            try holds(
                !names.contains { whisper.contains($0) }, "the whisper names somebody")
            try line.talks(on: "2.1")
            try same(try line.told().outcome, "answered")
        },
    ]
}
