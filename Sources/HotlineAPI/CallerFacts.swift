/// Who called, as far as the roster told: `caller` of a call and of `route`.
package struct CallerFacts: Codable, Hashable, Sendable {
    /// `family`, `contact`, `professional`, `unknown` or `withheld`.
    package var kind: String
    @Null package var family: String?
    @Null package var institution: String?
    @Null package var municipality: String?

    package init(kind: String, family: String?, institution: String?, municipality: String?) {
        self.kind = kind
        self.family = family
        self.institution = institution
        self.municipality = municipality
    }
}
