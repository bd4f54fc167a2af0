import Testing

/// The documents: short, one title each, and of the modules that there are.
@Suite struct MarkdownTests {
    /// The lines of a document that are titles; what stands between fences is none.
    private static func titles(of text: String) -> [Int] {
        var isFenced = false
        var found: [Int] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") || line.hasPrefix("~~~") { isFenced.toggle() }
            if !isFenced && line.hasPrefix("# ") { found.append(index + 1) }
        }
        return found
    }

    private static func titleFindings(_ path: String, _ text: String) -> [Finding] {
        let found = titles(of: text)
        if found.isEmpty {
            return [Finding(path, line: 1, "no title is banned here, use one line # TITLE")]
        }
        return found.dropFirst().map {
            Finding(path, line: $0, "a second title is banned here, use ##")
        }
    }

    private static func lengthFindings(_ path: String, _ text: String, limit: Int) -> [Finding] {
        let lines = text.utf8.count(where: { $0 == UInt8(ascii: "\n") })
        guard lines > limit else { return [] }
        return [
            Finding(
                path, line: limit + 1,
                "line \(limit + 1) of \(lines) is banned here, use a page of its own for a part")
        ]
    }

    @Test(arguments: SourceTree.paths.filter { $0.hasSuffix(".md") })
    func `a document has one title`(_ path: String) throws {
        for finding in MarkdownTests.titleFindings(path, try SourceTree.text(of: path)) {
            Issue.record("\(finding)")
        }
    }

    @Test(arguments: [("README.md", 120), ("ARCHITECTURE.md", 150)])
    func `a document stays short`(_ path: String, _ limit: Int) throws {
        let text = try SourceTree.text(of: path)
        for finding in MarkdownTests.lengthFindings(path, text, limit: limit) {
            Issue.record("\(finding)")
        }
    }

    @Test(arguments: Rule.modules.keys.sorted())
    func `the code map names the module`(_ module: String) throws {
        #expect(try SourceTree.text(of: "ARCHITECTURE.md").contains("`\(module)`"))
    }

    @Test func `no title and two titles are found`() {
        #expect(MarkdownTests.titleFindings("a.md", "# A\n\n## B\n").isEmpty)
        #expect(MarkdownTests.titleFindings("a.md", "# A\n```\n# a shell's comment\n```\n").isEmpty)
        #expect(MarkdownTests.titleFindings("a.md", "text\n").map(\.line) == [1])
        #expect(MarkdownTests.titleFindings("a.md", "# A\n\n# B\n").map(\.line) == [3])
    }

    @Test func `a document that is too long is found`() {
        #expect(MarkdownTests.lengthFindings("a.md", "a\nb\n", limit: 2).isEmpty)
        #expect(MarkdownTests.lengthFindings("a.md", "a\nb\nc\n", limit: 2).map(\.line) == [3])
    }
}
