import CallRouting
import Dispatch
import Glibc
import OnCallRoster
import Synchronization

/// The only connection that writes and checkpoints, on a thread of its own, so that no task ever
/// waits for the disk on the cooperative pool.
///
/// Entries that wait at the same time share one commit, and are acknowledged after it. They are
/// committed in the order in which they were submitted. Once the disk or the file has failed one,
/// the writer takes none but spooled ones until it has taken one of those: what failed stands in a
/// spool by then, and nothing that came after it gets into the log before it.
final class LogWriter: Sendable {
    enum Work: Sendable {
        case append(LogEntry)
        case forgetDeliveries(before: String, now: String)
        /// What is no event: written in a transaction of its own.
        case change(@Sendable (Connection) throws(LogError) -> Int64)
        /// Writes the log's file anew, brings what is in the WAL into it, and empties the WAL.
        case rewriteFile
        /// An empty write transaction.
        case ping
        case readSynchronous

        fileprivate var isAppend: Bool {
            switch self {
            case .append: true
            case .forgetDeliveries, .change, .rewriteFile, .ping, .readSynchronous: false
            }
        }
    }

    private struct Job: Sendable {
        let work: Work
        let submission: Submission
    }

    private struct Append: Sendable {
        let rows: EntryRows
        let isSpooled: Bool
        let submission: Submission

        /// Written out on the writer's thread, so that whoever takes decisions one at a time need
        /// not wait.
        init(_ entry: LogEntry, _ submission: Submission, messages: Set<MessageKind>) {
            rows = EntryRows(entry, messages: messages)
            isSpooled = entry.spooled
            self.submission = submission
        }
    }

    private struct Queue: Sendable {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// Bounds how long the first entry of a commit waits for the last.
    private static let mostInOneCommit = 256

    private let path: String
    private let faults: LogFaults
    private let committed: @Sendable (Duration) -> Void
    /// What calls tell people of; of the rest nothing is written into the outbox.
    private let messages: Set<MessageKind>
    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)
    private let openingFailure = Mutex<LogError?>(nil)
    private let thread = Mutex<pthread_t?>(nil)
    /// A commit failed for the disk's or the file's sake, and nothing spooled was taken since.
    private let isHalted = Mutex(false)
    private let commitCount = Mutex(0)

    /// Starts the thread, and returns when it has the log open.
    init(
        path: String, faults: LogFaults, messages: Set<MessageKind>,
        committed: @escaping @Sendable (Duration) -> Void
    ) throws(LogError) {
        self.path = path
        self.messages = messages
        self.faults = faults
        self.committed = committed
        var started = pthread_t()
        let own = Unmanaged.passRetained(self)
        let code = pthread_create(
            &started, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<LogWriter>.fromOpaque(argument).takeRetainedValue().live()
                return nil
            }, own.toOpaque())
        guard code == 0 else {
            own.release()
            throw LogError(
                .database, message: "no thread for the log: \(String(cString: strerror(code)))")
        }
        opened.wait()
        let failure: LogError? = openingFailure.withLock { $0 }
        if let failure {
            pthread_join(started, nil)
            throw failure
        }
        let running = started
        thread.withLock { $0 = running }
    }

    /// Commits of events since the log was opened.
    var commits: Int { commitCount.withLock { $0 } }

    /// Hands work to the writer; the order of calls is the order of commits.
    func submit(_ work: Work) -> Submission {
        let submission = Submission()
        let wasEmpty: Bool? = queue.withLock { queue in
            guard !queue.isClosed else { return nil }
            queue.jobs.append(Job(work: work, submission: submission))
            return queue.jobs.count == 1
        }
        guard let wasEmpty else {
            submission.settle(.failure(.closed))
            return submission
        }
        if wasEmpty { wake.signal() }
        return submission
    }

    /// Finishes what was submitted, checkpoints, closes and waits for the thread's end.
    func stop() {
        queue.withLock { $0.isClosed = true }
        wake.signal()
        let running: pthread_t? = thread.withLock { thread in
            let running = thread
            thread = nil
            return running
        }
        if let running { pthread_join(running, nil) }
    }

    private func live() {
        let connection: Connection
        do {
            LogLock.createPrivately(path)
            connection = try Schema.openWriter(path: path)
        } catch {
            openingFailure.withLock { $0 = error }
            opened.signal()
            return
        }
        opened.signal()
        var isLast = false
        while !isLast {
            wake.wait()
            let taken = takeQueue()
            run(taken.jobs, on: connection)
            isLast = taken.isClosed
        }
        try? connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    }

    private func takeQueue() -> Queue {
        queue.withLock { queue in
            let taken = queue
            queue.jobs = []
            return taken
        }
    }

    /// Entries that came while others were being inserted, and may share their commit.
    private func takeLatecomers(_ most: Int) -> [Append] {
        let jobs: ArraySlice<Job> = queue.withLock { queue in
            let taken = queue.jobs.prefix(most).prefix { $0.work.isAppend }
            queue.jobs.removeFirst(taken.count)
            return taken
        }
        return jobs.compactMap { job in
            guard case .append(let entry) = job.work else { return nil }
            return Append(entry, job.submission, messages: messages)
        }
    }
}

extension LogWriter {
    private func run(_ jobs: [Job], on connection: Connection) {
        var group: [Append] = []
        for job in jobs {
            switch job.work {
            case .append(let entry):
                group.append(Append(entry, job.submission, messages: messages))
                guard group.count == LogWriter.mostInOneCommit else { continue }
            case .forgetDeliveries, .change, .rewriteFile, .ping, .readSynchronous: break
            }
            commit(group, on: connection, takesLatecomers: false)
            group = []
            switch job.work {
            case .append: break
            case .forgetDeliveries(let before, let now):
                job.submission.settle(
                    attempt(on: connection) { () throws(LogError) -> Int64 in
                        try connection.forgetDeliveries(before: before, now: now)
                    })
            case .change(let change):
                job.submission.settle(
                    attempt(on: connection) { () throws(LogError) -> Int64 in
                        try change(connection)
                    })
            case .rewriteFile: job.submission.settle(rewriteFile(of: connection))
            case .ping:
                job.submission.settle(
                    attempt(on: connection) { () throws(LogError) -> Int64 in
                        // A page is written and synced: a transaction without one proves nothing.
                        try connection.pragma("user_version = \(Schema.migrations.count)")
                        return 0
                    })
            case .readSynchronous:
                job.submission.settle(synchronous(on: connection))
            }
        }
        commit(group, on: connection, takesLatecomers: true)
    }

    private func attempt<Value>(
        on connection: Connection, _ body: () throws(LogError) -> Value
    ) -> Result<Value, LogError> {
        do {
            return .success(try connection.transaction(body))
        } catch {
            return .failure(error)
        }
    }

    /// SQLite overwrites what is deleted, but where rows move between pages it leaves copies in room
    /// that is free: only a file written anew holds none. Events go to the spool meanwhile.
    ///
    /// - Returns: 0; 1 where somebody who reads is still in the way.
    private func rewriteFile(of connection: Connection) -> Result<Int64, LogError> {
        do {
            try connection.run("VACUUM")
            let busy = try connection.pragma("wal_checkpoint(TRUNCATE)")
            return .success(busy.flatMap { Int64($0) } ?? 1)
        } catch {
            return .failure(error)
        }
    }

    private func synchronous(on connection: Connection) -> Result<Int64, LogError> {
        do {
            return .success(try connection.pragma("synchronous").flatMap { Int64($0) } ?? -1)
        } catch {
            return .failure(error)
        }
    }

    /// Commits a group; if an entry sinks it, each is tried alone.
    ///
    /// - Parameter takesLatecomers: Only where nothing that was submitted earlier still waits
    ///   behind the group.
    private func commit(
        _ waiting: [Append], on connection: Connection, takesLatecomers: Bool
    ) {
        guard !waiting.isEmpty else { return }
        guard !isHalted.withLock({ $0 }) else {
            commitAfterFailure(waiting, on: connection, takesLatecomers: takesLatecomers)
            return
        }
        var group = waiting
        switch insert(&group, on: connection, takesLatecomers: takesLatecomers) {
        case .success(let numbers):
            for (append, number) in zip(group, numbers) {
                settle(append, .success(number))
            }
        case .failure(let error):
            if group.count > 1 && error.isOfEntry {
                commitOneByOne(group, on: connection)
            } else {
                halt(error, group)
                for append in group { append.submission.settle(.failure(error)) }
            }
        }
    }

    private func settle(_ append: Append, _ result: Result<Int64, LogError>) {
        if case .success = result { committed(append.submission.began.duration(to: .now)) }
        append.submission.settle(result)
    }

    /// Only what may stand in a spool halts the log: it is what starts it again.
    private func halt(_ error: LogError, _ failed: [Append]) {
        guard !error.isOfEntry, failed.contains(where: { $0.rows.delivery != nil }) else { return }
        isHalted.withLock { $0 = true }
    }

    /// Takes what was spooled; the daemon's own events, which no spool takes, are tried too.
    private func commitAfterFailure(
        _ group: [Append], on connection: Connection, takesLatecomers: Bool
    ) {
        for (offset, append) in group.enumerated() {
            guard isHalted.withLock({ $0 }) else {
                commit(
                    Array(group[offset...]), on: connection, takesLatecomers: takesLatecomers)
                return
            }
            guard append.isSpooled || append.rows.delivery == nil else {
                append.submission.settle(.failure(.earlierFailed))
                continue
            }
            var one = [append]
            let result = insert(&one, on: connection, takesLatecomers: false)
            let isTaken: Bool =
                switch result {
                case .success: true
                case .failure(let error): error.isOfEntry
                }
            if isTaken && append.isSpooled { isHalted.withLock { $0 = false } }
            settle(append, result.map { $0.first ?? 0 })
        }
    }

    /// What follows a failed event of the same call was decided on it, and fails with it: the log
    /// never tells a call with a hole.
    private func commitOneByOne(_ group: [Append], on connection: Connection) {
        var failed: Set<CallKey> = []
        for append in group {
            guard !failed.contains(append.rows.key), !isHalted.withLock({ $0 }) else {
                append.submission.settle(.failure(.earlierFailed))
                continue
            }
            var one = [append]
            let result = insert(&one, on: connection, takesLatecomers: false)
            if case .failure(let error) = result, error.kind != .duplicateDelivery {
                failed.insert(append.rows.key)
                halt(error, one)
            }
            settle(append, result.map { $0.first ?? 0 })
        }
    }

    /// Inserts a group in one transaction, and whatever joins it meanwhile: the more share a commit,
    /// the less of the disk each needs.
    private func insert(
        _ group: inout [Append], on connection: Connection, takesLatecomers: Bool
    ) -> Result<[Int64], LogError> {
        let result = attempt(on: connection) { () throws(LogError) -> [Int64] in
            var numbers: [Int64] = []
            var sightings: [String: EntryRows.Sighting] = [:]
            while numbers.count < group.count {
                let append = group[numbers.count]
                numbers.append(try connection.insert(append.rows))
                if takesLatecomers, numbers.count == group.count {
                    group += takeLatecomers(LogWriter.mostInOneCommit - group.count)
                }
                guard let sighting = append.rows.sighting else { continue }
                let known = sightings[sighting.gateway]?.received ?? .distantPast
                if sighting.received > known { sightings[sighting.gateway] = sighting }
            }
            for sighting in sightings.values { try connection.note(sighting) }
            try faults.beforeCommit()
            return numbers
        }
        if case .success = result { commitCount.withLock { $0 += 1 } }
        return result
    }
}
