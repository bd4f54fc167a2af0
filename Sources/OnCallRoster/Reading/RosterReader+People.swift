import Yams

extension RosterReader {
    mutating func readProfessionals(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'professionals'") {
                let place = values.place(key)
                guard
                    let id: ProfessionalID = values.identifier(
                        name, at: place, "a professional's id"),
                    reader.define(.professional, name, at: place)
                else { continue }
                let professional = reader.professional(id, value, at: place, &values)
                reader.roster.professionals.insert(professional, as: id)
            }
        }
    }

    private mutating func professional(
        _ id: ProfessionalID, _ node: Node, at place: Place, _ values: inout NodeReader
    ) -> Professional {
        let fields = values.fields(
            node, "a professional",
            known: [
                "name", "title", "kind", "institution", "municipality", "phones", "email",
                "languages", "skills", "available", "from", "until", "confirm",
            ])
        if id.rawValue == "nobody" {
            values.report(
                Problem(
                    .duplicateID, at: place, "'nobody' is the word for an empty line",
                    fix: "choose another id"))
        }
        let institution: InstitutionID? = values.identifier(fields["institution"], "'institution'")
        let municipality: MunicipalityID? = values.identifier(
            fields["municipality"], "'municipality'")
        refer(fields, .institution, institution, values)
        refer(fields, .municipality, municipality, values)
        return Professional(
            id: id, name: values.text(fields["name"], "'name'") ?? id.rawValue,
            title: values.text(fields["title"], "'title'"),
            kind: values.choice(fields["kind"], "'kind'") ?? .person, institution: institution,
            municipality: municipality,
            phones: values.items(fields["phones"], "'phones'").compactMap { values.phone($0) },
            email: values.text(fields["email"], "'email'"),
            languages: values.languages(fields["languages"]),
            skills: values.items(fields["skills"], "'skills'").compactMap {
                values.text($0, "a skill")
            },
            available: fields["available"].flatMap { values.windows($0, "'available'") } ?? [],
            from: values.date(fields["from"], "'from'"),
            until: values.date(fields["until"], "'until'"),
            confirm: values.boolean(fields["confirm"], "'confirm'"), place: place)
    }

    mutating func readAbsences(_ section: Section) {
        with(section) { values, reader in
            for item in values.items(section.value, "'absences'") {
                let fields = values.fields(
                    item, "an absence", known: ["who", "from", "to", "note"])
                let place = fields.keys["who"].map { values.place($0) } ?? values.place(item)
                let who: ProfessionalID? = values.identifier(fields["who"], "'who'")
                reader.refer(fields, .professional, who, values, key: "who")
                if fields["who"] == nil {
                    values.report(
                        Problem(.type, at: place, "an absence names nobody", fix: "add 'who: ID'"))
                }
                let interval = reader.interval(of: fields, at: place, &values)
                guard let who, let interval else { continue }
                reader.roster.absences.append(
                    Absence(
                        who: who, interval: interval, note: values.text(fields["note"], "'note'"),
                        place: place))
            }
        }
    }

    mutating func readContacts(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'contacts'") {
                let place = values.place(key)
                guard let id: ContactID = values.identifier(name, at: place, "a contact's id"),
                    reader.define(.contact, name, at: place)
                else { continue }
                let fields = values.fields(
                    value, "a contact", known: ["name", "role", "municipality", "phones", "email"])
                let municipality: MunicipalityID? = values.identifier(
                    fields["municipality"], "'municipality'")
                reader.refer(fields, .municipality, municipality, values)
                reader.roster.contacts.insert(
                    Contact(
                        id: id, name: values.text(fields["name"], "'name'") ?? name,
                        role: values.choice(fields["role"], "'role'") ?? .familyConsultant,
                        municipality: municipality,
                        phones: values.items(fields["phones"], "'phones'").compactMap {
                            values.phone($0)
                        },
                        email: values.text(fields["email"], "'email'"), place: place),
                    as: id)
            }
        }
    }

    private static let familyKeys = [
        "name", "phones", "municipality", "institution", "variant", "group", "contact",
        "consultant", "caseworkers", "languages", "needs", "pin", "enrolled", "left", "courses",
    ]

    mutating func readFamilies(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'families'") {
                let place = values.place(key)
                guard let id: FamilyID = values.identifier(name, at: place, "a family's id"),
                    reader.define(.family, name, at: place)
                else { continue }
                let fields = values.fields(value, "a family", known: RosterReader.familyKeys)
                var (cells, lists): ([String: CSVTable.Cell], [String: [CSVTable.Cell]]) = (
                    [:], [:]
                )
                for (key, node) in fields.values where key != "courses" {
                    if case .sequence(let sequence) = node {
                        lists[key] = sequence.compactMap { item in
                            values.text(item, "'\(key)'").map {
                                CSVTable.Cell(text: $0, place: values.place(item))
                            }
                        }
                    } else if RosterReader.listKeys.contains(key) {
                        _ = values.items(node, "'\(key)'")
                    } else if let text = values.text(node, "'\(key)'") {
                        cells[key] = CSVTable.Cell(text: text, place: values.place(node))
                    }
                }
                for key in lists.keys where !RosterReader.listKeys.contains(key) {
                    values.fail(
                        .type, fields.values[key] ?? value, "'\(key)' is a list",
                        fix: "write one value")
                }
                let courses = reader.courses(fields["courses"], &values)
                reader.addFamily(
                    id, .yaml(cells: cells, lists: lists), at: place, courses: courses, &values)
            }
        }
    }

    private func courses(_ node: Node?, _ values: inout NodeReader) -> [Family.Course] {
        values.items(node, "'courses'").compactMap { item in
            let course = values.fields(item, "a course", known: ["variant", "from", "until"])
            let variant: Family.Variant? = values.choice(course["variant"], "'variant'")
            let from = values.date(course["from"], "'from'")
            let until = values.date(course["until"], "'until'")
            for key in ["variant", "from"] where course[key] == nil {
                values.report(
                    Problem(
                        .type, at: course.place, "a course has no '\(key)'", fix: "add '\(key): …'")
                )
            }
            guard let variant, let from else { return nil }
            return Family.Course(variant: variant, from: from, until: until)
        }
    }

    mutating func readFamilyTable(_ section: Section) {
        with(section) { values, reader in
            guard let path = values.text(section.value, "'families-from'"),
                let table = reader.openTable(path, namedAt: values.place(section.value))
            else { return }
            let keys = RosterReader.familyKeys.filter { $0 != "courses" }
            reader.checkColumns(table, known: ["id"] + keys)
            let id = table.column("id")
            let columns = keys.compactMap { key in table.column(key).map { (key, $0) } }
            reader.readRows(of: table) { reader, values, row in
                reader.addFamily(of: row, id: row[id], columns: columns, &values)
            }
        }
    }

    private mutating func addFamily(
        of row: CSVTable.Row, id idCell: CSVTable.Cell?, columns: [(String, Int)],
        _ values: inout NodeReader
    ) {
        guard let idCell else {
            values.report(
                Problem(.type, at: row.place, "a family has no id", fix: "fill column 'id'"))
            return
        }
        guard let id: FamilyID = values.identifier(idCell.text, at: idCell.place, "a family's id"),
            define(.family, idCell.text, at: idCell.place)
        else { return }
        addFamily(id, .row(row, columns), at: idCell.place, courses: [], &values)
    }

    private static let listKeys: Set<String> = ["phones", "caseworkers", "languages", "needs"]

    /// A family's values as text, whether they stand in YAML or in a table.
    private enum FamilyText {
        case yaml(cells: [String: CSVTable.Cell], lists: [String: [CSVTable.Cell]])
        case row(CSVTable.Row, [(key: String, column: Int)])

        subscript(key: String) -> CSVTable.Cell? {
            switch self {
            case .yaml(let cells, _): cells[key]
            case .row(let row, let columns): row[columns.first { $0.key == key }?.column]
            }
        }

        func list(_ key: String) -> [CSVTable.Cell] {
            switch self {
            case .yaml(_, let lists): return lists[key] ?? []
            case .row:
                guard let cell = self[key] else { return [] }
                return RosterReader.items(of: cell, areNumbers: key == "phones")
            }
        }
    }

    /// The items of one cell of a table. A phone number has spaces of its own, and begins anew at
    /// a plus; other items may be parted by spaces.
    private static func items(of cell: CSVTable.Cell, areNumbers: Bool) -> [CSVTable.Cell] {
        var items: [CSVTable.Cell] = []
        var item: [UInt8] = []
        func end() {
            while item.last == UInt8(ascii: " ") { item.removeLast() }
            guard !item.isEmpty else { return }
            items.append(
                CSVTable.Cell(
                    text: String(decoding: item, as: UTF8.self), place: cell.place,
                    isOfTable: true))
            item.removeAll(keepingCapacity: true)
        }
        for byte in cell.text.utf8 {
            let isSpace = byte == UInt8(ascii: " ")
            let parts =
                byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|")
                || (areNumbers ? byte == UInt8(ascii: "/") : isSpace)
            let beginsAnew =
                areNumbers && byte == UInt8(ascii: "+") && item.last == UInt8(ascii: " ")
            if parts || beginsAnew { end() }
            if !parts, !isSpace || !item.isEmpty { item.append(byte) }
        }
        end()
        return items
    }

    private mutating func addFamily(
        _ id: FamilyID, _ texts: FamilyText, at place: Place, courses: [Family.Course],
        _ values: inout NodeReader
    ) {
        func one<Kind>(_ key: String, _ kind: DefinedKind, _ reader: inout RosterReader)
            -> Identifier<Kind>?
        {
            guard let cell = texts[key] else { return nil }
            let id: Identifier<Kind>? = values.identifier(cell.text, at: cell.place, "'\(key)'")
            reader.refer(to: id, kind, at: cell.place)
            return id
        }
        let municipality: MunicipalityID? = one("municipality", .municipality, &self)
        let institution: InstitutionID? = one("institution", .institution, &self)
        let contact: ProfessionalID? = one("contact", .professional, &self)
        let consultant: ContactID? = one("consultant", .contact, &self)
        let caseworkers = texts.list("caseworkers").compactMap { cell -> ContactID? in
            let id: ContactID? = values.identifier(cell.text, at: cell.place, "a caseworker")
            refer(to: id, .contact, at: cell.place)
            return id
        }
        let phones = texts.list("phones").compactMap {
            values.number($0.numberText, at: $0.place)
        }
        var variant: Family.Variant?
        if let cell = texts["variant"] {
            variant = Family.Variant(rawValue: cell.text)
            if variant == nil {
                values.report(
                    Problem(
                        .type, at: cell.place, "'variant' is '\(cell.text)'",
                        fix: "write individual or group"))
            }
        }
        let enrolled = texts["enrolled"].flatMap {
            values.date($0.dateText, at: $0.place, "'enrolled'")
        }
        let left = texts["left"].flatMap { values.date($0.dateText, at: $0.place, "'left'") }
        let pin = texts["pin"].flatMap { familyPIN($0, &values) }
        guard let institution else {
            if texts["institution"] == nil {
                values.report(
                    Problem(
                        .noInstitution, at: place, "family '\(id)' has no institution",
                        fix: "add 'institution: ID'"))
            }
            return
        }
        let family = Family(
            id: id, name: texts["name"]?.text ?? id.rawValue, phones: phones,
            municipality: municipality, institution: institution, variant: variant,
            group: texts["group"]?.text, contact: contact, consultant: consultant,
            caseworkers: caseworkers,
            languages: texts.list("languages").compactMap {
                values.identifier($0.text, at: $0.place, "a language")
            },
            needs: texts.list("needs").map(\.text), pin: pin, enrolled: enrolled,
            left: left, courses: courses, place: place)
        roster.families.insert(family, as: id)
    }

    private mutating func familyPIN(
        _ cell: CSVTable.Cell, _ values: inout NodeReader
    ) -> String? {
        guard (4...8).contains(cell.text.utf8.count),
            cell.text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            values.report(
                Problem(
                    .type, at: cell.place, "a PIN has 4 to 8 digits",
                    fix: "write digits in quotes, such as \"470811\""))
            return nil
        }
        pinPlaces.append((cell.text, cell.place))
        return cell.text
    }
}
