/// Begins a rehearsal: a caller is on the line who is none.
package struct RehearsalStart: Codable, Hashable, Sendable {
    /// The caller's number; `anonymous` for a withheld one.
    package var from: String
    /// The hotline's number; `null` for the roster's first.
    @Null package var to: String?

    package init(from: String, to: String?) {
        self.from = from
        self.to = to
    }
}
