package import OnCallRoster

/// What a gateway says of the caller's number.
package enum CallerID: Hashable, Sendable {
    case withheld
    case number(PhoneNumber)
    /// Neither a number nor a known word for a withheld one: kept as it came, never dialled.
    case unparsed(String)

    /// Reads a gateway's `from`; nothing that stands in it is ever refused.
    package init(_ text: String?) {
        if let text, let digits = CallerID.plainDigits(text) {
            let isWord =
                CallerID.keypadForms.contains(digits)
                || digits.hasPrefix("1")
                    && CallerID.keypadForms.contains(String(digits.dropFirst()))
            let number = PhoneNumber(text) ?? PhoneNumber(withoutPlus: digits)
            self = isWord ? .withheld : number.map { .number($0) } ?? .unparsed(text)
            return
        }
        guard let text, !CallerID.isWithheld(text) else {
            self = .withheld
            return
        }
        var user = Substring(text)
        for scheme in ["sip:", "sips:", "tel:"] where user.hasPrefix(scheme) {
            user = user.dropFirst(scheme.count)
            break
        }
        user = user.prefix { $0 != "@" && $0 != ";" }
        if let number = PhoneNumber(user) ?? PhoneNumber(withoutPlus: user) {
            self = .number(number)
        } else {
            self = .unparsed(text)
        }
    }

    package var number: PhoneNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The digits of a text that has nothing else but perhaps a plus before them.
    private static func plainDigits(_ text: String) -> String? {
        let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(digits)
    }

    private static let words: Set<String> = [
        "anonymous", "restricted", "blocked", "unknown", "unavailable", "private", "withheld",
    ]

    /// The words as a telephone's keypad spells them.
    private static let keypadForms: Set<String> = [
        "266696687", "7378742833", "2562533", "8656696", "86282452253", "7748283", "94844353",
    ]

    private static func isWithheld(_ text: String) -> Bool {
        let word = text.lowercased().filter { $0 != " " }
        if word.isEmpty || words.contains(word) || word.contains("anonymous.invalid") {
            return true
        }
        var bare = Substring(word)
        for scheme in ["sip:", "sips:", "tel:"] where bare.hasPrefix(scheme) {
            bare = bare.dropFirst(scheme.count)
        }
        if bare.hasPrefix("anonymous@") || bare == "anonymous" { return true }
        bare = bare.prefix { $0 != "@" && $0 != ";" }
        if bare.hasPrefix("+") { bare = bare.dropFirst() }
        if keypadForms.contains(String(bare)) { return true }
        return bare.hasPrefix("1") && keypadForms.contains(String(bare.dropFirst()))
    }
}

/// Who is calling, as far as the roster tells.
package struct Caller: Hashable, Sendable, Decodable {
    package var kind: CallerKind
    package var family: Private<FamilyID>?
    package var contact: ContactID?
    package var professional: ProfessionalID?
    package var institution: InstitutionID?
    package var municipality: MunicipalityID?
    /// As they were when the call began, for figures that outlive the roster.
    package var variant: Family.Variant?
    package var group: String?
    /// What routing uses of a family, so that a plan can be made again when the family's own entry
    /// is gone.
    package var traits: FamilyTraits?

    package init(kind: CallerKind) {
        self.kind = kind
    }

    /// The last resort and nothing else is known.
    package static let unknown = Caller(kind: .unknown)
}

/// What routing uses of a family; it says nothing of who they are.
package struct FamilyTraits: Hashable, Sendable {
    package var contact: ProfessionalID?
    package var consultant: ContactID?
    package var caseworkers: [ContactID] = []
    package var languages: [Language] = []
    package var needs: [String] = []
    /// Who took its latest answered call, and when.
    package var lastAnswer: RoutingContext.LastAnswer?

    package init() {}

    package init(_ family: Family) {
        contact = family.contact
        consultant = family.consultant
        caseworkers = family.caseworkers
        languages = family.languages
        needs = family.needs
    }
}
