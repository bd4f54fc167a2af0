/// `report` as text. What figures, parts and variants are called stands in `ReportPages`.
package enum ReportWords: CommandText {
    case heading, by, share, range, target, notShown
    case waits, enrolment, variant, month, families, calls, perFamily
    case coverage, line, claimed, covered
    case load, whose, duties, dutyMinutes, handlingMinutes, interruptions, atNight, shortRests
    case notes

    package var text: Text {
        switch self {
        case .heading:
            Text(
                "Opkald fra og med {from} og før {to} ({zone}), lavet {made}",
                "Calls from {from} to before {to} ({zone}), made {made}")
        case .by: Text("Opkald efter {part}", "By {part}")
        case .share: Text("{value} ({range}) af {n}", "{value} ({range}) of {n}")
        case .range: Text("{low} til {high}", "{low} to {high}")
        case .target: Text("mål {target}", "target {target}")
        case .notShown: Text("skjult", "not shown")
        case .waits: Text("Tid, til et menneske tog opkaldet", "Answered within")
        case .enrolment: Text("Efter måneder siden tilmelding", "Since enrolment")
        case .variant: Text("variant", "variant")
        case .month: Text("måned", "month")
        case .families: Text("familier", "families")
        case .calls: Text("opkald", "calls")
        case .perFamily: Text("pr. familie", "per family")
        case .coverage: Text("Dækning, i minutter", "Coverage, in minutes")
        case .line: Text("linje", "line")
        case .claimed: Text("lovet", "claimed")
        case .covered: Text("dækket", "covered")
        case .load: Text("Belastning", "Load")
        case .whose: Text("hvem", "of")
        case .duties: Text("vagter", "duties")
        case .dutyMinutes: Text("min. på vagt", "duty min")
        case .handlingMinutes: Text("min. på opkald", "handling min")
        case .interruptions: Text("afbrydelser", "interruptions")
        case .atNight: Text("om natten", "at night")
        case .shortRests: Text("for kort hvil", "short rests")
        case .notes: Text("Bemærkninger", "Notes")
        }
    }
}
