/// *Nu*: who is on duty, which calls are open, what is promised.
package enum NowText: String, CatalogueText {
    case nowTitle, nowAgain, nowSummary
    case nowCallsNone, nowCallsOne, nowCallsMany
    case nowPromisesNone, nowPromisesOne, nowPromisesMany, nowGapsOne, nowGapsMany
    case nowDutyTitle, nowDutyGap, nowDutyClosed, nowDutyUntil, nowDutyLong,
        nowDutyNext
    case nowDutyNextNone, nowDutyNone, nowDutySearch, nowDutySearchSubmit, nowDutyMore
    case nowDutyNoRoster, nowDutySearchEmpty
    case nowCallsTitle, nowCallsHere, nowCallsRinging, nowCallsTalking, nowCallsSince, nowCallsMore
    case nowPromisesTitle, nowPromisesHere, nowPromisesBy, nowPromisesOwner, nowPromisesNobody
    case nowPromisesOverdue, nowPromisesMore, nowPromisesCode
    case callerUnknown, callerWithheld, callerContact, callerProfessional, callerFamily
    case rehearsal

    package var text: Text {
        switch self {
        case .nowTitle: Text("Nu", "Now")
        case .nowAgain: Text("Hent igen", "Load again")
        case .nowSummary: Text("Kort sagt", "In short")
        case .nowCallsNone: Text("Ingen åbne opkald", "No open calls")
        case .nowCallsOne: Text("1 åbent opkald", "1 open call")
        case .nowCallsMany: Text("{count} åbne opkald", "{count} open calls")
        case .nowPromisesNone: Text("Ingen løfter om at ringe tilbage", "No promises to ring back")
        case .nowPromisesOne: Text("1 løfte om at ringe tilbage", "1 promise to ring back")
        case .nowPromisesMany:
            Text("{count} løfter om at ringe tilbage", "{count} promises to ring back")
        case .nowGapsOne: Text("1 vagt uden nogen", "1 line with nobody")
        case .nowGapsMany: Text("{count} vagter uden nogen", "{count} lines with nobody")
        case .nowDutyTitle: Text("På vagt", "On duty")
        case .nowDutyGap:
            Text("Ingen på vagt, og der skulle være en", "Nobody on duty, and somebody should be")
        case .nowDutyClosed: Text("Vagten er lukket nu", "The line is closed now")
        case .nowDutyUntil: Text("til {until}", "until {until}")
        case .nowDutyLong: Text("så langt vagtplanen rækker", "as far as the roster reaches")
        case .nowDutyNext: Text("Derefter {name}, fra {from}", "Then {name}, from {from}")
        case .nowDutyNextNone:
            Text("Derefter ingen, som vagtplanen kender", "Then nobody that the roster knows")
        case .nowDutyNone:
            Text(
                "Du har ingen vagter at se her. Søg efter en institution eller kommune.",
                "There are no lines of yours. Search for an institution or municipality.")
        case .nowDutySearch: Text("Institution eller kommune", "Institution or municipality")
        case .nowDutySearchSubmit: Text("Søg", "Search")
        case .nowDutyMore:
            Text(
                "{count} vagter vises ikke. Søg for at se færre.",
                "{count} lines are not shown. Search to see fewer.")
        case .nowDutyNoRoster:
            Text(
                "Ingen vagtplan er i kraft. Alle opkald går til nødnummeret, til vagtplanen er "
                    + "rettet.",
                "No roster is in force. Every call goes to the last resort until the roster is "
                    + "mended."
            )
        case .nowDutySearchEmpty:
            Text(
                "Ingen institution eller kommune hedder noget med '{query}'.",
                "No institution or municipality is named like '{query}'.")
        case .nowCallsTitle: Text("Åbne opkald", "Open calls")
        case .nowCallsHere:
            Text(
                "Et opkald, der er i gang, står her, indtil der lægges på.",
                "A call that is under way stands here until it ends.")
        case .nowCallsRinging: Text("ringer", "ringing")
        case .nowCallsTalking: Text("taler sammen", "talking")
        case .nowCallsSince: Text("begyndte {since}", "began {since}")
        case .nowCallsMore:
            Text(
                "Der er flere åbne opkald, end her vises.",
                "There are more open calls than are shown.")
        case .nowPromisesTitle: Text("Løfter om at ringe tilbage", "Promises to ring back")
        case .nowPromisesHere:
            Text(
                "Bliver telefonen ikke taget, loves familien et opkald samme dag. Løftet står "
                    + "her, til det er holdt.",
                "If the phone is not taken, the family is promised a call the same day. The "
                    + "promise stands here until it is kept."
            )
        case .nowPromisesBy: Text("senest {deadline}", "by {deadline}")
        case .nowPromisesOwner: Text("{name} ringer", "{name} rings")
        case .nowPromisesNobody: Text("ingen har det endnu", "nobody has it yet")
        case .nowPromisesOverdue: Text("Over tiden", "Overdue")
        case .nowPromisesMore:
            Text("Der er flere løfter, end her vises.", "There are more promises than are shown.")
        case .nowPromisesCode: Text("kode {code}", "code {code}")
        case .callerUnknown: Text("Ukendt nummer", "Unknown number")
        case .callerWithheld: Text("Skjult nummer", "Withheld number")
        case .callerContact: Text("Konsulent eller rådgiver", "Consultant or caseworker")
        case .callerProfessional: Text("Fagperson", "Professional")
        case .callerFamily: Text("Plejefamilie", "Foster family")
        case .rehearsal: Text("prøveopkald", "rehearsal")
        }
    }
}
