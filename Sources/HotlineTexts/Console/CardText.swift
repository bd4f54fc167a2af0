/// The contact card of a call.
package enum CardText: String, CatalogueText {
    case cardFamily, cardVariant, cardGroup, cardContact, cardConsultant, cardCaseworkers
    case cardLanguages, cardNeeds, cardNone, cardNotInRoster
    case cardContactCaller, cardProfessionalCaller, cardUnknown, cardWithheld
    case cardLatest, cardLatestNone, cardTakenBy
    case variantIndividual, variantGroup
    case languageDanish, languageEnglish

    package var text: Text {
        switch self {
        case .cardFamily: Text("Familien", "The family")
        case .cardVariant: Text("Model", "Variant")
        case .cardGroup: Text("Netværksgruppe", "Network group")
        case .cardContact: Text("Fast kontakt", "Own contact")
        case .cardConsultant: Text("Familieplejekonsulent", "Family consultant")
        case .cardCaseworkers: Text("Myndighedsrådgiver", "Caseworker")
        case .cardLanguages: Text("Taler", "Speaks")
        case .cardNeeds: Text("Særlige behov", "Needs")
        case .cardNone: Text("ingen i vagtplanen", "none in the roster")
        case .cardNotInRoster:
            Text(
                "Familien står ikke i vagtplanen længere, så her er kun dens id.",
                "The roster has the family no more, so that its id is all there is.")
        case .cardContactCaller:
            Text(
                "Det er en konsulent eller myndighedsrådgiver, der ringer, ikke en familie.",
                "A consultant or caseworker rings, not a family.")
        case .cardProfessionalCaller:
            Text(
                "Det er en fagperson, der ringer, ofte for at ringe en familie op.",
                "A professional rings, often to ring a family back.")
        case .cardUnknown:
            Text(
                "Nummeret står ikke i vagtplanen. Spørg, hvem der ringer, og bed vagtplanlæggeren "
                    + "skrive nummeret ind, hvis det er en plejefamilie.",
                "The roster does not have the number. Ask who rings, and have the duty planner "
                    + "add the number if it is a foster family."
            )
        case .cardWithheld:
            Text(
                "Nummeret er skjult, så vagtplanen kan ikke sige, hvem det er. Spørg.",
                "The number is withheld, so that the roster cannot say who it is. Ask.")
        case .cardLatest: Text("Seneste opkald, som du må se", "Latest calls that you may see")
        case .cardLatestNone:
            Text(
                "Ingen andre opkald fra familien, som du må se.",
                "No other calls of the family that you may see.")
        case .cardTakenBy: Text("{name} tog det", "{name} took it")
        case .variantIndividual: Text("individuel", "individual")
        case .variantGroup: Text("gruppebaseret", "group-based")
        case .languageDanish: Text("dansk", "Danish")
        case .languageEnglish: Text("engelsk", "English")
        }
    }
}
