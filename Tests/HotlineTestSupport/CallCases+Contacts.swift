import CallRouting
import OnCallRoster

private let birgit = "+4500000021"
private let carl = "+4500000022"
private let vagn = "+4500000044"
private let dutyPhone = "+4500000051"

private let consultants = [
    "contacts:", "  birgit: { name: Birgit Dam, role: family-consultant, phones: [\"\(birgit)\"] }",
    "  carl: { name: Carl Friis, role: caseworker, phones: [\"\(carl)\"] }",
]

/// A family that has no telephone.
private func family(_ id: String, of institution: String, _ more: String) -> String {
    "\(id): { name: Familien \(id), institution: \(institution), \(more) }"
}

private func institution(_ id: String, _ name: String, first professional: String) -> String {
    "\(id): { name: \(name), lines: { \(RosterText.line("first", of: professional)) } }"
}

/// The first step is not for contacts; Birgit and Carl have no family.
private let withoutFamilies = RosterText().changed {
    $0.steps[0] += ", callers: [family, unknown]"
    $0.more = consultants
}

/// Birgit and Carl have a family at Solhjem, whose first line Pia fills.
private let ofSolhjem = RosterText().changed {
    $0.steps[1] += ", callers: [family, unknown]"
    $0.institutions = [institution("solhjem", "Opholdsstedet Solhjem", first: "p1")]
    $0.professionals.append(RosterText.professional("p1", "Pia Krog"))
    $0.families[1] = family("hansen", of: "solhjem", "consultant: birgit, caseworkers: [carl]")
    $0.more = consultants
}

private let ofTwoInstitutions = ofSolhjem.changed {
    $0.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen, "consultant: birgit, pin: \"470811\"")
    // The institutions' order counts, whatever that of their families is.
    $0.families.swapAt(0, 1)
}

private let ofElevenInstitutions = RosterText().changed { roster in
    roster.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen, "consultant: birgit, pin: \"470811\"")
    for number in 2...11 {
        roster.institutions.append(
            institution("hus-\(number)", "Hus \(number)", first: "p\(number)"))
        roster.professionals.append(RosterText.professional("p\(number)", "Pia nr. \(number)"))
        roster.families.append(family("f\(number)", of: "hus-\(number)", "consultant: birgit"))
    }
    roster.more = consultants
}

/// V1's only telephone is Birgit's.
private let ownNumber = RosterText().changed {
    $0.professionals[0] = RosterText.professional("v1", "Vera Holm", "phones: [\"\(birgit)\"]")
    $0.more = consultants
}

/// Who took a family's last call is rung first.
private let consultantOfJensens = RosterText().changed {
    $0.families[0] = RosterText.family(
        "jensen", "Familien Jensen", jensen, "consultant: birgit, pin: \"470811\"")
    $0.steps.insert("ring: last-answered, within: 48 hours, seconds: 20", at: 0)
    $0.more = consultants
}

/// V4 fills no line; the first line has a duty phone and is not for contacts.
private let professional = RosterText().changed {
    $0.steps[0] += ", callers: [family, unknown]"
    $0.lines[0] = RosterText.line("first", of: "v1", "phones: [\"\(dutyPhone)\"]")
    $0.professionals.append(
        RosterText.professional(
            "v4", "Vagn Juhl", "phones: [\"\(vagn)\"], institution: egetraeet"))
}

/// V4 fills the second line; the first is for everybody.
private let professionalOnDuty = professional.changed {
    $0.steps[0] = "ring: [first], seconds: 25"
    $0.lines[1] = RosterText.line("second", of: "v4")
}

extension CallCase {
    /// Consultants and caseworkers who ring.
    static let contacts: [CallCase] = [
        CallCase(
            "C17 a contact without families goes to the called number's institution",
            roster: withoutFamilies
        ) { line in
            try same(try line.callArrives(from: birgit).rings, ["v2"], "past the families' step")
            let told = try line.told()
            try same(told.callerKind, "contact")
            try same(told.institution, "egetraeet", "where the call goes")
        },
        CallCase("C17 a consultant reaches their family's institution", roster: ofSolhjem) {
            line in
            let (rung, end) = try line.nobodyEverAnswers(try line.callArrives(from: birgit))
            try same(rung, [["p1"], ["tel:114"]], "who rings")
            try same(end.name, .callback)
            let told = try line.told()
            try same(told.callerKind, "contact")
            try same(told.institution, "solhjem", "where the call goes")
        },
        CallCase("C17 a caseworker reaches their family's institution", roster: ofSolhjem) {
            line in
            try same(try line.callArrives(from: carl).rings, ["p1"], "who rings")
            try same(try line.told().callerKind, "contact")
        },
        CallCase(
            "C17 a contact of two institutions is asked which, in the files' order",
            roster: ofTwoInstitutions
        ) { line in
            let asked = try line.callArrives(from: birgit)
            try same(asked.name, .gather)
            try same(asked.digits, 1, "digits asked for")
            let text = asked.text ?? ""
            let choices = "Tast 1 for Døgninstitutionen Egetræet. Tast 2 for Opholdsstedet Solhjem."
            try holds(text.contains(choices), "the caller hears \(text)")
            try same(try line.keys("2").rings, ["p1"], "who rings")
            try same(try line.told().institution, "solhjem", "where the call goes")
            try line.callEnds()
            try line.callArrives(from: birgit, as: "c-2")
            try same(try line.keys("1").rings, ["v1"], "who rings")
            try same(try line.told().institution, "egetraeet", "where the call goes")
            try line.callEnds()
            try line.callArrives(from: birgit, as: "c-3")
            try same(try line.keys("").name, .dial, "the reply to no key")
        },
        CallCase(
            "C17 a contact of eleven institutions chooses among nine", roster: ofElevenInstitutions
        ) { line in
            let text = try line.callArrives(from: birgit).text ?? ""
            try holds(text.contains("Tast 9 for Hus 9."), "the caller hears \(text)")
            try holds(!text.contains("Hus 10"), "the caller hears \(text)")
            try same(try line.keys("9").rings, ["p9"], "who rings")
            try same(try line.told().institution, "hus-9", "where the call goes")
        },
        CallCase("C17 a contact is never rung at the number they ring from", roster: ownNumber) {
            line in
            let (rung, _) = try line.nobodyEverAnswers(try line.callArrives(from: birgit))
            try same(rung, [["v2"], ["v3"], ["tel:114"]], "who rings")
            try same(try line.told().callerKind, "contact")
        },
        CallCase("C17 a contact's call counts as no family's", roster: consultantOfJensens) {
            line in
            try line.asksToBeRungBack(from: jensen)
            try line.passes(seconds: 2 * 3600)
            try line.callArrives(from: birgit, as: "c-2")
            try line.legEnds("1.1", .declined)
            try line.talks(on: "2.1")
            let told = try line.told()
            try same(told.callerKind, "contact")
            try same(told.outcome, "answered")
            try same(told.followUps, [], "what is left to be done")
            line.turnTo("c-1")
            try same(try line.promise().state, "open", "the family's promise")
            try line.passes(seconds: 11 * 3600)
            let first = try line.callArrives(from: jensen, as: "c-3")
            try same(first.rings, ["v1"], "who rings, for nobody answered the family yet")
            try first.expectBrief("Familien Jensen.", of: "1.1", "the brief after 13 hours")
        },
    ]

    /// Professionals who ring while no callback is owed.
    static let professionals: [CallCase] = [
        CallCase(
            "C31 a professional with no promise open is routed as a contact", roster: professional
        ) { line in
            try same(try line.callArrives(from: vagn).rings, ["v2"], "past the families' step")
            try line.talks()
            let told = try line.told()
            try same(told.callerKind, "professional")
            try same(told.institution, "egetraeet", "where the call goes")
            try same(told.outcome, "answered")
            try same(told.followUps, [], "what is left to be done")
        },
        CallCase("C31 a duty phone is whoever fills its line now", roster: professionalOnDuty) {
            line in
            let (rung, _) = try line.nobodyEverAnswers(try line.callArrives(from: dutyPhone))
            try same(rung, [["v4"], ["v3"], ["tel:114"]], "who rings")
            try same(try line.told().callerKind, "professional")
        },
        CallCase("C31 a professional on duty never rings themselves", roster: professionalOnDuty) {
            line in
            let (rung, _) = try line.nobodyEverAnswers(try line.callArrives(from: vagn))
            try same(rung, [["v1", "v1"], ["v3"], ["tel:114"]], "who rings")
        },
    ]
}
