// swift-tools-version: 6.2
import PackageDescription

// The arrows between our modules, one way only; ARCHITECTURE.md says what each is for.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "akuttelefon",
    products: [
        .executable(name: "hotlined", targets: ["HotlineDaemon"]),
        .executable(name: "hotlinectl", targets: ["HotlineControl"]),
        .executable(name: "hotline-messenger", targets: ["HotlineMessenger"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: ["CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

        .systemLibrary(name: "CLinux"),

        .target(
            name: "OnCallRoster",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(name: "CallRouting", dependencies: ["OnCallRoster"], swiftSettings: strict),
        .target(
            name: "GatewayWebhooks",
            dependencies: [
                "CallRouting", "OnCallRoster",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "CallLog",
            dependencies: [
                "CSQLite", "CallRouting", "OnCallRoster",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "Systemd", dependencies: ["CSystemd"], swiftSettings: strict),
        .target(name: "HotlineAPI", swiftSettings: strict),
        .target(name: "HotlineTexts", swiftSettings: strict),
        .target(
            name: "ReportPages", dependencies: ["HotlineAPI", "HotlineTexts", "OnCallRoster"],
            swiftSettings: strict),
        .target(
            name: "HotlineSettings",
            dependencies: [
                "OnCallRoster",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(
            name: "RosterChanges", dependencies: ["HotlineSettings", "OnCallRoster"],
            swiftSettings: strict),
        .target(
            name: "WebConsole",
            dependencies: [
                "HotlineAPI", "HotlineTexts", "OnCallRoster", "ReportPages",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // Compiled in, so that a program needs no folder beside it.
            resources: [.embedInCode("Assets"), .embedInCode("Templates")],
            swiftSettings: strict),
        .executableTarget(
            name: "HotlineDaemon",
            dependencies: [
                "CLinux", "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI",
                "HotlineSettings", "HotlineTexts", "OnCallRoster", "RosterChanges", "Systemd",
                "WebConsole",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "HotlineControl",
            dependencies: [
                "CLinux", "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI",
                "HotlineSettings", "HotlineTexts", "OnCallRoster", "ReportPages", "RosterChanges",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "HotlineMessenger",
            dependencies: [
                "HotlineAPI", "HotlineSettings", "OnCallRoster", "Systemd",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        .target(
            name: "HotlineTestSupport",
            dependencies: ["CallRouting", "HotlineSettings", "OnCallRoster"],
            path: "Tests/HotlineTestSupport", swiftSettings: strict),
        .target(
            name: "HotlineWorld",
            dependencies: ["CallRouting", "HotlineTestSupport", "OnCallRoster"],
            path: "Tests/HotlineWorld", swiftSettings: strict),
        .executableTarget(
            name: "HotlineSimulator", dependencies: ["HotlineTestSupport", "HotlineWorld"],
            path: "Tests/HotlineSimulator", swiftSettings: strict),
        .executableTarget(
            name: "HotlineBench",
            dependencies: [
                "CallRouting", "HotlineSettings", "OnCallRoster",
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Tests/HotlineBench", swiftSettings: strict),
        .testTarget(
            name: "OnCallRosterTests",
            dependencies: ["HotlineSettings", "HotlineTestSupport", "OnCallRoster"],
            swiftSettings: strict),
        .testTarget(
            name: "CallRoutingTests",
            dependencies: ["CallRouting", "HotlineTestSupport", "HotlineWorld", "OnCallRoster"],
            swiftSettings: strict),
        .testTarget(
            name: "GatewayWebhooksTests",
            dependencies: [
                "CallRouting", "GatewayWebhooks", "HotlineTestSupport", "OnCallRoster",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CallLogTests",
            dependencies: [
                "CSQLite", "CallLog", "CallRouting", "OnCallRoster",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HotlineControlTests",
            dependencies: [
                "CallLog", "CallRouting", "HotlineAPI", "HotlineControl", "HotlineSettings",
                "HotlineTestSupport", "HotlineTexts", "OnCallRoster", "ReportPages",
                "RosterChanges",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReportPagesTests",
            dependencies: ["HotlineAPI", "HotlineTexts", "OnCallRoster", "ReportPages"],
            swiftSettings: strict),
        .testTarget(
            name: "WebConsoleTests",
            dependencies: [
                "HotlineAPI", "HotlineTestSupport", "HotlineTexts", "OnCallRoster", "ReportPages",
                "WebConsole",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HotlineDaemonTests",
            dependencies: [
                "CSQLite", "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI",
                "HotlineControl", "HotlineDaemon", "HotlineSettings", "HotlineTestSupport",
                "HotlineTexts", "OnCallRoster", "WebConsole",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HotlineMessengerTests",
            dependencies: ["HotlineAPI", "HotlineMessenger", "HotlineSettings", "OnCallRoster"],
            swiftSettings: strict),
        .testTarget(
            name: "ConnectionTests",
            dependencies: [
                "HotlineDaemon", "OnCallRoster",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)

// libFuzzer brings its own entry point, so only `make fuzz` builds these, and nothing but what they
// read with.
if Context.environment["HOTLINE_FUZZ"] != nil {
    let fuzzed = strict + [.unsafeFlags(["-parse-as-library"])]
    let needed = [
        "CSQLite", "OnCallRoster", "CallRouting", "GatewayWebhooks", "CallLog", "HotlineAPI",
        "HotlineSettings", "HotlineTestSupport",
    ]
    package.products = []
    package.targets.removeAll { !needed.contains($0.name) }
    package.targets += [
        .executableTarget(
            name: "RosterFuzzer", dependencies: ["OnCallRoster"], path: "Tests/RosterFuzzer",
            exclude: ["corpus", "roster.dict", "run.py"], swiftSettings: fuzzed),
        .executableTarget(
            name: "DecoderFuzzer",
            dependencies: [
                "CallLog", "CallRouting", "GatewayWebhooks", "HotlineAPI", "HotlineSettings",
                "HotlineTestSupport", "OnCallRoster",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/DecoderFuzzer", exclude: ["decoders.dict"], swiftSettings: fuzzed),
    ]
}
