import CallLog
import CallRouting
import Crypto
import Foundation
import OnCallRoster
import Testing

/// The attacker has all files of an export, or of several, knows who rang when, and reckons.
@Suite struct `An export under attack` {
    private static let tables = [
        "calls_by_period", "calls_by_month", "calls_by_municipality", "calls_by_institution",
        "calls_by_variant", "calls_by_hour", "waits", "promises", "repeats", "themes",
    ]

    /// Figures whose value the test reckons by itself.
    private static let reckoned: Set = [
        "answered", "outcome_group", "outcome", "within_60_s", "promise", "themes", "done",
        "noted", "follow_up",
    ]

    private func families(_ calls: [EvaluationCall]) -> Int { Set(calls.map(\.family)).count }

    // MARK: Single-family cells

    /// A call of the log, with what each column would say of it.
    private struct Raw {
        let family: String
        let texts: [String: Set<String>]
    }

    private func raws(_ world: EvaluationWorld, in period: String) -> [Raw] {
        let columns =
            Self.reckoned.union([
                "month", "municipality", "institution", "variant", "part_of_week", "weekday",
                "part_of_day", "hour",
            ])
        return world.calls(in: period).map { call in
            Raw(
                family: call.family,
                texts: Dictionary(
                    uniqueKeysWithValues: columns.map { ($0, world.raw($0, call)) }))
        }
    }

    /// The calls behind a row of a table, found in the log itself; `told` holds the values of each part
    /// that stand by themselves.
    private func calls(
        behind row: [String: String], among calls: [Raw], told: [String: Set<String>]
    ) -> [Raw] {
        calls.filter { call in
            for (part, values) in told {
                let (text, own) = (row[part] ?? "", call.texts[part] ?? [])
                guard text != "(not told)" else { continue }
                if text == "(rest)" ? !own.isDisjoint(with: values) : !own.contains(text) {
                    return false
                }
            }
            guard let figure = row["figure"], figure != "all" else { return true }
            return call.texts[figure]?.contains(row["value"] ?? "") ?? false
        }
    }

    @Test(arguments: 1...12)
    func `has no cell of few families, and each is what the log says`(_ seed: Int) throws {
        let world = EvaluationWorld(seed: seed, families: 40 + seed * 8, isErased: seed % 2 == 0)
        let data = try world.export()
        #expect(data.toldPeriods.count > 1)
        for period in data.toldPeriods {
            let raws = raws(world, in: period)
            for table in Self.tables {
                let rows = data.rows(table).filter { $0["period"] == period }
                let told = Dictionary(
                    uniqueKeysWithValues: data.parts(table).map { part in
                        (part, Set(rows.compactMap { $0[part] }))
                    })
                #expect(rows.contains { $0["figure"] == "all" })
                for row in rows {
                    #expect(Int(row["families"] ?? "") ?? 0 >= EvaluationWorld.least, "\(row)")
                    let figure = row["figure"] ?? ""
                    guard figure == "all" || Self.reckoned.contains(figure) else { continue }
                    let behind = calls(behind: row, among: raws, told: told)
                    #expect(row["calls"] == "\(behind.count)", "\(table) \(row)")
                    #expect(row["families"] == "\(Set(behind.map(\.family)).count)", "\(row)")
                }
            }
        }
    }

    @Test(arguments: 1...12)
    func `has no calls that look alike and are of few families`(_ seed: Int) throws {
        let world = EvaluationWorld(seed: seed, families: 40 + seed * 8)
        let rows = try world.export().rows("calls")
        let places = [
            "period", "month", "week", "part_of_day", "hour", "part_of_week", "weekday",
            "municipality", "institution", "variant",
        ]
        let course = [
            "answered", "outcome_group", "outcome", "within_60_s", "wait", "legs", "taken_step",
            "promise", "repeated", "repeat_span",
        ]
        let others = ["enrolled", "noted", "follow_up", "caseworker", "went", "would_have_rung"]
        #expect(rows.count == world.calls.count)
        for more in [course] + others.map({ [$0] }) {
            let alike = Dictionary(grouping: rows) { row in
                (places + more).map { row[$0] ?? "" }
            }
            for (texts, own) in alike {
                #expect(Set(own.compactMap { $0["family"] }).count >= 5, "\(texts)")
            }
        }
        for list in ["themes", "done"] {
            for code in Set(rows.flatMap { ($0[list] ?? "").split(separator: " ") })
            where !code.hasPrefix("(") && !code.hasSuffix(")") {
                let alike = Dictionary(grouping: rows.filter { $0[list] != "(not told)" }) { row in
                    places.map { row[$0] ?? "" }
                        + ["\((row[list] ?? "").split(separator: " ").contains(code))"]
                }
                // A code is told in some periods and not in others.
                let told = Set(
                    rows.filter { ($0[list] ?? "").split(separator: " ").contains(code) }
                        .compactMap { $0["period"] })
                for (texts, own) in alike where told.contains(texts[0]) {
                    #expect(
                        Set(own.compactMap { $0["family"] }).count >= 5, "\(code) \(texts)")
                }
            }
        }
    }

    /// What is known of a count.
    private struct Bounds {
        var least = 0
        var most: Int
    }

    /// Sums of unknown counts, each of which is known, narrowed until nothing more follows.
    private func solve(_ count: Int, most: Int, _ sums: [(cells: [Int], sum: Int)]) -> [Bounds] {
        var bounds = Array(repeating: Bounds(most: most), count: count)
        var narrowed = true
        while narrowed {
            narrowed = false
            for (cells, sum) in sums {
                let least = cells.reduce(0) { $0 + bounds[$1].least }
                let most = cells.reduce(0) { $0 + bounds[$1].most }
                for cell in cells {
                    let old = bounds[cell]
                    let new = Bounds(
                        least: max(old.least, sum - (most - old.most)),
                        most: min(old.most, sum - (least - old.least)))
                    guard new.least > old.least || new.most < old.most else { continue }
                    bounds[cell] = new
                    narrowed = true
                }
            }
        }
        return bounds
    }

    private struct Cell: Hashable {
        let part: String
        let outcome: Outcome
    }

    /// Of each part and figure that is told, every value: what has no row has no call.
    private static func keys(
        of told: some Collection<[String]>, _ groups: [Outcome: [[String]]]
    ) -> Set<[String]> {
        let values = Dictionary(grouping: groups.values.flatMap { $0 }) { $0[0] }
        return Set(
            told.flatMap { key in
                (values[key[1]] ?? [["all", "all"]]).map { [key[0], $0[0], $0[1]] }
            })
    }

    @Test(
        arguments: [
            "month", "institution", "municipality", "variant", "hour", "weekday",
        ], 1...4)
    func `gives no hidden cell away by its sums`(_ part: String, _ seed: Int) throws {
        let world = EvaluationWorld(seed: seed, families: 30 + seed * 15)
        let data = try world.export()
        let table = ["hour", "weekday"].contains(part) ? "calls_by_hour" : "calls_by_\(part)"
        let groups = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map { outcome in
                let call = EvaluationCall(
                    family: "", began: EvaluationWorld.day(2026, 1, 1), outcome: outcome)
                return (
                    outcome,
                    ["answered", "outcome_group", "outcome"].map {
                        [$0, world.raw($0, call).first ?? ""]
                    }
                )
            })
        var hidden = 0
        for period in data.toldPeriods {
            let calls = world.calls(in: period)
            let parts = Set(calls.flatMap { world.raw(part, $0) }).sorted()
            let cells = parts.flatMap { part in
                Outcome.allCases.map { Cell(part: part, outcome: $0) }
            }
            var sums: [(cells: [Int], sum: Int)] = []
            for name in [table, "calls_by_period"] {
                let rows = data.rows(name).filter { $0["period"] == period }
                let told = Set(rows.compactMap { $0[part] })
                // Rows of several parts of the day or week count together.
                let own = Dictionary(grouping: rows) {
                    [$0[part] ?? "(not told)", $0["figure"] ?? "", $0["value"] ?? ""]
                }
                for key in Self.keys(of: own.keys, groups) {
                    let meant = cells.indices.filter { index in
                        let cell = cells[index]
                        let isOfPart =
                            key[0] == "(not told)"
                            || (key[0] == "(rest)"
                                ? !told.contains(cell.part) : cell.part == key[0])
                        return isOfPart
                            && (key[1] == "all"
                                || groups[cell.outcome]?.contains([key[1], key[2]]) == true)
                    }
                    let together = own[key, default: []]
                    sums.append(
                        (meant, together.reduce(0) { $0 + (Int($1["calls"] ?? "") ?? 0) }))
                }
            }
            let bounds = solve(cells.count, most: calls.count, sums)
            for (cell, bounds) in zip(cells, bounds) {
                let behind = calls.filter {
                    world.raw(part, $0).contains(cell.part) && $0.outcome == cell.outcome
                }
                #expect((bounds.least...bounds.most).contains(behind.count), "\(cell)")
                guard !behind.isEmpty, families(behind) < EvaluationWorld.least else { continue }
                hidden += 1
                #expect(bounds.least < bounds.most, "\(period) \(cell): \(behind.count)")
            }
        }
        #expect(hidden > 0, "there was nothing to find")
    }

    @Test func `the reckoning finds a cell that one sum gives away`() {
        // Rows of 10 and 7, of which one cell of the second is shown.
        let bounds = solve(
            4, most: 17, [([0, 1], 10), ([2, 3], 7), ([0, 2], 12), ([2], 5)])
        #expect(bounds.map(\.least) == [7, 3, 5, 2])
        #expect(bounds.map(\.most) == [7, 3, 5, 2])
    }
}
