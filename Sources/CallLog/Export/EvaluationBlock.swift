/// The calls of one or several quarters, and as much of them as may be told.
///
/// The block's traits are told or not for all of its calls alike. A trait is told only if afterwards
/// every class (calls alike in all places told) has `least` families or more, and so has within each
/// class every course (calls alike in all that is told of how they went) and every value of each
/// other fact told. So whatever is added up of the rows by places and course, or by places and one
/// fact, and whatever is left when such sums are subtracted, has no call or calls of so many
/// families. Nothing is left out to bring this about: a row that is missing could be reckoned.
struct EvaluationBlock: Sendable {
    let calls: [EvaluationCall]
    let least: Int
    /// Of each call, as a place among the block's.
    let families: [Int]
    /// What is told of each call, by column.
    private(set) var told: [String: [String]] = [:]
    private var classes: [Int]
    private var courses: [Int]
    private var facts: [[Int]] = []

    /// - Parameter calls: Of `least` families or more, else nothing is told of them.
    init(_ calls: [EvaluationCall], least: Int, context: EvaluationContext) {
        self.calls = calls
        self.least = least
        families = EvaluationBlock.numbered(calls.map(\.family))
        classes = Array(repeating: 0, count: calls.count)
        courses = classes
        guard mayBeTold else { return }
        for trait in EvaluationBlock.order(calls) { tell(trait, context) }
    }

    /// Whether anything is told.
    var mayBeTold: Bool { Set(families).count >= least }

    func tells(_ trait: EvaluationTrait) -> Bool { told[trait.column] != nil }

    /// What is asked first is told rather than what is asked after it.
    private static func order(_ calls: [EvaluationCall]) -> [EvaluationTrait] {
        let codes = EvaluationCodeList.allCases.flatMap { list in
            Set(calls.flatMap { list.codes($0) }).sorted()
                .map { EvaluationTrait.code($0, in: list) }
        }
        return [
            .answered, .variant, .month, .within60, .partOfDay, .outcomeGroup, .municipality,
            .promise, .institution, .repeated, .noted, .followUp, .caseworker, .went, .otherwise,
        ] + codes + [
            .partOfWeek, .wait, .outcome, .repeatSpan, .legs, .step, .week, .hour, .weekday,
            // What the roster says changes, so nothing hangs on it.
            .enrolled,
        ]
    }

    // MARK: Telling

    private mutating func tell(_ trait: EvaluationTrait, _ context: EvaluationContext) {
        var values = calls.map { trait.value($0, context) }
        guard Set(values).subtracting([EvaluationTrait.none]) != [] else { return }
        if trait.isMerged {
            guard let merged = merged(values, trait.kind) else { return }
            values = merged
        } else if !narrow(values, trait.kind).isEmpty {
            return
        }
        told[trait.column] = values
        let numbers = EvaluationBlock.numbered(values)
        switch trait.kind {
        case .place: classes = EvaluationBlock.paired(classes, numbers)
        case .course: courses = EvaluationBlock.paired(courses, numbers)
        case .fact: facts.append(numbers)
        }
    }

    /// The values with those of too few families told as one; `nil` where that tells nothing.
    private func merged(_ values: [String], _ kind: EvaluationTrait.Kind) -> [String]? {
        let all = Set(values)
        var rare: Set<String> = []
        while true {
            let merged = values.map { rare.contains($0) ? EvaluationTrait.rest : $0 }
            let narrow = narrow(merged, kind)
            if narrow.isEmpty { return merged }
            var joining = narrow.subtracting([EvaluationTrait.rest])
            if joining.isEmpty, let next = smallest(of: values, without: rare) { joining = [next] }
            rare.formUnion(joining)
            if rare == all { return nil }
        }
    }

    /// The value of the fewest families, then the first by name.
    private func smallest(of values: [String], without known: Set<String>) -> String? {
        var families: [String: Set<Int>] = [:]
        for (index, value) in values.enumerated() where !known.contains(value) {
            families[value, default: []].insert(self.families[index])
        }
        return families.min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.key
    }

    /// The values that stand in a cell of too few families, were they told.
    private func narrow(_ values: [String], _ kind: EvaluationTrait.Kind) -> Set<String> {
        let numbers = EvaluationBlock.numbered(values)
        var found: Set<String> = []
        func look(_ cells: [Int]) {
            let few = fewFamilies(cells)
            guard !few.isEmpty else { return }
            for (index, cell) in cells.enumerated() where few.contains(cell) {
                found.insert(values[index])
            }
        }
        switch kind {
        case .course:
            look(EvaluationBlock.paired(classes, EvaluationBlock.paired(courses, numbers)))
        case .fact: look(EvaluationBlock.paired(classes, numbers))
        case .place:
            let cells = EvaluationBlock.paired(classes, numbers)
            for fact in [courses] + facts { look(EvaluationBlock.paired(cells, fact)) }
        }
        return found
    }

    private func fewFamilies(_ cells: [Int]) -> Set<Int> {
        let pairs = Set(zip(cells, families).map { CellFamily(cell: $0, family: $1) })
        var counts: [Int: Int] = [:]
        for pair in pairs { counts[pair.cell, default: 0] += 1 }
        return Set(counts.filter { $0.value < least }.keys)
    }

    private struct CellFamily: Hashable {
        let cell: Int
        let family: Int
    }

    /// Equal values get equal numbers, from 0 on.
    private static func numbered<Value: Hashable>(_ values: [Value]) -> [Int] {
        var numbers: [Value: Int] = [:]
        return values.map { value in
            if let known = numbers[value] { return known }
            numbers[value] = numbers.count
            return numbers.count - 1
        }
    }

    private static func paired(_ left: [Int], _ right: [Int]) -> [Int] {
        numbered(zip(left, right).map { CellFamily(cell: $0, family: $1) })
    }
}
