import CallLog
import CallRouting
import HotlineSettings
import HotlineTexts
import OnCallRoster

/// Where somebody is told of something, and in which language.
struct MessageAddress: Hashable, Sendable {
    let channel: MessageChannel
    /// An address of e-mail, or a number in the shape of E.164.
    let to: String
    let language: WrittenLanguage

    /// A professional is told by SMS to a number of their own, else by e-mail; a desk and a contact,
    /// whose telephones may be anybody's, by e-mail first. `nil` where the settings or the roster leave
    /// no way.
    init?(of recipient: MessageRecipient, in roster: Roster, by settings: MessengerSettings) {
        switch recipient {
        case .professional(let id):
            guard let professional = roster.professionals[id] else { return nil }
            let language = professional.languages
                .compactMap { WrittenLanguage(rawValue: $0.rawValue) }.first
            let mail = MessageAddress.mail(professional.email, settings)
            let number = roster.ownNumber(of: professional).flatMap {
                MessageAddress.number($0, settings)
            }
            guard let (channel, to) = number ?? mail else { return nil }
            self.init(channel: channel, to: to, language: language ?? .danish)
        case .contact(let id):
            guard let contact = roster.contacts[id] else { return nil }
            let number = contact.phones.compactMap(\.number).first { roster.isNobodyElses($0) }
            let way =
                MessageAddress.mail(contact.email, settings)
                ?? number.flatMap { MessageAddress.number($0, settings) }
            guard let (channel, to) = way else { return nil }
            self.init(channel: channel, to: to, language: .danish)
        case .administrator:
            guard let way = MessageAddress.administrators(settings) else { return nil }
            self.init(channel: way.0, to: way.1, language: .danish)
        }
    }

    /// The administrator's, whom no roster knows.
    init?(ofAdministrator settings: MessengerSettings) {
        guard let (channel, to) = MessageAddress.administrators(settings) else { return nil }
        self.init(channel: channel, to: to, language: .danish)
    }

    private init(channel: MessageChannel, to: String, language: WrittenLanguage) {
        self.channel = channel
        self.to = to
        self.language = language
    }

    private static func administrators(
        _ settings: MessengerSettings
    ) -> (MessageChannel, String)? {
        switch settings.administrator {
        case .email(let address): settings.from == nil ? nil : (.email, address.text)
        case .phone(let number): MessageAddress.number(number, settings)
        case nil: nil
        }
    }

    private static func mail(
        _ text: String?, _ settings: MessengerSettings
    ) -> (MessageChannel, String)? {
        guard settings.from != nil, let address = text.flatMap({ EmailAddress($0) }) else {
            return nil
        }
        return (.email, address.text)
    }

    private static func number(
        _ number: PhoneNumber, _ settings: MessengerSettings
    ) -> (MessageChannel, String)? {
        settings.sms == nil ? nil : (.sms, number.e164)
    }
}

extension Roster {
    /// The first of a person's numbers that is theirs alone: no duty phone that is passed on, no
    /// colleague's, no family's, and none of the hotline's own.
    fileprivate func ownNumber(of professional: Professional) -> PhoneNumber? {
        guard professional.kind == .person else { return nil }
        return professional.phones.compactMap(\.number).first { number in
            isNobodyElses(number) && directory.professionals[number, default: []].count <= 1
                && directory.contacts[number] == nil
        }
    }

    /// Neither a duty phone, nor a family's, nor the hotline's.
    fileprivate func isNobodyElses(_ number: PhoneNumber) -> Bool {
        directory.dutyPhones[number] == nil && directory.families[number] == nil
            && !numbers.values.contains { $0.number == number }
    }
}
