/// What a person said of a call afterwards, in the codes of the settings: no free text, so that it
/// may be counted and shown to evaluators. What is `nil` was not said.
package struct CallFacts: Hashable, Sendable, Codable {
    /// What the call was about.
    package var themes: [String]?
    /// What was done.
    package var done: [String]?
    /// Whether it stands in the case system.
    package var noted: Noted?
    /// Whether somebody is to follow up.
    package var followUp: Bool?
    /// Whether the caseworker is to be told.
    package var caseworker: Bool?
    /// How it went, by whoever spoke with the family afterwards.
    package var went: String?
    /// Whom the family would have rung otherwise.
    package var otherwise: String?
    /// Who said it last: a person's id or a user's name.
    package var by: String

    package enum Noted: String, CaseIterable, Codable, Sendable {
        case yes, no
        case notRelevant = "not-relevant"
    }

    package init(by: String) {
        self.by = by
    }

    /// What was said later stands over what was said before.
    package func over(_ earlier: CallFacts?) -> CallFacts {
        guard let earlier else { return self }
        var facts = self
        facts.themes = themes ?? earlier.themes
        facts.done = done ?? earlier.done
        facts.noted = noted ?? earlier.noted
        facts.followUp = followUp ?? earlier.followUp
        facts.caseworker = caseworker ?? earlier.caseworker
        facts.went = went ?? earlier.went
        facts.otherwise = otherwise ?? earlier.otherwise
        return facts
    }
}
