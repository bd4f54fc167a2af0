import ArgumentParser
import Glibc
import HotlineTexts
import OnCallRoster

extension WrittenLanguage: ExpressibleByArgument {
    /// Danish where the environment's locale for messages says so (locale(7)), else English.
    init(environment: (String) -> String?) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap(environment).first { !$0.isEmpty }
        self = locale?.hasPrefix("da") ?? false ? .danish : .english
    }

    func name(_ weekday: Weekday) -> String {
        switch weekday {
        case .monday: self("mandag", "Monday")
        case .tuesday: self("tirsdag", "Tuesday")
        case .wednesday: self("onsdag", "Wednesday")
        case .thursday: self("torsdag", "Thursday")
        case .friday: self("fredag", "Friday")
        case .saturday: self("lørdag", "Saturday")
        case .sunday: self("søndag", "Sunday")
        }
    }
}

/// `--language` of the commands that write for people.
struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("language"),
        help: "da or en. Default: Danish where the locale says so, else English.")
    var chosen: WrittenLanguage?

    var language: WrittenLanguage {
        chosen ?? WrittenLanguage { name in getenv(name).map { String(cString: $0) } }
    }
}
