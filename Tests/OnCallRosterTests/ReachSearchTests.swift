import HotlineTestSupport
import OnCallRoster
import Testing

/// The proof of reach against a search by hand: the plans of small rosters are rung at every
/// instant at which anything changes.
@Suite struct ReachSearchTests {
    @Test(arguments: 0..<300)
    func `the alarms are those that a search at every change finds`(_ seed: Int) {
        let world = ReachWorld(seed)
        let problems = read(world.yaml).problems
        #expect(problems.filter { $0.severity == .error } == [], "\(world.yaml)")
        let told = problems.filter { $0.code == .unreachable }.map(\.message)
        let found = ReachSearch(world: world).alarms
        #expect(told.count == found.count, "\(told), \(found)\n\(world.yaml)")
        for alarm in found {
            #expect(told.contains { $0.hasPrefix(alarm) }, "\(alarm) \(told)\n\(world.yaml)")
        }
    }

    @Test func `some of the made-up plans always reach a person, and some do not`() {
        let counts = (0..<60).map { ReachSearch(world: ReachWorld($0)).alarms.count }
        #expect(counts.count { $0 == 0 } >= 10)
        #expect(counts.count { $0 > 0 } >= 30)
    }
}

/// Rings every family's plan at every change, written anew from roster-format.
private struct ReachSearch {
    let world: ReachWorld

    /// What the alarms begin with: one for each institution and municipality with a hole, and one
    /// for an institution whose municipalities have no family yet.
    var alarms: [String] {
        var alarms: [String] = []
        for (institution, municipalities) in [("i0", ["m0", "m1"]), ("i1", [nil, "m0", "m1"])] {
            var isToldOfInstitution = false
            for municipality in municipalities {
                let families = world.families.filter {
                    $0.institution == institution && $0.municipality == municipality
                }
                // Of i1 only families of a municipality ask for its lines.
                let isAsked = institution == "i0" || municipality == nil
                if !families.isEmpty {
                    alarms += alarm(of: families).map { [$0] } ?? []
                } else if isAsked, !isToldOfInstitution,
                    let alarm = alarm(ofInstitution: institution, municipality)
                {
                    isToldOfInstitution = true
                    alarms.append(alarm)
                }
            }
        }
        return alarms
    }

    private func alarm(of families: [ReachWorld.Family]) -> String? {
        let found = families.map { (family: $0, holes: holes(of: $0)) }.filter {
            !$0.holes.isEmpty
        }
        guard let first = found.min(by: { $0.holes[0].lowerBound < $1.holes[0].lowerBound }) else {
            return nil
        }
        let name = name(of: first.family)
        let who =
            found.count == 1
            ? "the plan of family '\(first.family.id)' of \(name) reaches"
            : "the plans of \(found.count) families of \(name) reach"
        return "\(who) no person \(text(first.holes)):"
    }

    private func alarm(ofInstitution institution: String, _ municipality: String?) -> String? {
        let family = ReachWorld.Family(
            id: "", institution: institution, municipality: municipality, contact: nil, number: "")
        let holes = holes(of: family)
        return holes.isEmpty
            ? nil : "the plan of \(name(of: family)) reaches no person \(text(holes)):"
    }

    private func name(of family: ReachWorld.Family) -> String {
        guard family.institution == "i0", let municipality = family.municipality else {
            return family.institution
        }
        return "\(family.institution) in \(municipality)"
    }

    private func text(_ holes: [Range<Int>]) -> String {
        let (from, to) = (holes[0].lowerBound, holes[0].upperBound)
        let more = holes.count - 1
        return "from \(ReachWorld.wall(from)) to \(ReachWorld.wall(to))"
            + (more > 0 ? ", and \(more) more \(more == 1 ? "time" : "times")" : "")
    }

    /// The stretches in which a call of the family's reaches no person.
    private func holes(of family: ReachWorld.Family) -> [Range<Int>] {
        let plan = FamilyPlan(of: family, in: world)
        var holes: [Range<Int>] = []
        var start: Int?
        for hour in changes {
            let isReached = Moment(world, hour).reachesPerson(plan)
            if let from = start, isReached {
                holes.append(from..<hour)
                start = nil
            }
            if start == nil, !isReached { start = hour }
        }
        return holes + [start.map { $0..<ReachWorld.end }].compactMap { $0 }
    }

    /// Every hour at which somebody may come or go.
    private var changes: [Int] {
        var hours: Set<Int> = [0]
        for line in world.lines {
            for rule in line.shifts + line.overrides { hours.formUnion([rule.from, rule.to]) }
            // Eleven hours from now it is Monday 00:00.
            for week in 0...8 { hours.insert(week * 168 + 11 + line.handover) }
        }
        for absence in world.absences { hours.formUnion([absence.from, absence.to]) }
        for person in world.people { hours.insert(person.leaves ?? 0) }
        for day in 0...56 {
            let midnight = day * 24 + 11
            if world.lines.contains(where: \.isForWeekdays) { hours.insert(midnight) }
            if world.people.contains(where: \.isAvailable) {
                hours.formUnion([midnight - 16, midnight - 9])
            }
        }
        return hours.filter { (0..<ReachWorld.end).contains($0) }.sorted()
    }
}

/// The steps that a family is rung through, each with the lines that it rings.
private struct FamilyPlan {
    struct Step {
        let ring: String
        let seconds: Int
        /// Positions in the world's lines.
        let lines: [Int]
    }

    let family: ReachWorld.Family
    let steps: [Step]
    let rounds: Int
    let maxWait: Int
    /// Kept back for the last resort while that has not been rung.
    let reserve: Int
    /// Added to the last round of a plan that names none.
    let added: [Step]
    /// `nil` stands for every number that is nobody's.
    let numbers: [String?]

    init(of family: ReachWorld.Family, in world: ReachWorld) {
        self.family = family
        let own = family.institution == "i1" ? world.own : nil
        let routing = own ?? world.general
        func index(_ name: String, of owner: String?) -> Int? {
            world.lines.firstIndex { $0.name == name && $0.owner == owner }
        }
        func lines(rungBy ring: String) -> [Int] {
            if ring == "partners" {
                let partner = family.institution == "i0" ? "i1" : "i0"
                return [index("first", of: partner)].compactMap { $0 }
            }
            return ring.split(separator: "+").map(String.init).compactMap {
                index($0, of: family.municipality) ?? index($0, of: family.institution)
            }
        }
        steps = routing.steps.filter(\.isForFamilies).map {
            Step(ring: $0.ring, seconds: $0.seconds, lines: lines(rungBy: $0.ring))
        }
        rounds = routing.rounds
        maxWait = routing.maxWait
        let lastResort = routing.steps.first { $0.ring == "last-resort" }
        reserve = lastResort?.seconds ?? 60
        added = lastResort == nil ? [Step(ring: "last-resort", seconds: 60, lines: [])] : []
        let isOfSomebody = world.people.contains { $0.phones.contains(family.number) }
        numbers = isOfSomebody ? [nil, family.number] : [nil]
    }

    func rings(_ word: String) -> Bool { steps.contains { $0.ring == word } }
}

/// One hour: who holds which line.
private struct Moment {
    let world: ReachWorld
    let hour: Int
    private var holders: [String?] = []

    init(_ world: ReachWorld, _ hour: Int) {
        self.world = world
        self.hour = hour
        holders = world.lines.map { holder(of: $0) }
    }

    /// Whether a person is rung, whoever of those there answered last, from whichever number.
    func reachesPerson(_ plan: FamilyPlan) -> Bool {
        var lastAnswerers: Set<String?> = [nil]
        if plan.rings("last-answered") {
            lastAnswerers.formUnion(plan.steps.flatMap(\.lines).map { holders[$0] })
            if plan.rings("contact") { lastAnswerers.insert(contact(of: plan.family)) }
        }
        return lastAnswerers.allSatisfy { last in
            plan.numbers.allSatisfy { ringsPerson(plan, last, from: $0) }
        }
    }

    /// Step after step, by the rules of `max-wait`; nobody answers.
    private func ringsPerson(
        _ plan: FamilyPlan, _ lastAnswerer: String?, from number: String?
    ) -> Bool {
        var (waited, lastResortRung, straightToLastResort) = (0, false, false)
        for round in 1...plan.rounds {
            var (rungPhones, rungDesks): (Set<String>, Set<String>) = ([], [])
            for step in plan.steps + (round == plan.rounds ? plan.added : []) {
                let isLastResort = step.ring == "last-resort"
                let targets = targets(of: step, plan.family, lastAnswerer, round, from: number)
                if !isLastResort && (targets.isEmpty || straightToLastResort) { continue }
                let kept = isLastResort || lastResortRung ? 0 : plan.reserve
                let seconds = min(step.seconds, plan.maxWait - waited - kept)
                if seconds < 5 && lastResortRung { return false }
                if seconds < 5 && !isLastResort {
                    straightToLastResort = true
                    continue
                }
                let before = rungPhones
                // A phone that two share is the desk's, or the last resort's.
                var desks = targets.filter { !isEmployedPerson($0.id) }
                desks.removeAll { rungDesks.contains($0.id) || before.isSuperset(of: $0.phones) }
                rungPhones.formUnion(desks.flatMap(\.phones))
                rungDesks.formUnion(desks.map(\.id))
                if isLastResort, plan.family.municipality == "m0" {
                    rungPhones.insert(world.lastResort)
                }
                for target in targets where isEmployedPerson(target.id) {
                    if !rungPhones.isSuperset(of: target.phones) { return true }
                }
                guard isLastResort || rungPhones != before else { continue }
                waited += max(seconds, 5)
                if isLastResort { (lastResortRung, straightToLastResort) = (true, false) }
            }
        }
        return false
    }

    /// Whom a step names, on which phones: the duty phone and their own n-th, less the caller's.
    private func targets(
        of step: FamilyPlan.Step, _ family: ReachWorld.Family, _ lastAnswerer: String?,
        _ round: Int, from number: String?
    ) -> [(id: String, phones: [String])] {
        var named: [(String?, String?)] = step.lines.map {
            (holders[$0], world.lines[$0].dutyPhone)
        }
        if step.ring == "contact" { named = [(contact(of: family), nil)] }
        if step.ring == "last-answered" { named = [(lastAnswerer, nil)] }
        return named.compactMap { id, dutyPhone in
            guard let person = person(id) else { return nil }
            let own = person.phones.prefix(round).last
            let phones = [dutyPhone, own].compactMap { $0 }.filter { $0 != number }
            return phones.isEmpty ? nil : (person.id, phones)
        }
    }
}

extension Moment {
    private func person(_ id: String?) -> ReachWorld.Person? { world.people.first { $0.id == id } }

    private func isEmployedPerson(_ id: String) -> Bool {
        guard let person = person(id), !person.isDesk else { return false }
        return person.leaves.map { hour < $0 } ?? true
    }

    private func isAbsent(_ id: String) -> Bool {
        world.absences.contains { $0.who == id && $0.contains(hour) }
    }

    private var isWeekday: Bool { (1...5).contains((hour + 13) / 24 % 7) }

    /// Override before shift before rotation; absences take anybody off.
    private func holder(of line: ReachWorld.Line) -> String? {
        var who: String?
        if let rule = (line.overrides + line.shifts).first(where: { $0.contains(hour) }) {
            who = rule.who
        } else if !line.rotation.isEmpty, isWeekday || !line.isForWeekdays {
            // The turns began on the Monday before, at 00:00 six days and 13 hours ago.
            let turn = (hour + 157 - line.handover) / 168
            who = line.rotation[turn % line.rotation.count]
        }
        return who.flatMap { isAbsent($0) ? nil : $0 }
    }

    /// The contact where they are on duty, or available, employed and not absent.
    private func contact(of family: ReachWorld.Family) -> String? {
        guard let contact = person(family.contact) else { return nil }
        if holders.contains(contact.id) { return contact.id }
        let isThere =
            contact.isAvailable && isWeekday && (8..<15).contains((hour + 13) % 24)
            && isEmployedPerson(contact.id) && !isAbsent(contact.id)
        return isThere ? contact.id : nil
    }
}
