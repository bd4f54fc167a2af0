import CallLog
import CallRouting
import Dispatch
import Testing

/// Calls of one event each.
private func arrivals(_ count: Int) throws -> [LogEntry] {
    let pattern = try Talk("c-0")
    return try (1...count).map { number in
        var talk = try Talk("c-\(number)", at: pattern.now)
        try talk.arrives()
        return talk.entries[0]
    }
}

/// Holds the thread; apart, because a task may not.
private func hold(until semaphore: DispatchSemaphore) { semaphore.wait() }

extension LogEntry {
    /// The entry under another delivery, with another hash of its body.
    fileprivate func with(delivery: String?, bodySHA256: [UInt8]? = nil) -> LogEntry {
        LogEntry(
            call: call, type: type, at: at, received: received, delivery: delivery, body: body,
            bodySHA256: bodySHA256 ?? self.bodySHA256, records: records,
            instruction: instruction, reply: reply, state: state)
    }

    fileprivate var spooledOnce: LogEntry {
        LogEntry(
            call: call, type: type, at: at, received: received, delivery: delivery, body: body,
            bodySHA256: bodySHA256, records: records, instruction: instruction, reply: reply,
            state: state, spooled: true)
    }
}

@Suite struct `Writing the log` {
    @Test func `entries that wait together share a commit, in their order`() async throws {
        try await withLogPath { path in
            let gate = DispatchSemaphore(value: 0)
            let log = try CallLog(path: path, faults: LogFaults(beforeCommit: { gate.wait() }))
            let entries = try arrivals(200)
            let waiting = entries.map { log.submit($0) }
            for _ in entries { gate.signal() }
            var numbers: [Int64] = []
            for submission in waiting { numbers.append(try await submission.seq()) }
            #expect(numbers == Array<Int64>(1...200))
            #expect(log.commits <= 2)
            let raw = try RawDatabase(path)
            let stored = try raw.rows(
                "SELECT c.call FROM event e JOIN call c USING (call_id) ORDER BY e.seq")
            #expect(stored.map { $0[0] } == entries.map(\.call.call))
            log.close()
        }
    }

    @Test func `the order of submitting is kept, whatever else the writer has to do`()
        async throws
    {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            var waiting: [Submission] = []
            for (number, entry) in try arrivals(600).enumerated() {
                waiting.append(log.submit(entry))
                if number % 3 == 0 { _ = log.submitPing() }
            }
            var numbers: [Int64] = []
            for submission in waiting { numbers.append(try await submission.seq()) }
            #expect(numbers == Array<Int64>(1...600))
            log.close()
        }
    }

    @Test func `an event of the daemon's own neither halts the log nor waits for a spool`()
        async throws
    {
        try await withLogPath { path in
            let full = LogError(.database, code: 13, message: "database or disk is full")
            let broken = Switch()
            let log = try CallLog(
                path: path,
                faults: LogFaults(beforeCommit: { () throws(LogError) -> Void in
                    if broken.isOn { throw full }
                }))
            let entries = try arrivals(4)
            broken.turn(on: true)
            await #expect(throws: LogError.self) {
                try await log.append(entries[0].with(delivery: nil))
            }
            broken.turn(on: false)
            try await log.append(entries[1])
            broken.turn(on: true)
            await #expect(throws: LogError.self) { try await log.append(entries[2]) }
            broken.turn(on: false)
            try await log.append(entries[0].with(delivery: nil))
            let later = await #expect(throws: LogError.self) { try await log.append(entries[3]) }
            #expect(later?.kind == .earlierFailed)
            log.close()
        }
    }

    @Test func `concurrent tasks all get a number of their own`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let entries = try arrivals(200)
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { tasks in
                for entry in entries { tasks.addTask { try await log.append(entry) } }
                var numbers: [Int64] = []
                for try await number in tasks { numbers.append(number) }
                return numbers
            }
            #expect(numbers.sorted() == Array<Int64>(1...200))
            #expect((1...200).contains(log.commits))
            log.close()
        }
    }

    @Test func `an entry that fails takes along what was decided on it, and nothing else`()
        async throws
    {
        try await withLogPath { path in
            let gate = DispatchSemaphore(value: 0)
            let reached = DispatchSemaphore(value: 0)
            let log = try CallLog(
                path: path,
                faults: LogFaults(beforeCommit: {
                    reached.signal()
                    gate.wait()
                }))
            let good = try arrivals(3)
            var broken = try Talk("c-broken")
            try broken.arrives()
            try broken.nobodyAnswers()
            let flawed = broken.entries[0].with(delivery: "d-flawed", bodySHA256: [1, 2, 3])
            let first = log.submit(good[0])
            // What comes while the first is being committed waits together.
            hold(until: reached)
            let waiting = [good[1], flawed, broken.entries[1], good[2]].map {
                log.submit($0)
            }
            for _ in 0..<10 { gate.signal() }
            #expect(try await first.seq() == 1)
            #expect(try await waiting[0].seq() > 1)
            let failed = await #expect(throws: LogError.self) { try await waiting[1].seq() }
            #expect(failed?.kind == .database)
            #expect(failed?.message.contains("CHECK") == true)
            let dragged = await #expect(throws: LogError.self) { try await waiting[2].seq() }
            #expect(dragged?.kind == .earlierFailed)
            #expect(try await waiting[3].seq() > 1)
            let raw = try RawDatabase(path)
            #expect(try raw.value("SELECT count(*) FROM event") == "3")
            #expect(try raw.value("SELECT count(*) FROM call") == "3")
            log.close()
        }
    }

    @Test func `after the disk failed nothing gets past what failed`() async throws {
        try await withLogPath { path in
            let full = LogError(.database, code: 13, message: "database or disk is full")
            let broken = Switch()
            let log = try CallLog(
                path: path,
                faults: LogFaults(beforeCommit: { () throws(LogError) -> Void in
                    if broken.isOn { throw full }
                }))
            let entries = try arrivals(3)
            broken.turn(on: true)
            let failed = await #expect(throws: LogError.self) { try await log.append(entries[0]) }
            #expect(failed == full)
            #expect(log.commits == 0)
            broken.turn(on: false)
            let later = await #expect(throws: LogError.self) { try await log.append(entries[1]) }
            #expect(later?.kind == .earlierFailed)
            // By now the spool has both; it is merged in order.
            try await log.append(entries[0].spooledOnce)
            try await log.append(entries[1].spooledOnce)
            try await log.append(entries[2])
            let raw = try RawDatabase(path)
            let stored = try raw.rows(
                "SELECT c.call, e.spooled FROM event e JOIN call c USING (call_id) ORDER BY e.seq")
            #expect(stored == [["c-1", "1"], ["c-2", "1"], ["c-3", "0"]])
            log.close()
        }
    }

    @Test func `a delivery is written once`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let entry = try arrivals(1)[0]
            try await log.append(entry)
            let refused = await #expect(throws: LogError.self) { try await log.append(entry) }
            #expect(refused?.kind == .duplicateDelivery)
            try await log.append(entry.with(delivery: nil))
            log.close()
        }
    }

    @Test func `a wait that is given up leaves the entry in line`() async throws {
        try await withLogPath { path in
            let gate = DispatchSemaphore(value: 0)
            let log = try CallLog(path: path, faults: LogFaults(beforeCommit: { gate.wait() }))
            let submission = log.submit(try arrivals(1)[0])
            let waiting = Task { try await submission.seq() }
            waiting.cancel()
            let given = await #expect(throws: LogError.self) { try await waiting.value }
            #expect(given?.kind == .waitGivenUp)
            gate.signal()
            #expect(try await submission.seq() == 1)
            log.close()
        }
    }

    @Test func `a closed log has taken what was in line, and takes no more`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            let entries = try arrivals(20)
            let waiting = entries.dropLast().map { log.submit($0) }
            log.close()
            for submission in waiting { _ = try await submission.seq() }
            let late = await #expect(throws: LogError.self) { try await log.append(entries[19]) }
            #expect(late?.kind == .closed)
            #expect(throws: LogError.self) { try log.openCalls() }
            #expect(try RawDatabase(path).value("SELECT count(*) FROM event") == "19")
        }
    }

    @Test func `the self-check passes while the writer's thread turns`() async throws {
        try await withLogPath { path in
            let log = try CallLog(path: path)
            try await log.ping()
            #expect(log.commits == 0)
            log.close()
            await #expect(throws: LogError.self) { try await log.ping() }
        }
    }
}
