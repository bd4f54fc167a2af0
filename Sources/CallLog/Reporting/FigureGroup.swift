/// Which counted figures count a call.
struct FigureSet: Hashable, Sendable {
    private(set) var bits: UInt32

    init(of call: CountedCall, _ context: CountedFigure.Context) {
        bits = 0
        for (place, figure) in CountedFigure.all.enumerated()
        where figure.counts(call, context) {
            bits |= 1 << UInt32(place)
        }
    }

    init(_ figures: [CountedFigure]) {
        bits = figures.reduce(0) { $0 | 1 << UInt32($1.place) }
    }

    func isDisjoint(with other: FigureSet) -> Bool { bits & other.bits == 0 }

    /// Hands out the place of each.
    func forEach(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}

extension CountedFigure {
    fileprivate static let all = Array(allCases)
    private static let places = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($0.element, $0.offset) })

    /// Among all cases.
    var place: Int { CountedFigure.places[self] ?? 0 }
}

/// Figures that are shown or hidden together: their counts part the offered calls into atoms, and
/// who knows the figures knows each atom's count.
package enum FigureGroup: Int, CaseIterable, Sendable {
    case offered, answers, classes, byKey, shortOf30, waits, steps, repeats, promises

    /// Shown only where that one is, from which it goes into detail.
    package var parent: FigureGroup? {
        switch self {
        case .offered: nil
        case .answers, .steps, .promises: .offered
        case .classes, .waits, .repeats: .answers
        case .byKey, .shortOf30: .classes
        }
    }

    /// Calls that some figures count and others do not.
    struct Atom: Sendable {
        let with: FigureSet
        let without: FigureSet

        init(_ with: [CountedFigure], without: [CountedFigure] = []) {
            self.with = FigureSet(with)
            self.without = FigureSet(without)
        }

        func counts(_ figures: FigureSet) -> Bool {
            figures.bits & with.bits == with.bits && figures.bits & without.bits == 0
        }
    }

    private var ownAtoms: [Atom] {
        switch self {
        case .offered: [Atom([.offered])]
        case .answers: [Atom([.answered]), Atom([.offered], without: [.answered])]
        case .classes:
            [CountedFigure.short, .answered, .abandoned, .failed, .open, .unknown].map {
                Atom([$0])
            }
        case .byKey: [Atom([.failedByKey]), Atom([.offered], without: [.failedByKey])]
        case .shortOf30:
            [
                Atom([.shortOf30]), Atom([.abandonedAfter30]),
                Atom([.offered], without: [.shortOf30, .abandonedAfter30]),
            ]
        case .waits:
            [
                Atom([.within15]), Atom([.within20], without: [.within15]),
                Atom([.within60], without: [.within20]),
                Atom([.within180], without: [.within60]),
                Atom([.answered], without: [.within180]),
                Atom([.offered], without: [.answered]),
            ]
        case .steps:
            [
                Atom([.takenByFirstStep]), Atom([.rung], without: [.takenByFirstStep]),
                Atom([.offered], without: [.rung]),
            ]
        case .repeats:
            [
                Atom([.repeatedInADay]), Atom([.repeatedInAWeek], without: [.repeatedInADay]),
                Atom([.repeatedInAMonth], without: [.repeatedInAWeek]),
                Atom([.answered], without: [.repeatedInAMonth]),
                Atom([.offered], without: [.answered]),
            ]
        case .promises:
            [
                Atom([.promisesKept, .promisesSameDay]),
                Atom([.promisesKept], without: [.promisesSameDay]),
                Atom([.promisesSameDay], without: [.promisesKept]),
                Atom([.promisesDue], without: [.promisesKept, .promisesSameDay]),
                Atom([.promisesOpen]),
                Atom([.offered], without: [.promisesDue, .promisesOpen]),
            ]
        }
    }

    /// Those of all groups, one after the other.
    static let atoms = allCases.flatMap(\.ownAtoms)

    private static let ranges = allCases.reduce(into: [FigureGroup: Range<Int>]()) {
        let start = $0.values.map(\.upperBound).max() ?? 0
        $0[$1] = start..<start + $1.ownAtoms.count
    }

    /// Where its atoms stand among those of all groups.
    var range: Range<Int> { FigureGroup.ranges[self] ?? 0..<0 }
}
