package import HotlineAPI
package import HotlineTexts
import OnCallRoster

/// The words and numbers of a report in one language.
package struct ReportPageWords: Sendable {
    let language: WrittenLanguage

    package init(language: WrittenLanguage) {
        self.language = language
    }

    func callAsFunction(_ danish: String, _ english: String) -> String {
        language(danish, english)
    }

    func callAsFunction(_ text: Text) -> String { language(text) }

    /// The tag of the page's language (BCP 47).
    var tag: String { language.rawValue }

    // MARK: What has no figure

    /// Of a figure that has nothing to be counted from.
    package var unsaid: String { self("kan ikke siges", "cannot be said") }
    /// Of what too few families stand behind.
    package var hidden: String { self("skjult", "hidden") }

    // MARK: Figures

    /// What the figure is called; one that the page does not know keeps its own name.
    package func name(of figure: String) -> String {
        ReportFigureWords.all[figure].map { self($0.name) } ?? figure
    }

    /// How the figure is counted; `nil` where only the document says so.
    package func formula(of figure: String) -> String? {
        ReportFigureWords.all[figure].map { self($0.formula) }
    }

    /// The figures that fit on a line beside one another.
    static let columns: [(figure: String, heading: Text)] = [
        ("offered", Text("Opkald", "Calls")),
        ("answered", Text("Besvaret", "Answered")),
        ("short", Text("Korte", "Short")),
        ("abandoned", Text("Opgivet", "Abandoned")),
        ("failed", Text("Mislykket", "Failed")),
        ("answer-rate", Text("Andel besvaret", "Share answered")),
        ("service-level-180", Text("Inden 3 min", "Within 3 min")),
        ("time-to-human-p50", Text("Ventetid, median", "Wait, median")),
        ("time-to-human-p90", Text("Ventetid, 90\u{A0}%", "Wait, 90%")),
        ("promise-kept", Text("Løfter holdt", "Promises kept")),
    ]

    /// What the figure is called above a column; one that has no such name is called as elsewhere.
    package func column(_ figure: String) -> String {
        ReportPageWords.columns.first { $0.figure == figure }.map { self($0.heading) }
            ?? name(of: figure)
    }

    func target(_ figure: ReportDocument.Figure) -> String? {
        figure.target.map { target in
            let share = figure.unit == "share" ? percent(target, shortest: true) : nil
            let wanted = share ?? amount(target, unit: figure.unit)
            return ReportFigureWords.ceilings.contains(figure.figure)
                ? self("under \(wanted)", "under \(wanted)")
                : self("mindst \(wanted)", "\(wanted) or more")
        }
    }

    func met(_ figure: ReportDocument.Figure) -> String {
        switch figure.met {
        case true?: self("nået", "met")
        case false?: self("ikke nået", "not met")
        case nil: unsaid
        }
    }

    // MARK: Parts of the calls

    /// What the calls of a table are parted by.
    func heading(by part: String) -> String {
        switch part {
        case "month": self("Måned", "Month")
        case "quarter": self("Kvartal", "Quarter")
        case "year": self("År", "Year")
        case "institution": self("Institution", "Institution")
        case "municipality": self("Kommune", "Municipality")
        case "variant": self("Variant", "Variant")
        case "hour": self("Klokken", "Hour")
        case "weekday": self("Ugedag", "Weekday")
        default: part
        }
    }

    /// What the calls of a table are parted by, within a sentence.
    package func inText(_ part: String) -> String {
        part == "hour" ? self("klokkeslæt", "hour") : heading(by: part).lowercased()
    }

    /// A part of the calls as a person reads it; months, places and what is not known stay as they
    /// stand.
    package func part(_ part: String, by kind: String) -> String {
        switch kind {
        case "variant": variant(part)
        case "weekday":
            part.split(separator: " ").last.flatMap { Weekday(rawValue: String($0)) }
                .map { language.weekday($0.index) } ?? part
        case "hour":
            part.hasSuffix(" again")
                ? part.prefix(2) + self(" igen", " again") : part
        default: part
        }
    }

    /// A variant of foster care as a person reads it; another word stays as it stands.
    package func variant(_ variant: String) -> String {
        switch variant {
        case "individual": self("individuel", "individual")
        case "group": self("gruppe", "group")
        case "all": self("alle", "all")
        default: variant
        }
    }

    /// `[from, to)` in seconds; in minutes where both ends are whole ones.
    package func span(_ bucket: ReportDocument.WaitBucket) -> String {
        let ends = [bucket.from, bucket.to].compactMap { $0 }
        let isMinutes = ends.allSatisfy { $0 % 60 == 0 } && ends.contains { $0 > 0 }
        let unit = isMinutes ? "min" : "s"
        let told = ends.map { whole(isMinutes ? $0 / 60 : $0) }
        return bucket.to == nil
            ? self("\(told[0]) \(unit) og mere", "\(told[0]) \(unit) and more")
            : told.joined(separator: "–") + " \(unit)"
    }
}
