/// The questions of `calls note` that the console's page of a note words otherwise, and how they are
/// answered. The others are that page's.
package enum NoteQuestionWords: CommandText {
    case inSystem, otherwise, typeSeveral, typeOne

    package var text: Text {
        switch self {
        case .inSystem:
            Text(NoteText.noteInSystem.text.danish, "Does it stand in the case system?")
        case .otherwise:
            Text(NoteText.noteOtherwise.text.danish, "Whom would the family have rung otherwise?")
        case .typeSeveral:
            Text(
                "Skriv numre med mellemrum imellem, eller intet; numrene går fra 1 til {count}.",
                "Type numbers with spaces between, or nothing; numbers go from 1 to {count}.")
        case .typeOne:
            Text(
                "Skriv et nummer, eller intet; numrene går fra 1 til {count}.",
                "Type a number, or nothing; numbers go from 1 to {count}.")
        }
    }
}
