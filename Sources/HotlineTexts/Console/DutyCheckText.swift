/// The page by which a professional says that they are there.
package enum DutyCheckText: String, CatalogueText {
    case dutyCheckTitle, dutyCheckBegins, dutyCheckLead, dutyCheckSubmit
    case dutyCheckDone, dutyCheckDoneLead, dutyCheckUnknown, dutyCheckUnknownLead

    package var text: Text {
        switch self {
        case .dutyCheckTitle: Text("Er du på vagt?", "Are you on duty?")
        case .dutyCheckBegins: Text("Vagten begynder", "The duty begins")
        case .dutyCheckLead:
            Text(
                "Sig ja, når du har vagttelefonen hos dig, og den har strøm. Svarer du ikke, får "
                    + "bagvagten det at vide.",
                "Say yes when you have the duty phone with you, and it is charged. Without an "
                    + "answer the escalation line hears of it.")
        case .dutyCheckSubmit: Text("Jeg er på vagt", "I am on duty")
        case .dutyCheckDone: Text("Tak. God vagt.", "Thank you. Have a good duty.")
        case .dutyCheckDoneLead:
            Text(
                "Det er skrevet ned, at du er på vagt. Du kan lukke siden.",
                "It is written down that you are on duty. You can close this page.")
        case .dutyCheckUnknown: Text("Linket gælder ikke", "The link does not hold")
        case .dutyCheckUnknownLead:
            Text(
                "Se efter, om hele linket er med. Er vagten begyndt, så ring til hotlinen fra "
                    + "vagttelefonen: så ved du, at den virker.",
                "See whether all of the link is there. If the duty has begun, ring the hotline from "
                    + "the duty phone: then you know that it works.")
        }
    }
}
