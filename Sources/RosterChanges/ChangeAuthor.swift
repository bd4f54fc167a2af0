/// Who makes a change, as the roster's files name them.
package struct ChangeAuthor: Hashable, Sendable {
    /// Of letters, digits and the marks of user names, so that it ends no comment; at most 64
    /// characters.
    package let name: String

    package init(_ given: String) {
        var name = ""
        for scalar in given.unicodeScalars.prefix(64) {
            let isPlain =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "._-@$+ ".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(isPlain ? scalar : "?")
        }
        self.name = name
    }
}
