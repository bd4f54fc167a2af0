import Glibc
package import OnCallRoster

/// A roster on disk: one file, or a folder whose YAML files are merged.
package struct RosterFolder: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Reads, checks and returns the roster with its problems; `now` is where the horizon begins.
    ///
    /// - Throws: if the path holds no roster at all.
    package func read(now: Instant) throws(RosterFolderError) -> RosterReading {
        let (folder, names) = try yamlFiles()
        var files: [RosterFile] = []
        for name in names { files.append(try file(name, in: folder)) }
        let reading = readRoster(files: files, now: now) { relativePath in
            try? file(relativePath, in: folder)
        }
        return reading.adding(misnamed())
    }

    /// Files that an editor has made text files of: they look like the roster's and are not read.
    private func misnamed() -> [Problem] {
        entries(of: path).filter { name in
            let lowercased = name.lowercased()
            return lowercased.hasSuffix(".yaml.txt") || lowercased.hasSuffix(".yml.txt")
        }.sorted().map { name in
            Problem(
                .noEffect, at: Place(file: "\(path)/\(name)", line: 1, column: 1),
                "this file is not read", fix: "rename it to '\(name.dropLast(4))', or remove it")
        }
    }

    /// The names of what stands in a folder; none of what is no folder.
    private func entries(of folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// The roster's zone as its text seems to name it, for who needs one before the roster is read;
    /// the roster itself may know better.
    package func zoneAtAGlance() -> String? {
        guard let (folder, names) = try? yamlFiles() else { return nil }
        let key = Array("timezone:".utf8)
        for name in names {
            guard let file = try? file(name, in: folder) else { continue }
            for line in file.bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: key)
            {
                let value = line.dropFirst(key.count).filter { !" \r\"'".utf8.contains($0) }
                let zone = String(decoding: value.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
                if !zone.isEmpty { return zone }
            }
        }
        return nil
    }

    /// The folder, and the names of the roster's YAML files in it.
    func yamlFiles() throws(RosterFolderError) -> (String, [String]) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let folder = parts.dropLast().joined(separator: "/")
            let prefix = path.hasPrefix("/") && folder.isEmpty ? "/" : folder
            return (prefix, [String(parts.last ?? "")])
        }
        guard access(path, R_OK) == 0 else { throw .unreadable(path, errno) }
        let names = entries(of: path).filter { name in
            let lowercased = name.lowercased()
            let isYAML = lowercased.hasSuffix(".yaml") || lowercased.hasSuffix(".yml")
            return isYAML && !name.hasPrefix(".")
        }
        guard !names.isEmpty else { throw .empty(path) }
        return (path, names.sorted())
    }

    func file(
        _ relativePath: String, in folder: String
    ) throws(RosterFolderError) -> RosterFile {
        let name =
            folder.isEmpty
            ? relativePath
            : folder.hasSuffix("/") ? folder + relativePath : "\(folder)/\(relativePath)"
        return RosterFile(name: name, relativePath: relativePath, bytes: try readFile(name))
    }
}

/// Reads a regular file of at most 64 MiB to its end, whatever size it is said to have, without
/// ever waiting on a pipe or device.
package func readFile(_ path: String) throws(RosterFolderError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
    let most = 64 << 20
    guard status.st_size <= most else { throw .tooLarge(path) }
    // One more, so that the end shows in the same read.
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var length = 0
    while true {
        let count = bytes.withUnsafeMutableBytes { buffer in
            Glibc.read(descriptor, buffer.baseAddress?.advanced(by: length), buffer.count - length)
        }
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw .unreadable(path, errno) }
        if count == 0 { break }
        length += count
        guard length <= most else { throw .tooLarge(path) }
        if length == bytes.count {
            bytes += [UInt8](repeating: 0, count: max(4096, length))
        }
    }
    return Array(bytes.prefix(length))
}

/// Why a file or folder could not be read, and what to do.
package enum RosterFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String, Int32)
    case notAFile(String)
    case tooLarge(String)
    case empty(String)

    package var description: String {
        switch self {
        case .unreadable(let path, let code):
            "\(path): \(String(cString: strerror(code))); check the path and who may read it"
        case .notAFile(let path): "\(path): not a regular file; write the roster to a file"
        case .tooLarge(let path): "\(path): more than 64 MiB; keep families in a table of their own"
        case .empty(let path):
            "\(path): no .yaml file in this folder; write one, or copy an example (roster.yaml(5))"
        }
    }
}

/// The system's clock.
package func systemNow() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
