/// What each kind of a roster's problems means, and what to do: one sentence each, above the
/// checker's own words.
package enum RosterProblemText: String, CatalogueText {
    case problemSyntax, problemEncoding, problemAlias, problemType, problemUnknownKey
    case problemUnknownID, problemDuplicateID, problemOverlap, problemBadNumber, problemBadDate
    case problemNoInstitution, problemDuplicatePIN, problemPINTooShort, problemUnknownLine
    case problemOneFileOnly
    case problemGap, problemUnreachable, problemOutsideEmployment, problemNoPhone
    case problemClosed, problemEndsEarly, problemNoBackup, problemSamePersonInStep, problemNoDuty
    case problemEmptied, problemTeamTwice, problemSharedNumber, problemNoEffect, problemTooLong
    case problemShortRest

    package var text: Text {
        switch self {
        case .problemSyntax:
            Text(
                "Herfra kan filen ikke læses: se efter indrykning, kolon og anførselstegn på denne "
                    + "linje og den før.",
                "The file cannot be read from here on: look at indentation, colons and quotes on "
                    + "this line and the one before.")
        case .problemEncoding:
            Text(
                "Filen er ikke gemt som UTF-8, så æ, ø og å kan ikke læses: gem den som UTF-8.",
                "The file is not saved as UTF-8, so letters such as æ, ø and å cannot be read: "
                    + "save it as UTF-8.")
        case .problemAlias:
            Text(
                "Genveje i YAML (& og *) læses ikke: skriv det ud hvert sted.",
                "Anchors and aliases of YAML (& and *) are not read: write it out in each place.")
        case .problemType:
            Text(
                "Her står noget andet, end der skal stå, eller der mangler noget: skriv det, som "
                    + "vagtplanens format siger.",
                "Something else stands here than is wanted, or something is missing: write it as "
                    + "the roster's format says.")
        case .problemUnknownKey:
            Text(
                "Ordet er intet, der kan stå her: ret stavemåden, eller fjern det.",
                "The word is none that may stand here: correct its spelling, or remove it.")
        case .problemUnknownID:
            Text(
                "Vagtplanen har intet med dette navn: ret stavemåden, eller opret det.",
                "The roster has nothing of this name: correct its spelling, or define it.")
        case .problemDuplicateID:
            Text(
                "Det samme står to gange: slå de to sammen, eller giv den ene et andet id.",
                "The same stands twice: merge the two, or give one another id.")
        case .problemOverlap:
            Text(
                "To regler giver vagten til hver sin på samme tid: lad den ene slutte, hvor den "
                    + "anden begynder.",
                "Two rules fill the line at the same time: let one end where the other begins.")
        case .problemBadNumber:
            Text(
                "Det er ikke et telefonnummer: skriv det som +45 12 34 56 78, som otte danske cifre "
                    + "eller som en SIP-adresse.",
                "That is no telephone number: write it as +45 12 34 56 78, as eight Danish digits "
                    + "or as a SIP address.")
        case .problemBadDate:
            Text(
                "Datoen eller klokkeslættet findes ikke, eller slutningen ligger før begyndelsen: "
                    + "skriv det som 2026-12-24 15:00.",
                "There is no such date or time, or the end is before the beginning: write it as "
                    + "2026-12-24 15:00.")
        case .problemNoInstitution:
            Text(
                "Der mangler en institution: skriv, hvilken familien hører til, eller opret den.",
                "An institution is missing: write which one the family belongs to, or define it.")
        case .problemDuplicatePIN:
            Text(
                "To familier har samme PIN-kode: giv den ene en anden.",
                "Two families have the same PIN: give one of them another.")
        case .problemPINTooShort:
            Text(
                "PIN-koderne har for få cifre til så mange familier: giv alle en længere kode.",
                "The PINs have too few digits for so many families: give all of them longer ones.")
        case .problemUnknownLine:
            Text(
                "Ingen har en vagtlinje med dette navn: ret navnet, eller opret linjen.",
                "Nobody has a line of this name: correct the name, or define the line.")
        case .problemOneFileOnly:
            Text(
                "Dette afsnit må kun stå i én af filerne: behold det ét sted.",
                "This section may stand in one of the files only: keep it in one place.")
        case .problemGap:
            Text(
                "Nogen skal have vagten, men i et stykke tid har ingen den: sæt nogen på, eller ret, "
                    + "hvornår linjen skal være dækket (covers).",
                "Somebody has to fill the line, but for some time nobody does: put somebody on, or "
                    + "correct when it is to be filled (covers).")
        case .problemUnreachable:
            Text(
                "På et tidspunkt når en families opkald intet menneske i tide: lad nogen have vagten "
                    + "da, eller ret trinene.",
                "At some time a family's call reaches no person in time: let somebody be on duty "
                    + "then, or correct the steps.")
        case .problemOutsideEmployment:
            Text(
                "En kollega har vagt, før ansættelsen begynder eller efter den er slut: lad en "
                    + "anden tage vagten, eller ret datoerne (from og until).",
                "A professional is on duty before they are employed, or after: let somebody else "
                    + "take it, or correct the dates (from and until).")
        case .problemNoPhone:
            Text(
                "En, der skal ringes op, har intet telefonnummer: skriv et (phones).",
                "Somebody who is to be rung has no telephone number: write one (phones).")
        case .problemClosed:
            Text(
                "Vagten er lukket i en tid, hvor den ellers skulle være dækket: er det ikke "
                    + "meningen, så sæt nogen på.",
                "The line is closed in a time that it covers: if that is not meant, put somebody "
                    + "on.")
        case .problemEndsEarly:
            Text(
                "Linjen har ingen turnus, og dens sidste vagt ligger snart: tilføj vagter eller en "
                    + "turnus.",
                "The line has no rotation, and its last shift comes soon: add shifts or a "
                    + "rotation.")
        case .problemNoBackup:
            Text(
                "I et stykke tid er der kun ét menneske at ringe til: lad nogen have en anden vagt "
                    + "samtidig.",
                "For some time there is one person only to ring: let somebody fill another line at "
                    + "the same time.")
        case .problemSamePersonInStep:
            Text(
                "Det samme menneske har to vagter, der ringes til på én gang: lad en anden tage den "
                    + "ene.",
                "The same person has two lines that are rung at once: let somebody else take one.")
        case .problemNoDuty:
            Text(
                "Kollegaen har ingen vagter: sæt vedkommende på en linje, eller fjern navnet.",
                "The professional stands on no line: put them on one, or remove them.")
        case .problemEmptied:
            Text(
                "Når uret stilles frem, bliver der intet tilbage af vagten: giv tiden til en "
                    + "nabovagt, hvis det betyder noget.",
                "When the clock is put forward, nothing is left of the duty: give its time to a "
                    + "neighbour if that matters.")
        case .problemTeamTwice:
            Text(
                "Ved nytår følger to ulige uger efter hinanden, så samme hold har vagt to gange: "
                    + "sæt et bytte ind, hvis den ene er en andens.",
                "At the new year two odd weeks follow each other, so that the same team has two: "
                    + "add an override if another team should have one.")
        case .problemSharedNumber:
            Text(
                "To har samme telefonnummer, så opkaldet kan være fra dem begge: ret nummeret, "
                    + "eller lad det stå, hvis det er rigtigt.",
                "Two have the same telephone number, so that a call may be from either: correct "
                    + "the number, or let it stand if it is right.")
        case .problemNoEffect:
            Text(
                "Det, der står her, ændrer intet: fjern det, eller ret tiden.",
                "What stands here changes nothing: remove it, or correct its time.")
        case .problemTooLong:
            Text(
                "Trinene varer tilsammen længere, end nogen skal vente: gør dem kortere, eller lad "
                    + "ventetiden være længere (max-wait).",
                "The steps together last longer than anybody is to wait: shorten them, or lengthen "
                    + "the wait (max-wait).")
        case .problemShortRest:
            Text(
                "En kollega får mindre hvile, end vagtplanen selv beder om: lad andre tage noget af "
                    + "vagten.",
                "A professional gets less rest than the roster itself asks for: let others take "
                    + "some of the duty.")
        }
    }
}
