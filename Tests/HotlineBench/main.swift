// Prints one measurement as a line of JSON; Tests/Bench/figures.py runs it.

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "decision":
    let families = words.dropFirst().first.flatMap { Int($0) } ?? 10_000
    guard let bench = DecisionBench(families: families) else { throw BenchFailure.roster }
    _ = bench.run(rounds: 2000)
    let times = bench.run(rounds: 20_000)
    print(
        "{\"median_us\":\(times[times.count / 2]),\"p99_us\":\(times[times.count * 99 / 100]),"
            + "\"families\":\(families)}")
case "compose":
    guard let folder = words.dropFirst().first else { throw BenchFailure.usage }
    print("{\"compose_s\":\(try RosterBench.compose(folder))}")
case "roster":
    guard let folder = words.dropFirst().first else { throw BenchFailure.usage }
    print(try RosterBench(folder).measurements)
default:
    print("usage: HotlineBench decision [FAMILIES] | compose FOLDER | roster FOLDER")
    throw BenchFailure.usage
}

enum BenchFailure: Error {
    case usage
    /// The roster that is measured has errors.
    case roster
}
