import HotlineTexts
import OnCallRoster

/// One of the two forms, as its template shows it.
struct FormView {
    let id: String
    let heading: String
    let lead: String
    let kind: String
    let lines: [Option]
    let hasLines: Bool
    let whoLabel: String
    let people: [Option]
    let fromDay: String
    let fromTime: String
    let toDay: String
    let toTime: String
    let note: String
    let query: String

    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    init(
        _ kind: RosterDraft.Kind, _ draft: RosterDraft, _ choices: RosterChoices,
        _ words: ConsoleWords
    ) {
        let isSwap = kind == .swap
        var own = draft.kind == kind ? draft : RosterDraft(kind)
        if own.fromDay.isEmpty { own.begin(at: words) }
        self.kind = kind.rawValue
        id = kind.rawValue
        heading = words(isSwap ? RosterChangeText.rosterSwapTitle : .rosterAbsenceTitle)
        lead = words(isSwap ? RosterChangeText.rosterSwapLead : .rosterAbsenceLead)
        hasLines = isSwap
        lines =
            isSwap
            ? choices.lines.map {
                Option(value: $0.id, label: $0.name, isChosen: $0.id == own.line)
            } : []
        whoLabel = words(isSwap ? RosterChangeText.rosterBy : .rosterWho)
        let nobody = (id: RosterDraft.nobody, name: words(RosterChangeText.rosterNobody))
        people = (isSwap ? choices.substitutes + [nobody] : choices.own).map {
            Option(value: $0.id, label: $0.name, isChosen: $0.id == own.who)
        }
        (fromDay, fromTime, toDay, toTime) = (own.fromDay, own.fromTime, own.toDay, own.toTime)
        note = own.note
        query = draft.query
    }
}

/// Whom and what the forms let choose.
struct RosterChoices {
    var lines: [(id: String, name: String)] = []
    /// Whose absence may be told, and who may fill a line.
    var own: [(id: String, name: String)] = []
    var substitutes: [(id: String, name: String)] = []
    var areTooMany = false
    /// The institutions that were searched for and found.
    var found: String?

    init(_ facts: RosterPage.Facts, _ draft: RosterDraft, _ names: ConsoleNames) {
        guard let roster = facts.roster else { return }
        var wanted = facts.institutions
        if !draft.query.isEmpty {
            let named = names.institutions(named: draft.query)
            let ids = Set(named.map { InstitutionID(rawValue: $0.id) })
            let allowed = wanted.map { ids.intersection($0) } ?? ids
            wanted = allowed
            found = named.filter { allowed.contains(InstitutionID(rawValue: $0.id)) }
                .map(\.name).sorted().joined(separator: ", ")
        }
        let owned = roster.lines.filter { line in
            wanted.map { ids in line.id.institution.map(ids.contains) ?? false } ?? true
        }
        let people = roster.professionals.values.map {
            (person: $0, reach: RosterReach(of: $0, for: wanted, in: roster))
        }.filter { $0.person.kind == .person && $0.reach != .none }
        lines = owned.map { ($0.id.description, names.line($0.id.description)) }
        let named = people.sorted {
            ($0.person.name, $0.person.id) < ($1.person.name, $1.person.id)
        }
        substitutes = named.map { ($0.person.id.rawValue, $0.person.name) }
        own = named.filter { $0.reach == .own }.map { ($0.person.id.rawValue, $0.person.name) }
        areTooMany = max(lines.count, people.count) > RosterPage.mostChoices
    }
}

extension ConsoleWords {
    /// A time as forms have it; an end at midnight is the whole day before.
    func typed(_ instant: Instant, isEnd: Bool = false) -> (day: String, time: String) {
        let (date, time) = zone.wall(of: instant)
        if isEnd, time == .midnight { return ((date + -1).description, "") }
        return (date.description, time.description)
    }
}
