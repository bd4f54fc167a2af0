/// The modules that decide, and that of the pages: no clock, file, socket, random number or logger,
/// and no state of their own. So every decision can be made again from the log.
private let pureModules = [
    "Sources/OnCallRoster/", "Sources/CallRouting/", "Sources/ReportPages/", "Sources/WebConsole/",
]

extension Rule {
    static let pureModulesAskNobody = Rule(
        name: "the pure modules read no clock, file, socket, random number or logger",
        holds: below(pureModules),
        exemptions: [
            Exemption(
                path: "Sources/OnCallRoster/Time/TimeZoneRules.swift", times: 1,
                reason: "Foundation knows the time zones; they become a table when a roster loads")
        ],
        check: { Rule.impurities(in: $0) },
        violations: [
            Sample("Sources/OnCallRoster/A.swift", "let now = Date()"),
            Sample("Sources/CallRouting/A.swift", "let now: Instant = .now"),
            Sample("Sources/CallRouting/A.swift", "let file = FileManager.default"),
            Sample("Sources/CallRouting/A.swift", "let place = ProcessInfo.processInfo"),
            Sample("Sources/CallRouting/A.swift", "import NIOCore"),
            Sample("Sources/CallRouting/A.swift", "package import Logging"),
            Sample("Sources/CallRouting/A.swift", "import struct Foundation.Date"),
            Sample("Sources/CallRouting/A.swift", "let first = names.randomElement()"),
            Sample("Sources/CallRouting/A.swift", "let number = Int.random(in: 1...6)"),
            Sample("Sources/CallRouting/A.swift", "clock_gettime(CLOCK_REALTIME, &time)"),
            Sample("Sources/CallRouting/A.swift", "print(\"rung\")"),
            Sample("Sources/CallRouting/A.swift", "let clock = ContinuousClock()"),
            Sample("Sources/CallRouting/A.swift", "let clock = SuspendingClock()"),
            Sample("Sources/CallRouting/A.swift", "let key = UUID()"),
            Sample("Sources/CallRouting/A.swift", "let text = \"at \\(Date())\""),
            Sample("Sources/WebConsole/A.swift", "let now = Date()"),
        ],
        harmless: [
            Sample("Sources/CallRouting/A.swift", "/// Never `Date()`.\nlet a = \"Date()\""),
            Sample("Sources/CallRouting/A.swift", "func fingerprint(now: Instant) {}"),
            Sample("Sources/CallRouting/A.swift", "import FoundationEssentials"),
            Sample("Sources/CallRouting/A.swift", "extension RandomAccessCollection {}"),
            Sample("Sources/HotlineDaemon/A.swift", "let now = Date()"),
            Sample("Sources/WebConsole/A.swift", "let now = words.now"),
        ])

    private static func impurities(in file: SwiftFile) -> [Finding] {
        // The pages are told what time it is, as `now`.
        let isOfPages = file.path.hasPrefix("Sources/WebConsole/")
        var found = impure.filter { !isOfPages || $0.text != ".now" }
            .flatMap { $0.findings(in: file) }
        for used in file.imports where isImpure(used.module) {
            found.append(
                Finding(
                    file, line: used.line, banned: "import \(used.module)",
                    use: "a parameter that the caller fills"))
        }
        return found
    }

    private static let impure = [
        Banned("Date()", use: "an Instant that is a parameter"),
        Banned(".now", use: "an Instant that is a parameter"),
        Banned("ContinuousClock", use: "an Instant that is a parameter"),
        Banned("SuspendingClock", use: "an Instant that is a parameter"),
        Banned("clock_gettime", use: "an Instant that is a parameter"),
        Banned("FileManager", use: "the bytes as a parameter"),
        Banned("ProcessInfo", use: "a parameter"),
        Banned("random", use: "a parameter"),
        Banned("randomElement", use: "a parameter"),
        Banned("SystemRandomNumberGenerator", use: "a parameter"),
        Banned("UUID()", use: "a key that is a parameter"),
        Banned("print(", use: "a value that is returned"),
    ]

    private static func isImpure(_ module: String) -> Bool {
        module.hasPrefix("NIO") || ["Foundation", "Logging", "Glibc", "Dispatch"].contains(module)
    }

    static let pureModulesKeepNothing = Rule(
        name: "the pure modules have no global mutable state",
        holds: below(pureModules),
        check: { Rule.globalState(in: $0) },
        violations: [
            Sample("Sources/OnCallRoster/A.swift", "struct A {\n    static var count = 0\n}"),
            Sample("Sources/OnCallRoster/A.swift", "package var count: Int = 0"),
            Sample("Sources/OnCallRoster/A.swift", "var count: Int = 0 { didSet { count = 0 } }"),
            Sample("Sources/OnCallRoster/A.swift", "enum A {\n    static let seen = Mutex([1])\n}"),
            Sample("Sources/OnCallRoster/A.swift", "private let seen = Mutex<[Int]>([])"),
        ],
        harmless: [
            Sample("Sources/OnCallRoster/A.swift", "struct A { static var b: Int { 1 } }"),
            Sample("Sources/OnCallRoster/A.swift", "func a() {\n    var b = 1\n    b += 1\n}"),
            Sample("Sources/OnCallRoster/A.swift", "struct A { let seen = Mutex(0) }"),
            Sample("Sources/OnCallRoster/A.swift", "package let limit = 7"),
        ])

    /// Static and file-wide variables that hold a value, and constants whose value can change.
    private static func globalState(in file: SwiftFile) -> [Finding] {
        var depth = 0
        var found: [Finding] = []
        for (index, token) in file.tokens.enumerated() where !token.isLiteral {
            if token.text == "{" { depth += 1 }
            if token.text == "}" { depth -= 1 }
            guard depth == 0 || file.text(before: index) == "static" else { continue }
            let rest = file.tokens[index...].dropFirst()
            let isState: Bool
            switch token.text {
            case "var":
                let next = rest.first(where: { $0.text == "{" || $0.text == "=" })
                isState = next?.text == "="
            case "let":
                let line = rest.prefix(while: { $0.line == token.line })
                isState = line.contains(where: { $0.text == "Mutex" || $0.text == "Atomic" })
            default: isState = false
            }
            if isState {
                found.append(
                    Finding(
                        file, line: token.line, banned: "global mutable state",
                        use: "a value that is passed on"))
            }
        }
        return found
    }
}
