/// Of numbers that are rung, and of those who ring.
package enum NumberFindings: CommandText {
    case good, ofSettings, ofMunicipality, reachesNobody, alwaysPerson, isHotline, isFamily
    case isProfessional, staffed, noNumbers, addNumbers, selfCall, ownSelfCall, otherLastResort
    case addLastResort, line, flawed, goesRound, ownNumber, nobody, correct, oneUnknown
    case someUnknown, addPhones, eightDigits, firstDigit, example

    package var text: Text {
        switch self {
        case .good:
            Text(
                "hvert nummer, der bliver ringet til, kan være nogens",
                "every number that is rung can be somebody's")
        case .ofSettings: Text("indstillingernes sidste udvej", "the settings' last resort")
        case .ofMunicipality:
            Text("sidste udvej for {municipality}", "the last resort of {municipality}")
        case .reachesNobody:
            Text(
                "{whose} ({target}) når ingen: {flaw}",
                "{whose} ({target}) reaches nobody: {flaw}")
        case .alwaysPerson:
            Text(
                "skriv et nummer, hvor der altid er et menneske",
                "write a number that is always a person")
        case .isHotline:
            Text(
                "{whose} er akuttelefonens eget nummer: et opkald går i ring",
                "{whose} is the hotline's own number: a call goes round")
        case .isFamily:
            Text(
                "{whose} er nummeret til familien '{id}', som ikke altid er der",
                "{whose} is the number of family '{id}', who is not always there")
        case .isProfessional:
            Text(
                "{whose} er nummeret til fagpersonen '{id}', som ikke altid er der",
                "{whose} is the number of professional '{id}', who is not always there")
        case .staffed:
            Text(
                "skriv et, der er bemandet døgnet rundt",
                "write one that is staffed at every hour")
        case .noNumbers:
            Text(
                """
                vagtplanen har ingen af akuttelefonens numre, så der er ingen nødplan, og et \
                opkald fra en ukendt hører ingen steder hjemme
                """,
                """
                the roster has none of the hotline's numbers, so there is no fallback plan, and a \
                call of nobody known belongs nowhere
                """)
        case .addNumbers:
            Text(
                "tilføj 'numbers' i vagtplanen: docs/roster-format.md",
                "add 'numbers' to the roster: docs/roster-format.md")
        case .selfCall:
            Text(
                """
                nummeret i 'self-call' hos telefonsystemet {gateway} ({number}) er nogens i \
                vagtplanen
                """,
                "the self-call number of gateway {gateway} ({number}) is somebody's in the roster")
        case .ownSelfCall:
            Text(
                """
                giv 'self-call' et nummer for sig selv, ellers går dets opkald samme vej som deres
                """,
                "give 'self-call' a number of its own, else its calls are routed like theirs")
        case .otherLastResort:
            Text(
                """
                opkald fra {municipalities} ender hos indstillingernes sidste udvej, som kan være \
                en anden kommunes
                """,
                """
                calls of {municipalities} end with the settings' last resort, which may be another \
                municipality's
                """)
        case .addLastResort:
            Text(
                "tilføj 'last-resort' til hver i vagtplanen",
                "add 'last-resort' to each in the roster")
        case .line: Text("linjen {line}", "line {line}")
        case .flawed: Text("{who} ({flaw})", "{who} ({flaw})")
        case .goesRound:
            Text(
                "{who} ville blive ringet op på akuttelefonens eget nummer: et opkald går i ring",
                "{who} would be rung at the hotline's own number: a call goes round")
        case .ownNumber: Text("skriv deres eget i vagtplanen", "write their own in the roster")
        case .nobody:
            Text("et nummer, der ikke når nogen: {who}", "a number that reaches nobody: {who}")
        case .correct: Text("ret det i vagtplanen", "correct it in the roster")
        case .oneUnknown:
            Text(
                """
                {families}: 1 familie har hverken nummer eller PIN-kode og bliver aldrig genkendt, \
                når den ringer
                """,
                """
                {families}: 1 family has neither a number nor a PIN, and will never be known when \
                they ring
                """)
        case .someUnknown:
            Text(
                """
                {families}: {count} familier har hverken nummer eller PIN-kode og bliver aldrig \
                genkendt, når de ringer
                """,
                """
                {families}: {count} families have neither a number nor a PIN, and will never be \
                known when they ring
                """)
        case .addPhones:
            Text("tilføj 'phones' eller 'pin' i vagtplanen", "add 'phones' or 'pin' in the roster")
        case .eightDigits: Text("et dansk nummer har 8 cifre", "a Danish number has 8 digits")
        case .firstDigit:
            Text("intet dansk nummer begynder med {digit}", "no Danish number begins with {digit}")
        case .example: Text("dens værtsnavn er til eksempler", "its host is a name for examples")
        }
    }
}
