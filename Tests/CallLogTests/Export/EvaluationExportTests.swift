import CallRouting
import Crypto
import Foundation
import OnCallRoster
import Testing

@testable import CallLog

/// What two exports tell together, and what their names tell.
@Suite struct `Several exports` {
    private static let tables = [
        "calls_by_period", "calls_by_month", "calls_by_municipality", "calls_by_institution",
        "calls_by_variant", "calls_by_hour", "waits", "promises", "repeats", "themes",
    ]

    @Test(arguments: 1...10)
    func `tell the same of a period whatever else is asked for`(_ seed: Int) throws {
        let world = EvaluationWorld(seed: seed, families: 15 + seed * 8)
        let year = try world.export()
        for (from, to) in [("2026-01-01", "2026-07-01"), ("2026-04-01", "2027-01-01")] {
            let part = try world.export(from, to)
            let shared = Set(part.toldPeriods)
            #expect(shared.isSubset(of: year.toldPeriods))
            for name in ["calls"] + Self.tables {
                let mine = part.rows(name)
                #expect(mine == year.rows(name).filter { shared.contains($0["period"] ?? "") })
            }
        }
    }

    @Test(arguments: [
        ("2026-01-02", "2026-04-01"), ("2026-01-01", "2026-03-31"), ("2026-01-01", "2026-02-01"),
        ("2026-02-01", "2026-05-01"), ("2026-04-01", "2026-04-01"), ("2026-07-01", "2026-04-01"),
    ])
    func `are of no period that others could be subtracted from`(_ from: String, _ to: String) {
        #expect(throws: EvaluationRequest.Refusal.noQuarters) {
            try EvaluationWorld.request(from, to)
        }
    }

    @Test func `are of no quarter that goes on, and of no smaller cell than three`() throws {
        let inQuarter = EvaluationWorld.day(2026, 3, 31)
        #expect(throws: EvaluationRequest.Refusal.notOver) {
            try EvaluationWorld.request("2026-01-01", "2026-04-01", now: inQuarter)
        }
        for least in [-1, 0, 1, 2] {
            #expect(throws: EvaluationRequest.Refusal.cellTooSmall) {
                try EvaluationWorld.request("2026-01-01", "2026-04-01", least: least)
            }
        }
        #expect(throws: EvaluationRequest.Refusal.keyTooShort) {
            try EvaluationWorld.request("2026-01-01", "2026-04-01", key: [])
        }
        _ = try EvaluationWorld.request("2026-01-01", "2026-04-01", least: 3)
    }

    @Test(arguments: 1...5)
    func `tell the same numbers after a family was erased`(_ seed: Int) throws {
        let world = EvaluationWorld(seed: seed)
        let erased = EvaluationWorld.key(1)
        let later = EvaluationWorld(
            world.calls.map { call in
                var call = call
                if call.family == erased { (call.isErased, call.familyID) = (true, nil) }
                return call
            })
        let (before, after) = (try world.export(), try later.export())
        for name in Self.tables + ["periods", "told"] {
            #expect(before.rows(name) == after.rows(name))
        }
        let nameless = after.rows("calls").filter { $0["family"] == "" }
        #expect(nameless.count == world.calls.count { $0.family == erased })
        let names = { (data: EvaluationData) in
            Set(data.rows("calls").compactMap { $0["family"] })
        }
        let gone = names(before).subtracting(names(after))
        #expect(gone == [Self.name("family|family-1", EvaluationWorld.key)])
    }

    // MARK: Names

    /// The pseudonym of evaluation.md, reckoned by other means.
    private static func name(_ text: String, _ key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: key))
        return base32(Array(code))
    }

    /// Ten bytes make sixteen characters of five bits.
    private static func base32(_ bytes: [UInt8]) -> String {
        let bits = bytes.prefix(10).map { byte in
            let text = String(byte, radix: 2)
            return String(repeating: "0", count: 8 - text.count) + text
        }.joined()
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        return String(
            stride(from: 0, to: 80, by: 5).map { start in
                let five = bits.dropFirst(start).prefix(5)
                return alphabet[Int(five, radix: 2) ?? 0]
            })
    }

    @Test func `Base32 is that of RFC 4648`() {
        let known = [
            "": "", "f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ",
            "fooba": "MZXW6YTB", "foobar": "MZXW6YTBOI",
        ]
        for (text, code) in known {
            #expect(EvaluationPseudonym.base32(Array(text.utf8)) == code)
        }
    }

    @Test func `yield no name to who tries all ids and numbers`() throws {
        let world = EvaluationWorld(seed: 1)
        let names = Set(
            try world.export().rows("calls").compactMap { $0["family"] })
        let ids = (0..<60).map { EvaluationWorld.id($0).rawValue }
        let keys = (0..<60).map { EvaluationWorld.key($0) }
        // One in 100,000 of all numbers of eight digits, and those that families have.
        let numbers =
            stride(from: 10_000_000, to: 100_000_000, by: 100_000).map { "\($0)" }
            + (0..<60).map { "000000\($0 < 10 ? "0" : "")\($0)" }
        let guesses = ids + keys + numbers + numbers.map { "+45" + $0 }
        let guessedKeys: [[UInt8]] = [
            [], Array(repeating: 0, count: 32), Array("family|".utf8),
            Array(EvaluationWorld.key.reversed()),
        ]
        func found(_ texts: [String], _ code: (String) -> String) -> Int {
            texts.count { names.contains(code($0)) || names.contains(code("family|" + $0)) }
        }
        for key in guessedKeys { #expect(found(guesses) { Self.name($0, key) } == 0) }
        #expect(found(guesses) { Self.base32(Array(SHA256.hash(data: Data($0.utf8)))) } == 0)
        // What a number yields with the right key would be found: names are of ids.
        #expect(found(numbers) { Self.name($0, EvaluationWorld.key) } == 0)
        // The same attack with the right key finds all whose id is still known.
        let known = Set(world.calls.compactMap(\.familyID?.rawValue))
        #expect(found(known.sorted()) { Self.name($0, EvaluationWorld.key) } == known.count)
        #expect(names.allSatisfy { $0.utf8.count == 16 })
        #expect(names.count == Set(world.calls.map(\.family)).count)
    }

    @Test func `are the same with the same key, and share no name with another key`() throws {
        let world = EvaluationWorld(seed: 3, isErased: true)
        let (one, again) = (try world.export(), try world.export())
        #expect(one == again)
        let other = try world.export(key: Array(EvaluationWorld.key.reversed()))
        let names = { (data: EvaluationData) in
            Set(data.rows("calls").compactMap { $0["family"] }).subtracting([""])
        }
        #expect(names(one).isDisjoint(with: names(other)))
        #expect(one.sheets.dropFirst() == other.sheets.dropFirst())
    }

    // MARK: Periods

    @Test func `leave quarters of few families to those after them`() {
        func families(_ count: Int) -> Set<String> { Set((0..<count).map { "\($0)" }) }
        func names(_ counts: [Int]) -> [String] {
            let quarters = counts.indices.map { EvaluationQuarter(year: 2026, number: $0 + 1) }
            return EvaluationPeriod.periods(of: quarters, least: 5) {
                families(counts[$0.number - 1])
            }
            .map { $0.name + ($0.isOpen ? " open" : "") }
        }
        #expect(names([20, 30, 40, 20]) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"])
        #expect(names([19, 19, 20, 3]) == ["2026-Q1..Q3", "2026-Q4"])
        #expect(names([19, 19]) == ["2026-Q1..Q2 open"])
        #expect(names([0, 0, 0, 0]) == ["2026-Q1..Q4"])
    }

    @Test func `say nothing of a line with too few families, not even how many called`() throws {
        let world = EvaluationWorld(seed: 1, families: 4, calls: 300)
        let data = try world.export()
        #expect(data.rows("calls").isEmpty && data.families.isEmpty && data.rosters.isEmpty)
        #expect(
            data.rows("periods") == [
                ["period": "2026-Q1..Q4", "state": "too-small", "calls": "", "families": ""]
            ])
        for table in Self.tables { #expect(data.rows(table).isEmpty) }
        let started = try world.export("2026-01-01", "2026-07-01")
        #expect(started.rows("periods").map { $0["state"] } == ["open"])
        let late = try world.export("2026-07-01", "2027-01-01")
        #expect(late.rows("periods").map { $0["state"] } == ["began-before"])
    }
}
