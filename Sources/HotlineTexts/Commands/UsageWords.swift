/// What is said of a command that was written wrong. What stands around it is the argument
/// parser's, in English.
package enum UsageWords: CommandText {
    case callerNumber, hotlineNumber, moment, date, choice, answer, chainHead, address, language
    case keep, limit, period, figurePeriod, institutionOrLine, institutionOrFamily, pathOrRoster
    case oneHold, studyEnds

    package var text: Text {
        switch self {
        case .callerNumber:
            Text(
                "skriv et nummer som +45 12 34 56 78, 8 danske cifre eller anonymous",
                "write a number such as +45 12 34 56 78, 8 Danish digits, or anonymous")
        case .hotlineNumber:
            Text(
                "skriv et nummer som +45 12 34 56 78, eller 8 danske cifre",
                "write a number such as +45 12 34 56 78, or 8 Danish digits")
        case .moment:
            Text(
                """
                skriv et tidspunkt som 2026-12-24T14:00:00Z, eller et klokkeslæt i vagtplanens \
                zone som '2026-12-24 15:00'
                """,
                """
                write an instant such as 2026-12-24T14:00:00Z, or a wall time of the roster's zone \
                such as '2026-12-24 15:00'
                """)
        case .date:
            Text(
                "skriv en dag, der findes, som ÅÅÅÅ-MM-DD",
                "write a day that exists, as YYYY-MM-DD")
        case .choice: Text("brug {known}", "use {known}")
        case .answer:
            Text("'{word}' er intet svar: brug {known}", "'{word}' is no answer: use {known}")
        case .chainHead:
            Text(
                "skriv den, som 'log verify' viste den: 1024:9f86…, 64 cifre",
                "write it as 'log verify' printed it: 1024:9f86…, 64 digits")
        case .address:
            Text(
                "skriv ADRESSE:PORT, for eksempel 127.0.0.1:8085",
                "write ADDRESS:PORT, such as 127.0.0.1:8085")
        case .language:
            Text("skriv et sprog, for eksempel da eller en", "write a language such as da or en")
        case .keep: Text("--keep er 1 eller mere", "--keep is 1 or more")
        case .limit:
            Text("--limit er et helt tal fra 1 og op.", "--limit is a whole number from 1 on.")
        case .period:
            Text(
                "--to er dagen efter den sidste: {to} er ikke efter {from}.",
                "--to is the day after the last one: {to} is not after {from}.")
        case .figurePeriod:
            Text(
                "--in skal have rapportens --from og --to.",
                "--in needs the report's --from and --to.")
        case .institutionOrLine:
            Text(
                "Giv --institution eller --line, ikke begge.",
                "Give --institution or --line, not both.")
        case .institutionOrFamily:
            Text(
                "Giv --institution eller --family, ikke begge.",
                "Give --institution or --family, not both.")
        case .pathOrRoster:
            Text("Giv PATH eller --roster, ikke begge.", "Give PATH or --roster, not both.")
        case .oneHold:
            Text(
                "nævn én af --family, --call, --everything",
                "name one of --family, --call, --everything")
        case .studyEnds:
            Text(
                "--study-ends hører til en undersøgelse: nævn den med --study.",
                "--study-ends is a study's: name it with --study.")
        }
    }
}
