package import HotlineAPI
import HotlineTexts
import OnCallRoster

/// The contact card of a call: who rings, read before one says hello.
package struct CardPage: ConsolePage {
    package static let template = ConsoleTemplate.card
    package static let section: ConsoleSection? = .calls

    package struct Facts: Sendable {
        package var call: CallSummary
        /// The family's other calls that the visitor may see, newest first.
        package var latest: [Earlier]
        package var codes: NoteCodes

        package init(call: CallSummary, latest: [Earlier], codes: NoteCodes) {
            self.call = call
            self.latest = latest
            self.codes = codes
        }
    }

    /// A call of before, and how it went.
    package struct Earlier: Sendable {
        package var call: CallSummary
        /// Who took it; `nil`: nobody, or a last resort.
        package var takenBy: String?
        package var note: NoteFacts?

        package init(call: CallSummary, takenBy: String?, note: NoteFacts?) {
            self.call = call
            self.takenBy = takenBy
            self.note = note
        }
    }

    /// As many calls of before as a card holds.
    package static let mostEarlier = 5

    package let title: String
    let reference: String
    let whole: String
    let notePath: String
    let isRehearsal: Bool
    let rang: MomentView?
    let outcome: String
    let home: String
    /// Who it is where it is no family of the roster.
    let stranger: String?
    let facts: [Fact]
    let needs: String?
    let isFamily: Bool
    let earlier: [Latest]

    struct Fact {
        let label: String
        let words: String
    }

    struct Latest {
        let href: String
        let number: Int
        let at: MomentView?
        let went: String
    }

    package init(_ facts: Facts, names: ConsoleNames, words: ConsoleWords) {
        let call = facts.call
        title = words.caller(call.caller, names)
        reference = words.reference(call.number)
        whole = call.path
        notePath = call.path + "/note"
        isRehearsal = call.rehearsal
        rang = words.moment(call.began)
        outcome = words.outcome(call.outcome)
        home = names.place(of: call.caller) ?? "–"
        isFamily = call.caller.family != nil
        let family = call.caller.family.flatMap { names.details(ofFamily: $0) }
        stranger = family == nil ? words.stranger(call.caller.kind) : nil
        self.facts = family.map { CardPage.facts(of: $0, call.caller, names, words) } ?? []
        needs = family.flatMap { $0.needs.isEmpty ? nil : $0.needs.joined(separator: ", ") }
        earlier = facts.latest.prefix(CardPage.mostEarlier).map {
            Latest($0, facts.codes, names, words)
        }
    }

    private static func facts(
        of family: Family, _ caller: CallerFacts, _ names: ConsoleNames, _ words: ConsoleWords
    ) -> [Fact] {
        let none = words(CardText.cardNone)
        func fact(_ label: some CatalogueText, _ text: String?) -> Fact {
            Fact(label: words(label), words: text ?? none)
        }
        func listed(_ texts: [String]) -> String? {
            texts.isEmpty ? nil : texts.joined(separator: ", ")
        }
        let variant: String? =
            switch family.variant {
            case .individual: words(CardText.variantIndividual)
            case .group: words(CardText.variantGroup)
            case nil: nil
            }
        let group = family.group.map { [fact(CardText.cardGroup, $0)] } ?? []
        return [
            fact(CallsText.callsInstitution, names.institution(family.institution.rawValue)),
            fact(
                CardText.cardConsultant, family.consultant.map { names.contact($0.rawValue) }),
            fact(CardText.cardContact, family.contact.map { names.professional($0.rawValue) }),
            fact(
                CardText.cardCaseworkers,
                listed(family.caseworkers.map { names.contact($0.rawValue) })),
            fact(
                CardText.cardLanguages,
                listed(family.languages.map { words.language(named: $0.rawValue) })),
            fact(CardText.cardVariant, variant),
        ] + group
    }
}

extension CardPage.Latest {
    fileprivate init(
        _ earlier: CardPage.Earlier, _ codes: NoteCodes, _ names: ConsoleNames,
        _ words: ConsoleWords
    ) {
        href = earlier.call.path
        number = earlier.call.number
        at = words.moment(earlier.call.began)
        func said(_ list: [NoteCodes.Code], _ chosen: [String]) -> [String] {
            chosen.map { code in list.first { $0.code == code }?.words ?? code }
        }
        let taken = earlier.takenBy.map {
            words(CardText.cardTakenBy, ["name": names.professional($0)])
        }
        let note = earlier.note.map { note in
            said(codes.theme, note.themes) + said(codes.done, note.done)
                + said(codes.went, [note.went].compactMap { $0 })
        }
        went =
            ([taken ?? words.outcome(earlier.call.outcome)] + (note ?? []))
            .joined(separator: " · ")
    }
}

extension ConsoleNames {
    /// What the roster in force has of a family; `nil` where it has none of that id.
    fileprivate func details(ofFamily id: String) -> Family? {
        roster?.families[FamilyID(rawValue: id)]
    }
}

extension ConsoleWords {
    /// A language by its tag, where the catalogue has a name for it.
    fileprivate func language(named tag: String) -> String {
        switch tag {
        case "da": self(CardText.languageDanish)
        case "en": self(CardText.languageEnglish)
        default: tag
        }
    }

    /// Of whom the roster has no card.
    fileprivate func stranger(_ kind: String) -> String {
        switch kind {
        case "family": self(CardText.cardNotInRoster)
        case "contact": self(CardText.cardContactCaller)
        case "professional": self(CardText.cardProfessionalCaller)
        case "withheld": self(CardText.cardWithheld)
        default: self(CardText.cardUnknown)
        }
    }
}
