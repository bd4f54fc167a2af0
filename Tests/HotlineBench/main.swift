// Prints one measurement as a line of JSON; Tests/Bench/figures.py runs it.

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "decision":
    let families = words.dropFirst().first.flatMap { Int($0) } ?? 10_000
    let open = words.dropFirst(2).first.flatMap { Int($0) } ?? 0
    guard let bench = DecisionBench(families: families) else { throw BenchFailure.roster }
    _ = try bench.run(rounds: 500, open: open)
    let times = try bench.run(rounds: 5000, open: open)
    print(
        "{\"median_us\":\(times.all[times.all.count / 2]),"
            + "\"p99_us\":\(times.all[times.all.count * 99 / 100]),"
            + "\"incoming_us\":\(times.incoming[times.incoming.count / 2]),"
            + "\"families\":\(families),\"open\":\(open)}")
case "compose":
    guard let folder = words.dropFirst().first else { throw BenchFailure.usage }
    print("{\"compose_s\":\(try RosterBench.compose(folder))}")
case "roster":
    guard let folder = words.dropFirst().first else { throw BenchFailure.usage }
    print(try RosterBench(folder).measurements)
default:
    print("usage: HotlineBench decision [FAMILIES [OPEN]] | compose FOLDER | roster FOLDER")
    throw BenchFailure.usage
}

enum BenchFailure: Error {
    case usage
    /// The roster that is measured has errors.
    case roster
}
