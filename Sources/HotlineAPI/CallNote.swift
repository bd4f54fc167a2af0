/// What a professional writes down after a call, in the settings' codes. What is `null` was not
/// said, and leaves what was said before.
package struct CallNote: Codable, Hashable, Sendable {
    /// Where several gateways have the call.
    @Null package var gateway: String?
    /// Whether somebody is to follow up; `false` closes what the division of roles asked for.
    @Null package var followUp: Bool?
    @Null package var themes: [String]?
    @Null package var done: [String]?
    /// Whether it stands in the case system: `yes`, `no` or `not-relevant`.
    @Null package var noted: String?
    /// Whether the caseworker is to be told.
    @Null package var caseworker: Bool?
    /// How it went, by whoever spoke with the family afterwards.
    @Null package var went: String?
    /// Whom the family would have rung otherwise.
    @Null package var otherwise: String?

    package init(
        gateway: String?, followUp: Bool? = nil, themes: [String]? = nil, done: [String]? = nil,
        noted: String? = nil, caseworker: Bool? = nil, went: String? = nil,
        otherwise: String? = nil
    ) {
        self.gateway = gateway
        self.followUp = followUp
        self.themes = themes
        self.done = done
        self.noted = noted
        self.caseworker = caseworker
        self.went = went
        self.otherwise = otherwise
    }

    private enum CodingKeys: String, CodingKey {
        case gateway
        case followUp = "follow_up"
        case themes, done, noted, caseworker, went, otherwise
    }
}

/// What stands in a call's note.
package struct NoteFacts: Codable, Hashable, Sendable {
    package var themes: [String]
    package var done: [String]
    @Null package var noted: String?
    @Null package var followUp: Bool?
    @Null package var caseworker: Bool?
    @Null package var went: String?
    @Null package var otherwise: String?
    /// Who said it last.
    package var by: String

    package init(
        themes: [String], done: [String], noted: String?, followUp: Bool?, caseworker: Bool?,
        went: String?, otherwise: String?, by: String
    ) {
        self.themes = themes
        self.done = done
        self.noted = noted
        self.followUp = followUp
        self.caseworker = caseworker
        self.went = went
        self.otherwise = otherwise
        self.by = by
    }

    private enum CodingKeys: String, CodingKey {
        case themes, done, noted
        case followUp = "follow_up"
        case caseworker, went, otherwise, by
    }
}

/// A call's note and all that the call leaves to be done.
package struct NotedCall: Codable, Hashable, Sendable {
    package var call: String
    package var gateway: String
    @Null package var note: NoteFacts?
    package var followUps: [FollowUpFacts]

    package init(call: String, gateway: String, note: NoteFacts?, followUps: [FollowUpFacts]) {
        self.call = call
        self.gateway = gateway
        self.note = note
        self.followUps = followUps
    }

    private enum CodingKeys: String, CodingKey {
        case call, gateway, note
        case followUps = "follow_ups"
    }
}

/// The codes that a note is chosen from.
package struct NoteCodes: Codable, Hashable, Sendable {
    package var theme: [Code]
    package var done: [Code]
    package var went: [Code]
    package var otherwise: [Code]

    package init(theme: [Code], done: [Code], went: [Code], otherwise: [Code]) {
        self.theme = theme
        self.done = done
        self.went = went
        self.otherwise = otherwise
    }

    package struct Code: Codable, Hashable, Sendable {
        package var code: String
        package var words: String

        package init(code: String, words: String) {
            self.code = code
            self.words = words
        }
    }
}
