/// Of the roster.
package enum RosterFindings: CommandText {
    case moreProblems, good, oneWarning, warnings, gapNow, gap, otherGap, otherGaps, minutes, hours
    case fillGap, closed, filled, noneInForce, mendProblems, lastGood, lastGoodLoaded
    case otherThanFiles, otherThanFilesLoaded, readThem, knownTooShortly, expand, inForce

    package var text: Text {
        switch self {
        case .moreProblems: Text("der er {count} problemer mere", "there are {count} more problems")
        case .good: Text("ingen fejl og ingen alarm", "no error and no alarm")
        case .oneWarning:
            Text(
                "ingen fejl og ingen alarm; 1 advarsel: hotlinectl roster check",
                "no error and no alarm; 1 warning: hotlinectl roster check")
        case .warnings:
            Text(
                "ingen fejl og ingen alarm; {count} advarsler: hotlinectl roster check",
                "no error and no alarm; {count} warnings: hotlinectl roster check")
        case .gapNow:
            Text(
                "ingen har {line} nu, til {until}{more}, {hours} af de næste 30 dage",
                "nobody fills {line} now, until {until}{more}, {hours} of the next 30 days")
        case .gap:
            Text(
                "ingen har {line} fra {from} til {until}{more}, {hours} af de næste 30 dage",
                "nobody fills {line} from {from} until {until}{more}, {hours} of the next 30 days")
        case .otherGap: Text(", heller ikke i 1 andet hul", ", nor in 1 other gap")
        case .otherGaps: Text(", heller ikke i {count} andre huller", ", nor in {count} other gaps")
        case .minutes: Text("{count} min.", "{count} min")
        case .hours: Text("{count} t.", "{count} h")
        case .fillGap:
            Text(
                "tilføj til 'overrides': {entry}; eller indskrænk 'covers'",
                "add to 'overrides': {entry}; or narrow 'covers'")
        case .closed:
            Text(
                "{line} er lukket med 'who: nobody' i {hours} af de næste 30 dage",
                "{line} is closed by 'who: nobody' for {hours} of the next 30 days")
        case .filled:
            Text(
                "hver linje er besat, som den skal være, de næste 30 dage",
                "every line is filled as it claims for the next 30 days")
        case .noneInForce:
            Text(
                "ingen vagtplan er i kraft: hvert opkald går til indstillingernes sidste udvej",
                "no roster is in force: every call goes to the settings' last resort")
        case .mendProblems:
            Text(
                "ret det, som 'hotlinectl roster check' siger",
                "mend what 'hotlinectl roster check' tells")
        case .lastGood:
            Text(
                "indtil fejlene er rettet, gælder den seneste uden fejl",
                "until the errors are mended, the last good one stands")
        case .lastGoodLoaded:
            Text(
                "indtil fejlene er rettet, gælder den seneste uden fejl, læst {at}",
                "until the errors are mended, the last good one stands, loaded {at}")
        case .otherThanFiles:
            Text(
                "opkald følger en anden vagtplan, end filerne har",
                "calls are routed by another roster than the files hold")
        case .otherThanFilesLoaded:
            Text(
                "opkald følger en anden vagtplan, end filerne har, læst {at}",
                "calls are routed by another roster than the files hold, loaded {at}")
        case .readThem: Text("lad hotlined læse dem", "let the daemon read them")
        case .knownTooShortly:
            Text(
                "hotlined kender kun vagter til {until}",
                "the daemon knows duty until {until} only")
        case .expand:
            Text(
                "det skulle være mindst 30 dage: lad den regne vagtplanen ud igen",
                "it should be 30 days at least: let it expand the roster anew")
        case .inForce:
            Text(
                "i kraft, som filerne har den; vagter kendes til {until}",
                "in force as the files hold it; duty is known until {until}")
        }
    }
}
