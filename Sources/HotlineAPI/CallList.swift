/// A page of calls.
package struct CallList: Codable, Hashable, Sendable {
    package var calls: [CallSummary]
    /// What `after` continues with; `null` on the last page.
    @Null package var next: String?

    package init(calls: [CallSummary], next: String?) {
        self.calls = calls
        self.next = next
    }
}
