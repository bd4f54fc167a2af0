import Testing

/// The version stands where the daemon tells it, and the package's changelog begins with the same.
@Suite struct VersionTests {
    private static let told = "Sources/HotlineDaemon/Hotlined.swift"
    private static let packaged = "debian/changelog"

    /// The words between two others, at their first place.
    private static func between(_ begin: String, _ end: String, in text: String) -> Substring? {
        guard let before = text.firstRange(of: begin) else { return nil }
        let rest = text[before.upperBound...]
        return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
    }

    private static func toldVersion(in text: String) -> Substring? {
        between("static let versionText = \"", "\"", in: text)
    }

    private static func packagedVersion(in text: String) -> Substring? {
        text.hasPrefix("akuttelefon (") ? between("akuttelefon (", ")", in: text) : nil
    }

    @Test func `the package has the daemon's version`() throws {
        let told = VersionTests.toldVersion(in: try SourceTree.text(of: VersionTests.told))
        let packaged = VersionTests.packagedVersion(
            in: try SourceTree.text(of: VersionTests.packaged))
        #expect(told != nil, "\(VersionTests.told) tells no version")
        #expect(told == packaged, "\(VersionTests.told) and \(VersionTests.packaged) differ")
    }

    @Test func `a version that is told elsewhere or not at all is missed`() {
        #expect(VersionTests.toldVersion(in: "    static let versionText = \"1.2.3\"\n") == "1.2.3")
        #expect(VersionTests.toldVersion(in: "let version = \"1.2.3\"\n") == nil)
        let entries = "akuttelefon (1.2.3) unstable; urgency=low\n\nakuttelefon (1.2.2) unstable\n"
        #expect(VersionTests.packagedVersion(in: entries) == "1.2.3")
        #expect(VersionTests.packagedVersion(in: "\n" + entries) == nil)
    }
}
