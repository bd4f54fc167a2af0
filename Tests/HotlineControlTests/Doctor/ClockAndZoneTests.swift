import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at clocks` {
    private func findings(
        _ isSynchronised: Bool, now: Instant = Fixtures.now, daemons: Instant? = nil
    ) -> [Finding] {
        ClockCheck(isSynchronised: isSynchronised, now: now, daemons: daemons).findings
    }

    @Test func `is content with one that the kernel calls synchronised`() {
        #expect(findings(true).map(\.severity) == [.ok])
        #expect(findings(true, daemons: Fixtures.now + .seconds(4)).bad.isEmpty)
    }

    @Test func `finds one that nobody keeps right`() throws {
        let bad = try findings(false).onlyBad()
        #expect(bad.command == "timedatectl set-ntp true")
        #expect(bad.isOfInstallations)
    }

    @Test func `finds one that starts in the past, whatever the kernel says`() throws {
        let bad = try findings(true, now: instant("1970-01-01T00:02Z")).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("shows 1970-01-01T00:02:00Z"))
    }

    @Test(arguments: [6, -6, 86_400])
    func `finds a daemon on another clock`(_ seconds: Int) throws {
        let bad = try findings(true, daemons: Fixtures.now + .seconds(seconds)).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("start the daemon without --clock"))
    }
}

@Suite struct `A look at the time zone` {
    private let copenhagen = TimeZoneRules(identifier: "Europe/Copenhagen")

    /// A file of the system's form whose clocks change at these times.
    private func file(
        _ changes: [(at: String, hours: Int64)], footer: String = "CET-1CEST,M3.5.0,M10.5.0/3"
    ) throws -> ZoneFile {
        func big(_ value: Int64, _ size: Int) -> [UInt8] {
            (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (Int64($0) * 8)) }
        }
        func header(times: Int, types: Int) -> [UInt8] {
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
                + [0, 0, 0, Int64(times), Int64(types), 4].flatMap { big($0, 4) }
        }
        var bytes = header(times: 0, types: 1) + [UInt8](repeating: 0, count: 6 + 4)
        bytes += header(times: changes.count, types: 3)
        for change in changes { bytes += big(instant(change.at).seconds, 8) }
        bytes += changes.map { UInt8($0.hours) }
        for hours in 0..<3 { bytes += big(Int64(hours) * 3600, 4) + [0, 0] }
        bytes += Array("CET\0\n\(footer)\n".utf8)
        return try #require(ZoneFile(bytes))
    }

    private let lawful: [(String, Int64)] = [
        ("2026-03-29T01:00Z", 2), ("2026-10-25T01:00Z", 1), ("2027-03-28T01:00Z", 2),
        ("2027-10-31T01:00Z", 1), ("2028-03-26T01:00Z", 2), ("2028-10-29T01:00Z", 1),
    ]

    private func findings(_ file: ZoneFile?) throws -> [Finding] {
        ZoneCheck(zone: try #require(copenhagen), file: file, now: Fixtures.now).findings
    }

    @Test func `is content where the system's table says the same`() throws {
        let found = try findings(file(lawful))
        #expect(found.map(\.severity) == [.ok])
        #expect(found[0].message.contains("the clocks change next at 2027-03-28T01:00:00Z"))
    }

    @Test func `reads this system's own table`() throws {
        let path = "/usr/share/zoneinfo/Europe/Copenhagen"
        guard let bytes = try? readFile(path) else { return }
        let file = try #require(ZoneFile(bytes))
        #expect(file.offset(at: instant("2026-01-15T00:00Z").seconds) == 3600)
        #expect(file.offset(at: instant("2026-07-15T00:00Z").seconds) == 7200)
        #expect(try findings(file).bad.isEmpty)
    }

    @Test func `finds a law that reached only one of the two`() throws {
        var moved = lawful
        moved[3].0 = "2027-10-24T01:00Z"
        let bad = try findings(file(moved)).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("at 2027-10-24T01:00:00Z the program's clock change and"))
        let abolished = try file(Array(lawful.prefix(3)), footer: "<+02>-2")
        #expect(try findings(abolished).onlyBad().message.contains("at 2027-10-31T01:00:00Z"))
    }

    @Test func `does not judge beyond what the table says`() throws {
        #expect(try findings(file(Array(lawful.prefix(2)))).bad.isEmpty)
    }

    @Test func `without a table holds the changes against the Union's rule`() throws {
        #expect(try findings(nil).map(\.severity) == [.note])
        let zone = try #require(copenhagen)
        let span = Interval(instant("2024-01-01T00:00Z"), instant("2035-01-01T00:00Z"))
        let changes = zone.clockChanges(in: span)
        #expect(changes.count == 22)
        #expect(ZoneCheck.areEuropean(changes, in: span))
        #expect(!ZoneCheck.areEuropean(Array(changes.dropLast()), in: span))
        #expect(!ZoneCheck.areEuropean(changes.map { $0 + .hours(1) }, in: span))
    }

    @Test(arguments: [0, 5, 44, 60, 120])
    func `takes half a file for none`(_ count: Int) throws {
        let whole = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 200)
        #expect(ZoneFile(Array(whole.prefix(count))) == nil || count > 87)
        #expect(ZoneFile(Array("TZif".utf8) + [UInt8](repeating: 0xFF, count: count)) == nil)
    }
}
