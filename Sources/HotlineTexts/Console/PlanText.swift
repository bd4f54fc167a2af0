/// *Vagter*: who fills each line through a week or month, and what that asks of each.
package enum PlanText: String, CatalogueText {
    case planTitle, planLead, planWeek, planMonthOf, planBadDay, planNoRoster, planEmpty
    case planSearchEmpty, planChoose, planDay, planDayHint, planSpan, planSpanWeek, planSpanMonth
    case planSearch, planShow, planAll, planEarlier, planLater, planToday, planPast
    case planGapsNone, planGapsOne, planGapsMany, planOwnNone, planOwn
    case planStamp, planFromTo, planFromBefore, planToLater, planHours
    case planGap, planClosed, planOpen, planYou, planRowsMore, planMore, planMoreTitle
    case planLoadTitle, planLoadLead, planLoadNone, planLoadName, planLoadHours, planLoadAwake
    case planLoadNights, planLoadWeekends, planLoadHolidays, planLoadShifts, planLoadMore
    case planFairTitle, planFairLead, planFairShare, planFairApart, planFairMore

    package var text: Text {
        switch self {
        case .planTitle: Text("Vagter", "Duty")
        case .planLead:
            Text(
                "Hver linje har en stribe: en vagt efter den anden, skiftevis lys og mørk. Hvor ingen "
                    + "har vagten, er striben brudt af en rød ramme. Det samme står i ord under den.",
                "Each line has a strip: one duty after the other, light and dark by turns. Where "
                    + "nobody fills the line, a red frame breaks it. The words below say the same."
            )
        case .planWeek: Text("Uge {week}: {from} til {to}", "Week {week}: {from} to {to}")
        case .planMonthOf: Text("{month} {year}", "{month} {year}")
        case .planBadDay:
            Text(
                "'{text}' er ingen dag, der kan vises. Skriv den som 2026-12-24, højst et år fra "
                    + "i dag.",
                "'{text}' is no day that can be shown. Write it as 2026-12-24, within a year of "
                    + "today.")
        case .planNoRoster:
            Text(
                "Ingen vagtplan er i kraft, så her er intet at vise. Ret vagtplanens fejl: "
                    + "'hotlinectl roster check' siger, hvor de er.",
                "No roster is in force, so there is nothing to show. Mend the roster's errors: "
                    + "'hotlinectl roster check' says where they are.")
        case .planEmpty:
            Text(
                "Her står vagterne på din institution og i de kommuner, den betjener. Vagtplanen "
                    + "har ingen, der er dine.",
                "The lines of your institution and of the municipalities that it serves stand "
                    + "here. The roster has none that are yours.")
        case .planSearchEmpty:
            Text(
                "Ingen af dine vagter hedder noget med '{query}'.",
                "None of your lines is named like '{query}'.")
        case .planChoose: Text("Vælg tid og vagter", "Choose time and lines")
        case .planDay: Text("En dag i tiden", "A day of it")
        case .planDayHint: Text("som 2026-12-24", "as 2026-12-24")
        case .planSpan: Text("Vis", "Show")
        case .planSpanWeek: Text("en uge", "a week")
        case .planSpanMonth: Text("en måned", "a month")
        case .planSearch:
            Text("Institution, kommune eller vagt", "Institution, municipality or line")
        case .planShow: Text("Vis", "Show")
        case .planAll: Text("Alle vagter", "All lines")
        case .planEarlier: Text("Før", "Earlier")
        case .planLater: Text("Efter", "Later")
        case .planToday: Text("I dag", "Today")
        case .planPast:
            Text(
                "Det, der er gået, står, som vagtplanen siger det nu. Hvem der faktisk havde "
                    + "vagten, står i rapporten.",
                "What is past stands as the roster has it now. Who really was on duty is in the "
                    + "report.")
        case .planGapsNone: Text("Alle viste vagter er dækket", "All lines shown are filled")
        case .planGapsOne: Text("1 hul: ingen har vagten", "1 gap: nobody fills the line")
        case .planGapsMany:
            Text("{count} huller: ingen har vagten", "{count} gaps: nobody fills the line")
        case .planOwnNone: Text("Du har ingen vagter her", "You have no duty here")
        case .planOwn: Text("Dine vagter: {count}, {hours}", "Your duties: {count}, {hours}")
        case .planStamp: Text("{weekday} {day}. {month} {time}", "{weekday} {day} {month} {time}")
        case .planFromTo: Text("{from} – {to}", "{from} – {to}")
        case .planFromBefore: Text("fra før {from}", "from before {from}")
        case .planToLater: Text("til efter {to}", "until after {to}")
        case .planHours: Text("{hours} t.", "{hours} h")
        case .planGap: Text("Ingen har vagten", "Nobody fills the line")
        case .planClosed: Text("Lukket efter vagtplanen", "Closed by the roster")
        case .planOpen:
            Text(
                "Ingen har vagten i denne tid, og ingen skal have den.",
                "Nobody fills the line in this time, and nobody has to.")
        case .planYou: Text("dig", "you")
        case .planRowsMore:
            Text(
                "{count} vagter mere vises ikke. Vælg en uge for at se dem.",
                "{count} more duties are not shown. Choose a week to see them.")
        case .planMoreTitle: Text("Flere vagter", "More lines")
        case .planMore:
            Text(
                "{count} vagter er ikke vist. Vælg en, eller søg.",
                "{count} lines are not shown. Choose one, or search.")
        case .planLoadTitle: Text("Belastning", "Load")
        case .planLoadLead:
            Text(
                "Hvad vagterne hos de institutioner og kommuner, der er vist, beder hver kollega "
                    + "om i denne tid. En nat tæller, når mindst 3 timer mellem kl. 23 og 6 er vagt.",
                "What the lines of the institutions and municipalities shown ask of each "
                    + "professional in this time. A night counts when at least 3 hours between "
                    + "23:00 and 06:00 are duty."
            )
        case .planLoadNone:
            Text(
                "Ingen kollega har vagt i denne tid. En plads, der ikke er en person, tæller ikke.",
                "No professional has duty in this time. A desk, which is no person, does not count."
            )
        case .planLoadName: Text("Kollega", "Professional")
        case .planLoadHours: Text("Timer", "Hours")
        case .planLoadAwake: Text("Heraf vågen", "Of them awake")
        case .planLoadNights: Text("Nætter", "Nights")
        case .planLoadWeekends: Text("Weekender", "Weekends")
        case .planLoadHolidays: Text("Helligdage", "Holidays")
        case .planLoadShifts: Text("Vagter", "Shifts")
        case .planLoadMore:
            Text(
                "{count} kolleger med mindre vagt er ikke vist. Vælg en vagt for at se færre.",
                "{count} professionals with less duty are not shown. Choose a line to see fewer.")
        case .planFairTitle: Text("Fordeling", "How it is shared")
        case .planFairLead:
            Text(
                "Hver vagts timer på dem, der skiftes. Tallet vejer hverken ansættelse eller "
                    + "fravær: det spørger hvorfor, og bebrejder ingen.",
                "Each line's hours on those who take turns. The number weighs neither employment "
                    + "nor absence: it asks why, and blames nobody.")
        case .planFairShare:
            Text("{name}: {hours} t. ({percent} %)", "{name}: {hours} h ({percent}%)")
        case .planFairApart:
            Text("Mest minus mindst: {hours} t.", "Most less least: {hours} h")
        case .planFairMore:
            Text(
                "{count} vagter mere er ikke vist her. Vælg en vagt for at se den.",
                "{count} more lines are not shown here. Choose a line to see it.")
        }
    }
}
