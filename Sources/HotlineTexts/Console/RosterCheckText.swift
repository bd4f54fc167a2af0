/// *Kontrollér en vagtplan*: what is wrong with a roster, and what it would change.
package enum RosterCheckText: String, CatalogueText {
    case rosterCheckTitle, rosterCheckLead
    case rosterCheckForm, rosterCheckAgain, rosterCheckPlace, rosterCheckInstead, rosterCheckNew
    case rosterCheckWhole, rosterCheckWholeHint, rosterCheckName, rosterCheckNameHint
    case rosterCheckText, rosterCheckFile, rosterCheckFileHint, rosterCheckSubmit
    case rosterCheckTooLong, rosterCheckExample, rosterCheckExampleLead
    case rosterCheckNoText, rosterCheckNotText, rosterCheckBadName, rosterCheckBadPlace
    case rosterCheckBusy, rosterCheckTooLarge, rosterCheckMalformed, rosterCheckUnreadable
    case rosterCheckOf, rosterCheckErrorsNone, rosterCheckErrorsOne, rosterCheckErrorsMany
    case rosterCheckAlarmsNone, rosterCheckAlarmsOne, rosterCheckAlarmsMany
    case rosterCheckWarningsNone, rosterCheckWarningsOne, rosterCheckWarningsMany
    case rosterCheckVerdictBad, rosterCheckVerdictAlarm, rosterCheckVerdictGood
    case rosterCheckUnchanged, rosterCheckUseFirst, rosterCheckUse, rosterCheckUseWhole
    case rosterCheckProblems, rosterCheckProblemsNone, rosterCheckProblemsMore
    case rosterCheckError, rosterCheckAlarm, rosterCheckWarning, rosterCheckWhere
    case rosterCheckLines, rosterCheckLinesSome, rosterCheckLinesGood, rosterCheckLinesLeft
    case rosterCheckDiff, rosterCheckDiffLater, rosterCheckDiffAlone, rosterCheckDiffNone
    case rosterCheckDiffLead, rosterCheckDiffMore, rosterCheckPeople, rosterCheckPerson
    case rosterCheckLoses, rosterCheckGains, rosterCheckByLine, rosterCheckOthers

    package var text: Text {
        switch self {
        case .rosterCheckTitle: Text("Kontrollér en vagtplan", "Check a roster")
        case .rosterCheckLead:
            Text(
                "Sæt en vagtplan ind, eller vælg en fil. Så står der her, hvad der er galt i den, "
                    + "linje for linje, og hvem der får andre vagter. Intet træder i kraft, og "
                    + "teksten gemmes ikke.",
                "Paste a roster, or choose a file. Then stands here what is wrong with it, line by "
                    + "line, and whose duty it changes. Nothing takes effect, and the text is not "
                    + "kept.")
        case .rosterCheckForm: Text("Vagtplanen", "The roster")
        case .rosterCheckAgain:
            Text("Ret teksten, og kontrollér igen", "Mend the text, and check again")
        case .rosterCheckPlace: Text("Teksten er", "The text is")
        case .rosterCheckInstead: Text("{file}, i en ny udgave", "{file}, a new version of it")
        case .rosterCheckNew:
            Text("en ny fil ved siden af de andre", "a new file beside the others")
        case .rosterCheckWhole: Text("hele vagtplanen", "the whole roster")
        case .rosterCheckWholeHint:
            Text(
                "Resten læses fra mappen, som den er. Er teksten hele vagtplanen, læses kun "
                    + "tabellerne (CSV) derfra.",
                "The rest is read from the folder as it is. Where the text is the whole roster, "
                    + "only tables (CSV) are read from there.")
        case .rosterCheckName: Text("Den nye fils navn", "The new file's name")
        case .rosterCheckNameHint:
            Text("som sommer.yaml, kun til en ny fil", "as summer.yaml, for a new file only")
        case .rosterCheckText: Text("Vagtplanens tekst", "The roster's text")
        case .rosterCheckFile: Text("Eller en fil", "Or a file")
        case .rosterCheckFileHint:
            Text(
                "Tekst i UTF-8, højst 2 MiB. Er en fil valgt, gælder den og ikke teksten ovenfor.",
                "Text in UTF-8, 2 MiB at most. Where a file is chosen, it counts and not the text "
                    + "above.")
        case .rosterCheckSubmit: Text("Kontrollér", "Check")
        case .rosterCheckTooLong:
            Text(
                "Teksten er for lang til at stå her igen. Ret den, hvor du har den, og vælg filen.",
                "The text is too long to stand here again. Mend it where you have it, and choose "
                    + "the file.")
        case .rosterCheckExample: Text("Et eksempel", "An example")
        case .rosterCheckExampleLead:
            Text(
                "En hel, lille vagtplan: to kolleger skiftes til at have forvagten, en uge ad "
                    + "gangen. Kopiér den, vælg »hele vagtplanen«, og prøv.",
                "A whole, small roster: two professionals take turns on the first line, a week at "
                    + "a time. Copy it, choose \"the whole roster\", and try.")
        case .rosterCheckNoText:
            Text(
                "Der er ingen tekst. Sæt vagtplanen ind, eller vælg en fil.",
                "There is no text. Paste the roster, or choose a file.")
        case .rosterCheckNotText:
            Text(
                "Filen er ikke tekst i UTF-8. Gem den som UTF-8 (i Excel »CSV UTF-8«), og vælg den "
                    + "igen.",
                "The file is no text in UTF-8. Save it as UTF-8 (in Excel \"CSV UTF-8\"), and "
                    + "choose it again.")
        case .rosterCheckBadName:
            Text(
                "'{name}' kan ikke være navnet på en ny fil. Brug bogstaver, tal, bindestreg og "
                    + "punktum, og slut med .yaml.",
                "'{name}' cannot be the name of a new file. Use letters, digits, hyphens and dots, "
                    + "and end it with .yaml.")
        case .rosterCheckBadPlace:
            Text(
                "Vælg, om teksten er en af filerne, en ny fil eller hele vagtplanen.",
                "Choose whether the text is one of the files, a new file or the whole roster.")
        case .rosterCheckBusy:
            Text(
                "En anden er ved at kontrollere en vagtplan. Prøv igen om lidt.",
                "Somebody else is checking a roster. Try again in a moment.")
        case .rosterCheckTooLarge:
            Text(
                "Det er mere end 2 MiB. Så stor en vagtplan kontrolleres på maskinen med "
                    + "'hotlinectl roster check'.",
                "That is more than 2 MiB. So large a roster is checked on the machine, with "
                    + "'hotlinectl roster check'.")
        case .rosterCheckMalformed:
            Text(
                "Formularen kom ikke helt frem. Hent siden igen, og prøv én gang til.",
                "The form did not arrive whole. Load the page again, and try once more.")
        case .rosterCheckUnreadable:
            Text(
                "Vagtplanens andre filer kan ikke læses, så teksten kan ikke kontrolleres. Systemet "
                    + "siger:",
                "The roster's other files cannot be read, so that the text cannot be checked. The "
                    + "system says:")
        case .rosterCheckOf: Text("{file} er kontrolleret", "{file} is checked")
        case .rosterCheckErrorsNone: Text("Ingen fejl", "No errors")
        case .rosterCheckErrorsOne: Text("1 fejl", "1 error")
        case .rosterCheckErrorsMany: Text("{count} fejl", "{count} errors")
        case .rosterCheckAlarmsNone: Text("ingen alarmer", "no alarms")
        case .rosterCheckAlarmsOne: Text("1 alarm", "1 alarm")
        case .rosterCheckAlarmsMany: Text("{count} alarmer", "{count} alarms")
        case .rosterCheckWarningsNone: Text("ingen advarsler", "no warnings")
        case .rosterCheckWarningsOne: Text("1 advarsel", "1 warning")
        case .rosterCheckWarningsMany: Text("{count} advarsler", "{count} warnings")
        case .rosterCheckVerdictBad:
            Text(
                "Med fejl træder en vagtplan aldrig i kraft.",
                "With errors a roster never takes effect.")
        case .rosterCheckVerdictAlarm:
            Text(
                "Den kan træde i kraft, men så står der en alarm, til det er rettet.",
                "It can take effect, but an alarm then stands until that is mended.")
        case .rosterCheckVerdictGood: Text("Den kan træde i kraft.", "It can take effect.")
        case .rosterCheckUnchanged: Text("Intet er ændret.", "Nothing is changed.")
        case .rosterCheckUseFirst:
            Text(
                "Ret fejlene, før teksten lægges i {path}.",
                "Mend the errors before the text is put into {path}.")
        case .rosterCheckUse:
            Text(
                "For at tage den i brug: læg teksten i {path} på maskinen. Den gælder et par sekunder "
                    + "efter; 'hotlinectl status' siger, at den gør.",
                "To take it into use: put the text into {path} on the machine. It counts some "
                    + "seconds later; 'hotlinectl status' says that it does.")
        case .rosterCheckUseWhole:
            Text(
                "For at tage den i brug: læg teksten i {path} på maskinen, og tag samtidig de andre "
                    + ".yaml-filer ud af mappen. Den gælder et par sekunder efter; 'hotlinectl "
                    + "status' siger, at den gør.",
                "To take it into use: put the text into {path} on the machine, and take the other "
                    + ".yaml files out of the folder at the same time. It counts some seconds "
                    + "later; 'hotlinectl status' says that it does.")
        case .rosterCheckProblems: Text("Hvad der er galt", "What is wrong")
        case .rosterCheckProblemsNone:
            Text("Kontrollen fandt intet at rette.", "The check found nothing to mend.")
        case .rosterCheckProblemsMore:
            Text(
                "{count} mere er ikke vist. Ret dem, der er vist, og kontrollér igen.",
                "{count} more are not shown. Mend those that are, and check again.")
        case .rosterCheckError: Text("Fejl {number}", "Error {number}")
        case .rosterCheckAlarm: Text("Alarm {number}", "Alarm {number}")
        case .rosterCheckWarning: Text("Advarsel {number}", "Warning {number}")
        case .rosterCheckWhere:
            Text(
                "{file}, linje {line}, tegn {column}", "{file}, line {line}, column {column}")
        case .rosterCheckLines: Text("Teksten", "The text")
        case .rosterCheckLinesSome:
            Text(
                "Teksten har {count} linjer. Her står de, der er noget galt med, og et par omkring "
                    + "dem.",
                "The text has {count} lines. Here stand those with something wrong, and some "
                    + "around them.")
        case .rosterCheckLinesGood:
            Text(
                "Teksten har {count} linjer, og ingen af dem er mærket, så de står ikke her.",
                "The text has {count} lines, and none of them is marked, so they do not stand "
                    + "here.")
        case .rosterCheckLinesLeft:
            Text("{count} linjer er ikke vist", "{count} lines are not shown")
        case .rosterCheckDiff: Text("Hvad den ændrer", "What it changes")
        case .rosterCheckDiffLater:
            Text(
                "Når fejlene er rettet, står her, hvem der får andre vagter.",
                "When the errors are mended, this tells whose duty changes.")
        case .rosterCheckDiffAlone:
            Text(
                "Ingen vagtplan er i kraft, så der er intet at sammenligne med.",
                "No roster is in force, so there is nothing to compare with.")
        case .rosterCheckDiffNone:
            Text(
                "Intet: vagter, mennesker og regler er som i den vagtplan, der gælder.",
                "Nothing: duty, people and rules are as in the roster in force.")
        case .rosterCheckDiffLead:
            Text(
                "Sammenlignet med den vagtplan, der gælder.", "Compared with the roster in force.")
        case .rosterCheckDiffMore:
            Text(
                "{count} mere er ikke vist. 'hotlinectl roster diff' viser alt.",
                "{count} more are not shown. 'hotlinectl roster diff' shows all.")
        case .rosterCheckPeople: Text("Hvem får andre vagter", "Whose duty changes")
        case .rosterCheckPerson: Text("Hvem", "Who")
        case .rosterCheckLoses: Text("Afgiver", "Gives up")
        case .rosterCheckGains: Text("Overtager", "Takes over")
        case .rosterCheckByLine: Text("Vagt for vagt", "Line by line")
        case .rosterCheckOthers: Text("Andet end vagter", "Beside duty")
        }
    }
}
