import Configuration

/// The pages for people, below `/console`.
package struct ConsoleSettings: Hashable, Sendable {
    /// The address at which people open the console, without a slash at its end.
    package let publicURL: String
}

extension SettingsReader {
    mutating func console() -> ConsoleSettings? {
        optional(
            "console.public-url", SettingsReader.address,
            fix: "write an address without query: https://hotline.example.dk"
        ).map { ConsoleSettings(publicURL: $0) }
    }
}
