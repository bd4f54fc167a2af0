/// *Ret vagtplan*: illness and swaps.
package enum RosterChangeText: String, CatalogueText {
    case rosterChangeTitle, rosterLead, rosterNoRoster, rosterClosed
    case rosterGapsTitle, rosterGapsNone, rosterGap, rosterFill, rosterFree, rosterFreeNone
    case rosterMoreGaps
    case rosterAbsenceTitle, rosterAbsenceLead, rosterSwapTitle, rosterSwapLead
    case rosterWho, rosterLine, rosterBy, rosterNobody, rosterChangeNobody, rosterChoose
    case rosterFrom, rosterTo, rosterDay, rosterTime, rosterTimeHint
    case rosterNote, rosterNoteHint, rosterPlan
    case rosterSearch, rosterSearchHint, rosterFind, rosterFound, rosterTooMany, rosterTakeBack
    case rosterPreviewTitle, rosterPreviewLead, rosterAbsent, rosterFills, rosterFillsNobody
    case rosterEffect, rosterEffectNone, rosterWas, rosterNow, rosterOpensGap, rosterIsClosed
    case rosterNotesTitle, rosterIsOver, rosterAgain, rosterMake, rosterChange
    case rosterMade, rosterMadeNotSynced

    package var text: Text {
        switch self {
        case .rosterChangeTitle: Text("Ret vagtplan", "Change the roster")
        case .rosterLead:
            Text(
                "Sygdom og bytte, som gælder med det samme. Du ser først, hvad det ændrer. Alt "
                    + "andet retter den, der laver vagtplanen, i dens filer.",
                "Illness and swaps that count at once. You see first what they change. All else "
                    + "is changed in the roster's files by whoever plans duty.")
        case .rosterNoRoster:
            Text(
                "Der er ingen gyldig vagtplan at rette. Se Drift, eller ring til den, der laver "
                    + "vagtplanen.",
                "There is no valid roster to change. See Operations, or ring whoever plans duty.")
        case .rosterClosed:
            Text(
                "Vagtplanen kan ikke rettes her, for tjenesten må ikke skrive i vagtplanens mappe. "
                    + "Administratoren åbner den som beskrevet i vejledningen console.md, eller "
                    + "retter med 'hotlinectl roster sick' og 'hotlinectl roster override'.",
                "The roster cannot be changed here, because the service may not write to its "
                    + "folder. The administrator opens it as the guide console.md tells, or makes "
                    + "the change with 'hotlinectl roster sick' and 'hotlinectl roster override'.")
        case .rosterGapsTitle: Text("Huller de næste 7 dage", "Gaps in the next 7 days")
        case .rosterGapsNone: Text("Ingen huller.", "No gaps.")
        case .rosterGap: Text("Ingen har {line}", "Nobody fills {line}")
        case .rosterFill: Text("Dæk hullet", "Fill the gap")
        case .rosterFree: Text("Ledige: {names}", "Free: {names}")
        case .rosterFreeNone: Text("Ingen af linjens egne er ledig.", "Nobody of the line is free.")
        case .rosterMoreGaps: Text("Og {count} mere, se Vagter.", "And {count} more, see Duty.")
        case .rosterAbsenceTitle: Text("Sygdom eller fravær", "Illness or absence")
        case .rosterAbsenceLead:
            Text(
                "Tager en kollega af alle sine vagter i den tid.",
                "Takes a professional off all duties for that time.")
        case .rosterSwapTitle: Text("Bytte eller ekstra vagt", "Swap or extra duty")
        case .rosterSwapLead:
            Text(
                "Lader en anden have vagten i den tid.", "Lets somebody else have the duty then.")
        case .rosterWho: Text("Hvem er fraværende", "Who is absent")
        case .rosterLine: Text("Hvilken vagt", "Which duty")
        case .rosterBy: Text("Hvem har den", "Who has it")
        case .rosterNobody: Text("Ingen, vagten er lukket", "Nobody, the duty is closed")
        case .rosterChangeNobody: Text("ingen", "nobody")
        case .rosterChoose: Text("Vælg", "Choose")
        case .rosterFrom: Text("Fra", "From")
        case .rosterTo: Text("Til", "To")
        case .rosterDay: Text("dag", "day")
        case .rosterTime: Text("klokken", "time")
        case .rosterTimeHint:
            Text("Uden klokkeslæt: hele dagen.", "Without a time: the whole day.")
        case .rosterNote: Text("Bemærkning", "Remark")
        case .rosterNoteHint:
            Text(
                "Højst 200 tegn. Den står i vagtplanens fil: skriv intet om sygdommen.",
                "200 characters at most. It stands in the roster's file: say nothing of the "
                    + "illness.")
        case .rosterPlan: Text("Se, hvad det ændrer", "See what it changes")
        case .rosterSearch: Text("Institution", "Institution")
        case .rosterSearchHint:
            Text(
                "Navnet eller en del af det. Vælg den først.",
                "Its name or a part of it. Choose it first.")
        case .rosterFind: Text("Vælg", "Choose")
        case .rosterFound: Text("Viser {names}.", "Shows {names}.")
        case .rosterTooMany:
            Text(
                "Der er flere, end listerne her kan vise. Vælg en institution.",
                "There are more than the lists here can show. Choose an institution.")
        case .rosterTakeBack:
            Text(
                "En rettelse tages tilbage ved at fjerne den i filen {file}.",
                "A change is taken back by removing it in the file {file}.")
        case .rosterPreviewTitle: Text("Det ændrer det", "What it changes")
        case .rosterPreviewLead: Text("Intet er ændret endnu.", "Nothing is changed yet.")
        case .rosterAbsent: Text("{who} er fraværende {when}", "{who} is absent {when}")
        case .rosterFills: Text("{who} har {line} {when}", "{who} has {line} {when}")
        case .rosterFillsNobody: Text("Ingen har {line} {when}", "Nobody has {line} {when}")
        case .rosterEffect: Text("Vagter", "Duties")
        case .rosterEffectNone:
            Text("Ingen vagt skifter i den tid.", "No duty changes hands in that time.")
        case .rosterWas: Text("før {who}", "was {who}")
        case .rosterNow: Text("nu {who}", "now {who}")
        case .rosterOpensGap: Text("ingen: et hul", "nobody: a gap")
        case .rosterIsClosed: Text("ingen: lukket", "nobody: closed")
        case .rosterNotesTitle: Text("Læg mærke til", "Mind")
        case .rosterIsOver:
            Text(
                "Det er allerede forbi: intet opkald påvirkes af det.",
                "This is over already: no call is rung by it.")
        case .rosterAgain:
            Text(
                "{who} har {line} igen {when}. Varer fraværet længere, så ret tiden.",
                "{who} has {line} again {when}. If the absence lasts longer, change the time.")
        case .rosterMake: Text("Ret vagtplanen", "Change the roster")
        case .rosterChange: Text("Tilbage, ret ikke", "Back, change nothing")
        case .rosterMade:
            Text("Vagtplanen er rettet, og det gælder nu.", "The roster is changed, as of now.")
        case .rosterMadeNotSynced:
            Text(
                "Vagtplanen er rettet, men et strømsvigt kan stadig fortryde det. Se efter senere.",
                "The roster is changed, but a power cut may still undo it. Look again later.")
        }
    }
}

/// Why the console does not change the roster, and what to do.
package enum RosterRefusalText: String, CatalogueText {
    case changeNotChosen, changeBadFrom, changeBadTo, changeLongNote
    case changeHasErrors, changeWouldHaveErrors, changeUnknown, changeEnds, changeTooLong
    case changeSplitsMinute, changeComesTwice, changeIsAbsent, changeIsAbsentAlready
    case changeHasOverride, changeIsOverriddenSo, changeIsSo, changeIsSoNobody
    case changeCannotBeAdded, changeUnreadable, changeIsFile, changeIsLink, changeIsHeld
    case changeHidden, changeMeanwhile, changeDenied, changeReadOnly, changeFull, changeOther

    package var text: Text {
        switch self {
        case .changeNotChosen:
            Text(
                "Vælg på listerne, hvem og hvilken vagt det er.",
                "Choose from the lists who and which duty it is.")
        case .changeBadFrom:
            Text(
                "Skriv dagen, det begynder, som åååå-mm-dd, og klokken som tt:mm.",
                "Write the day on which it begins as yyyy-mm-dd, and the time as hh:mm.")
        case .changeBadTo:
            Text(
                "Skriv dagen, det slutter, som åååå-mm-dd, og klokken som tt:mm.",
                "Write the day on which it ends as yyyy-mm-dd, and the time as hh:mm.")
        case .changeLongNote:
            Text(
                "Bemærkningen er for lang: højst 200 tegn.",
                "The remark is too long: 200 characters at most.")
        case .changeHasErrors:
            Text(
                "Vagtplanens filer har fejl, så en rettelse ville ikke gælde. Den, der laver "
                    + "vagtplanen, må rette dem først.",
                "The roster's files have errors, so that no change would take effect. Whoever "
                    + "plans duty must mend them first.")
        case .changeWouldHaveErrors:
            Text(
                "Vagtplanen ville få fejl af det: {message}",
                "The roster would have errors by it: {message}")
        case .changeUnknown:
            Text(
                "Vagtplanen har ikke længere {id}. Vælg igen.",
                "The roster no longer has {id}. Choose again.")
        case .changeEnds:
            Text(
                "Det slutter, før det begynder. Ret tiden.", "It ends before it begins. Change it.")
        case .changeTooLong:
            Text(
                "En rettelse varer højst {days} dage. Ret året.",
                "A change lasts {days} days at most. Correct the year.")
        case .changeSplitsMinute:
            Text("Skriv tiden i hele minutter.", "Write the time in whole minutes.")
        case .changeComesTwice:
            Text(
                "Det klokkeslæt kommer to gange den nat, hvor uret stilles tilbage. Vælg en tid "
                    + "før eller efter den time.",
                "That time comes twice in the night when the clock is set back. Choose a time "
                    + "before or after that hour.")
        case .changeIsAbsent:
            Text(
                "{who} er fraværende i den tid. Vælg en anden.",
                "{who} is absent then. Choose somebody else.")
        case .changeIsAbsentAlready:
            Text(
                "{who} er allerede fraværende i den tid.", "{who} is absent then already.")
        case .changeHasOverride:
            Text(
                "Vagten har allerede en rettelse i den tid: {who} {when}. Den, der laver "
                    + "vagtplanen, kan fjerne den i filen.",
                "The duty has a change then already: {who} {when}. Whoever plans duty can remove "
                    + "it in the file.")
        case .changeIsOverriddenSo, .changeIsSo:
            Text(
                "Sådan er det allerede: {who} har vagten {when}.",
                "It is so already: {who} has the duty {when}.")
        case .changeIsSoNobody:
            Text(
                "Sådan er det allerede: ingen har vagten {when}.",
                "It is so already: nobody has the duty {when}.")
        case .changeCannotBeAdded:
            Text(
                "Filen med rettelser er skrevet på en måde, der ikke kan føjes til. Den, der "
                    + "laver vagtplanen, må rette den først.",
                "The file of changes is written in a way that cannot be added to. Whoever plans "
                    + "duty must mend it first.")
        case .changeUnreadable:
            Text(
                "Vagtplanens mappe kan ikke læses. Administratoren må se på den.",
                "The roster's folder cannot be read. The administrator must look at it.")
        case .changeIsFile:
            Text(
                "Vagtplanen er én fil, og rettelser kræver, at den er en mappe. Administratoren "
                    + "kan flytte den: 'hotlinectl roster sick' siger hvordan.",
                "The roster is one file, and changes ask for a folder. The administrator can move "
                    + "it: 'hotlinectl roster sick' says how.")
        case .changeIsLink:
            Text(
                "Filen med rettelser er en henvisning. Administratoren må lægge selve filen der.",
                "The file of changes is a link. The administrator must put the file itself there.")
        case .changeIsHeld:
            Text(
                "En anden retter vagtplanen netop nu. Prøv igen.",
                "Somebody else is changing the roster at this moment. Try again.")
        case .changeHidden:
            Text(
                "Filen ville ikke kunne læses af dem, der læser vagtplanen i dag. Administratoren "
                    + "må se på mappens rettigheder.",
                "Those who read the roster today could not read the file. The administrator must "
                    + "look at the folder's permissions.")
        case .changeMeanwhile:
            Text(
                "Vagtplanen er ændret imens. Se, hvad rettelsen gør nu.",
                "The roster was changed meanwhile. See what the change does now.")
        case .changeDenied, .changeReadOnly: RosterChangeText.rosterClosed.text
        case .changeFull:
            Text(
                "Disken er fuld. Administratoren må give plads.",
                "The disk is full. The administrator must free some space.")
        case .changeOther:
            Text(
                "Vagtplanens fil kan ikke skrives: {reason}. Administratoren må se på den.",
                "The roster's file cannot be written: {reason}. The administrator must look at it.")
        }
    }
}
