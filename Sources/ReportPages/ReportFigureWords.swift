import HotlineTexts

/// What a figure of a report is called, and how it is counted, in both languages.
struct ReportFigureWords: Hashable, Sendable {
    /// The figure's name in every report.
    let figure: String
    let name: Text
    let formula: Text

    /// - Parameters:
    ///   - danish: The name and the formula.
    ///   - english: The name and the formula.
    init(_ figure: String, da danish: (String, String), en english: (String, String)) {
        self.figure = figure
        name = Text(danish.0, english.0)
        formula = Text(danish.1, english.1)
    }

    /// Figures that are read together.
    struct Group: Sendable {
        let heading: Text
        let figures: [ReportFigureWords]
    }

    static let groups = [
        Group(heading: Text("Opkald", "Calls"), figures: calls),
        Group(heading: Text("Svar", "Answers"), figures: answers),
        Group(
            heading: Text("Tid til et menneske", "Time to a human"), figures: waits),
        Group(
            heading: Text("Løfter om at ringe tilbage", "Promises to ring back"),
            figures: promises),
        Group(heading: Text("Familier", "Families"), figures: families),
        Group(heading: Text("Vagter", "Duty"), figures: duty),
        Group(heading: Text("Omkostninger", "Cost"), figures: cost),
        Group(
            heading: Text(
                "Konsulenter, rådgivere og vagthavende", "Contacts and professionals"),
            figures: others),
    ]

    static let all: [String: ReportFigureWords] = Dictionary(
        groups.flatMap(\.figures).map { ($0.figure, $0) }, uniquingKeysWith: { first, _ in first })

    /// Of which a target wants less.
    static let ceilings: Set<String> = [
        "abandoned-after-30", "abandonment-rate", "failure-rate", "promise-broken",
    ]
}
