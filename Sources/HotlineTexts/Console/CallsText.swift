/// *Opkald*: the list, the search, and what is said of any call.
package enum CallsText: String, CatalogueText {
    case callsTitle, callsFind, callsFindLabel, callsFindHint, callsFindSubmit
    case callsFindNone, callsFindSeveral
    case callsFilter, callsInstitution, callsState, callsOutcome, callsAny
    case callsBadInstitution, callsManyInstitutions
    case callsNone, callsNoneFiltered
    case callsNumber, callsAt, callsCaller, callsPlace, callsWait
    case callReference
    case outcomeOpen, outcomeAnswered, outcomeShort, outcomeAbandoned, outcomeFailed
    case outcomeUnknown, stateOpen, stateEnded

    package var text: Text {
        switch self {
        case .callsTitle: Text("Opkald", "Calls")
        case .callsFind: Text("Find et opkald", "Find a call")
        case .callsFindLabel: Text("Opkaldets nummer", "The call's number")
        case .callsFindHint:
            Text(
                "Som det står i en besked: #12. Telefonsystemets id kan også bruges.",
                "As a message has it: #12. The gateway's id will do as well.")
        case .callsFindSubmit: Text("Find", "Find")
        case .callsFindNone:
            Text(
                "Intet opkald, som du må se, hedder '{reference}'. Skriv nummeret, som beskeden "
                    + "har det, for eksempel #12.",
                "No call that you may see is named '{reference}'. Write its number as the "
                    + "message has it, for instance #12."
            )
        case .callsFindSeveral:
            Text("Flere opkald hedder '{reference}'.", "Several calls are named '{reference}'.")
        case .callsFilter: Text("Vælg opkald", "Choose calls")
        case .callsInstitution: Text("Institution", "Institution")
        case .callsState: Text("Tilstand", "State")
        case .callsOutcome: Text("Udfald", "Outcome")
        case .callsAny: Text("alle", "all")
        case .callsBadInstitution:
            Text(
                "Ingen institution hedder noget med '{text}'. Skriv en del af dens navn.",
                "No institution is named like '{text}'. Write a part of its name.")
        case .callsManyInstitutions:
            Text(
                "Flere institutioner passer: {names}. Skriv mere af navnet.",
                "Several institutions fit: {names}. Write more of the name.")
        case .callsNone:
            Text(
                "Ingen opkald endnu. Når nogen ringer til akuttelefonen, står opkaldet her: hvem "
                    + "der ringede, hvor længe der blev ventet, og hvordan det gik.",
                "No calls yet. When somebody rings the hotline, the call stands here: who rang, "
                    + "how long they waited, and how it went."
            )
        case .callsNoneFiltered:
            Text(
                "Ingen opkald svarer til dit valg. Vælg bredere.",
                "No calls match. Choose more widely.")
        case .callsNumber: Text("Nummer", "Number")
        case .callsAt: Text("Begyndte", "Began")
        case .callsCaller: Text("Fra", "From")
        case .callsPlace: Text("Sted", "Place")
        case .callsWait: Text("Ventede", "Waited")
        case .callReference: Text("Opkald #{number}", "Call #{number}")
        case .outcomeOpen: Text("i gang", "under way")
        case .outcomeAnswered: Text("besvaret", "answered")
        case .outcomeShort: Text("lagt på med det samme", "hung up at once")
        case .outcomeAbandoned: Text("opgivet, før nogen tog det", "given up before it was taken")
        case .outcomeFailed: Text("ingen tog det", "nobody took it")
        case .outcomeUnknown: Text("slut uden at nogen hørte det", "ended unheard")
        case .stateOpen: Text("i gang", "under way")
        case .stateEnded: Text("slut", "ended")
        }
    }
}
