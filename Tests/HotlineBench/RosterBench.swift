import CallRouting
import Foundation
import HotlineSettings
import OnCallRoster
import Yams

/// Measures reading a roster from a folder, and asking it.
struct RosterBench {
    private let roster: Roster
    private let duty: DutyTable
    private let readSeconds: Double
    private let expandSeconds: Double
    private static let now = Instant(seconds: 1_795_348_800)

    init(_ folder: String) throws {
        let clock = ContinuousClock()
        var read: Roster?
        readSeconds = seconds(
            try clock.measure {
                read = try RosterFolder(path: folder).read(now: RosterBench.now).roster
            })
        guard let roster = read else { throw BenchFailure.roster }
        read = nil
        var inForce: RosterInForce?
        expandSeconds = seconds(
            clock.measure { inForce = RosterInForce(roster, around: RosterBench.now) })
        guard let inForce else { throw BenchFailure.roster }
        self.roster = inForce.roster
        duty = inForce.duty
    }

    var measurements: String {
        let after = RosterBench.memory("VmRSS")
        let peak = RosterBench.memory("VmHWM")
        let who = whoNanoseconds()
        let plan = planSeconds()
        return "{\"read_s\":\(readSeconds),\"expand_s\":\(expandSeconds),"
            + "\"peak_mb\":\(peak),\"after_mb\":\(after),\"who_ns\":\(who),"
            + "\"year_plan_s\":\(plan),\"lines\":\(roster.lines.count),"
            + "\"families\":\(roster.families.values.count)}"
    }

    /// The median of asking who fills a line, each time another line and instant.
    private func whoNanoseconds() -> Double {
        let lines = roster.lines.map(\.id)
        let clock = ContinuousClock()
        let asked = 1000
        var times: [Double] = []
        var found = 0
        for round in 0..<400 {
            let time = clock.measure {
                for question in 0..<asked {
                    let place = (round &* asked &+ question) &* 7919
                    let at = RosterBench.now + .seconds(place % (50 * 86_400))
                    if duty.holder(of: lines[place % lines.count], at: at) != nil { found += 1 }
                }
            }
            times.append(seconds(time) * 1e9 / Double(asked))
        }
        precondition(found == 400 * asked, "each line is filled at each instant")
        return times.sorted()[times.count / 2]
    }

    /// A year's shifts and gaps of all lines.
    private func planSeconds() -> Double {
        let year = Interval(RosterBench.now, RosterBench.now + .days(365))
        var shifts = 0
        let time = ContinuousClock().measure {
            let table = DutyTable(of: roster, in: year)
            for line in roster.lines {
                let duty = table.duty(of: line.id)
                let covers = line.coverage(in: year, holidays: roster.holidays, zone: roster.zone)
                shifts += duty.duties.count + covers.subtracting(duty.filled).intervals.count
            }
        }
        precondition(shifts > 50 * roster.lines.count, "a year has 52 turns of a week")
        return seconds(time)
    }

    /// What Yams alone takes for the folder's YAML.
    static func compose(_ folder: String) throws -> Double {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        var texts: [String] = []
        for name in names where name.hasSuffix(".yaml") {
            texts.append(String(decoding: try readFile("\(folder)/\(name)"), as: UTF8.self))
        }
        return seconds(
            try ContinuousClock().measure {
                for text in texts { _ = try Yams.compose(yaml: text) }
            })
    }

    /// Megabytes (10^6 bytes) of this process, as proc(5) tells them.
    private static func memory(_ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kibibytes.flatMap { Double($0) } ?? 0) * 1024 / 1e6
    }
}

private func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
}
