/// Days and times, as people say them. A clock has 24 hours.
package enum TimeText: String, CatalogueText {
    case timeToday, timeTomorrow, timeYesterday, timeOfDay, timeDate, timeDateOfYear
    case timeNow, timeMinutesAgo, timeHoursAgo, timeInMinutes, timeInHours, timeNever
    case timeSeconds, timeMinutes

    package var text: Text {
        switch self {
        case .timeToday: Text("kl. {time}", "{time}")
        case .timeTomorrow: Text("i morgen kl. {time}", "tomorrow {time}")
        case .timeYesterday: Text("i går kl. {time}", "yesterday {time}")
        case .timeOfDay: Text("{day} kl. {time}", "{day} {time}")
        case .timeDate: Text("{day}. {month}", "{day} {month}")
        case .timeDateOfYear: Text("{day}. {month} {year}", "{day} {month} {year}")
        case .timeNow: Text("lige nu", "just now")
        case .timeMinutesAgo: Text("for {minutes} min. siden", "{minutes} min ago")
        case .timeHoursAgo:
            Text("for {hours} t. {minutes} min. siden", "{hours} h {minutes} min ago")
        case .timeInMinutes: Text("om {minutes} min.", "in {minutes} min")
        case .timeInHours: Text("om {hours} t. {minutes} min.", "in {hours} h {minutes} min")
        case .timeNever: Text("aldrig", "never")
        case .timeSeconds: Text("{seconds} sek.", "{seconds} s")
        case .timeMinutes: Text("{minutes} min. {seconds} sek.", "{minutes} min {seconds} s")
        }
    }
}

extension WrittenLanguage {
    /// The name of a day of the week, 0 for Monday.
    package func weekday(_ index: Int) -> String {
        let names: [Text] = [
            Text("mandag", "Monday"), Text("tirsdag", "Tuesday"), Text("onsdag", "Wednesday"),
            Text("torsdag", "Thursday"), Text("fredag", "Friday"), Text("lørdag", "Saturday"),
            Text("søndag", "Sunday"),
        ]
        return names.indices.contains(index) ? self(names[index]) : ""
    }

    /// The name of a month, 1 for January.
    package func month(_ number: Int) -> String {
        let names: [Text] = [
            Text("januar", "January"), Text("februar", "February"), Text("marts", "March"),
            Text("april", "April"), Text("maj", "May"), Text("juni", "June"),
            Text("juli", "July"), Text("august", "August"), Text("september", "September"),
            Text("oktober", "October"), Text("november", "November"),
            Text("december", "December"),
        ]
        return names.indices.contains(number - 1) ? self(names[number - 1]) : ""
    }
}
