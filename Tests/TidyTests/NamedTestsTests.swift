import Testing

/// What docs/threat-model.md and docs/asvs.md name as tests exists: each `FILE: NAME` between
/// backticks that begins with `Tests/` is a test of that name in that file.
@Suite struct NamedTestsTests {
    private static let threats = "docs/threat-model.md"
    private static let items = "docs/asvs.md"

    /// The items of OWASP ASVS 5.0 that apply most.
    private static let wanted = [
        "2.3.3", "4.1.3", "4.1.5", "4.2.1", "6.5.2", "8.3.2", "9.1.2", "11.2.4", "13.3.1", "14.2.1",
        "14.2.7", "16.2.2", "16.3.2", "16.5.2", "16.5.3", "16.5.4",
    ]

    /// A file's text by its path; `nil` where there is none.
    private typealias Files = (_ path: String) -> String?

    private static func checkout(_ path: String) -> String? {
        SourceTree.paths.contains(path) ? try? SourceTree.text(of: path) : nil
    }

    private static func lines(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What stands between backticks in a line, if it begins with `Tests/`.
    private static func references(in line: String) -> [Substring] {
        let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.indices.filter { $0 % 2 == 1 }.map { pieces[$0] }.filter {
            $0.hasPrefix("Tests/")
        }
    }

    /// What is wrong with a reference; `nil` if its test exists.
    private static func flaw(of reference: Substring, _ files: Files) -> String? {
        guard let border = reference.firstRange(of: ": ") else {
            return "'\(reference)' names no test, use FILE: NAME"
        }
        let path = String(reference[..<border.lowerBound])
        let name = reference[border.upperBound...]
        guard let text = files(path) else { return "there is no file \(path)" }
        let isTest =
            path.hasSuffix(".swift") ? isSwiftTest(name, in: text) : isPythonTest(name, in: text)
        return isTest ? nil : "\(path) has no test '\(name)' that runs"
    }

    /// Whether `@Test` and nothing else stands before the function, and runs it.
    private static func isSwiftTest(_ name: Substring, in text: String) -> Bool {
        let code = lines(of: text).filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .joined(separator: "\n")
        return code.ranges(of: "func `\(name)`(").contains { function in
            let before = code[..<function.lowerBound]
            guard let attribute = before.ranges(of: "@Test").last else { return false }
            let between = before[attribute.upperBound...]
            return !between.contains("func ") && !between.contains(".disabled(")
        }
    }

    /// Whether a campaign, a case or a function of the file has the name.
    private static func isPythonTest(_ name: Substring, in text: String) -> Bool {
        let beginnings = [
            "def \(name)(", "@campaign(\"\(name)\",", "@case(\"\(name)\")",
        ]
        return lines(of: text).contains { line in
            beginnings.contains { line.hasPrefix($0) }
        }
    }

    private static func flaws(of path: String, _ text: String, _ files: Files) -> [Finding] {
        var found: [Finding] = []
        for (index, line) in lines(of: text).enumerated() {
            if line.count(where: { $0 == "`" }) % 2 == 1 {
                found.append(Finding(path, line: index + 1, "a backtick is left open, close it"))
            }
            for reference in references(in: line) {
                guard let flaw = flaw(of: reference, files) else { continue }
                found.append(Finding(path, line: index + 1, flaw))
            }
        }
        return found
    }

    /// Each item has one section, which names a test or says that it is not met.
    private static func missing(in text: String, of items: [String]) -> [Finding] {
        let sections = "\n\(text)".split(separator: "\n## ")
        return items.compactMap { item in
            let own = sections.filter { $0.hasPrefix("\(item) ") }
            guard own.count == 1, let section = own.first else {
                return Finding(
                    NamedTestsTests.items, line: 1,
                    "\(own.count) sections of item \(item), write one '## \(item) …'")
            }
            let hasTest = lines(of: String(section)).contains { !references(in: $0).isEmpty }
            if hasTest || section.lowercased().contains("not met") { return nil }
            return Finding(
                NamedTestsTests.items, line: 1,
                "item \(item) names no test, name one or write that it is not met")
        }
    }

    @Test(arguments: [NamedTestsTests.threats, NamedTestsTests.items])
    func `a test that a document names exists`(_ path: String) throws {
        let text = try SourceTree.text(of: path)
        for finding in NamedTestsTests.flaws(of: path, text, NamedTestsTests.checkout) {
            Issue.record("\(finding)")
        }
        let isNamed = NamedTestsTests.lines(of: text).contains { line in
            !NamedTestsTests.references(in: line).isEmpty
        }
        #expect(isNamed)
    }

    @Test func `every item has a test, or says that it is not met`() throws {
        let text = try SourceTree.text(of: NamedTestsTests.items)
        for finding in NamedTestsTests.missing(in: text, of: NamedTestsTests.wanted) {
            Issue.record("\(finding)")
        }
    }

    private static let planted = [
        "Tests/A/A.swift": """
        struct A {
            @Test func `a caller is heard`() {}
            @Test(arguments: [1, 2])
            func `a caller waits`(_ time: Int) {}
            func `a caller is drawn`() {}
            // @Test func `a caller was heard`() {}
            @Test(.disabled("later")) func `a caller will be heard`() {}
        }
        """,
        "Tests/B/b.py": """
        @campaign("floods", 10, 1)
        def of_floods(run):
            def inner():
                pass
        @case("kill")
        def kill_it(hotline):
            pass
        """,
    ]

    private func messages(_ line: String) -> [String] {
        NamedTestsTests.flaws(of: "docs/a.md", "# A\n\n\(line)\n") { NamedTestsTests.planted[$0] }
            .map(\.description)
    }

    @Test(arguments: [
        "- `Tests/A/A.swift: a caller is heard`", "- `Tests/A/A.swift: a caller waits`",
        "- `Tests/B/b.py: floods`, `Tests/B/b.py: kill`", "- `Tests/B/b.py: kill_it`",
        "Tests/A has no `Sources/A.swift` and no `a caller is read`",
    ])
    func `a named test is found, and what is none is left alone`(_ line: String) {
        #expect(messages(line) == [])
    }

    @Test(arguments: [
        ("`Tests/A/A.swift: a caller is red`", "has no test 'a caller is red'"),
        ("`Tests/A/A.swift: a caller is drawn`", "has no test 'a caller is drawn'"),
        ("`Tests/A/A.swift: a caller was heard`", "has no test 'a caller was heard'"),
        ("`Tests/A/A.swift: a caller will be heard`", "that runs"),
        ("`Tests/A/A.swift: a caller`", "has no test 'a caller'"),
        ("`Tests/B/b.py: flood`", "has no test 'flood'"),
        ("`Tests/B/b.py: inner`", "has no test 'inner'"),
        ("`Tests/C/C.swift: a caller is heard`", "there is no file Tests/C/C.swift"),
        ("`Tests/A/A.swift`", "names no test, use FILE: NAME"),
        ("`Tests/A/A.swift: a caller waits", "a backtick is left open"),
    ])
    func `a test that is not there is found`(_ line: String, _ told: String) {
        let found = messages("Held by \(line)")
        #expect(found.first?.hasPrefix("docs/a.md:3: ") == true)
        #expect(found.contains { $0.contains(told) }, "\(found)")
    }

    @Test func `an item without a test is found, also where it has no section`() {
        func missing(_ text: String) -> [String] {
            NamedTestsTests.missing(in: text, of: ["2.3.3"]).map(\.message)
        }
        #expect(missing("# A\n\n## 2.3.3 B\n\n- `Tests/A/A.swift: a caller waits`\n") == [])
        #expect(missing("# A\n\n## 2.3.3 B\n\nNot met: nobody asked.\n") == [])
        #expect(missing("# A\n\n## 2.3.3 B\n\nMet.\n\n## C\n\nNot met.\n").count == 1)
        #expect(missing("# A\n\n| 2.3.3 | not met |\n\n## 2.3.30 B\n\nNot met.\n").count == 1)
        #expect(missing("# A\n\n## 2.3.3 B\n\nNot met.\n\n## 2.3.3 C\n\nNot met.\n").count == 1)
    }
}
