/// What is said of files and folders that a command cannot use.
package enum TroubleWords: CommandText {
    case noRoster, settingsIgnored, oldRoster, newRoster, noRecording, notMade, notWritten, notRead
    case notJSON, questionNotJSON, keepNeedsFolder, folderTaken, nothingExported

    package var text: Text {
        switch self {
        case .noRoster:
            Text(
                """
                ingen vagtplan i {places}: nævn dens fil eller mappe, eller indstillingerne med \
                --config
                """,
                "no roster in {places}: name its file or folder, or the settings with --config")
        case .settingsIgnored:
            Text(
                "indstillingerne kan ikke bruges, og der ses bort fra dem",
                "settings cannot be used, ignoring them")
        case .oldRoster:
            Text("den gamle vagtplan, {path}, har fejl:", "the old roster, {path}, has errors:")
        case .newRoster:
            Text("den nye vagtplan, {path}, har fejl:", "the new roster, {path}, has errors:")
        case .noRecording:
            Text(
                """
                ingen tekst er på '{language}', så ingen optagelse på det sprog bliver nogensinde \
                afspillet: skriv først teksterne under 'announce' i vagtplanen
                """,
                """
                no text is in '{language}', so no recording of it is ever played: write the texts \
                under 'announce' in the roster first
                """)
        case .notMade: Text("{path} kan ikke oprettes: {reason}", "{path} cannot be made: {reason}")
        case .notWritten:
            Text("{path} kan ikke skrives: {reason}", "{path} cannot be written: {reason}")
        case .notRead:
            Text("{path} kan ikke læses igen: {reason}", "{path} cannot be read again: {reason}")
        case .notJSON: Text("{path} kan ikke skrives som JSON", "{path} cannot be written as JSON")
        case .questionNotJSON:
            Text("spørgsmålet kan ikke skrives som JSON", "the question cannot be written as JSON")
        case .keepNeedsFolder:
            Text(
                "--keep skal have en mappe: {path} er ikke en mappe",
                "--keep needs a folder: {path} is none")
        case .folderTaken:
            Text(
                "{path} findes allerede og er ikke en tom mappe: nævn en ny mappe med --out",
                "{path} is there already, and is no empty folder: name a new folder with --out")
        case .nothingExported:
            Text(
                """
                {path} kan ikke skrives: {reason}; intet blev eksporteret: nævn en anden mappe med \
                --out
                """,
                """
                {path} cannot be written: {reason}; nothing was exported: name another folder with \
                --out
                """)
        }
    }
}
