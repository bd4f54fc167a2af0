private let wireFields = [
    "ring_seconds", "confirm_seconds", "max_wait_seconds", "caller_id", "forwarded_from",
    "otherwise", "webhook-id", "webhook-timestamp", "webhook-signature",
]

private let sqlWords = ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM", "CREATE TABLE", "PRAGMA"]

/// What belongs to one module only.
extension Rule {
    static let wireNames = Rule(
        name: "a gateway's field names stand in GatewayWebhooks only",
        // Some members of the answers to `route` and `rehearse` are named as on the wire. They are
        // a contract of their own, with scripts, and may part from it. So are the log's records,
        // which name a plan's members in their own way.
        holds: below(
            ["Sources/"],
            butNot: [
                "Sources/GatewayWebhooks/", "Sources/HotlineAPI/", "Sources/HotlineControl/",
                "Sources/CallRouting/Values/RecordJSON.swift",
            ]),
        check: { file in
            Rule.literals(of: file, use: "a value of GatewayWebhooks") { text in
                wireFields.first(where: { text == $0 || text.contains("\"\($0)\"") })
            }
        },
        violations: [
            Sample("Sources/CallRouting/A.swift", "case ringSeconds = \"ring_seconds\""),
            Sample("Sources/HotlineDaemon/A.swift", "request.headers[\"webhook-id\"]"),
            Sample("Sources/HotlineDaemon/A.swift", "let a = #\"{\"caller_id\":null}\"#"),
            Sample("Sources/CallLog/A.swift", "let a = \"{\\\"otherwise\\\":1}\""),
        ],
        harmless: [
            Sample("Sources/GatewayWebhooks/A.swift", "member(\"ring_seconds\", 25)"),
            Sample("Sources/HotlineAPI/A.swift", "case ringSeconds = \"ring_seconds\""),
            Sample("Sources/CallRouting/A.swift", "// \"ring_seconds\"\nlet otherwise = 1"),
            Sample("Sources/CallRouting/A.swift", "let a = \"otherwise nobody is rung\""),
        ])

    static let sqlInTheLog = Rule(
        name: "SQL and SQLite stand in CallLog only",
        holds: below(["Sources/"], butNot: ["Sources/CallLog/"]),
        check: { file in
            let texts = Rule.literals(of: file, use: "a method of CallLog") { text in
                sqlWords.first(where: { text.contains($0) })
            }
            return texts + Banned("import CSQLite", use: "CallLog").findings(in: file)
        },
        violations: [
            Sample("Sources/HotlineDaemon/A.swift", "let a = \"SELECT 1\""),
            Sample("Sources/HotlineDaemon/A.swift", "let a = \"\"\"\n    INSERT INTO b\n\"\"\""),
            Sample("Sources/HotlineDaemon/A.swift", "let a = \"UPDATE \\(name) SET b\""),
            Sample("Sources/HotlineDaemon/A.swift", "let a = \"DELETE FROM b\""),
            Sample("Sources/CallRouting/A.swift", "run(\"PRAGMA synchronous\")"),
            Sample("Sources/HotlineControl/A.swift", "import CSQLite"),
        ],
        harmless: [
            Sample("Sources/CallLog/A.swift", "import CSQLite\nlet a = \"SELECT 1\""),
            Sample("Sources/HotlineDaemon/A.swift", "/// SELECT \nlet select = \"Select one\""),
        ])

    static let programsTalk = Rule(
        name: "only the programs log or print",
        holds: below(
            ["Sources/"],
            butNot: [
                "Sources/HotlineDaemon/", "Sources/HotlineControl/", "Sources/HotlineMessenger/",
            ]),
        check: { file in
            ["import Logging", "Logger", "print(", "debugPrint(", "dump(", "fputs("].flatMap {
                Banned($0, use: "a value or an error for the program to tell").findings(in: file)
            }
        },
        violations: [
            Sample("Sources/CallLog/A.swift", "import Logging"),
            Sample("Sources/CallLog/A.swift", "let logger: Logger"),
            Sample("Sources/CallLog/A.swift", "print(1)"),
            Sample("Sources/Systemd/A.swift", "fputs(text, stderr)"),
        ],
        harmless: [
            Sample("Sources/HotlineControl/A.swift", "print(1)"),
            Sample("Sources/HotlineDaemon/A.swift", "import Logging"),
            Sample("Sources/CallLog/A.swift", "func blueprint(of print: Int) {}"),
        ])

    static let arrows = Rule(
        name: "the arrows between the modules point one way",
        holds: below(["Sources/"]),
        check: { Rule.wrongArrows(in: $0) },
        violations: [
            Sample("Sources/OnCallRoster/A.swift", "import CallRouting"),
            Sample("Sources/CallRouting/B/A.swift", "package import CallLog"),
            Sample("Sources/GatewayWebhooks/A.swift", "import struct CallLog.Writer"),
            Sample("Sources/HotlineControl/A.swift", "import CSystemd"),
            Sample("Sources/Helpdesk/A.swift", "let a = 1"),
        ],
        harmless: [
            Sample("Sources/CallRouting/A.swift", "import OnCallRoster\nimport Synchronization"),
            Sample("Sources/HotlineDaemon/A.swift", "import CallLog\nimport NIOCore"),
            Sample("Sources/CallRouting/A.swift", "// import CallLog"),
        ])

    /// Each module of ours, and those it may import.
    static let modules: [String: [String]] = [
        "OnCallRoster": [],
        "CallRouting": ["OnCallRoster"],
        "GatewayWebhooks": ["CallRouting", "OnCallRoster"],
        "CallLog": ["CSQLite", "CallRouting", "OnCallRoster"],
        "Systemd": ["CSystemd"],
        "HotlineAPI": [],
        "HotlineSettings": ["OnCallRoster"],
        "RosterChanges": ["HotlineSettings", "OnCallRoster"],
        "HotlineTexts": [],
        "ReportPages": ["HotlineAPI", "HotlineTexts", "OnCallRoster"],
        "WebConsole": ["HotlineAPI", "HotlineTexts", "OnCallRoster", "ReportPages"],
        "HotlineDaemon": [
            "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI", "HotlineSettings",
            "HotlineTexts", "OnCallRoster", "RosterChanges", "Systemd", "WebConsole",
        ],
        "HotlineControl": [
            "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI", "HotlineSettings",
            "HotlineTexts", "OnCallRoster", "ReportPages", "RosterChanges",
        ],
        "HotlineMessenger": ["HotlineAPI", "HotlineSettings", "OnCallRoster", "Systemd"],
    ]

    private static func wrongArrows(in file: SwiftFile) -> [Finding] {
        guard let module = file.module, let allowed = modules[module] else {
            let place = "an entry in Rule.modules and in ARCHITECTURE.md"
            return [Finding(file, line: 1, banned: "a module without arrows", use: place)]
        }
        let ours = Set(modules.keys).union(["CSQLite", "CSystemd"]).subtracting(allowed)
        let others = allowed.isEmpty ? "none of ours" : allowed.joined(separator: ", ")
        return file.imports.filter { ours.contains($0.module) }.map {
            Finding(file, line: $0.line, banned: "import \($0.module)", use: others)
        }
    }

    /// A finding for each literal in which `banned` sees something.
    private static func literals(
        of file: SwiftFile, use instead: String, banned: (String) -> String?
    ) -> [Finding] {
        file.tokens.filter(\.isLiteral).compactMap { token in
            banned(token.text).map {
                Finding(file, line: token.line, banned: "'\($0)'", use: instead)
            }
        }
    }
}
