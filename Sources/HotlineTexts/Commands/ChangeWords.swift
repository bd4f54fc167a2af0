/// `roster override` and `roster sick`: what came of a change.
package enum ChangeWords: CommandText {
    case times, absent, wouldFillNone, was, now, gapHolder, closedHolder, nobody, written
    case past, gap, free, nobodyFree, overrideThere, toFill, more, again

    package var text: Text {
        switch self {
        case .times: Text("tider i {zone}", "times of {zone}")
        case .absent:
            Text(
                "{who} er fraværende fra {from} til {to}, {zone}",
                "{who} is absent from {from} to {to}, {zone}")
        case .wouldFillNone:
            Text(
                "og skulle ikke have haft nogen vagt i den tid",
                "and would have filled no line then")
        case .was: Text("før {who}", "was {who}")
        case .now: Text("nu {who}", "now {who}")
        case .gapHolder: Text("ingen: et hul", "nobody: a gap")
        case .closedHolder: Text("ingen: lukket", "nobody: closed")
        case .nobody: Text("ingen", "nobody")
        case .written: Text("skrevet i {file}", "written to {file}")
        case .past:
            Text(
                "det er allerede forbi: intet opkald påvirkes af det",
                "this is over already: no call is rung by it")
        case .gap:
            Text(
                "ingen har {line} fra {from} til {to}",
                "nobody fills {line} from {from} to {to}")
        case .free: Text("ledige i den tid: {names}", "free then: {names}")
        case .nobodyFree:
            Text("ingen af deres er ledig i den tid", "nobody of theirs is free then")
        case .overrideThere:
            Text(
                "der står en ændring af vagten: ret dens 'who' i {place}",
                "an override stands there: change its 'who' in {place}")
        case .toFill: Text("for at dække det: {command}", "to fill it: {command}")
        case .more: Text("og {count} mere: {command}", "and {count} more: {command}")
        case .again:
            Text(
                "{who} har {line} igen fra {from} til {to}; varer fraværet længere, så tilføj det "
                    + "fra '{time}'",
                "{who} fills {line} again from {from} to {to}; if the absence lasts longer, add "
                    + "it from '{time}' on")
        }
    }
}

/// Why a change to the roster is not made, and what to do.
package enum ChangeRefusalWords: CommandText {
    case hasErrors, wouldHaveErrors, ends, tooLong, splitsMinute, comesTwice
    case isAbsent, isAbsentAlready, hasOverride, isOverriddenSo, isSo, isSoNobody
    case cannotBeAddedTo, isFile, isLink, isHeld, wouldBeHidden, changedMeanwhile, notSynced

    package var text: Text {
        switch self {
        case .hasErrors:
            Text(
                "intet er ændret, for vagtplanen har fejl og ville ikke gælde: ret dem først\n"
                    + "{errors}",
                "nothing was changed, because the roster has errors and would not take effect: "
                    + "mend them first\n{errors}")
        case .wouldHaveErrors:
            Text(
                "intet er ændret, for vagtplanen ville få fejl:\n{errors}",
                "nothing was changed, because the roster would have errors:\n{errors}")
        case .ends:
            Text(
                "det slutter {end} og begynder {start}: sæt --to efter --from",
                "it ends at {end} and begins at {start}: put --to after --from")
        case .tooLong:
            Text(
                "det varer fra {start} til {end}: en ændring varer højst {days} dage; ret året, "
                    + "eller ret turnussen",
                "it lasts from {start} to {end}: a change lasts {days} days at most; correct the "
                    + "year, or change the rotation")
        case .splitsMinute:
            Text(
                "{instant} er ikke et helt minut, og en vagtplan har ikke andre tider: udelad "
                    + "sekunderne",
                "{instant} is no whole minute, and a roster has no other times: leave out the "
                    + "seconds")
        case .comesTwice:
            Text(
                "{instant} kan ikke skrives i en vagtplan: '{time}' kommer to gange den nat, "
                    + "hvor uret stilles tilbage, og den første gælder; vælg et tidspunkt før "
                    + "eller efter den time, der kommer to gange",
                "{instant} cannot be written into a roster: '{time}' comes twice in the night "
                    + "when the clock is set back, and the first one counts; choose a time before "
                    + "or after the hour that comes twice")
        case .isAbsent:
            Text(
                "{who} er fraværende i den tid ({place}): nævn en anden, eller afslut fraværet "
                    + "der",
                "{who} is absent then ({place}): name somebody else, or end the absence there")
        case .isAbsentAlready:
            Text(
                "{who} er allerede fraværende i den tid ({place})",
                "{who} is absent then already ({place})")
        case .hasOverride:
            Text(
                "{line} har allerede en ændring i den tid: {who} fra {start} til {end} ({place}); "
                    + "afslut den, hvor denne begynder, ret dens 'who', eller fjern den",
                "{line} has an override then already: {who} from {start} to {end} ({place}); end "
                    + "it where this one begins, change its 'who', or remove it")
        case .isOverriddenSo:
            Text(
                "sådan er det allerede: en ændring giver {line} til {who} i den tid ({place})",
                "it is so already: an override gives {line} to {who} then ({place})")
        case .isSo:
            Text(
                "sådan er det allerede: {who} har {line} fra {start} til {end}; intet er ændret",
                "it is so already: {who} fills {line} from {start} to {end}; nothing was changed")
        case .isSoNobody:
            Text(
                "sådan er det allerede: ingen har {line} fra {start} til {end}; intet er ændret",
                "it is so already: nobody fills {line} from {start} to {end}; nothing was changed")
        case .cannotBeAddedTo:
            Text(
                "intet er ændret, for {file} er skrevet på en måde, der ikke kan føjes til: sæt "
                    + "hver post under 'overrides:' eller 'absences:', begyndt af en bindestreg "
                    + "på en linje for sig",
                "nothing was changed, because {file} is written in a way that cannot be added to: "
                    + "put each entry below 'overrides:' or 'absences:', begun by a hyphen on a "
                    + "line of its own")
        case .isFile:
            Text(
                "{path} er én fil, og ændringer står i en fil for sig ved siden af: vagtplanen "
                    + "skal være en mappe. Flyt den dertil med de tabeller, den nævner:\n"
                    + "  {move}\nog lad 'roster' i indstillingerne nævne {folder}",
                "{path} is one file, and changes are kept in a file of their own beside it: the "
                    + "roster must be a folder. Move it there, with the tables that it names:\n"
                    + "  {move}\nand let 'roster' in the settings name {folder}")
        case .isLink:
            Text(
                "{file} er en henvisning; intet er ændret: læg selve filen der",
                "{file} is a link; nothing was changed: put the file itself there")
        case .isHeld:
            Text(
                "{path} ændres af en anden netop nu; intet er ændret: prøv igen",
                "{path} is being changed by somebody else; nothing was changed: try again")
        case .wouldBeHidden:
            Text(
                "{file} ville ikke kunne læses af sin ejer og gruppe som vagtplanens andre "
                    + "filer; intet er ændret: kør dette som root eller som medlem af gruppen",
                "{file} would not be readable by its owner and group as the roster's files are; "
                    + "nothing was changed: run this as root, or as a member of the group")
        case .changedMeanwhile:
            Text(
                "{file} blev ændret af en anden imens; intet er ændret: prøv igen",
                "{file} was changed by somebody else meanwhile; nothing was changed: try again")
        case .notSynced:
            Text(
                "{file}: ændringen er gjort, men et strømsvigt kan stadig fortryde den: {reason}",
                "{file}: the change is made, but a power cut may still undo it: {reason}")
        }
    }
}

/// What the system did not allow with the roster's folder, and what to do.
package enum ChangeTroubleWords: CommandText {
    case read, lock, change, write, replace
    case denied, readOnly, full, other

    package var text: Text {
        switch self {
        case .read: Text("kan ikke læses", "cannot be read")
        case .lock: Text("kan ikke låses", "cannot be locked")
        case .change: Text("kan ikke ændres", "cannot be changed")
        case .write: Text("kan ikke skrives", "cannot be written")
        case .replace: Text("kan ikke erstattes", "cannot be replaced")
        case .denied:
            Text(
                "{path} {deed}: {reason}; intet er ændret: kør dette som en, der må skrive i "
                    + "vagtplanens mappe",
                "{path} {deed}: {reason}; nothing was changed: run this as somebody who may write "
                    + "to the roster's folder")
        case .readOnly:
            Text(
                "{path} {deed}: {reason}; intet er ændret: filsystemet er kun til læsning",
                "{path} {deed}: {reason}; nothing was changed: the file system is mounted "
                    + "read-only")
        case .full:
            Text(
                "{path} {deed}: {reason}; intet er ændret: giv plads, og prøv igen",
                "{path} {deed}: {reason}; nothing was changed: free some space, and try again")
        case .other:
            Text(
                "{path} {deed}: {reason}; intet er ændret: kontrollér stien",
                "{path} {deed}: {reason}; nothing was changed: check the path")
        }
    }
}
