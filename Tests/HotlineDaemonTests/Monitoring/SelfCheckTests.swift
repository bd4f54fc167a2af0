import CallLog
import CallRouting
import Dispatch
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import HotlineDaemon

/// A part that hangs must end in no sign of life; a disk that does must not.
@Suite struct SelfCheckTests {
    /// Holds a thread until it is let go of.
    private final class Hold: Sendable {
        private let begun = DispatchSemaphore(value: 0)
        private let end = DispatchSemaphore(value: 0)

        /// To be called on the thread that is to hang.
        func hang() {
            begun.signal()
            end.wait()
        }

        func waitUntilItHangs() { begun.wait() }
        func letGo() { end.signal() }
    }

    /// A heartbeat whose signs are counted.
    private final class Pulse: Sendable {
        private let count = Mutex(0)
        var signs: Int { count.withLock { $0 } }
        func sign() { count.withLock { $0 += 1 } }
    }

    private let start = ContinuousClock.now

    private func heartbeat(
        _ questions: [SelfCheck.Question], of lab: LabDaemon, _ pulse: Pulse
    ) -> Heartbeat {
        let (sweeper, log) = (lab.sweeper, lab.logCheck)
        return Heartbeat(
            check: SelfCheck(
                questions, sweeperIsOnTime: { sweeper.isOnTime(at: $0) || !log.takesWrites }),
            log: log, watchdog: .seconds(30), logger: LabDaemon.logger, sign: { pulse.sign() })
    }

    /// Whether a sign comes within many beats, seconds after the beginning.
    private func givesSign(
        _ heartbeat: Heartbeat, _ pulse: Pulse, after seconds: Int, beats: Int = 200
    ) -> Bool {
        let before = pulse.signs
        return eventually(questions: beats) {
            heartbeat.beat(at: start + .seconds(seconds))
            return pulse.signs > before
        }
    }

    @Test func `all well, a sign comes from the second beat on`() throws {
        let (lab, pulse) = (try LabDaemon(), Pulse())
        let loops = MultiThreadedEventLoopGroup.singleton.makeIterator()
        let heartbeat = heartbeat(
            loops.map { .turning($0) } + [.deciding(lab.exchange.switchboard)], of: lab, pulse)
        heartbeat.beat(at: start)
        #expect(pulse.signs == 0, "nothing was asked before")
        #expect(givesSign(heartbeat, pulse, after: 5))
        #expect(heartbeat.check.hanging == [])
        #expect(heartbeat.check.sinceGood(at: start + .seconds(12)) == .seconds(7))
    }

    @Test func `an event loop that hangs ends the signs until it turns`() throws {
        let (lab, pulse, hold) = (try LabDaemon(), Pulse(), Hold())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let loops = group.makeIterator().map { $0 }
        let heartbeat = heartbeat(loops.map { .turning($0) }, of: lab, pulse)
        loops[1].execute { hold.hang() }
        hold.waitUntilItHangs()
        heartbeat.beat(at: start)
        #expect(!givesSign(heartbeat, pulse, after: 5, beats: 10))
        #expect(heartbeat.check.hanging == [.eventLoops])
        hold.letGo()
        #expect(givesSign(heartbeat, pulse, after: 20))
        #expect(heartbeat.check.hanging == [])
        try group.syncShutdownGracefully()
    }

    @Test func `a decision that hangs ends the signs until it is taken`() throws {
        let (lab, pulse, hold) = (try LabDaemon(), Pulse(), Hold())
        let switchboard = lab.exchange.switchboard
        let heartbeat = heartbeat([.deciding(switchboard)], of: lab, pulse)
        let event = lab.callArrives()
        Thread {
            _ = try? switchboard.decide(event, abilities: GatewayAbilities(), known: { _ in nil }) {
                _ in hold.hang()
            }
        }.start()
        hold.waitUntilItHangs()
        heartbeat.beat(at: start)
        #expect(!givesSign(heartbeat, pulse, after: 5, beats: 10))
        #expect(heartbeat.check.hanging == [.decisions])
        hold.letGo()
        #expect(givesSign(heartbeat, pulse, after: 20))
    }

    @Test func `a sweeper that is a minute late ends the signs`() throws {
        let (lab, pulse) = (try LabDaemon(), Pulse())
        let heartbeat = heartbeat([], of: lab, pulse)
        heartbeat.beat(at: start)
        #expect(givesSign(heartbeat, pulse, after: 50))
        // The log has answered, and is no excuse.
        #expect(eventually { !lab.logCheck.isWaiting })
        #expect(!givesSign(heartbeat, pulse, after: 70, beats: 3))
        #expect(heartbeat.check.hanging == [.sweeper])
    }

    @Test func `what does not answer is not asked again`() {
        let asked = Mutex(0)
        let check = SelfCheck(
            [SelfCheck.Question(part: .eventLoops) { _ in asked.withLock { $0 += 1 } }],
            sweeperIsOnTime: { _ in true })
        #expect(check.look(at: start) == nil)
        for seconds in 1...10 {
            #expect(check.look(at: start + .seconds(seconds)) == [.eventLoops])
        }
        #expect(asked.withLock { $0 } == 1)
        #expect(check.sinceGood(at: start) == nil)
    }

    @Test func `a log that hangs is an alarm, and the signs go on`() throws {
        let (pulse, hold) = (Pulse(), Hold())
        let lab = try LabDaemon(faults: LogFaults { hold.hang() })
        defer { hold.letGo() }
        let heartbeat = heartbeat([.deciding(lab.exchange.switchboard)], of: lab, pulse)
        try lab.handOver(lab.callArrives())
        hold.waitUntilItHangs()
        heartbeat.beat(at: start)
        heartbeat.beat(at: start + .seconds(4))
        #expect(!lab.alarms.stands(.logUnwritable))
        heartbeat.beat(at: start + .seconds(5))
        #expect(lab.alarms.stands(.logUnwritable))
        #expect(!lab.logCheck.takesWrites)
        // The sweeper may wait for the log.
        #expect(givesSign(heartbeat, pulse, after: 600))
        hold.letGo()
        #expect(eventually { !lab.alarms.stands(.logUnwritable) })
        #expect(lab.logCheck.takesWrites)
    }

    @Test func `a log that refuses is an alarm at once, and the signs go on`() throws {
        let (lab, pulse) = (try LabDaemon(), Pulse())
        let heartbeat = heartbeat([], of: lab, pulse)
        lab.log.close()
        heartbeat.beat(at: start)
        #expect(eventually { lab.alarms.stands(.logUnwritable) })
        #expect(givesSign(heartbeat, pulse, after: 5))
        #expect(lab.alarms.all.map(\.code) == [.logUnwritable])
    }

    @Test(arguments: [(30, 5), (8, 2), (1, 0.25), (nil, 5)] as [(Int?, Double)])
    func `signs come well within what the service manager allows`(_ watchdog: Int?, _ most: Double)
        throws
    {
        let lab = try LabDaemon()
        let heartbeat = Heartbeat(
            check: SelfCheck([], sweeperIsOnTime: { _ in true }), log: lab.logCheck,
            watchdog: watchdog.map { .seconds($0) }, logger: LabDaemon.logger, sign: {})
        #expect(heartbeat.interval == .seconds(most))
    }
}
