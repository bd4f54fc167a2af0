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
        body = try container.decode([UInt8].self, forKey: .body)
        bodySHA256 = try container.decode([UInt8].self, forKey: .bodySHA256)
        if let values = try container.decodeIfPresent(String.self, forKey: .privateValues) {
            records = try RecordText.records(
                of: try container.decode(String.self, forKey: .records), privateValues: values)
        } else {
            // A spool of the first version has its records as they are, texts included.
            records = try container.decode([CallRecord].self, forKey: .records)
        }
        instruction = try container.decode(Instruction.Name.self, forKey: .instruction)
        reply = try container.decode([UInt8].self, forKey: .reply)
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
        try container.encode(body, forKey: .body)
        try container.encode(bodySHA256, forKey: .bodySHA256)
        try container.encode(String(decoding: text.records, as: UTF8.self), forKey: .records)
        try container.encode(
            String(decoding: text.privateValues, as: UTF8.self), forKey: .privateValues)
        try container.encode(instruction, forKey: .instruction)
        try container.encode(reply, forKey: .reply)
        try container.encode(late, forKey: .late)
    }
}

/// A file of events beside the log, one a line, each synced before it is acknowledged.
///
/// While it holds events every new event goes through it, so that the order stays.
final class Spool: Sendable {
    private static let largest = 64 << 20

    private let folder: String
    private let path: String
    /// Whether a write is synced; a spool in memory's file system has nothing to sync.
    private let syncs: Bool
    private let queue: DispatchQueue
    private let length = Mutex(0)

    /// The spool of a folder; what a former run left in it is still there. A folder that is
    /// missing is made when it is needed.
    init(folder: String, syncs: Bool) {
        self.folder = folder
        self.syncs = syncs
        path = folder + "/events.jsonl"
        queue = DispatchQueue(label: "spool")
        try? endBrokenLine()
        let count = events().count
        length.withLock { $0 = count }
    }

    /// A power cut may have left half a line, which would swallow the next event.
    private func endBrokenLine() throws {
        guard let data = FileManager.default.contents(atPath: path), let last = data.last,
            last != 0x0A
        else { return }
        try write(Data([0x0A]))
    }

    /// How many events wait.
    var count: Int { length.withLock { $0 } }

    /// What it takes on its disk; asking that may take its time.
    var bytes: Int { FileSizes.size(of: path) ?? 0 }

    /// Writes an event and syncs it, on a thread of its own; the order of calls is kept.
    func submit(_ event: SpooledEvent) -> SpoolAttempt {
        let attempt = SpoolAttempt()
        queue.async {
            do {
                try self.write(try JSONEncoder().encode(event) + Data([0x0A]))
                self.length.withLock { $0 += 1 }
                attempt.finish(nil)
            } catch {
                attempt.finish(error)
            }
        }
        return attempt
    }

    private func write(_ line: Data) throws {
        let isNew = access(path, F_OK) != 0
        if isNew {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SpoolFailure(errno) }
        defer { close(descriptor) }
        if isNew && syncs { try syncFolder() }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size + line.count <= Spool.largest else { throw SpoolFailure(ENOSPC) }
        let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, !syncs || fdatasync(descriptor) == 0 else {
            let code = errno
            // Half a line would hide the next one.
            ftruncate(descriptor, size)
            throw SpoolFailure(code)
        }
    }

    /// A new file's name is on disk only once its folder is synced.
    private func syncFolder() throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SpoolFailure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SpoolFailure(errno) }
    }

    /// What stands in the spool.
    struct Contents: Sendable {
        var events: [SpooledEvent] = []
        /// Lines that cannot be read: broken off by a power cut, or of another version.
        var unread = 0
        /// Of the whole file.
        var bytes = 0
    }

    func contents() -> Contents {
        guard let data = FileManager.default.contents(atPath: path) else { return Contents() }
        var contents = Contents(bytes: data.count)
        for line in data.split(separator: 0x0A) {
            if let event = try? JSONDecoder().decode(SpooledEvent.self, from: Data(line)) {
                contents.events.append(event)
            } else {
                contents.unread += 1
            }
        }
        return contents
    }

    /// The events that wait, in order of receipt.
    func events() -> [SpooledEvent] { contents().events }

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
                    self.length.withLock { $0 = 0 }
                }
                done.resume(returning: isSame)
            }
        }
    }
}

/// A write under way. Waiting for it can be given up; the write itself goes on.
final class SpoolAttempt: Sendable {
    private let outcome = AsyncStream<(any Error)?>.makeStream()

    fileprivate func finish(_ error: (any Error)?) {
        outcome.continuation.yield(error)
        outcome.continuation.finish()
    }

    /// Returns once the event is synced; throws what kept it from that. To be called once.
    func wait() async throws {
        for await error in outcome.stream {
            if let error { throw error }
            return
        }
        throw CancellationError()
    }
}

struct SpoolFailure: Error, CustomStringConvertible {
    let description: String

    init(_ code: Int32) {
        description = String(cString: strerror(code))
    }
}
