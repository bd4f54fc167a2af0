import Yams

extension RosterReader {
    mutating func readProfessionals(_ section: Section) {
        with(section) { values, reader in
            for (key, name, value) in values.entries(section.value, "'professionals'") {
                let place = values.place(key)
                guard
                    let id: ProfessionalID = values.identifier(
                        name, at: place, "a professional's id"),
                    reader.define("professional", name, at: place)
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
        refer(fields, "institution", institution, values)
        refer(fields, "municipality", municipality, values)
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
                reader.refer(fields, "who", who, values, kind: "professional")
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
                    reader.define("contact", name, at: place)
                else { continue }
                let fields = values.fields(
                    value, "a contact", known: ["name", "role", "municipality", "phones", "email"])
                let municipality: MunicipalityID? = values.identifier(
                    fields["municipality"], "'municipality'")
                reader.refer(fields, "municipality", municipality, values)
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
                    reader.define("family", name, at: place)
                else { continue }
                let fields = values.fields(value, "a family", known: RosterReader.familyKeys)
                var texts = FamilyText(place: place)
                for (key, node) in fields.values where key != "courses" {
                    if case .sequence(let sequence) = node {
                        texts.lists[key] = sequence.compactMap { item in
                            values.text(item, "'\(key)'").map {
                                CSVTable.Cell(text: $0, place: values.place(item))
                            }
                        }
                    } else if RosterReader.listKeys.contains(key) {
                        _ = values.items(node, "'\(key)'")
                    } else if let text = values.text(node, "'\(key)'") {
                        texts.cells[key] = CSVTable.Cell(text: text, place: values.place(node))
                    }
                }
                for key in texts.lists.keys where !RosterReader.listKeys.contains(key) {
                    values.fail(
                        .type, fields.values[key] ?? value, "'\(key)' is a list",
                        fix: "write one value")
                }
                let courses = reader.courses(fields["courses"], &values)
                reader.addFamily(id, texts, courses: courses, &values)
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
            reader.checkColumns(
                table, known: ["id"] + RosterReader.familyKeys.filter { $0 != "courses" })
            for (row, place) in zip(table.rows, table.places) {
                var cells = NodeReader(file: place.file)
                reader.addFamily(of: row, at: place, &cells)
                reader.problems += cells.problems
            }
        }
    }

    private mutating func addFamily(
        of row: [String: CSVTable.Cell], at place: Place, _ values: inout NodeReader
    ) {
        guard let idCell = row["id"] else {
            values.report(Problem(.type, at: place, "a family has no id", fix: "fill column 'id'"))
            return
        }
        guard let id: FamilyID = values.identifier(idCell.text, at: idCell.place, "a family's id"),
            define("family", idCell.text, at: idCell.place)
        else { return }
        var texts = FamilyText(place: idCell.place)
        for (key, cell) in row {
            if RosterReader.listKeys.contains(key) {
                // A phone number has spaces of its own; other items may be parted by them.
                let parts =
                    key == "phones"
                    ? cell.text.replacing(" +", with: ",+").split { ",|/".contains($0) }
                    : cell.text.split { ",| ".contains($0) }
                texts.lists[key] = parts.map { part in
                    CSVTable.Cell(text: String(part.drop { $0 == " " }), place: cell.place)
                }
            } else {
                texts.cells[key] = cell
            }
        }
        addFamily(id, texts, courses: [], &values)
    }

    private static let listKeys: Set<String> = ["phones", "caseworkers", "languages", "needs"]

    /// A family's values as text, whether they stand in YAML or in a table.
    private struct FamilyText {
        let place: Place
        var cells: [String: CSVTable.Cell] = [:]
        var lists: [String: [CSVTable.Cell]] = [:]
    }

    private mutating func addFamily(
        _ id: FamilyID, _ texts: FamilyText, courses: [Family.Course], _ values: inout NodeReader
    ) {
        func one<Kind>(_ key: String, _ kind: String, _ reader: inout RosterReader)
            -> Identifier<Kind>?
        {
            guard let cell = texts.cells[key] else { return nil }
            let id: Identifier<Kind>? = values.identifier(cell.text, at: cell.place, "'\(key)'")
            reader.refer(to: id, kind, at: cell.place)
            return id
        }
        let municipality: MunicipalityID? = one("municipality", "municipality", &self)
        let institution: InstitutionID? = one("institution", "institution", &self)
        let contact: ProfessionalID? = one("contact", "professional", &self)
        let consultant: ContactID? = one("consultant", "contact", &self)
        let caseworkers = (texts.lists["caseworkers"] ?? []).compactMap { cell -> ContactID? in
            let id: ContactID? = values.identifier(cell.text, at: cell.place, "a caseworker")
            refer(to: id, "contact", at: cell.place)
            return id
        }
        let phones = (texts.lists["phones"] ?? []).compactMap {
            values.number($0.text, at: $0.place)
        }
        var variant: Family.Variant?
        if let cell = texts.cells["variant"] {
            variant = Family.Variant(rawValue: cell.text)
            if variant == nil {
                values.report(
                    Problem(
                        .type, at: cell.place, "'variant' is '\(cell.text)'",
                        fix: "write individual or group"))
            }
        }
        let dates = ["enrolled", "left"].map { key in
            texts.cells[key].flatMap { values.date($0.text, at: $0.place, "'\(key)'") }
        }
        let pin = texts.cells["pin"].flatMap { familyPIN($0, &values) }
        guard let institution else {
            if texts.cells["institution"] == nil {
                values.report(
                    Problem(
                        .noInstitution, at: texts.place, "family '\(id)' has no institution",
                        fix: "add 'institution: ID'"))
            }
            return
        }
        let family = Family(
            id: id, name: texts.cells["name"]?.text ?? id.rawValue, phones: phones,
            municipality: municipality, institution: institution, variant: variant,
            group: texts.cells["group"]?.text, contact: contact, consultant: consultant,
            caseworkers: caseworkers,
            languages: (texts.lists["languages"] ?? []).compactMap {
                values.identifier($0.text, at: $0.place, "a language")
            },
            needs: (texts.lists["needs"] ?? []).map(\.text), pin: pin, enrolled: dates[0],
            left: dates[1], courses: courses, place: texts.place)
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
