import CallRouting
import HotlineTestSupport
import OnCallRoster

/// The hotline's world in a box: families and professionals with telephones, a gateway, a network, a
/// disk, a clock, and the daemon's own core in the middle. All of it follows from a history.
package final class World {
    /// What must hold did not.
    package struct Violation: Error, CustomStringConvertible {
        package let description: String
    }

    package struct Tally: Hashable, Sendable {
        package var calls = 0
        package var faults = 0
        package var answered = 0
        package var promises = 0
        package var kept = 0
        package var fallbacks = 0
        package var crashes = 0
        package var swept = 0
    }

    /// A flaw that is put into the daemon, to see that the world finds it.
    package enum Sabotage: String, CaseIterable, Sendable {
        case forgetsCallbacksAtStart
        case answersADeliveryAnew
        case plansByAnotherDuty
        case losesTheSpool
        case looksForNothing
        case joinsEveryone
        case keepsNoUndo
    }

    private struct Job {
        let at: Int
        let number: Int
        let work: () throws -> Void
    }

    /// Milliseconds since the world began, which no clock changes.
    private(set) var time = 0
    /// What the daemon's clock is wrong by.
    private var clockOffset = 0
    private var jobs: [Job] = []
    private var jobCount = 0
    private(set) lazy var daemon = SimulatedDaemon(self, roster: rosterOnDisk)
    private(set) lazy var gateway = SimulatedGateway(self)
    private(set) lazy var watch = Watch(self)
    package var tally = Tally()
    /// Until when webhooks are lost and late.
    private(set) var networkTrouble = 0
    /// Until when each professional's line is dead.
    private(set) var deadUntil: [String: Int] = [:]
    private var rosterOnDisk: Roster
    private var isLooking = false
    let sabotage: Sabotage?

    /// 2026-01-01T00:00:00Z: a year has both changes of the clock, Easter and Christmas.
    static let beginning = Instant(seconds: 1_767_225_600)

    private init(_ rosters: [Roster], _ sabotage: Sabotage?) {
        self.sabotage = sabotage
        rosterOnDisk = rosters[0]
    }

    /// Plays a history to its end and a day longer, so that what is owed falls due.
    ///
    /// - Throws: `Violation` at the first thing that does not hold.
    package static func play(
        _ history: [Happening], days: Int, sabotage: Sabotage? = nil
    ) throws -> Tally {
        let rosters = try World.rosters.get()
        let world = World(rosters, sabotage)
        for happening in history {
            world.plan(at: happening.at) { try world.befalls(happening, rosters) }
        }
        world.plan(at: 0) { try world.daily() }
        let end = (days + 1) * 86_400_000
        while let job = world.next(), job.at <= end {
            world.time = job.at
            try job.work()
        }
        try world.watch.end()
        return world.tally
    }

    /// The daemon's wall clock.
    var wall: Instant { World.beginning + .milliseconds(time + clockOffset) }

    /// The gateway's clock, which is right.
    var trueTime: Instant { World.beginning + .milliseconds(time) }

    var monotonic: Duration { .milliseconds(time) }

    var localHour: Int { time / 3_600_000 % 24 }

    // MARK: What befalls it

    private func befalls(_ happening: Happening, _ rosters: [Roster]) throws {
        if happening.kind.isFault { tally.faults += 1 }
        switch happening.kind {
        case .call(let caller):
            try gateway.rings(World.callers[caller], seed: happening.seed)
        case .crash(let seconds, let powerCut):
            // Half of the crashes come in the middle of an event.
            if happening.seed % 2 == 0 {
                crash(seconds: seconds, powerCut: powerCut)
            } else {
                daemon.diesAtNextEvent = (happening.seed % 4 == 1, seconds, powerCut)
            }
        case .disk(let state, let seconds):
            daemon.disk.state = state
            plan(in: seconds * 1000) { [unowned self] in daemon.disk.state = .good }
            look()
        case .clock(let milliseconds):
            clockOffset += milliseconds
            // Whoever set it wrongly finds out within hours.
            plan(in: 3_600_000 + happening.seed % 20_000_000) { [unowned self] in
                clockOffset -= milliseconds
            }
            look()
        case .roster(let number):
            rosterOnDisk = rosters[number]
            daemon.take(rosters[number])
        case .network(let seconds):
            networkTrouble = max(networkTrouble, time + seconds * 1000)
        case .deadLine(let professional, let seconds):
            deadUntil[World.professionals[professional]] = time + seconds * 1000
        }
    }

    func crash(seconds: Int, powerCut: Bool) {
        guard daemon.isUp else { return }
        tally.crashes += 1
        daemon.dies(powerCut: powerCut)
        plan(in: seconds * 1000) { [unowned self] in
            try daemon.starts(with: rosterOnDisk)
            try watch.started(daemon)
            look()
        }
    }

    private func daily() throws {
        try daemon.look()
        try watch.looked(daemon)
        plan(in: 6 * 3_600_000) { [unowned self] in try daily() }
    }

    /// The daemon looks every few seconds for as long as there is anything to look for.
    func look() {
        guard !isLooking else { return }
        isLooking = true
        lookAgain(in: 1000)
    }

    private func lookAgain(in milliseconds: Int) {
        plan(in: milliseconds) { [unowned self] in
            try daemon.look()
            try watch.looked(daemon)
            guard daemon.isWaiting || daemon.disk.state != .good else {
                isLooking = false
                return
            }
            // With nobody on the line only deadlines are left.
            lookAgain(in: daemon.floor.openCalls.isEmpty ? 20_000 : 5000)
        }
    }

    // MARK: Time

    func plan(in milliseconds: Int, _ work: @escaping () throws -> Void) {
        plan(at: time + max(0, milliseconds), work)
    }

    private func plan(at: Int, _ work: @escaping () throws -> Void) {
        jobCount += 1
        jobs.append(Job(at: at, number: jobCount, work: work))
        var child = jobs.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            jobs.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (jobs[left].at, jobs[left].number) < (jobs[right].at, jobs[right].number)
    }

    private func next() -> Job? {
        guard let first = jobs.first else { return nil }
        let last = jobs.removeLast()
        guard !jobs.isEmpty else { return first }
        jobs[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < jobs.count && isBefore(child, least) { least = child }
            if least == parent { return first }
            jobs.swapAt(parent, least)
            parent = least
        }
    }
}
