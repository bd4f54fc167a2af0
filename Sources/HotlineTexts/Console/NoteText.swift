/// The note of a call.
package enum NoteText: String, CatalogueText {
    case noteTitle, noteLead, noteRehearsal, noteNothing
    case noteThemes, noteDone, noteInSystem, noteFollowUp, noteCaseworker, noteWent
    case noteOtherwise
    case noteYes, noteNo, noteNotRelevant
    case noteSave, noteSaved, notedTitle, notedBy

    package var text: Text {
        switch self {
        case .noteTitle: Text("Notat til opkald #{number}", "Note of call #{number}")
        case .noteLead:
            Text(
                "Tryk på det, der passer. Alt kan rettes senere. Intet navn og ingen fri tekst.",
                "Press what fits. All can be mended later. No name, and no free text.")
        case .noteRehearsal:
            Text(
                "Et prøveopkald har intet notat: det tæller ikke med.",
                "A rehearsal has no note: it is not counted.")
        case .noteNothing:
            Text(
                "Notatet siger intet endnu. Vælg mindst én ting, og gem igen.",
                "The note says nothing yet. Choose one thing at least, and save again.")
        case .noteThemes: Text("Hvad handlede det om?", "What was it about?")
        case .noteDone: Text("Hvad blev gjort?", "What was done?")
        case .noteInSystem: Text("Står det i sagssystemet?", "Is it in the case system?")
        case .noteFollowUp: Text("Skal nogen følge op?", "Is somebody to follow up?")
        case .noteCaseworker:
            Text("Skal myndighedsrådgiveren vide det?", "Is the caseworker to be told?")
        case .noteWent: Text("Hvordan gik det, siger familien?", "How did it go, says the family?")
        case .noteOtherwise:
            Text("Hvem havde familien ellers ringet til?", "Whom would the family have rung?")
        case .noteYes: Text("Ja", "Yes")
        case .noteNo: Text("Nej", "No")
        case .noteNotRelevant: Text("Ikke relevant", "Not relevant")
        case .noteSave: Text("Gem notatet", "Save the note")
        case .noteSaved: Text("Notatet er gemt.", "The note is saved.")
        case .notedTitle: Text("Noteret", "Noted")
        case .notedBy: Text("Skrevet af", "Written by")
        }
    }
}
