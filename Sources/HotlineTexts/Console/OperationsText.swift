/// *Drift*: how the daemon is, for administrators.
package enum OperationsText: String, CatalogueText {
    case operationsTitle, operationsOK, operationsDegraded, operationsVersion, operationsSince
    case alarmsTitle, alarmsNone, alarmsSince
    case gatewaysTitle, gatewaysNone, gatewayName, gatewayLastEvent, gatewayLastSelfCall
    case logTitle, logState, logOK, logSlow, logUnwritable, logCorrupt, logSpooled, logLastEvent
    case logSwept, logOpenCalls, logPromises, logPromisesCount
    case rosterTitle, rosterNone, rosterGood, rosterBad, rosterLoaded, rosterFiles, rosterUntil
    case rosterHash
    case dutyTitle, dutyNone, dutyProfessional, dutyLines, dutySince, dutyUntil, dutyCalls,
        dutyRelief
    case sessionsTitle, sessionsNone, sessionWho, sessionWay, sessionMade, sessionSeen, sessionEnds
    case sessionEnd, sessionOwn, wayToken, wayLink, wayProxy, sessionEnded

    package var text: Text {
        switch self {
        case .operationsTitle: Text("Drift", "Operations")
        case .operationsOK: Text("Alt er i orden", "All is well")
        case .operationsDegraded: Text("Noget skal rettes", "Something must be mended")
        case .operationsVersion: Text("Version", "Version")
        case .operationsSince: Text("Har kørt siden", "Has run since")
        case .alarmsTitle: Text("Alarmer", "Alarms")
        case .alarmsNone:
            Text(
                "Ingen alarmer. En alarm står her, til det, den handler om, er rettet.",
                "No alarms. An alarm stands here until what it is about is mended.")
        case .alarmsSince: Text("siden {since}", "since {since}")
        case .gatewaysTitle: Text("Telefonsystemer", "Gateways")
        case .gatewaysNone:
            Text(
                "Indstillingerne har intet telefonsystem, så intet opkald kan komme ind. Se "
                    + "docs/gateways.md.",
                "The settings have no gateway, so no call can come in. See docs/gateways.md.")
        case .gatewayName: Text("Navn", "Name")
        case .gatewayLastEvent: Text("Seneste hændelse", "Latest event")
        case .gatewayLastSelfCall: Text("Seneste prøveopkald", "Latest self-call")
        case .logTitle: Text("Log", "Log")
        case .logState: Text("Tilstand", "State")
        case .logOK: Text("i orden", "well")
        case .logSlow: Text("langsom", "slow")
        case .logUnwritable: Text("kan ikke skrives", "cannot be written")
        case .logCorrupt: Text("beskadiget", "corrupt")
        case .logSpooled: Text("Hændelser, der venter", "Events that wait")
        case .logLastEvent: Text("Seneste hændelse", "Latest event")
        case .logSwept: Text("Opkald uden afslutning", "Calls without an end")
        case .logOpenCalls: Text("Åbne opkald", "Open calls")
        case .logPromises: Text("Løfter", "Promises")
        case .logPromisesCount:
            Text("{open}, heraf {overdue} over tiden", "{open}, of them {overdue} overdue")
        case .rosterTitle: Text("Vagtplan", "Roster")
        case .rosterNone:
            Text(
                "Ingen vagtplan er i kraft: hvert opkald går til nødnummeret. Kør hotlinectl "
                    + "roster check.",
                "No roster is in force: every call goes to the last resort. Run hotlinectl "
                    + "roster check."
            )
        case .rosterGood: Text("Filerne er i kraft", "The files are in force")
        case .rosterBad:
            Text(
                "Filerne har en fejl, så den forrige vagtplan gælder. Kør hotlinectl roster check.",
                "The files have an error, so the previous roster counts. Run hotlinectl roster "
                    + "check."
            )
        case .rosterLoaded: Text("Læst", "Read")
        case .rosterFiles: Text("Filer", "Files")
        case .rosterUntil: Text("Vagter kendes til", "Duty is known until")
        case .rosterHash: Text("Aftryk", "Fingerprint")
        case .dutyTitle: Text("Vagt og hvile", "Duty and rest")
        case .dutyNone: Text("Ingen person er på vagt nu.", "No person is on duty now.")
        case .dutyProfessional: Text("Navn", "Name")
        case .dutyLines: Text("Vagter", "Lines")
        case .dutySince: Text("Siden", "Since")
        case .dutyUntil: Text("Til", "Until")
        case .dutyCalls: Text("Opkald", "Calls")
        case .dutyRelief: Text("Afløses senest", "Relief due")
        case .sessionsTitle: Text("Hvem er logget ind", "Who is signed in")
        case .sessionsNone: Text("Ingen er logget ind.", "Nobody is signed in.")
        case .sessionWho: Text("Hvem", "Who")
        case .sessionWay: Text("Hvordan", "How")
        case .sessionMade: Text("Fra", "From")
        case .sessionSeen: Text("Senest set", "Last seen")
        case .sessionEnds: Text("Til", "Until")
        case .sessionEnd: Text("Log ud: {who}, {from}", "Sign out: {who}, {from}")
        case .sessionOwn: Text("denne session", "this session")
        case .wayToken: Text("adgangsnøgle", "token")
        case .wayLink: Text("link", "link")
        case .wayProxy: Text("kommunens login", "single sign-on")
        case .sessionEnded: Text("Sessionen er slut.", "The session has ended.")
        }
    }
}
