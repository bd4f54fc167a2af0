import Glibc
package import OnCallRoster

/// Where a text stands that is read in the place of what is on disk.
package enum RosterTrialPlace: Hashable, Sendable {
    /// In the place of the file of this name, or beside the others where there is none.
    case file(String)
    /// In the place of all YAML files; tables stay.
    case whole
}

extension RosterFolder {
    /// Reads and checks the roster as it would be with a text in its place; nothing is written.
    /// `now` is where the horizon begins. Problems name files as they are named in the folder.
    ///
    /// - Parameter tables: The names of tables that the text may have read. Beside them there are
    ///   those that end in `.csv`, and no others: what the check finds in a file is told to whoever
    ///   wrote the text, and a roster may lie among files that are none of its own.
    /// - Throws: if the other files cannot be read.
    package func reading(
        of text: [UInt8], as place: RosterTrialPlace, tables: Set<String> = [], now: Instant
    ) throws(RosterFolderError) -> RosterReading {
        let (folder, names) = try placeAndNames()
        let own = name(of: place)
        var files: [RosterFile] = []
        if RosterFolder.isYAML(own) { files.append(RosterFile(own, text)) }
        if place != .whole {
            for name in names where name != own { files.append(try trialFile(name, in: folder)) }
        }
        return readRoster(files: files, now: now) { name in
            if name == own { return RosterFile(own, text) }
            guard tables.contains(name) || name.lowercased().hasSuffix(".csv") else { return nil }
            return try? trialFile(name, in: folder)
        }
    }

    /// The names of the YAML files that make up the roster, sorted; none where there is no roster.
    package var fileNames: [String] { ((try? yamlFiles())?.1) ?? [] }

    /// Whether a further file would be read: the roster is a folder.
    package var takesFiles: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Of files as a reading of this roster names them, the names within the folder.
    package func names(of files: [String]) -> [String] {
        let folder = (try? placeAndNames())?.0 ?? path
        guard !folder.isEmpty else { return files }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return files.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    /// The name under which a text is read.
    package func name(of place: RosterTrialPlace) -> String {
        switch place {
        case .file(let name): name
        case .whole: takesFiles ? "roster.yaml" : fileNames.first ?? "roster.yaml"
        }
    }

    /// Where a text has to stand to be read.
    package func path(of place: RosterTrialPlace) -> String {
        let folder = (try? placeAndNames())?.0 ?? path
        let name = name(of: place)
        return folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// Whether a new file may have this name: one that is read, of letters, digits, blanks and
    /// `-_.`, so that it stays in the folder.
    package static func isFileName(_ name: String) -> Bool {
        isYAML(name) && !name.hasPrefix(".") && (1...100).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_. ".unicodeScalars.contains(scalar)
            }
    }

    private static func isYAML(_ name: String) -> Bool {
        RosterFile(name: name, relativePath: name, bytes: []).isYAML
    }

    /// As `yamlFiles`; a folder without any has no names.
    private func placeAndNames() throws(RosterFolderError) -> (String, [String]) {
        do throws(RosterFolderError) {
            return try yamlFiles()
        } catch {
            guard case .empty = error else { throw error }
            return (path, [])
        }
    }

    private func trialFile(
        _ name: String, in folder: String
    ) throws(RosterFolderError) -> RosterFile {
        RosterFile(name, try file(name, in: folder).bytes)
    }
}

extension RosterFile {
    /// Named as in its folder.
    fileprivate init(_ name: String, _ bytes: [UInt8]) {
        self.init(name: name, relativePath: name, bytes: bytes)
    }
}
