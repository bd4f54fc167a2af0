import HotlineTestSupport

/// Something that befalls the world: a caller, a fault, a change. A history is a list of them; each
/// has chance of its own, so that the rest stays as it was when one is left out.
package struct Happening: Hashable, Sendable {
    /// Milliseconds since the world began.
    package let at: Int
    package let kind: Kind
    package let seed: Int

    package enum Kind: Hashable, Sendable {
        /// Somebody rings, by their place among the world's callers.
        case call(Int)
        /// The daemon dies and is started again later.
        case crash(seconds: Int, powerCut: Bool)
        case disk(Disk.State, seconds: Int)
        /// Somebody sets the daemon's clock.
        case clock(milliseconds: Int)
        /// Another roster is written.
        case roster(Int)
        /// Webhooks are lost and late.
        case network(seconds: Int)
        /// A professional's telephone is dead.
        case deadLine(Int, seconds: Int)

        var isFault: Bool {
            switch self {
            case .call, .roster: false
            case .crash, .disk, .clock, .network, .deadLine: true
            }
        }
    }
}

extension Happening: CustomStringConvertible {
    package var description: String {
        let seconds = at / 1000
        let time = "day \(seconds / 86_400) \(seconds / 3600 % 24):\(seconds / 60 % 60)"
        let what =
            switch kind {
            case .call(let caller): "caller \(caller) rings"
            case .crash(let seconds, let powerCut):
                "\(powerCut ? "a power cut" : "a crash"), up again after \(seconds) s"
            case .disk(let state, let seconds): "the disk is \(state) for \(seconds) s"
            case .clock(let milliseconds): "the clock is set by \(milliseconds / 1000) s"
            case .roster(let number): "roster \(number) is written"
            case .network(let seconds): "webhooks are lost and late for \(seconds) s"
            case .deadLine(let professional, let seconds):
                "professional \(professional)'s line is dead for \(seconds) s"
            }
        return "\(time)  \(what)  (seed \(seed))"
    }
}

/// A history of so many days, the same for one seed.
package func history(seed: Int, days: Int) -> [Happening] {
    var random = SplitMix64(seed)
    var happenings: [Happening] = []
    func add(_ day: Int, _ second: Int, _ kind: Happening.Kind, _ random: inout SplitMix64) {
        let at = (day * 86_400 + second) * 1000 + random.below(1000)
        happenings.append(Happening(at: at, kind: kind, seed: random.below(1 << 40)))
    }
    for day in 0..<days {
        let isBusy = random.once(in: 6)
        for _ in 0..<random.below(isBusy ? 40 : 12) {
            let second = random.once(in: 3) ? random.below(6 * 3600) : random.below(86_400)
            add(day, second, .call(random.below(World.callers.count)), &random)
        }
        if isBusy {
            // A storm: all at once.
            let second = random.below(86_000)
            for _ in 0..<(2 + random.below(4)) {
                let caller = random.below(World.callers.count)
                add(day, second + random.below(60), .call(caller), &random)
            }
            // Troubles never come alone.
            if random.once(in: 2) {
                let state = random.one(of: Disk.State.troubles)
                add(day, second, .disk(state, seconds: 30 + random.below(600)), &random)
            }
            if random.once(in: 3) {
                let kind = Happening.Kind.crash(
                    seconds: 1 + random.below(5), powerCut: random.once(in: 4))
                add(day, second + random.below(120), kind, &random)
            }
        }
        if random.once(in: 4) {
            let kind = Happening.Kind.crash(
                seconds: random.once(in: 5) ? random.below(7200) : 1 + random.below(10),
                powerCut: random.once(in: 4))
            add(day, random.below(86_400), kind, &random)
        }
        if random.once(in: 3) {
            let state = random.one(of: Disk.State.troubles)
            add(day, random.below(86_400), .disk(state, seconds: 1 + random.below(7200)), &random)
        }
        if random.once(in: 15) {
            let jumps = [-3_600_000, 3_600_000, 86_400_000, -86_400_000, 30_000, -30_000]
            add(day, random.below(86_400), .clock(milliseconds: random.one(of: jumps)), &random)
        }
        if random.once(in: 3) {
            add(day, random.below(86_400), .roster(random.below(World.rosterCount)), &random)
        }
        if random.once(in: 3) {
            add(day, random.below(86_400), .network(seconds: 60 + random.below(7200)), &random)
        }
        if random.once(in: 2) {
            let kind = Happening.Kind.deadLine(
                random.below(World.professionals.count), seconds: 600 + random.below(40_000))
            add(day, random.below(86_400), kind, &random)
        }
    }
    return happenings.sorted { ($0.at, $0.seed) < ($1.at, $1.seed) }
}
