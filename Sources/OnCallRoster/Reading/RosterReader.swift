import Yams

/// Reads a roster's files into a checked value, together with all problems found.
///
/// `table` gives the bytes of a CSV file that the roster names, by its path relative to the
/// roster's folder, or `nil`. `now` is where the horizon of 56 days begins, over which duty is
/// proven.
package func readRoster(
    files: [RosterFile], now: Instant, table: (String) -> RosterFile? = { _ in nil }
) -> RosterReading {
    withoutActuallyEscaping(table) { table in
        var reader = RosterReader(files: files, table: table)
        return reader.read(now: now)
    }
}

/// How far ahead of now a roster is checked.
package let rosterHorizon: Duration = .days(56)

struct RosterReader {
    private let files: [RosterFile]
    let table: (String) -> RosterFile?
    private(set) var tablesRead: [RosterFile] = []
    var problems: [Problem] = []
    var roster: Roster
    /// Where each id was first defined.
    private var definitions: [Defined: Place] = [:]
    /// Ids that nothing had defined yet when they were met.
    private var references: [Reference] = []
    /// The line names that steps ring, where they stand.
    var ringReferences: [RingReference] = []
    /// Rows of shift tables that no line has taken so far, by place, with their line's name.
    var unclaimed: [Place: CSVTable.Cell] = [:]
    var claimed: Set<Place> = []
    var pinPlaces: [(pin: String, place: Place)] = []
    private var hasUnreadFile = false
    /// Whether a file or a table could not be read: it may hold what seems to be missing.
    var isIncomplete: Bool {
        hasUnreadFile || problems.contains { [.syntax, .encoding].contains($0.code) }
    }

    /// What has ids of its own, in the words of messages.
    enum DefinedKind: String {
        case hotlineNumber = "hotline number"
        case municipality, institution, professional, contact, family
    }

    private struct Defined: Hashable {
        let kind: DefinedKind
        let id: String
    }

    /// An id that something else must define.
    private struct Reference {
        let defined: Defined
        let place: Place
    }

    struct RingReference {
        let line: LineName
        let place: Place
        /// `nil`: the general routing.
        let institution: InstitutionID?
        let partners: Bool
    }

    static let defaultZone = "Europe/Copenhagen"
    private static let mostSuggestions = 200

    init(files: [RosterFile], table: @escaping (String) -> RosterFile?) {
        self.files = files.sorted { $0.relativePath < $1.relativePath }
        self.table = table
        roster = Roster(zone: .utc)
    }

    /// A top-level section as it stands in one file.
    struct Section {
        let file: RosterFile
        let key: Node
        let value: Node
    }

    private static let sections = [
        "roster", "timezone", "holidays", "numbers", "municipalities", "institutions", "routing",
        "rest", "professionals", "absences", "overrides", "contacts", "families", "families-from",
    ]
    private static let oneFileOnly: Set<String> = ["timezone", "holidays", "routing", "rest"]

    mutating func read(now: Instant) -> RosterReading {
        let sections = topLevel()
        readVersion(sections)
        readZone(sections["timezone"]?.first)
        for section in sections["holidays"]?.prefix(1) ?? [] { readHolidays(section) }
        for section in sections["rest"]?.prefix(1) ?? [] { readRest(section) }
        for section in sections["routing"]?.prefix(1) ?? [] { readGeneralRouting(section) }
        for section in sections["numbers"] ?? [] { readNumbers(section) }
        for section in sections["professionals"] ?? [] { readProfessionals(section) }
        for section in sections["municipalities"] ?? [] { readMunicipalities(section) }
        for section in sections["institutions"] ?? [] { readInstitutions(section) }
        for section in sections["overrides"] ?? [] { readOverrides(section) }
        for section in sections["absences"] ?? [] { readAbsences(section) }
        for section in sections["contacts"] ?? [] { readContacts(section) }
        for section in sections["families"] ?? [] { readFamilies(section) }
        for section in sections["families-from"] ?? [] { readFamilyTable(section) }
        resolveReferences()
        checkRowsOfTables()
        checkLinesOfSteps()
        checkPINs()
        checkOverlaps()
        roster.directory = Directory(
            families: roster.families.values, contacts: roster.contacts.values,
            professionals: roster.professionals.values, lines: roster.lines)
        let all = files + tablesRead
        roster.sha256 = rosterSHA256(of: all)
        roster.files = all.map(\.name)
        return conclude(now: now)
    }

    /// Alarms and warnings are looked for only in a roster that can be understood.
    private mutating func conclude(now: Instant) -> RosterReading {
        guard !problems.contains(where: { $0.severity == .error }) else {
            return reading(roster: nil, onceGood: nil)
        }
        let horizon = Interval(now, now + rosterHorizon)
        var checker = RosterChecker(roster: roster, horizon: horizon)
        problems += checker.check()
        let hasError = problems.contains { $0.severity == .error }
        return reading(roster: hasError ? nil : roster, onceGood: roster)
    }

    private func reading(roster: Roster?, onceGood: Roster?) -> RosterReading {
        var order: [String: Int] = [:]
        for (index, file) in (files + tablesRead).enumerated() { order[file.name] = index }
        let sorted = problems.sorted { left, right in
            let leftKey = (order[left.place.file] ?? 0, left.place.line, left.place.column)
            return leftKey
                < (order[right.place.file] ?? 0, right.place.line, right.place.column)
        }
        return RosterReading(
            roster: roster, onceGood: onceGood, problems: sorted, sha256: self.roster.sha256,
            files: files + tablesRead)
    }

    private mutating func topLevel() -> [String: [Section]] {
        var result: [String: [Section]] = [:]
        for file in files {
            let root: Node
            switch YAMLDocument(file) {
            case .empty: continue
            case .unreadable(let problem):
                problems.append(problem)
                hasUnreadFile = true
                continue
            case .root(let node): root = node
            }
            var values = NodeReader(file: file.name)
            let fields = values.fields(root, "the roster", known: RosterReader.sections)
            problems += values.problems
            for name in RosterReader.sections {
                guard let key = fields.keys[name] else { continue }
                if RosterReader.oneFileOnly.contains(name), let first = result[name]?.first {
                    problems.append(
                        Problem(
                            .oneFileOnly, at: NodeReader(file: file.name).place(key),
                            "'\(name)' stands in \(first.file.name) already",
                            fix: "keep it in one file"))
                    continue
                }
                guard let value = fields[name] else { continue }
                result[name, default: []].append(Section(file: file, key: key, value: value))
            }
        }
        return result
    }

    private mutating func readVersion(_ sections: [String: [Section]]) {
        for section in sections["roster"] ?? [] {
            with(section) { values, _ in
                if values.text(section.value, "'roster'") != "1" {
                    values.fail(
                        .type, section.value, "this version of the format is not known",
                        fix: "write 'roster: 1'")
                }
            }
        }
        guard !isIncomplete else { return }
        let start = Place(file: files.first?.name ?? "roster.yaml", line: 1, column: 1)
        for (key, fix) in [
            ("roster", "roster: 1"), ("institutions", "institutions:"),
            ("professionals", "professionals:"),
        ]
        where sections[key] == nil {
            problems.append(
                Problem(
                    key == "institutions" ? .noInstitution : .type, at: start,
                    "'\(key)' is missing in all files", fix: "add '\(fix)'"))
        }
    }

    private mutating func readZone(_ section: Section?) {
        guard let section else {
            roster.zone = TimeZoneRules(identifier: RosterReader.defaultZone) ?? .utc
            return
        }
        with(section) { values, reader in
            guard let name = values.text(section.value, "'timezone'") else { return }
            guard let zone = TimeZoneRules(identifier: name) else {
                values.fail(
                    .unknownID, section.value, "no time zone '\(name)'",
                    fix: "write a name such as Europe/Copenhagen")
                return
            }
            reader.roster.zone = zone
        }
    }

    /// Runs `body` with a reader of values for the section's file and keeps its problems.
    mutating func with(
        _ section: Section, _ body: (inout NodeReader, inout RosterReader) -> Void
    ) {
        var values = NodeReader(file: section.file.name)
        body(&values, &self)
        problems += values.problems
    }

    /// Notes where an id is defined; a second definition is a problem that names both places.
    mutating func define(_ kind: DefinedKind, _ id: String, at place: Place) -> Bool {
        let key = Defined(kind: kind, id: id)
        if let first = definitions[key] {
            problems.append(
                Problem(
                    .duplicateID, at: place,
                    "\(kind.rawValue) '\(id)' is defined in \(first) already",
                    fix: "merge the two, or rename one"))
            return false
        }
        definitions[key] = place
        return true
    }

    mutating func refer<Kind>(to id: Identifier<Kind>?, _ kind: DefinedKind, at place: Place) {
        guard let id else { return }
        let defined = Defined(kind: kind, id: id.rawValue)
        guard definitions[defined] == nil else { return }
        references.append(Reference(defined: defined, place: place))
    }

    /// A CSV file that the roster names, read once.
    mutating func openTable(_ path: String, namedAt place: Place) -> CSVTable? {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            problems.append(
                Problem(
                    .type, at: place, "'\(path)' leaves the roster's folder",
                    fix: "put the table beside the roster and write its name"))
            return nil
        }
        guard let file = table(path) else {
            problems.append(
                Problem(
                    .unknownID, at: place, "no file '\(path)' beside the roster",
                    fix: "write the table's name as it is in the roster's folder"))
            return nil
        }
        if !tablesRead.contains(where: { $0.relativePath == file.relativePath }) {
            tablesRead.append(file)
        }
        do {
            return try CSVTable(file)
        } catch {
            problems.append(error.problem)
            return nil
        }
    }

    private mutating func resolveReferences() {
        guard !isIncomplete else { return }
        var named: [DefinedKind: [String]] = [:]
        var near: [Defined: String?] = [:]
        for reference in references where definitions[reference.defined] == nil {
            let (kind, id) = (reference.defined.kind, reference.defined.id)
            let known =
                named[kind] ?? definitions.keys.filter { $0.kind == kind }.map(\.id).sorted()
            named[kind] = known
            // A wrong column names as many ids as it has rows: the first are suggestion enough.
            if near[reference.defined] == nil, near.count < RosterReader.mostSuggestions {
                near[reference.defined] = .some(suggestion(for: id, among: known))
            }
            problems.append(
                Problem(
                    .unknownID, at: reference.place, "no \(kind.rawValue) '\(id)'",
                    fix: (near[reference.defined] ?? nil).map { "did you mean '\($0)'?" }
                        ?? "define it, or correct the id"))
        }
    }
}
