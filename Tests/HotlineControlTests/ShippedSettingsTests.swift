import Foundation
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

/// What the package installs in /etc/akuttelefon: it opens nothing, and rings nobody.
@Suite struct `A fresh installation` {
    private func shipped() throws -> Settings {
        try Settings.load(file: "\(Fixtures.root)/debian/hotlined.yaml", environment: [:])
    }

    private func example() throws -> RosterReading {
        let bytes = try Data(
            contentsOf: URL(filePath: "\(Fixtures.root)/debian/roster.yaml.example"))
        return read(String(decoding: bytes, as: UTF8.self))
    }

    @Test func `has no gateway, makes no secret, and has a last resort that nobody can ring`()
        throws
    {
        let settings = try shipped()
        #expect(settings.gateways.isEmpty)
        #expect(!settings.makeCredentials && !settings.allowTestClock)
        #expect(DialFlaw(of: settings.lastResort) != nil)
    }

    @Test func `listens on loopback, lets in nobody but root, and tells nobody anything`() throws {
        let settings = try shipped()
        #expect(settings.listen.host == "127.0.0.1")
        #expect(settings.administrators.isEmpty && settings.access.isEmpty)
        #expect(settings.console == nil && settings.messenger == nil)
        #expect(Set(settings.peers + settings.proxies) == ["127.0.0.1", "::1"])
    }

    @Test func `is told of by doctor as unready`() throws {
        let settings = try shipped()
        let check = SettingsCheck(
            settings: settings, path: "/etc/akuttelefon/hotlined.yaml", isTrial: false)
        #expect(try check.findings.onlyBad().message.contains("no gateway is named"))
        let roster = try #require(try example().roster)
        let told = NumberCheck(roster: roster, settings: settings).findings.map(\.message)
        #expect(told.contains { $0.contains("the settings' last resort") })
    }

    @Test func `has an example of a roster that is right, and has nobody in it who can be rung`()
        throws
    {
        let reading = try example()
        #expect(reading.problems.filter { $0.severity != .warning }.map(\.description) == [])
        let roster = try #require(reading.roster)
        let people = roster.professionals.values.flatMap(\.phones)
        let resorts = roster.municipalities.values.flatMap { $0.lastResort.map(\.target) }
        let numbers = roster.families.values.flatMap(\.phones) + roster.numbers.values.map(\.number)
        let targets = people + resorts + numbers.compactMap { DialTarget($0.e164) }
        #expect(targets.count > 6)
        for target in targets { #expect(DialFlaw(of: target) != nil, "\(target)") }
    }
}
