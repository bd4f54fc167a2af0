import CLinux
import CallLog
import CallRouting
import Dispatch
import Foundation
import Glibc
import Logging
import OnCallRoster
import Synchronization

/// An event that the log did not take in time, with all that was decided on it.
struct SpooledEvent: Sendable {
    /// Its place among all decisions.
    let order: Int64
    let call: CallKey
    let type: EventType
    let at: Instant
    let received: Instant
    let delivery: String?
    let body: [UInt8]
    let bodySHA256: [UInt8]
    let records: [CallRecord]
    let instruction: Instruction.Name
    let reply: [UInt8]
    let late: Bool
}

extension SpooledEvent: Codable {
    private enum Keys: String, CodingKey {
        case order, call, type, at, received, delivery, body, bodySHA256, records, privateValues
        case instruction, reply, late
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        order = try container.decode(Int64.self, forKey: .order)
        call = try container.decode(CallKey.self, forKey: .call)
        type = try container.decode(EventType.self, forKey: .type)
        at = try container.decode(Instant.self, forKey: .at)
        received = try container.decode(Instant.self, forKey: .received)
        delivery = try container.decodeIfPresent(String.self, forKey: .delivery)
        body = try container.bytes(forKey: .body)
        bodySHA256 = try container.bytes(forKey: .bodySHA256)
        if let values = try container.decodeIfPresent(String.self, forKey: .privateValues) {
            records = try RecordText.records(
                of: try container.decode(String.self, forKey: .records), privateValues: values)
        } else {
            // A spool of the first version has its records as they are, texts included.
            records = try container.decode([CallRecord].self, forKey: .records)
        }
        instruction = try container.decode(Instruction.Name.self, forKey: .instruction)
        reply = try container.bytes(forKey: .reply)
        late = try container.decode(Bool.self, forKey: .late)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        let text = RecordJSON(records)
        try container.encode(order, forKey: .order)
        try container.encode(call, forKey: .call)
        try container.encode(type, forKey: .type)
        try container.encode(at, forKey: .at)
        try container.encode(received, forKey: .received)
        try container.encodeIfPresent(delivery, forKey: .delivery)
        try container.encode(Data(body), forKey: .body)
        try container.encode(Data(bodySHA256), forKey: .bodySHA256)
        try container.encode(String(decoding: text.records, as: UTF8.self), forKey: .records)
        try container.encode(
            String(decoding: text.privateValues, as: UTF8.self), forKey: .privateValues)
        try container.encode(instruction, forKey: .instruction)
        try container.encode(Data(reply), forKey: .reply)
        try container.encode(late, forKey: .late)
    }
}

extension KeyedDecodingContainer {
    /// Bytes in base 64; a spool of an earlier version has them as numbers.
    fileprivate func bytes(forKey key: Key) throws -> [UInt8] {
        if let data = try? decode(Data.self, forKey: key) { return Array(data) }
        return try decode([UInt8].self, forKey: key)
    }
}

/// A file of events beside the log, one a line, each synced before it is acknowledged.
///
/// While it holds events every new event goes through it, so that the order stays.
final class Spool: Sendable {
    private struct State {
        /// Lines that wait.
        var length = 0
        /// Whether the file's name and its folder's are on disk.
        var isNamed = false
        /// A write has left a part of a line that could not be taken back.
        var endsBroken = false
        /// Events whose write failed and whose line could not be taken back.
        var failed: Set<Int64> = []
    }

    private static let largest = 64 << 20

    private let folder: String
    private let path: String
    /// Whether a write is synced; a spool in memory's file system has nothing to sync.
    private let syncs: Bool
    /// All that touches the file once events come.
    private let queue: DispatchQueue
    private let state = Mutex(State())

    /// The spool of a folder; what a former run left in it is still there. A folder that is
    /// missing is made when it is needed.
    init(folder: String, syncs: Bool) {
        self.folder = folder
        self.syncs = syncs
        path = folder + "/events.jsonl"
        queue = DispatchQueue(label: "spool")
        guard let data = FileManager.default.contents(atPath: path) else { return }
        let lines = data.split(separator: 0x0A).count
        // A power cut may have left half a line, which would swallow the next event.
        let endsBroken = data.last.map { $0 != 0x0A } ?? false
        state.withLock {
            $0.length = lines
            $0.endsBroken = endsBroken
        }
    }

    /// How many events wait.
    var count: Int { state.withLock { $0.length } }

    /// What it takes on its disk; asking that may take its time.
    var bytes: Int { FileSizes.size(of: path) ?? 0 }

    /// Writes events at once and syncs them, on a thread of its own; the order of calls is kept.
    func submit(_ events: [SpooledEvent]) -> SpoolAttempt {
        let attempt = SpoolAttempt()
        queue.async {
            do {
                let encoder = JSONEncoder()
                let lines = try events.reduce(into: Data()) { lines, event in
                    lines += try encoder.encode(event) + Data([0x0A])
                }
                try self.write(lines, of: events.map(\.order))
                self.state.withLock { $0.length += events.count }
                attempt.finish(nil)
            } catch {
                attempt.finish(error)
            }
        }
        return attempt
    }

    private func write(_ lines: Data, of orders: [Int64]) throws {
        if access(folder, F_OK) != 0 {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SyncedFile.Failure(path) }
        defer { close(descriptor) }
        try syncNames()
        let whole = state.withLock { $0.endsBroken } ? Data([0x0A]) + lines : lines
        let size = lseek(descriptor, 0, SEEK_END)
        guard size + whole.count <= Spool.largest else {
            throw SyncedFile.Failure(path, code: ENOSPC)
        }
        let written = whole.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == whole.count, !syncs || fdatasync(descriptor) == 0 else {
            let code = written >= 0 && written < whole.count ? ENOSPC : errno
            // Half a line would hide the next one, and a whole one come back after all.
            if written > 0, ftruncate(descriptor, size) != 0 {
                state.withLock {
                    $0.endsBroken = true
                    $0.failed.formUnion(orders)
                }
            }
            throw SyncedFile.Failure(path, code: code)
        }
        state.withLock { $0.endsBroken = false }
    }

    /// Whoever made the file may have died before its name was on disk, so this is not left to who
    /// makes it: the first write of every run sees to it.
    private func syncNames() throws {
        guard syncs, !state.withLock({ $0.isNamed }) else { return }
        try SyncedFile.sync(folder: folder)
        try SyncedFile.sync(folder: SyncedFile.parent(of: folder))
        state.withLock { $0.isNamed = true }
    }

    /// What stands in the spool, or in a part of it.
    struct Contents: Sendable {
        var events: [SpooledEvent] = []
        /// Lines that cannot be read: broken off by a power cut, or of another version.
        var unread = 0
        /// From the file's beginning to the part's end.
        var bytes = 0
    }

    /// What stands there, before any event came.
    func contents() -> Contents { read(from: 0) }

    /// What came after a part that was read before.
    func contents(after read: Contents) async -> Contents {
        await withCheckedContinuation { done in
            queue.async { done.resume(returning: self.read(from: read.bytes)) }
        }
    }

    private func read(from start: Int) -> Contents {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        var contents = Contents(bytes: max(start, data.count))
        let failed = state.withLock { $0.failed }
        for line in data.dropFirst(start).split(separator: 0x0A) {
            if let event = try? JSONDecoder().decode(SpooledEvent.self, from: Data(line)) {
                if !failed.contains(event.order) { contents.events.append(event) }
            } else {
                contents.unread += 1
            }
        }
        return contents
    }

    /// Empties the spool if it holds no more than what was read from it. Lines that could not be
    /// read are put aside, for a person to look at.
    func clear(after merged: Contents) async -> Bool {
        await withCheckedContinuation { done in
            queue.async {
                // The file is the truth: it may have been taken away, or grown since.
                var status = stat()
                let size = stat(self.path, &status) == 0 ? Int(status.st_size) : 0
                let isSame = size <= merged.bytes
                if isSame {
                    if merged.unread > 0 {
                        let time = Int(status.st_mtim.tv_sec)
                        rename(self.path, "\(self.folder)/unread-\(time).jsonl")
                    } else {
                        unlink(self.path)
                    }
                    self.state.withLock { $0 = State() }
                }
                done.resume(returning: isSame)
            }
        }
    }
}

/// A write under way. Waiting for it can be given up; the write itself goes on.
final class SpoolAttempt: Sendable {
    private struct State {
        var isDone: Bool?
        var observer: (@Sendable (Bool) -> Void)?
    }

    private let outcome = AsyncStream<(any Error)?>.makeStream()
    private let state = Mutex(State())

    fileprivate func finish(_ error: (any Error)?) {
        outcome.continuation.yield(error)
        outcome.continuation.finish()
        let observer = state.withLock { state in
            state.isDone = error == nil
            return state.observer
        }
        observer?(error == nil)
    }

    /// Returns once the event is synced; throws what kept it from that. To be called once.
    func wait() async throws {
        for await error in outcome.stream {
            if let error { throw error }
            return
        }
        throw CancellationError()
    }

    /// Tells once whether the event came to be synced, however long that takes. To be called once.
    func whenDone(_ observer: @escaping @Sendable (Bool) -> Void) {
        let isDone = state.withLock { state in
            if state.isDone == nil { state.observer = observer }
            return state.isDone
        }
        if let isDone { observer(isDone) }
    }
}
