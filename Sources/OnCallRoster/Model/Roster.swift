/// A roster that was read and checked: who exists, who may be rung, and by which rules.
///
/// It is a value without clock or file; `DutyTable` expands its rules into instants.
package struct Roster: Sendable {
    package var sha256 = ""
    package var zone: TimeZoneRules
    package var holidays = HolidayCalendar()
    package var numbers: Table<PhoneNumber, HotlineNumber> = Table()
    package var municipalities: Table<MunicipalityID, Municipality> = Table()
    package var institutions: Table<InstitutionID, Institution> = Table()
    package var professionals: Table<ProfessionalID, Professional> = Table()
    package var contacts: Table<ContactID, Contact> = Table()
    package var families: Table<FamilyID, Family> = Table()
    package var absences: [Absence] = []
    package var routing = Routing()
    package var rest = RestRules()
    package var directory = Directory()
    package var files: [String] = []

    package init(zone: TimeZoneRules) {
        self.zone = zone
    }

    /// All lines, municipalities' before institutions', each in the order of the files.
    package var lines: [Line] {
        municipalities.values.flatMap(\.lines) + institutions.values.flatMap(\.lines)
    }

    package func line(_ id: LineID) -> Line? {
        switch id.owner {
        case .institution(let owner): institutions[owner]?.line(id.name)
        case .municipality(let owner): municipalities[owner]?.line(id.name)
        }
    }

    /// The line that is named `OWNER/LINE`; an institution's comes before a municipality's.
    package func line(named text: String) -> Line? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let name = LineName(rawValue: parts[1])
        return institutions[InstitutionID(rawValue: parts[0])]?.line(name)
            ?? municipalities[MunicipalityID(rawValue: parts[0])]?.line(name)
    }

    mutating func add(_ override: DatedDuty, toOverridesOf line: LineID) {
        switch line.owner {
        case .institution(let id):
            guard var owner = institutions[id] else { return }
            owner.lines.add(override, to: line)
            institutions.insert(owner, as: id)
        case .municipality(let id):
            guard var owner = municipalities[id] else { return }
            owner.lines.add(override, to: line)
            municipalities.insert(owner, as: id)
        }
    }

    /// The routing that holds for callers of an institution.
    /// Whether a number is that of a family, contact, professional or duty phone, or the hotline's.
    package func knows(_ number: PhoneNumber) -> Bool {
        directory.families[number] != nil || directory.contacts[number] != nil
            || directory.professionals[number] != nil || directory.dutyPhones[number] != nil
            || numbers.values.contains { $0.number == number }
    }

    package func routing(of institution: InstitutionID?) -> Routing {
        institution.flatMap { institutions[$0]?.routing } ?? routing
    }
}

/// One of the hotline's own numbers, and where an unknown caller goes who dials it.
package struct HotlineNumber: Sendable {
    package let number: PhoneNumber
    package let municipality: MunicipalityID?
    package let institution: InstitutionID?
    package let place: Place
}

package struct Municipality: Sendable {
    package let id: MunicipalityID
    package let name: String
    package let lastResort: [LastResort]
    package fileprivate(set) var lines: [Line]
    package let afterCall: AfterCall
    package let place: Place

    package func line(_ name: LineName) -> Line? { lines.first { $0.id.name == name } }
}

/// A number that is always a person, perhaps in its windows only.
package struct LastResort: Sendable {
    package let target: DialTarget
    /// `nil`: always.
    package let windows: [Window]?
    package let confirm: Bool

    package init(target: DialTarget, windows: [Window]? = nil, confirm: Bool = false) {
        self.target = target
        self.windows = windows
        self.confirm = confirm
    }
}

/// What the written division of roles says happens after an answered call.
package struct AfterCall: Sendable {
    package var followUp: FollowUpOwner = .consultant
    package var within: Within = .workingDays(1)
    package var digest: [FollowUpOwner] = [.consultant]
    package var caseworker: CaseworkerHears = .whenNoted

    package init() {}

    package enum FollowUpOwner: String, CaseIterable, Sendable {
        case consultant, caseworker, contact, nobody
    }

    package enum Within: Hashable, Sendable {
        case workingDays(Int)
        case duration(Duration)
    }

    package enum CaseworkerHears: String, CaseIterable, Sendable {
        case whenNoted = "when-noted"
        case always, never
    }
}

package struct Institution: Sendable {
    package let id: InstitutionID
    package let name: String
    package let municipalities: [MunicipalityID]
    package let partners: [InstitutionID]
    package fileprivate(set) var lines: [Line]
    /// The institution's own routing over the general one; `nil` where it has none.
    package let routing: Routing?
    package let place: Place

    package func line(_ name: LineName) -> Line? { lines.first { $0.id.name == name } }
}

/// One duty of an institution or municipality, filled by one professional at a time.
package struct Line: Sendable {
    package let id: LineID
    package let name: String
    package let covers: Coverage
    /// Duty phones that are passed on.
    package let phones: [DialTarget]
    package let duty: DutyKind
    package let rotations: [Rotation]
    package let shifts: [DatedDuty]
    package fileprivate(set) var overrides: [DatedDuty]
    package let place: Place

    package enum Coverage: Hashable, Sendable {
        case always, never
        case windows([Window])
    }

    package enum DutyKind: String, CaseIterable, Sendable {
        case standby, awake
    }
}

/// A rule that yields shifts by turn.
package struct Rotation: Sendable {
    package let professionals: [ProfessionalID]
    package let starts: CivilDate
    package let turn: Turn
    package let handover: WallTime
    /// `nil`: each whole day.
    package let windows: [Window]?
    package let weeks: Weeks
    package let place: Place

    package enum Turn: Hashable, Sendable {
        case days(Int)
        case windows(Int)
    }

    package enum Weeks: String, CaseIterable, Sendable {
        case all, odd, even

        package func contains(_ date: CivilDate) -> Bool {
            switch self {
            case .all: true
            case .odd: date.isoWeek % 2 == 1
            case .even: date.isoWeek % 2 == 0
            }
        }
    }
}

/// A shift or an override: from one instant to another; `who` is `nil` for nobody.
package struct DatedDuty: Sendable {
    package let who: ProfessionalID?
    package let interval: Interval
    package let note: String?
    package let place: Place
}

package struct Absence: Sendable {
    package let who: ProfessionalID
    package let interval: Interval
    package let note: String?
    package let place: Place
}

/// Someone who can be rung.
package struct Professional: Sendable {
    package let id: ProfessionalID
    package let name: String
    package let title: String?
    package let kind: Kind
    package let institution: InstitutionID?
    package let municipality: MunicipalityID?
    package let phones: [DialTarget]
    package let email: String?
    package let languages: [Language]
    package let skills: [String]
    /// When they may be rung as a family's contact, off duty too.
    package let available: [Window]
    /// Employed from and until, both days included.
    package let from: CivilDate?
    package let until: CivilDate?
    /// Whether acceptance is by key; `nil`: as the routing says, and never for a desk.
    package let confirm: Bool?
    package let place: Place

    package enum Kind: String, CaseIterable, Sendable {
        case person, desk
    }
}

/// A consultant or caseworker: gets reports and follow-ups, may ring the hotline.
package struct Contact: Sendable {
    package let id: ContactID
    package let name: String
    package let role: Role
    package let municipality: MunicipalityID?
    package let phones: [DialTarget]
    package let email: String?
    package let place: Place

    package enum Role: String, CaseIterable, Sendable {
        case familyConsultant = "family-consultant"
        case caseworker
    }
}

/// A foster family.
package struct Family: Sendable {
    package let id: FamilyID
    package let name: String
    package let phones: [PhoneNumber]
    package let municipality: MunicipalityID?
    package let institution: InstitutionID
    package let variant: Variant?
    package let group: String?
    package let contact: ProfessionalID?
    package let consultant: ContactID?
    package let caseworkers: [ContactID]
    package let languages: [Language]
    package let needs: [String]
    package let pin: String?
    package let enrolled: CivilDate?
    package let left: CivilDate?
    package let courses: [Course]
    package let place: Place

    package enum Variant: String, CaseIterable, Codable, Sendable {
        case individual, group
    }

    package struct Course: Sendable {
        package let variant: Variant
        package let from: CivilDate
        package let until: CivilDate?
    }
}

/// A language tag as the roster writes it, such as `da`.
package typealias Language = Identifier<Languages>
package enum Languages {}

/// Parameters of the rest rules; they warn and never block.
package struct RestRules: Hashable, Sendable {
    package var daily: Duration = .hours(11)
    package var weekly: Duration = .hours(35)
    package var daysInARow = 6

    package init() {}
}

extension [Line] {
    fileprivate mutating func add(_ override: DatedDuty, to line: LineID) {
        guard let index = firstIndex(where: { $0.id == line }) else { return }
        self[index].overrides.append(override)
    }
}
