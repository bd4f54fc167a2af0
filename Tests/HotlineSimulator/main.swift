import Foundation
import HotlineTestSupport
import HotlineWorld

// hotline-simulator SEED DAYS [RUNS]: plays histories of so many days, each from the seed after
// the one before; exit 0 only if everything held in all of them.

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard (2...3).contains(arguments.count), arguments[1] > 0 else {
    FileHandle.standardError.write(Data("usage: HotlineSimulator SEED DAYS [RUNS]\n".utf8))
    exit(64)
}
let (first, days) = (arguments[0], arguments[1])
let runs = arguments.count == 3 ? arguments[2] : 1
var (calls, faults, violations) = (0, 0, 0)
for seed in first..<(first + runs) {
    let events = history(seed: seed, days: days)
    do {
        let tally = try World.play(events, days: days)
        calls += tally.calls
        faults += tally.faults
        print(
            "seed \(seed): \(tally.calls) calls, \(tally.answered) answered, "
                + "\(tally.promises) promises, \(tally.kept) callbacks kept, "
                + "\(tally.fallbacks) fallbacks, \(tally.swept) swept, \(tally.crashes) crashes")
    } catch {
        violations += 1
        print("seed \(seed): \(error)")
        let least = shortest(events) { shorter in
            (try? World.play(shorter, days: days)) == nil
        }
        print("the shortest history that still fails:")
        for happening in least { print("  \(happening)") }
        do { _ = try World.play(least, days: days) } catch { print("it fails with: \(error)") }
    }
}
print("\(days * runs) days, \(calls) calls, \(faults) faults, \(violations) violations")
exit(violations == 0 ? 0 : 1)
