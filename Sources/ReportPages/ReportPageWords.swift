import HotlineAPI
import HotlineTexts
import OnCallRoster

/// The words and numbers of a report's page in one language.
struct ReportPageWords {
    let language: WrittenLanguage

    func callAsFunction(_ danish: String, _ english: String) -> String {
        language(danish, english)
    }

    func callAsFunction(_ text: Text) -> String { language(text) }

    /// The tag of the page's language (BCP 47).
    var tag: String { language.rawValue }

    // MARK: What has no figure

    var unsaid: String { self("kan ikke siges", "cannot be said") }
    var hidden: String { self("skjult", "hidden") }

    // MARK: Figures

    /// What the figure is called; one that the page does not know keeps its own name.
    func name(of figure: String) -> String {
        ReportFigureWords.all[figure].map { self($0.name) } ?? figure
    }

    /// How the figure is counted; `nil` where only the document says so.
    func formula(of figure: String) -> String? {
        ReportFigureWords.all[figure].map { self($0.formula) }
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

    /// A part of the calls as a person reads it; months, places and what is not known stay as they
    /// stand.
    func part(_ part: String, by kind: String) -> String {
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

    func variant(_ variant: String) -> String {
        switch variant {
        case "individual": self("individuel", "individual")
        case "group": self("gruppe", "group")
        case "all": self("alle", "all")
        default: variant
        }
    }

    /// `[from, to)` in seconds; in minutes where both ends are whole ones.
    func span(_ bucket: ReportDocument.WaitBucket) -> String {
        let ends = [bucket.from, bucket.to].compactMap { $0 }
        let isMinutes = ends.allSatisfy { $0 % 60 == 0 } && ends.contains { $0 > 0 }
        let unit = isMinutes ? "min" : "s"
        let told = ends.map { whole(isMinutes ? $0 / 60 : $0) }
        return bucket.to == nil
            ? self("\(told[0]) \(unit) og mere", "\(told[0]) \(unit) and more")
            : told.joined(separator: "–") + " \(unit)"
    }
}
