import CallLog
import CallRouting
import Foundation
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Synchronization
import Testing

@testable import HotlineDaemon
@testable import HotlineSettings

/// Sessions and links, with time as it passes.
@Suite struct `A session of the console` {
    private let folder: String
    private let log: CallLog
    private let clock = DaemonClock(startingAt: instant("2026-11-22T02:10Z"))
    private let settings = ConsoleSettings(
        publicURL: "https://hotline.example.dk", sessionLength: .hours(8), proxy: nil)

    init() throws {
        folder = NSTemporaryDirectory() + "akuttelefon-console-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        log = try CallLog(path: folder + "/calls.sqlite")
    }

    private func finish() {
        log.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func entry(
        _ who: String, _ role: AccessRole, professional: String? = nil, signIn: String? = nil
    ) throws -> AccessEntrySettings {
        let grant = AccessGrant.checked(
            role, professional: professional,
            institutions: role == .leader ? ["egetraeet"] : []
        ).grant
        let known = try #require(grant)
        return AccessEntrySettings(who: who, grant: known, signIn: signIn ?? known.subject)
    }

    private func sessions(_ access: [AccessEntrySettings]) -> ConsoleSessions {
        ConsoleSessions(log: log, settings: settings, access: access, clock: clock)
    }

    private func add(link: String, for subject: String) async throws {
        try await log.add(
            SignInLinkRow(
                sha256: Visitors.hash(of: link), subject: subject, made: clock.now,
                expires: clock.now + SignInLinks.holds))
    }

    @Test func `comes from a link once, within ten minutes`() async throws {
        defer { finish() }
        let sessions = sessions([try entry("anna", .staff, professional: "v1")])
        try await add(link: "first", for: "professional:v1")
        try await add(link: "late", for: "professional:v1")
        try await add(link: "nobody", for: "professional:v9")
        #expect(try await sessions.open(byLink: "none") == nil)
        #expect(try await sessions.open(byLink: "nobody") == nil)
        let secret = try #require(try await sessions.open(byLink: "first"))
        #expect(try await sessions.open(byLink: "first") == nil)
        let held = try #require(try await sessions.held(bySecret: secret))
        #expect(held.visitor.who == "anna" && held.visitor.door == .console)
        #expect(held.visitor.grants.map(\.role) == [.staff])
        clock.pass(.minutes(10))
        #expect(try await sessions.open(byLink: "late") == nil)
    }

    @Test func `of two who press the same link at once is one`() async throws {
        defer { finish() }
        let sessions = sessions([try entry("anna", .staff, professional: "v1")])
        try await add(link: "shared", for: "professional:v1")
        let opened = try await withThrowingTaskGroup(of: String?.self) { tasks in
            for _ in 0..<8 { tasks.addTask { try await sessions.open(byLink: "shared") } }
            var all: [String?] = []
            for try await one in tasks { all.append(one) }
            return all
        }
        #expect(opened.compactMap { $0 }.count == 1)
        #expect(try log.sessions().count == 1)
    }

    @Test func `ends with what the settings gave`() async throws {
        defer { finish() }
        let leader = try entry("dorte", .leader, signIn: "professional:dorte")
        try await add(link: "a", for: "professional:dorte")
        let secret = try #require(try await sessions([leader]).open(byLink: "a"))
        #expect(try await sessions([leader]).held(bySecret: secret)?.visitor.who == "dorte")
        #expect(try await sessions([]).held(bySecret: secret) == nil)
        let other = try entry("dorte", .leader, signIn: "professional:else")
        #expect(try await sessions([other]).held(bySecret: secret) == nil)
    }

    @Test func `ends after its hours, after an hour without a question, and when revoked`()
        async throws
    {
        defer { finish() }
        let sessions = sessions([try entry("anna", .staff, professional: "v1")])
        func open(_ link: String) async throws -> String {
            try await add(link: link, for: "professional:v1")
            return try #require(try await sessions.open(byLink: link))
        }
        let (used, idle, revoked) = (
            try await open("used"), try await open("idle"), try await open("revoked")
        )
        let id = try #require(try await sessions.held(bySecret: revoked)?.id)
        #expect(try await log.revokeSession(id, at: clock.now))
        #expect(try await sessions.held(bySecret: revoked) == nil)
        #expect(try await log.revokeSession(id, at: clock.now) == false)
        for _ in 0..<9 {
            clock.pass(.minutes(50))
            #expect(try await sessions.held(bySecret: used) != nil)
        }
        #expect(try await sessions.held(bySecret: idle) == nil)
        clock.pass(.minutes(31))
        #expect(try await sessions.held(bySecret: used) == nil)
        #expect(try await sessions.held(bySecret: "") == nil)
        #expect(try await sessions.held(bySecret: String(repeating: "A", count: 43)) == nil)
    }

    @Test func `is kept as a hash only`() async throws {
        defer { finish() }
        let sessions = sessions([try entry("anna", .staff, professional: "v1")])
        try await add(link: "a-link-of-forty-three-characters-0123456789a", for: "professional:v1")
        let link = "a-link-of-forty-three-characters-0123456789a"
        let secret = try #require(try await sessions.open(byLink: link))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!files.isEmpty)
        for file in files {
            let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(file)"))
            #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(file)")
            #expect(bytes.firstRange(of: Data(link.utf8)) == nil, "\(file)")
        }
    }
}

/// What a browser and a person of the roster are known by.
@Suite struct `A visitor of the console` {
    @Test(arguments: [
        (nil, "da"), ("", "da"), ("de", "da"), ("en", "en"), ("en-GB,en;q=0.9", "en"),
        ("da-DK, en;q=0.9", "da"), ("de, en;q=0.5, da;q=0.4", "en"), ("en;q=0", "da"),
        ("en;q=x, da;q=0.9", "en"), ("*", "da"),
    ])
    func `reads in the language that the browser prefers`(
        _ field: String?, _ language: String
    ) {
        #expect(WrittenLanguage(acceptLanguage: field).rawValue == language)
    }

    @Test func `has a seal that no other secret makes`() {
        let seal = FormSeal(secret: "one")
        #expect(seal.holds(seal.text) && seal.holds(FormSeal(secret: "one").text))
        for wrong in [nil, "", "x", FormSeal(secret: "two").text, String(seal.text.dropLast())] {
            #expect(!seal.holds(wrong), "\(wrong ?? "none")")
        }
    }

    @Test func `is found by an address that one person has`() throws {
        var text = RosterText()
        let phones = "phones: [\"+45 12 34 56 78\", \"sip:v1@egetraeet.example\"]"
        text.professionals[0] = RosterText.professional(
            "v1", "Vera Holm", "\(phones), email: Vera@egetraeet.example")
        text.professionals[1] = RosterText.professional("v2", "Viggo", "email: shared@x.example")
        text.professionals[2] = RosterText.professional("v3", "Vibe", "email: shared@x.example")
        let reading = read(text.yaml)
        let roster = try #require(reading.roster, "\(reading.problems)")
        for typed in [
            "vera@egetraeet.example", " VERA@EGETRAEET.EXAMPLE ", "+4512345678",
            "12 34 56 78", "0045 12345678",
        ] {
            #expect(roster.person(at: typed)?.recipient == .professional("v1"), "\(typed)")
        }
        let email = roster.person(at: "VERA@egetraeet.example")?.address
        #expect(email == .email("Vera@egetraeet.example"))
        for typed in ["", "vera", "shared@x.example", "+4500000031", "sip:v1@egetraeet.example"] {
            #expect(roster.person(at: typed) == nil, "\(typed)")
        }
    }
}
