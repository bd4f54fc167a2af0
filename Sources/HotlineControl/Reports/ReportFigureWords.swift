/// What a figure of a report is called, and how it is counted, in both languages.
struct ReportFigureWords: Hashable, Sendable {
    /// The figure's name in every report.
    let figure: String
    let name: ReportPageWords.Both
    let formula: ReportPageWords.Both

    /// - Parameters:
    ///   - danish: The name and the formula.
    ///   - english: The name and the formula.
    init(_ figure: String, da danish: (String, String), en english: (String, String)) {
        self.figure = figure
        name = ReportPageWords.Both(danish.0, english.0)
        formula = ReportPageWords.Both(danish.1, english.1)
    }

    /// Figures that are read together.
    struct Group: Sendable {
        let heading: ReportPageWords.Both
        let figures: [ReportFigureWords]
    }

    static let groups = [
        Group(heading: ReportPageWords.Both("Opkald", "Calls"), figures: calls),
        Group(heading: ReportPageWords.Both("Svar", "Answers"), figures: answers),
        Group(
            heading: ReportPageWords.Both("Tid til et menneske", "Time to a human"), figures: waits),
        Group(
            heading: ReportPageWords.Both("Løfter om at ringe tilbage", "Promises to ring back"),
            figures: promises),
        Group(heading: ReportPageWords.Both("Familier", "Families"), figures: families),
        Group(heading: ReportPageWords.Both("Vagter", "Duty"), figures: duty),
        Group(heading: ReportPageWords.Both("Omkostninger", "Cost"), figures: cost),
        Group(
            heading: ReportPageWords.Both(
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
