import OnCallRoster

// Reads what `RecordJSON` writes of follow-ups, and what the first logs have.

extension Promise: Decodable {
    private enum Keys: String, CodingKey {
        case deadline, owner, byKey, code
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        deadline = try container.decode(Instant.self, forKey: .deadline)
        owner = try container.decodeIfPresent(ProfessionalID.self, forKey: .owner)
        byKey = try container.decode(Bool.self, forKey: .byKey)
        code = try container.wholeNumberIfPresent(forKey: .code)
    }
}

extension CallRecord.FollowUpDue: Decodable {
    private enum Keys: String, CodingKey {
        case kind, owner, contact, deadline, code, note
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        kind = try container.decode(FollowUpKind.self, forKey: .kind)
        owner = FollowUpOwner(
            professional: try container.decodeIfPresent(ProfessionalID.self, forKey: .owner),
            contact: try container.decodeIfPresent(ContactID.self, forKey: .contact))
        deadline = try container.decode(Instant.self, forKey: .deadline)
        code = try container.wholeNumberIfPresent(forKey: .code)
        note = try container.decodeIfPresent(Private<String>.self, forKey: .note)
    }
}

extension FollowUpOwner: Decodable {
    private enum Keys: String, CodingKey {
        case owner, contact
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let owner = FollowUpOwner(
            professional: try container.decodeIfPresent(ProfessionalID.self, forKey: .owner),
            contact: try container.decodeIfPresent(ContactID.self, forKey: .contact))
        guard let owner else {
            throw DecodingError.dataCorruptedError(
                forKey: .owner, in: container, debugDescription: "no owner")
        }
        self = owner
    }
}

extension RingPlan.Callback: Decodable {
    private enum Keys: String, CodingKey {
        case gateway, call, followUp, family, number, institution, municipality
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        key = FollowUpKey(
            call: CallKey(
                gateway: try container.decode(GatewayName.self, forKey: .gateway),
                call: try container.decode(String.self, forKey: .call)),
            number: try container.wholeNumber(forKey: .followUp))
        family = try container.decodeIfPresent(Private<FamilyID>.self, forKey: .family)
        number = try container.decode(Private<PhoneNumber>.self, forKey: .number)
        institution = try container.decodeIfPresent(InstitutionID.self, forKey: .institution)
        municipality = try container.decodeIfPresent(MunicipalityID.self, forKey: .municipality)
    }
}

extension FamilyTraits: Decodable {
    private enum Keys: String, CodingKey {
        case contact, consultant, caseworkers, languages, needs, lastAnswer
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        contact = try container.decodeIfPresent(ProfessionalID.self, forKey: .contact)
        consultant = try container.decodeIfPresent(ContactID.self, forKey: .consultant)
        caseworkers = try container.decodeIfPresent([ContactID].self, forKey: .caseworkers) ?? []
        languages = try container.decodeIfPresent([Language].self, forKey: .languages) ?? []
        needs = try container.decodeIfPresent([String].self, forKey: .needs) ?? []
        lastAnswer = try container.decodeIfPresent(
            RoutingContext.LastAnswer.self, forKey: .lastAnswer)
    }
}
