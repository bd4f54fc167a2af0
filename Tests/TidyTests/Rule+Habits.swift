private let trapdoors = [
    Banned("public", use: "package"),
    Banned("try!", use: "try, or an error of our own"),
    Banned("fatalError", use: "an error, or precondition for a bug of ours"),
    Banned("@unchecked Sendable", use: "a Mutex, an actor or a value"),
    Banned("nonisolated(unsafe)", use: "a Mutex, an actor or a value"),
]

/// How we write Swift, as far as the formatter does not hold it.
extension Rule {
    static let noTrapdoors = Rule(
        name: "no public, no crash on purpose, no way around the compiler",
        holds: below(["Sources/"]),
        check: { file in trapdoors.flatMap { $0.findings(in: file) } },
        violations: [
            Sample("Sources/CallLog/A.swift", "public struct A {}"),
            Sample("Sources/CallLog/A.swift", "let a = try! b()"),
            Sample("Sources/CallLog/A.swift", "fatalError(\"never\")"),
            Sample("Sources/CallLog/A.swift", "final class A: @unchecked Sendable {}"),
            Sample("Sources/CallLog/A.swift", "nonisolated(unsafe) var a = 1"),
        ],
        harmless: [
            Sample("Sources/CallLog/A.swift", "let publicURL = try? b() // never try!"),
            Sample("Sources/CallLog/A.swift", "let a = \"public fatalError\""),
        ])

    static let everyCaseIsNamed = Rule(
        name: "a switch of the core over our own enums has no default",
        holds: below(["Sources/OnCallRoster/", "Sources/CallRouting/"]),
        exemptions: [
            Exemption(
                path: "Sources/OnCallRoster/Model/HolidayCalendar.swift", times: 2,
                reason: "the days of a year, and days counted from Easter"),
            Exemption(
                path: "Sources/OnCallRoster/Time/CivilDate.swift", times: 1,
                reason: "the months' numbers"),
            Exemption(
                path: "Sources/OnCallRoster/Model/PhoneNumber.swift", times: 1,
                reason: "the Unicode scalars of a text"),
            Exemption(
                path: "Sources/OnCallRoster/Reading/NodeReader.swift", times: 1,
                reason: "words of a roster: true, false"),
            Exemption(
                path: "Sources/OnCallRoster/Reading/NodeReader+Values.swift", times: 1,
                reason: "words of a roster: units of time"),
            Exemption(
                path: "Sources/OnCallRoster/Reading/RosterReader+Lines.swift", times: 2,
                reason: "words of a roster: what a line covers, the units of a turn"),
            Exemption(
                path: "Sources/OnCallRoster/Reading/RosterReader+Settings.swift", times: 1,
                reason: "words of a roster: countries"),
            Exemption(
                path: "Sources/CallRouting/Words/Phrasebook.swift", times: 1,
                reason: "languages, of which any may come"),
            Exemption(
                path: "Sources/CallRouting/Values/Instruction.swift", times: 2,
                reason: "words of the log, read back"),
        ],
        check: { file in
            // A subscript's `[key, default: value]` is none.
            let found = file.positions(of: Lexer.tokens(of: "default:")).filter {
                !["[", "(", ","].contains(file.text(before: $0))
            }
            return found.map {
                Finding(file, line: file.tokens[$0].line, banned: "default:", use: "every case")
            }
        },
        violations: [
            Sample(
                "Sources/CallRouting/A.swift",
                "switch event {\ncase .ended: return 1\ndefault: return 2\n}"),
            Sample("Sources/OnCallRoster/A.swift", "switch a {\n@unknown default: break\n}"),
        ],
        harmless: [
            Sample("Sources/CallRouting/A.swift", "rung[round, default: []].insert(leg)"),
            Sample("Sources/CallRouting/A.swift", "case .a: break // default: none"),
            Sample("Sources/GatewayWebhooks/A.swift", "switch byte {\ndefault: return\n}"),
        ])

    static let namesThatTell = Rule(
        name: "nothing is named Manager, Helper or Util",
        holds: below(["Sources/", "Tests/"]),
        check: { Rule.vagueNames(in: $0) },
        violations: [
            Sample("Sources/CallLog/A.swift", "actor CallManager {}"),
            Sample("Tests/CallLogTests/A.swift", "enum TestHelpers {}"),
            Sample("Sources/CallLog/CallUtils.swift", "let a = 1"),
            Sample("Sources/CallLog/Call+Helper.swift", "extension Call {}"),
        ],
        harmless: [
            Sample("Sources/HotlineDaemon/A.swift", "let files: FileManager"),
            Sample("Sources/HotlineDaemon/Helpdesk.swift", "struct Helpdesk {}"),
        ])

    private static func vagueNames(in file: SwiftFile) -> [Finding] {
        let kinds = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        var found: [Finding] = []
        for (index, token) in file.tokens.enumerated() where isVague(token.text) {
            guard kinds.contains(file.text(before: index)), !token.isLiteral else { continue }
            let name = "the name \(token.text)"
            found.append(Finding(file, line: token.line, banned: name, use: "what it answers"))
        }
        let fileName = file.path.split(separator: "/").last ?? ""
        for part in fileName.split(whereSeparator: { $0 == "+" || $0 == "." }) where isVague(part) {
            let name = "the file name \(part)"
            found.append(Finding(file, line: 1, banned: name, use: "what it answers"))
        }
        return found
    }

    static let testsDoNotSleep = Rule(
        name: "tests wait for what happens and never sleep",
        holds: below(["Tests/"]),
        check: { file in
            ["sleep", "usleep", "nanosleep"].flatMap {
                Banned($0, use: "an event to wait for, or time as a parameter").findings(in: file)
            }
        },
        violations: [
            Sample("Tests/CallLogTests/A.swift", "try await Task.sleep(for: .seconds(1))"),
            Sample("Tests/CallLogTests/A.swift", "sleep(1)"),
            Sample("Tests/CallLogTests/A.swift", "usleep(100)"),
            Sample("Tests/CallLogTests/A.swift", "await clock.\n    sleep(until: end)"),
        ],
        harmless: [
            Sample("Tests/CallLogTests/A.swift", "@Test func `a sleep is an error`() {}"),
            Sample("Tests/CallLogTests/A.swift", "let asleep = \"sleep\" // sleep(1)"),
        ])

    static let messagesAreFixed = Rule(
        name: "a log message is a fixed sentence, what varies is metadata",
        holds: below(["Sources/"]),
        check: { Rule.varyingMessages(in: $0) },
        violations: [
            Sample("Sources/HotlineDaemon/A.swift", "if a { logger.info(\"Call \\(id)\") }"),
            Sample("Sources/HotlineDaemon/A.swift", "self.logger.error(\n    \"No \\(file)\")"),
            Sample("Sources/HotlineDaemon/A.swift", "a { $0.callLogger.notice(\"Call \" + id) }"),
        ],
        harmless: [
            Sample(
                "Sources/HotlineDaemon/A.swift",
                "self.logger.info(\"Call ended\", metadata: [\"call\": \"\\(id)\"])"),
            Sample("Sources/HotlineDaemon/A.swift", "let a = problem.error(\"no \\(file)\")"),
        ])

    private static func varyingMessages(in file: SwiftFile) -> [Finding] {
        let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        var found: [Finding] = []
        for (index, token) in file.tokens.enumerated() {
            guard case .literal(let interpolates) = token.kind else { continue }
            let isMessage =
                file.text(before: index) == "(" && levels.contains(file.text(before: index - 1))
                && file.text(before: index - 2) == "."
                && file.text(before: index - 3).lowercased().hasSuffix("logger")
            let isJoined = index + 1 < file.tokens.count && file.tokens[index + 1].text == "+"
            guard isMessage, interpolates || isJoined else { continue }
            let banned = "a value in a log message"
            found.append(Finding(file, line: token.line, banned: banned, use: "metadata"))
        }
        return found
    }

    static let filesStaySmall = Rule(
        name: "no file is longer than 400 lines",
        holds: below(["Sources/", "Tests/"]),
        check: { file in
            guard file.lineCount > 400 else { return [] }
            return [
                Finding(
                    file, line: 401, banned: "a file of \(file.lineCount) lines",
                    use: "two files, one for each thing that it is")
            ]
        },
        violations: [
            Sample("Sources/CallLog/A.swift", String(repeating: "let a = 1\n", count: 401))
        ],
        harmless: [
            Sample("Sources/CallLog/A.swift", String(repeating: "let a = 1\n", count: 400))
        ])
}
