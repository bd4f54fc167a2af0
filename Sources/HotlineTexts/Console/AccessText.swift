/// *Adgang*: who has read what.
package enum AccessText: String, CatalogueText {
    case accessTitle, accessLead, accessNone, accessNoneFiltered
    case accessFilter, accessWho, accessFamily, accessFrom, accessTo, accessDayHint, accessShow
    case accessClear, accessBadDay
    case accessAt, accessDoor, accessWhat, accessCall, accessShown, accessWhy
    case accessOlder, accessNewest
    case doorControl, doorToken, doorConsole
    case roleStaff, roleLeader, roleConsultant, roleCaseworker, roleAdministrator, roleEvaluator
    case roleAuditor, roleNone
    case readCalls, readCall, readNote, readFollowUps, readFollowUp, readAccessLog, readSubject
    case readExport, readFailingNumbers, readRosterCheck

    package var text: Text {
        switch self {
        case .accessTitle: Text("Adgang", "Access")
        case .accessLead:
            Text(
                "Hver læsning af opkald, notater, opfølgning og af denne log, nyeste først.",
                "Each reading of calls, notes, follow-ups and of this log, newest first.")
        case .accessNone:
            Text(
                "Ingen har læst personoplysninger endnu. Når nogen gør det, står det her: hvem, "
                    + "hvad, hvornår og hvorfor.",
                "Nobody has read personal data yet. When somebody does, it stands here: who, "
                    + "what, when and why."
            )
        case .accessNoneFiltered:
            Text(
                "Ingen læsninger svarer til dit valg. Vælg bredere.",
                "No readings match. Choose more widely.")
        case .accessFilter: Text("Vælg", "Choose")
        case .accessWho: Text("Hvem", "Who")
        case .accessFamily: Text("Familiens id i vagtplanen", "The family's id in the roster")
        case .accessFrom: Text("Fra og med", "From")
        case .accessTo: Text("Til og med", "To and including")
        case .accessDayHint: Text("åååå-mm-dd", "yyyy-mm-dd")
        case .accessShow: Text("Vis", "Show")
        case .accessClear: Text("Vis alle", "Show all")
        case .accessBadDay:
            Text(
                "'{text}' er ingen dag. Skriv åååå-mm-dd.", "'{text}' is no day. Write yyyy-mm-dd.")
        case .accessAt: Text("Hvornår", "When")
        case .accessDoor: Text("Vej ind", "Way in")
        case .accessWhat: Text("Hvad", "What")
        case .accessCall: Text("Opkald", "Call")
        case .accessShown: Text("Antal", "Rows")
        case .accessWhy: Text("Hvorfor", "Why")
        case .accessOlder: Text("Ældre", "Older")
        case .accessNewest: Text("Nyeste", "Newest")
        case .doorControl: Text("maskinen", "the machine")
        case .doorToken: Text("adgangsnøgle", "token")
        case .doorConsole: Text("konsollen", "the console")
        case .roleStaff: Text("vagthavende", "staff")
        case .roleLeader: Text("leder", "leader")
        case .roleConsultant: Text("familieplejekonsulent", "consultant")
        case .roleCaseworker: Text("myndighedsrådgiver", "caseworker")
        case .roleAdministrator: Text("administrator", "administrator")
        case .roleEvaluator: Text("evaluator", "evaluator")
        case .roleAuditor: Text("revisor", "auditor")
        case .roleNone: Text("ingen", "none")
        case .readCalls: Text("liste over opkald", "list of calls")
        case .readCall: Text("opkald", "call")
        case .readNote: Text("notat", "note")
        case .readFollowUps: Text("liste over opfølgning", "list of follow-ups")
        case .readFollowUp: Text("opfølgning", "follow-up")
        case .readAccessLog: Text("adgangslog", "access log")
        case .readSubject: Text("alt om en familie", "all of a family")
        case .readExport: Text("data til evaluering", "data for evaluation")
        case .readFailingNumbers: Text("numre, der fejler", "numbers that fail")
        case .readRosterCheck: Text("kontrol af en vagtplan", "check of a roster")
        }
    }
}
