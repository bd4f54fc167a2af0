import OnCallRoster

/// The page of one institution.
struct RosterRolesPage {
    let roster: Roster
    let institution: Institution
    let now: Instant
    let words: RosterRolesWords
    let settingsLastResort: DialTarget?
    /// Those that the institution serves, and those of its families.
    let municipalities: [Municipality]
    /// How many families of each municipality are enrolled today; `nil` is none.
    private let families: [MunicipalityID?: Int]

    init(
        of institution: Institution, in roster: Roster, at now: Instant, words: RosterRolesWords,
        settingsLastResort: DialTarget?
    ) {
        (self.roster, self.institution, self.now) = (roster, institution, now)
        (self.words, self.settingsLastResort) = (words, settingsLastResort)
        let today = roster.zone.date(of: now)
        let enrolled = roster.families.values.filter { family in
            family.institution == institution.id && family.enrolled.map { $0 <= today } ?? true
                && family.left.map { $0 >= today } ?? true
        }
        families = Dictionary(grouping: enrolled, by: \.municipality).mapValues(\.count)
        var seen: Set<MunicipalityID> = []
        municipalities = (institution.municipalities + enrolled.compactMap(\.municipality))
            .filter { seen.insert($0).inserted }.compactMap { roster.municipalities[$0] }
    }

    var text: String {
        var page = RosterRolesSheet()
        page.title(
            words("Akuttelefonen: roller og opkaldets vej", "The hotline: roles and a call's path"),
            institution.name, standing)
        page.section(words("Hvem den er for", "Whom it serves"), served)
        page.section(words("Hvem der har vagt", "Who is on duty"), duties)
        page.section(words("Når en familie ringer", "When a family calls"), path)
        page.section(words("Løftet om at ringe tilbage", "The promise to ring back"), promise)
        page.section(words("Efter opkaldet", "After the call"), afterCall)
        page.section(words("Sidste udvej", "The last resort"), lastResorts)
        page.section(
            words("Konsulenter og rådgivere", "Consultants and caseworkers"), consultants)
        return page.text
    }

    /// Which roster the page tells of, so that an old page can be known.
    private var standing: String {
        let day = roster.zone.date(of: now)
        let hash = roster.sha256.prefix(12)
        return words("Vagtplanen den \(day), ", "The roster on \(day), ")
            + "\(roster.zone.identifier), \(hash)"
    }

    var routing: Routing { roster.routing(of: institution.id) }

    private var served: [RosterRolesSheet.Entry] {
        var entries = municipalities.map { municipality in
            RosterRolesSheet.Entry(
                "\(municipality.name): \(words.families(families[municipality.id] ?? 0))"
                    + calling(of: municipality))
        }
        if let others = families[nil] {
            entries.append(
                RosterRolesSheet.Entry(
                    words("Uden kommune: ", "Of no municipality: ") + words.families(others)))
        }
        return entries
    }

    private func calling(of municipality: Municipality) -> String {
        let numbers = roster.numbers.values.filter { $0.municipality == municipality.id }
        let own = numbers.isEmpty ? hotlineNumbers : numbers
        guard !own.isEmpty else { return "" }
        let listed = words.either(own.map { words.number($0.number) })
        return words(", ring \(listed)", ", call \(listed)")
    }

    /// The hotline's numbers whose unknown callers go to the institution.
    var hotlineNumbers: [HotlineNumber] {
        roster.numbers.values.filter { $0.institution == institution.id }
    }

    private var duties: [RosterRolesSheet.Entry] {
        let offices = municipalities.flatMap { municipality in
            municipality.lines.map { duty(of: $0, named: naming($0)) }
        }
        return offices + institution.lines.map { duty(of: $0, named: $0.name) }
    }

    private func duty(of line: Line, named name: String) -> RosterRolesSheet.Entry {
        var sentences = ["\(name): \(words.coverage(line.covers))"]
        let people = people(of: line)
        let isDesk = !people.isEmpty && people.allSatisfy { $0.kind == .desk }
        if !isDesk { sentences.append(words.duty(line.duty)) }
        let names = people.map(\.name).joined(separator: ", ")
        switch people.count {
        case 0: sentences.append(words("Ingen er sat på", "Nobody is put on"))
        case 1: sentences.append(names)
        default: sentences.append(words("På skift: ", "In turn: ") + names)
        }
        return RosterRolesSheet.Entry(sentences.joined(separator: ". ") + ".")
    }

    /// Who fills the line by a rotation, or by a dated rule within the horizon.
    private func people(of line: Line) -> [Professional] {
        let horizon = Interval(now, now + rosterHorizon)
        let dated = (line.shifts + line.overrides).filter { $0.interval.overlaps(horizon) }
        var seen: Set<ProfessionalID> = []
        return (line.rotations.flatMap(\.professionals) + dated.compactMap(\.who))
            .filter { seen.insert($0).inserted }
            .compactMap { roster.professionals[$0] }
            .filter { roster.employment(of: $0).overlaps(horizon) }
    }

    /// A line as the page names it: a municipality's says whose it is.
    func naming(_ line: Line) -> String {
        guard let owner = line.id.municipality, let name = roster.municipalities[owner]?.name else {
            return line.name
        }
        return "\(line.name) (\(name))"
    }

    /// The lines of one name that callers of these municipalities may reach: one for each at most.
    func naming(_ name: LineName, for homes: [MunicipalityID]) -> String {
        let callers: [MunicipalityID?] = homes.isEmpty ? [nil] : homes
        var seen: Set<LineID> = []
        let lines = callers.compactMap {
            roster.lineID(name, municipality: $0, institution: institution.id)
        }.filter { seen.insert($0).inserted }.compactMap { roster.line($0) }
        return words.either(lines.map { naming($0) })
    }
}
