/// One text of the catalogue. Neither language can be missing.
package struct Text: Hashable, Sendable {
    package let danish: String
    package let english: String

    package init(_ danish: String, _ english: String) {
        self.danish = danish
        self.english = english
    }
}
