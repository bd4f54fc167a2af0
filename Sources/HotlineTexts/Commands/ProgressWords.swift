/// What is said while long work goes on.
package enum ProgressWords: CommandText {
    case report, export, exportFiles, backup, verify, purge, erase, subject, replay, replayed

    package var text: Text {
        switch self {
        case .report: Text("hotlined regner rapporten ud", "hotlined works out the report")
        case .export: Text("hotlined samler data", "hotlined gathers the data")
        case .exportFiles: Text("filerne skrives", "the files are written")
        case .backup:
            Text(
                "loggen på {size} kopieres og kontrolleres",
                "the log of {size} is copied and checked")
        case .verify: Text("loggen på {size} gennemgås", "the log of {size} is looked through")
        case .purge:
            Text(
                "hotlined sletter det, hvis tid er gået",
                "hotlined deletes what is past its time")
        case .erase:
            Text(
                "hotlined sletter det, der peger på familien",
                "hotlined erases what identifies the family")
        case .subject:
            Text(
                "hotlined samler alt om familien",
                "hotlined gathers all that there is of the family")
        case .replay: Text("hotlined afgør opkald igen", "hotlined decides calls again")
        case .replayed:
            Text("{calls} opkald, {events} hændelser", "{calls} calls, {events} events")
        }
    }
}
