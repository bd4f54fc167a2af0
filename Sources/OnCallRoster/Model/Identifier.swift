/// An id of the roster, `[a-z0-9][a-z0-9-]*`, typed by what it names.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, RawRepresentable {
    package let rawValue: String

    /// Takes the text as it is; the roster's reader checks its form.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    // The generic equality of `RawRepresentable` is several times slower.
    package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package static func isWellFormed(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}

extension Identifier: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
    ExpressibleByExtendedGraphemeClusterLiteral
{
    package init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

package typealias ProfessionalID = Identifier<Professional>
package typealias InstitutionID = Identifier<Institution>
package typealias MunicipalityID = Identifier<Municipality>
package typealias FamilyID = Identifier<Family>
package typealias ContactID = Identifier<Contact>
package typealias LineName = Identifier<Line>

/// A line is named by its owner and its name within it.
package struct LineID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Owner: Hashable, Sendable {
        case institution(InstitutionID)
        case municipality(MunicipalityID)

        package var name: String {
            switch self {
            case .institution(let id): id.rawValue
            case .municipality(let id): id.rawValue
            }
        }
    }

    package let owner: Owner
    package let name: LineName

    package init(_ owner: Owner, _ name: LineName) {
        self.owner = owner
        self.name = name
    }

    package var institution: InstitutionID? {
        if case .institution(let id) = owner { id } else { nil }
    }

    package var municipality: MunicipalityID? {
        if case .municipality(let id) = owner { id } else { nil }
    }

    package var description: String { "\(owner.name)/\(name)" }

    package static func < (left: LineID, right: LineID) -> Bool {
        left.description < right.description
    }
}

/// Values by id, in the order in which the files name them.
package struct Table<ID: Hashable & Sendable, Value: Sendable>: Sendable {
    package private(set) var values: [Value] = []
    private var positions: [ID: Int] = [:]

    package init() {}

    package subscript(id: ID) -> Value? { positions[id].map { values[$0] } }

    package func contains(_ id: ID) -> Bool { positions[id] != nil }

    package var ids: some Collection<ID> { positions.keys }

    package mutating func insert(_ value: Value, as id: ID) {
        if let position = positions[id] {
            values[position] = value
        } else {
            positions[id] = values.count
            values.append(value)
        }
    }
}
