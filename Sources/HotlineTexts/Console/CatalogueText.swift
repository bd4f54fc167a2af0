/// Texts of one part of the console, each under a name of its own. A switch over the cases gives
/// each its two languages, so that neither can be missing.
package protocol CatalogueText: CaseIterable, RawRepresentable, Hashable, Sendable
where RawValue == String {
    var text: Text { get }
}

/// All texts of the console, by the names by which templates ask for them.
package enum ConsoleCatalogue {
    /// The parts; a part that is not among them has no text in templates.
    package static let parts: [any CatalogueText.Type] = [
        FrameText.self, SignInText.self, RefusalText.self, NowText.self, CallsText.self,
        StoryText.self, CardText.self, NoteText.self, FollowUpText.self, OperationsText.self,
        AccessText.self, TimeText.self, PlanText.self, ReportsText.self, DutyCheckText.self,
        RosterChangeText.self, RosterRefusalText.self,
        RosterCheckText.self, RosterProblemText.self,
    ]

    /// Every text with its name, part by part.
    package static let entries: [(name: String, text: Text)] = parts.flatMap { entries(of: $0) }

    private static let texts = Dictionary(
        entries.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })

    /// `nil` where no text has the name.
    package static func text(named name: String) -> Text? { texts[name] }

    private static func entries<Part: CatalogueText>(
        of part: Part.Type
    ) -> [(name: String, text: Text)] {
        part.allCases.map { (name: $0.rawValue, text: $0.text) }
    }
}

extension WrittenLanguage {
    package func callAsFunction(_ entry: some CatalogueText) -> String { self(entry.text) }

    package func callAsFunction(_ entry: some CatalogueText, _ values: [String: String]) -> String {
        self(entry.text, values)
    }
}
