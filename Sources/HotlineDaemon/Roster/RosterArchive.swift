import Foundation
import Glibc
import HotlineSettings
import OnCallRoster

/// The rosters that were taken: the last good one whole, and each by its hash without families. What
/// stands under a name here is whole, also after a power cut.
struct RosterArchive: Sendable {
    private let folder: String

    init(folder: String) {
        self.folder = folder
    }

    private var lastGoodFolder: String { folder + "/last-good" }
    private var formerFolder: String { folder + "/.last-good.old" }
    private var hashFile: String { folder + "/last-good.sha256" }

    var lastGoodHash: String? {
        (try? String(contentsOfFile: hashFile, encoding: .utf8))?.split(separator: "\n").first
            .map(String.init)
    }

    /// Keeps the files of a roster that has taken effect.
    func keep(_ files: [RosterFile], as sha256: String) throws {
        let manager = FileManager.default
        let named = folder + "/" + sha256
        if !manager.fileExists(atPath: named) {
            // Under its name only once it is whole.
            let half = folder + "/." + sha256
            try? manager.removeItem(atPath: half)
            try write(files.compactMap(\.withoutFamilies), to: half)
            try manager.moveItem(atPath: half, toPath: named)
            try SyncedFile.sync(folder: folder)
            try SyncedFile.sync(folder: SyncedFile.parent(of: folder))
        }
        guard sha256 != lastGoodHash else { return }
        let fresh = folder + "/.last-good.new"
        try? manager.removeItem(atPath: fresh)
        try write(files, to: fresh)
        // At each moment one of the two folders is whole.
        try? manager.removeItem(atPath: formerFolder)
        if manager.fileExists(atPath: lastGoodFolder) {
            try manager.moveItem(atPath: lastGoodFolder, toPath: formerFolder)
        }
        try manager.moveItem(atPath: fresh, toPath: lastGoodFolder)
        try SyncedFile.sync(folder: folder)
        try? manager.removeItem(atPath: formerFolder)
        try replaceHash(by: sha256)
    }

    private func replaceHash(by sha256: String) throws {
        let fresh = folder + "/.last-good.sha256.new"
        unlink(fresh)
        try SyncedFile.make(fresh, of: Array((sha256 + "\n").utf8), mode: 0o640)
        guard rename(fresh, hashFile) == 0 else { throw SyncedFile.Failure(hashFile) }
        try SyncedFile.sync(folder: folder)
    }

    /// The last good roster, read again.
    func lastGood(now: Instant) -> RosterReading? {
        (try? RosterFolder(path: lastGoodFolder).read(now: now))
            ?? (try? RosterFolder(path: formerFolder).read(now: now))
    }

    /// What was kept of a roster, read again: all but its families.
    func kept(_ sha256: String, now: Instant) -> RosterReading? {
        guard sha256.utf8.count == 64, sha256.allSatisfy(\.isHexDigit) else { return nil }
        return try? RosterFolder(path: folder + "/" + sha256).read(now: now)
    }

    /// Removes rosters that were kept before an instant, but for the last good one: no call that could
    /// be replayed was routed by them.
    ///
    /// - Returns: how many there were.
    func prune(before: Instant, isDry: Bool) -> Int {
        let manager = FileManager.default
        let names = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { name in
            guard name.utf8.count == 64, name.allSatisfy(\.isHexDigit), name != lastGoodHash else {
                return false
            }
            let path = folder + "/" + name
            let made = (try? manager.attributesOfItem(atPath: path))?[.modificationDate] as? Date
            guard let made,
                made.timeIntervalSince1970 * 1000 < Double(before.milliseconds)
            else { return false }
            return isDry || (try? manager.removeItem(atPath: path)) != nil
        }
    }

    private func write(_ files: [RosterFile], to folder: String) throws {
        let manager = FileManager.default
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try manager.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: attributes)
        var folders: Set<String> = [folder]
        for file in files {
            let path = folder + "/" + file.relativePath
            var parent = SyncedFile.parent(of: path)
            try manager.createDirectory(
                atPath: parent, withIntermediateDirectories: true, attributes: attributes)
            try SyncedFile.make(path, of: file.bytes, mode: 0o640)
            while folders.insert(parent).inserted { parent = SyncedFile.parent(of: parent) }
        }
        for folder in folders { try SyncedFile.sync(folder: folder) }
    }
}

extension RosterFile {
    /// The file without the sections that hold personal data; `nil` if nothing is left of it, or if
    /// they cannot be taken out for certain.
    var withoutFamilies: RosterFile? {
        guard isYAML else {
            let header = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self).lowercased()
            return header.contains("institution") ? nil : self
        }
        return without(sections: ["families", "contacts", "families-from"])
    }
}
