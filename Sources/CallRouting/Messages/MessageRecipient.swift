package import OnCallRoster

/// Who hears of something.
package enum MessageRecipient: Hashable, Sendable {
    case professional(ProfessionalID)
    case contact(ContactID)
    /// The one that the settings name.
    case administrator

    package init(_ owner: FollowUpOwner) {
        switch owner {
        case .professional(let id): self = .professional(id)
        case .contact(let id): self = .contact(id)
        }
    }

    package var professional: ProfessionalID? {
        if case .professional(let id) = self { id } else { nil }
    }

    package var contact: ContactID? {
        if case .contact(let id) = self { id } else { nil }
    }

    /// Whose it is, as the keys of the outbox write it.
    package var word: String {
        switch self {
        case .professional(let id): "p:\(id)"
        case .contact(let id): "c:\(id)"
        case .administrator: "administrator"
        }
    }
}
