import Testing

/// The invariants of ARCHITECTURE.md, held by reading the source tree.
@Suite struct SourceRulesTests {
    static let rules: [Rule] = [
        .pureModulesAskNobody, .pureModulesKeepNothing,
        .wireNames, .sqlInTheLog, .programsTalk, .arrows,
        .noTrapdoors, .everyCaseIsNamed, .namesThatTell, .testsDoNotSleep, .messagesAreFixed,
        .filesStaySmall, .secretsAreNotCompared,
    ]

    @Test(arguments: SourceRulesTests.rules)
    func `the source tree keeps the rule`(_ rule: Rule) throws {
        for file in try SourceTree.swiftFiles.get() {
            for finding in rule.findings(in: file) { Issue.record("\(finding)") }
        }
    }

    @Test(arguments: SourceRulesTests.rules)
    func `each planted violation is found once`(_ rule: Rule) {
        #expect(!rule.violations.isEmpty)
        for sample in rule.violations {
            #expect(rule.findings(in: sample.file).count == 1, "\(sample.path): \(sample.text)")
        }
    }

    @Test(arguments: SourceRulesTests.rules)
    func `what only looks like a violation is left alone`(_ rule: Rule) {
        #expect(!rule.harmless.isEmpty)
        for sample in rule.harmless {
            #expect(rule.findings(in: sample.file) == [], "\(sample.path): \(sample.text)")
        }
    }

    @Test(arguments: SourceRulesTests.rules)
    func `every exempt file exists`(_ rule: Rule) {
        for exemption in rule.exemptions {
            #expect(SourceTree.paths.contains(exemption.path))
        }
    }

    @Test func `a finding says where it is and what to use`() {
        let sample = Sample("Sources/CallRouting/A.swift", "\nlet now = Date()")
        let found = Rule.pureModulesAskNobody.findings(in: sample.file).map(\.description)
        let told = "Date() is banned here, use an Instant that is a parameter"
        #expect(found == ["Sources/CallRouting/A.swift:2: \(told)"])
    }

    @Test func `an exemption covers neither more nor less than it says`() {
        let path = "Sources/OnCallRoster/Time/CivilDate.swift"
        let one = "switch month {\ndefault: 31\n}\n"
        let rule = Rule.everyCaseIsNamed
        #expect(rule.findings(in: Sample(path, one).file) == [])
        #expect(rule.findings(in: Sample(path, one + one).file).count == 3)
        #expect(rule.findings(in: Sample(path, "").file).count == 1)
    }

    @Test func `the tree has been read`() throws {
        let files = try SourceTree.swiftFiles.get()
        #expect(Set(files.compactMap(\.module)).isSuperset(of: Rule.modules.keys))
        #expect(files.contains { $0.path == "Tests/TidyTests/SourceRulesTests.swift" })
    }
}
