/// *Rapporter*: the figures of a period.
package enum ReportsText: String, CatalogueText {
    case reportsTitle, reportsLead, reportsLeadQuarters, reportsChoose, reportsFrom, reportsTo
    case reportsDayHint, reportsShow, reportsPeriods, reportsParts, reportsBadDay, reportsBadOrder
    case reportsBadQuarter, reportsEmpty, reportsTrimmed, reportsQuarter, reportsWhole

    package var text: Text {
        switch self {
        case .reportsTitle: Text("Rapporter", "Reports")
        case .reportsLead:
            Text(
                "Vælg den første og den sidste dag. Tallene tæller de opkald, som din rolle har ret "
                    + "til.",
                "Choose the first and the last day. The figures count the calls that your role "
                    + "may have.")
        case .reportsLeadQuarters:
            Text(
                "Din rolle ser tal, der ikke kan føres tilbage til en familie: af et helt kvartal "
                    + "eller et helt år, som er gået.",
                "Your role sees figures that lead back to no family: of a whole quarter or a whole "
                    + "year that is over.")
        case .reportsChoose: Text("Vælg perioden", "Choose the period")
        case .reportsFrom: Text("Første dag", "First day")
        case .reportsTo: Text("Sidste dag", "Last day")
        case .reportsDayHint: Text("som 2026-12-24", "as 2026-12-24")
        case .reportsShow: Text("Vis", "Show")
        case .reportsPeriods: Text("Perioder", "Periods")
        case .reportsParts: Text("Rapportens dele", "Parts of the report")
        case .reportsBadDay:
            Text(
                "'{text}' er ingen dag. Skriv den som 2026-12-24.",
                "'{text}' is no day. Write it as 2026-12-24.")
        case .reportsBadOrder:
            Text(
                "Den sidste dag er før den første. Byt dem om.",
                "The last day is before the first. Exchange them.")
        case .reportsBadQuarter:
            Text(
                "Perioden er ikke et helt kvartal eller et helt år, som er gået. Vælg en af "
                    + "perioderne nedenfor.",
                "The period is no whole quarter or year that is over. Choose one of the periods "
                    + "below.")
        case .reportsEmpty:
            Text(
                "Der er intet at fortælle om denne periode. Når der har været opkald, står tallene "
                    + "her.",
                "There is nothing to tell of this period. When there have been calls, the figures "
                    + "stand here.")
        case .reportsTrimmed:
            Text(
                "{count} rækker er ikke vist her. Hele rapporten: hotlinectl report --format html.",
                "{count} rows are not shown here. The whole report: hotlinectl report --format "
                    + "html.")
        case .reportsQuarter: Text("{number}. kvartal {year}", "Quarter {number} of {year}")
        case .reportsWhole:
            Text(
                "Et tal står med n, det det er talt af. »Alle tal« fortæller, hvordan hvert er regnet.",
                "A figure stands with n, what it is counted from. \"All figures\" tells how each "
                    + "is counted.")
        }
    }
}
