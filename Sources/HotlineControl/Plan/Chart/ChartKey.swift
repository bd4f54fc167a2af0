import OnCallRoster

/// How each professional is drawn: a colour, a pattern for black and white, and letters for bars
/// too short for a name.
///
/// The signs follow the roster's order among those whom the lines' rules name, not those who happen
/// to be on, so that a professional keeps theirs from month to month.
struct ChartKey {
    private let signs: [ProfessionalID: ChartSign]

    init(of plan: ResolvedPlan) {
        var named: Set<ProfessionalID> = []
        for line in plan.lines.map(\.line) {
            named.formUnion(line.rotations.flatMap(\.professionals))
            named.formUnion((line.shifts + line.overrides).compactMap(\.who))
        }
        var signs: [ProfessionalID: ChartSign] = [:]
        var codes: Set<String> = []
        var persons = 0
        for professional in plan.roster.professionals.values where named.contains(professional.id) {
            let code = ChartKey.code(of: professional.name.onOneLine, besides: codes)
            codes.insert(code)
            var look = ChartSign.Look.desk
            switch professional.kind {
            case .desk: break
            case .person:
                look = ChartSign.Look(person: persons)
                persons += 1
            }
            signs[professional.id] = ChartSign(
                id: professional.id, name: professional.name.onOneLine, code: code, look: look)
        }
        self.signs = signs
    }

    subscript(professional: ProfessionalID) -> ChartSign {
        signs[professional]
            ?? ChartSign(
                id: professional, name: professional.rawValue, code: professional.rawValue,
                look: .desk)
    }

    /// The signs of those who are on at some time of the plan, in the roster's order.
    func used(in plan: ResolvedPlan) -> [ChartSign] {
        let present = Set(plan.lines.flatMap(\.shifts).map(\.professional))
        return plan.roster.professionals.values.filter { present.contains($0.id) }
            .map { self[$0.id] }
    }

    /// Initials, made different from others' by more letters of the last name, then by a number.
    private static func code(of name: String, besides taken: Set<String>) -> String {
        let words = name.split(separator: " ")
        guard let first = words.first?.first else { return "?" }
        let last = words.count > 1 ? words[words.count - 1] : words[0].dropFirst()
        var codes = (1...3).map { String(first) + last.prefix($0) }
        codes[0] = codes[0].uppercased()
        if let free = codes.first(where: { !taken.contains($0) }) { return free }
        var number = 2
        while taken.contains("\(codes[0])\(number)") { number += 1 }
        return "\(codes[0])\(number)"
    }
}

/// How one professional is drawn.
struct ChartSign {
    let id: ProfessionalID
    let name: String
    let code: String
    let look: Look

    /// Ever shorter ways to write the name, the letters last.
    var names: [String] {
        let words = name.split(separator: " ").map(String.init)
        guard let first = words.first, let last = words.last?.first, words.count > 1 else {
            return [name, code]
        }
        return [name, "\(first) \(last).", first, code]
    }

    /// A fill with a pattern in it.
    struct Look: Hashable {
        let colour: ChartColour
        let pattern: Pattern

        static let desk = Look(colour: ChartColour(0xDD, 0xDD, 0xDD), pattern: .plain)

        private init(colour: ChartColour, pattern: Pattern) {
            self.colour = colour
            self.pattern = pattern
        }

        /// 40 persons look different from each other; then it begins again.
        init(person: Int) {
            let colours = ChartColour.persons
            let patterns = Pattern.allCases
            colour = colours[person % colours.count]
            pattern = patterns[(person + person / colours.count) % patterns.count]
        }

        var name: String { "\(pattern.rawValue)-\(colour.hex.dropFirst())" }
    }

    enum Pattern: String, CaseIterable {
        case plain, rising, dotted, falling, level
    }
}

/// An opaque colour.
struct ChartColour: Hashable {
    private let red: Int
    private let green: Int
    private let blue: Int

    init(_ red: Int, _ green: Int, _ blue: Int) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    var hex: String {
        let digits = String((red << 16 | green << 8 | blue) + (1 << 24), radix: 16)
        return "#\(digits.dropFirst())"
    }

    /// Of the same hue, for a pattern that shows in black and white too.
    var shade: ChartColour { ChartColour(red / 4, green / 4, blue / 4) }

    /// Paul Tol's light scheme, made for filled cells with black text and distinct in
    /// colour-blind vision too ("Colour Schemes", SRON/EPS/TN/09-002, issue 3.2); its pale grey is
    /// the desks'.
    static let persons = [
        ChartColour(0x77, 0xAA, 0xDD), ChartColour(0xEE, 0xDD, 0x88), ChartColour(0x44, 0xBB, 0x99),
        ChartColour(0xFF, 0xAA, 0xBB), ChartColour(0xBB, 0xCC, 0x33), ChartColour(0x99, 0xDD, 0xFF),
        ChartColour(0xEE, 0x88, 0x66), ChartColour(0xAA, 0xAA, 0x00),
    ]
}
