/// Why a page is not shown, and what to do.
package enum RefusalText: String, CatalogueText {
    case refusedBadTitle, refusedBad
    case refusedForbiddenTitle, refusedForbidden, refusedNoRole, refusedNothingYet
    case refusedMissingTitle, refusedMissing
    case refusedMethodTitle, refusedMethod
    case refusedConflictTitle, refusedLargeTitle, refusedLarge
    case refusedManyTitle
    case refusedFormTitle, refusedForm
    case refusedUnavailableTitle, refusedUnavailable
    case refusedDetail
    case reasonTitle, reasonLead, reasonLabel, reasonHint, reasonSubmit, reasonMissing

    package var text: Text {
        switch self {
        case .refusedBadTitle: Text("Det kan ikke læses", "That cannot be read")
        case .refusedBad:
            Text(
                "Noget i adressen eller formularen kan ikke bruges. Gå tilbage, og ret det.",
                "Something in the address or form cannot be used. Go back and mend it.")
        case .refusedForbiddenTitle: Text("Det må din rolle ikke se", "Your role may not see this")
        case .refusedForbidden:
            Text(
                "Mangler du adgang, så sig til administratoren, hvad du skal bruge den til.",
                "If you lack access, tell the administrator what you need it for.")
        case .refusedNoRole:
            Text(
                "{who} har ingen rolle her. Administratoren giver roller i indstillingernes "
                    + "access.",
                "{who} has no role here. The administrator gives roles in the settings' access.")
        case .refusedNothingYet:
            Text(
                "Her er ingen sider til din rolle. Rapporter hentes med hotlinectl report.",
                "There are no pages for your role here. Reports are made with hotlinectl report.")
        case .refusedMissingTitle: Text("Det findes ikke", "There is no such thing")
        case .refusedMissing:
            Text(
                "Siden eller opkaldet findes ikke, eller du må ikke se det.",
                "There is no such page or call, or you may not see it.")
        case .refusedMethodTitle: Text("Sådan bruges siden ikke", "The page is not used like this")
        case .refusedMethod:
            Text("Begynd forfra på forsiden.", "Begin again from the first page.")
        case .refusedConflictTitle:
            Text("Det passer ikke med det, der står", "That contradicts what there is")
        case .refusedLargeTitle: Text("Det er for meget", "That is too much")
        case .refusedLarge:
            Text("Formularen må højst fylde 64 KiB.", "A form may have 64 KiB at most.")
        case .refusedManyTitle: Text("For mange forsøg", "Too many tries")
        case .refusedFormTitle: Text("Formularen gælder ikke længere", "The form holds no longer")
        case .refusedForm:
            Text(
                "Den er fra en anden session eller et andet sted. Hent siden igen, og prøv én "
                    + "gang til. Intet er gemt.",
                "It is from another session or place. Load the page again, and try once more. "
                    + "Nothing is saved."
            )
        case .refusedUnavailableTitle:
            Text("Det kan ikke vises lige nu", "That cannot be shown just now")
        case .refusedUnavailable:
            Text(
                "Loggen svarer ikke. Telefonen virker stadig. Prøv igen om lidt; bliver det ved, "
                    + "så ring til administratoren.",
                "The log does not answer. The telephone still works. Try again in a while; if it "
                    + "goes on, ring the administrator."
            )
        case .refusedDetail: Text("Systemet siger", "The system says")
        case .reasonTitle: Text("Hvorfor læser du dette opkald?", "Why do you read this call?")
        case .reasonLead:
            Text(
                "Grunden skrives i adgangsloggen. Skriv intet navn, nummer eller cpr-nummer.",
                "The reason is written into the access log. Write no name, number or CPR number.")
        case .reasonLabel: Text("Grund", "Reason")
        case .reasonHint:
            Text(
                "For eksempel: opfølgning, klage, tilsyn.",
                "For instance: follow-up, complaint, inspection.")
        case .reasonSubmit: Text("Vis opkaldet", "Show the call")
        case .reasonMissing: Text("Skriv en grund først.", "Write a reason first.")
        }
    }
}
