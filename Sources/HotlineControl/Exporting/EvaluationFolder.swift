import CallLog
import Glibc
import HotlineAPI
import HotlineSettings
import HotlineTexts

/// The folder that a data set is written into: beside it first, then in its place, so that it is there
/// whole or not at all. Its owner alone may read it.
struct EvaluationFolder {
    let path: String

    /// - Throws: `Failure` where something stands there other than an empty folder.
    init(path: String) throws(Failure) {
        var path = path
        while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
        self.path = path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw EvaluationFolder.trouble(path, errno) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw EvaluationFolder.isTaken(path) }
        guard let folder = opendir(path) else { throw EvaluationFolder.trouble(path, errno) }
        defer { closedir(folder) }
        var entries = 0
        while readdir(folder) != nil { entries += 1 }
        // Itself and the folder above.
        guard entries <= 2 else { throw EvaluationFolder.isTaken(path) }
    }

    /// - Returns: what was written, but for the list itself.
    func write(_ document: EvaluationDocument) throws(Failure) -> EvaluationManifest {
        var fresh = Array((path + ".new-XXXXXX").utf8CString)
        guard mkdtemp(&fresh) != nil else { throw EvaluationFolder.trouble(path, errno) }
        let bytes = fresh.dropLast().map { UInt8(bitPattern: $0) }
        let folder = String(decoding: bytes, as: UTF8.self)
        var written: [String] = []
        do throws(Failure) {
            let manifest = try fill(folder, with: EvaluationFiles(document: document), &written)
            try EvaluationFolder.sync(folder)
            // Takes the place of an empty folder; fails where it has been filled meanwhile.
            guard rename(folder, path) == 0 else {
                throw EvaluationFolder.trouble(path, errno)
            }
            return manifest
        } catch {
            for file in written { unlink(file) }
            rmdir(folder)
            throw error
        }
    }

    private func fill(
        _ folder: String, with contents: EvaluationFiles, _ written: inout [String]
    ) throws(Failure) -> EvaluationManifest {
        var files = contents.files
        for file in files {
            written.append("\(folder)/\(file.name)")
            try EvaluationFolder.write(file.bytes, to: "\(folder)/\(file.name)")
        }
        let database = "\(folder)/\(EvaluationFiles.database)"
        written.append(database)
        // SQLite keeps the mode of a file that it finds.
        try EvaluationFolder.write([], to: database)
        do {
            try EvaluationDatabase.write(contents.sheets, to: database)
        } catch {
            throw Failure(
                .unusableInput,
                TroubleWords.notWritten.with(["path": database, "reason": error.message]))
        }
        files.append(
            EvaluationFiles.File(
                name: EvaluationFiles.database, bytes: try EvaluationFolder.read(database),
                rows: nil))
        let manifest = contents.manifest(of: files.sorted { $0.name < $1.name })
        let list = "\(folder)/\(EvaluationFiles.manifest)"
        written.append(list)
        guard let text = try? JSONDocument(manifest, pretty: true) else {
            throw Failure(.unusableInput, TroubleWords.notJSON.with(["path": list]))
        }
        try EvaluationFolder.write(text.bytes + [10], to: list)
        return manifest
    }

    // MARK: Files

    private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble(path, errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw trouble(path, errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw trouble(path, errno) }
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        do throws(RosterFolderError) {
            return try readFile(path)
        } catch {
            throw Failure(
                .unusableInput,
                TroubleWords.notRead.with(["path": path, "reason": "\(error)"]))
        }
    }

    private static func sync(_ folder: String) throws(Failure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble(folder, errno) }
    }

    private static func isTaken(_ path: String) -> Failure {
        Failure(.unusableInput, TroubleWords.folderTaken.with(["path": path]))
    }

    private static func trouble(_ path: String, _ code: Int32) -> Failure {
        let reason = String(cString: strerror(code))
        return Failure(
            .unusableInput, TroubleWords.nothingExported.with(["path": path, "reason": reason]))
    }
}
