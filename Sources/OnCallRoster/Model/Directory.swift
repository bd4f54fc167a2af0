/// Who a number belongs to: built once when the roster is loaded.
package struct Directory: Sendable {
    package private(set) var families: [PhoneNumber: [FamilyID]] = [:]
    package private(set) var contacts: [PhoneNumber: [ContactID]] = [:]
    package private(set) var professionals: [PhoneNumber: [ProfessionalID]] = [:]
    /// Lines by the duty phones that are passed on.
    package private(set) var dutyPhones: [PhoneNumber: [LineID]] = [:]
    /// Families by PIN; a PIN is unique among them.
    package private(set) var pins: [String: FamilyID] = [:]
    /// Families of a consultant or caseworker, in the order of the files.
    package private(set) var familiesOfContact: [ContactID: [FamilyID]] = [:]

    package init() {}

    init(
        families: [Family], contacts: [Contact], professionals: [Professional], lines: [Line]
    ) {
        self.families.reserveCapacity(families.count)
        for family in families {
            let phones = family.phones.count > 1 ? Array(Set(family.phones)) : family.phones
            for phone in phones { self.families[phone, default: []].append(family.id) }
            if let pin = family.pin { pins[pin] = family.id }
            guard family.consultant != nil || !family.caseworkers.isEmpty else { continue }
            for contact in Set([family.consultant].compactMap { $0 } + family.caseworkers) {
                familiesOfContact[contact, default: []].append(family.id)
            }
        }
        for contact in contacts {
            for phone in contact.phones.compactMap(\.number) {
                self.contacts[phone, default: []].append(contact.id)
            }
        }
        for line in lines {
            for phone in line.phones.compactMap(\.number) {
                dutyPhones[phone, default: []].append(line.id)
            }
        }
        for professional in professionals {
            for phone in professional.phones.compactMap(\.number) {
                self.professionals[phone, default: []].append(professional.id)
            }
        }
    }

    /// Digits of a PIN, the same for all families; `nil` where none has one.
    package var pinLength: Int? { pins.keys.first?.utf8.count }
}
