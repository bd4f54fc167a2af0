package import OnCallRoster

/// What a gateway is to do next with a call.
package enum Instruction: Hashable, Sendable, Decodable {
    indirect case dial(Dial)
    case connect(LegID)
    case release(LegID, Announcement)
    case gather(digits: Int, Announcement)
    case callback(deadline: Instant, Announcement)
    case wait
    case hangup(Announcement?)

    /// The instruction's canonical name.
    package var name: Name {
        switch self {
        case .dial: .dial
        case .connect: .connect
        case .release: .release
        case .gather: .gather
        case .callback: .callback
        case .wait: .wait
        case .hangup: .hangup
        }
    }

    package enum Name: String, Codable, Sendable, CaseIterable {
        case dial, connect, release, gather, callback, wait, hangup
    }
}

/// Targets rung at the same time, and for how long.
package struct Dial: Hashable, Sendable, Decodable {
    package let step: Int
    package let round: Int
    package let ringSeconds: Int
    /// How long a gateway waits for the key after the phone is picked up.
    package let confirmSeconds: Int
    /// What is left of the call's `max-wait`.
    package let maxWaitSeconds: Int
    /// The hotline's own number; `nil` where none is known.
    package let callerID: Private<PhoneNumber>
    package let targets: [Target]
    /// Dialled by the gateway itself if the daemon is gone or the wait is over.
    package let otherwise: Private<DialTarget>
    package let announce: Announcement?
    /// Tells the caller of the key to be rung back by; `nil` from a gateway without one.
    package let offer: Announcement?

    package init(
        step: Int, round: Int, ringSeconds: Int, confirmSeconds: Int, maxWaitSeconds: Int,
        callerID: PhoneNumber?, targets: [Target], otherwise: DialTarget?, announce: Announcement?,
        offer: Announcement? = nil
    ) {
        self.step = step
        self.round = round
        self.ringSeconds = ringSeconds
        self.confirmSeconds = confirmSeconds
        self.maxWaitSeconds = maxWaitSeconds
        self.callerID = Private(callerID)
        self.targets = targets
        self.otherwise = Private(otherwise)
        self.announce = announce
        self.offer = offer
    }

    package struct Target: Hashable, Sendable, Decodable {
        package let leg: LegID
        /// `nil` for a last resort and for a family.
        package let professional: ProfessionalID?
        /// The family that is rung back; `nil` in every other call.
        package let family: Private<FamilyID>?
        package let uri: Private<DialTarget>
        package let confirm: Bool
        package let display: String
        package let because: Because
        /// Spoken before the key; names nobody, for a voicemail hears it too.
        package let whisper: Announcement?
        /// Spoken after the key, before the caller is joined.
        package let brief: Announcement?
    }
}

/// A text to be spoken, in a language.
package struct Announcement: Hashable, Sendable, Decodable {
    package let language: Language
    package let text: Private<String>
    /// Which text it is, for gateways that play a recording of it; older logs do not tell.
    package let key: AnnouncementKey?
    /// The time or number that the text says; `nil` where it says none.
    package let value: Private<String>?

    package init(
        language: Language, text: String, key: AnnouncementKey? = nil, value: String? = nil
    ) {
        self.language = language
        self.text = Private(text)
        self.key = key
        self.value = value.map { Private($0) }
    }
}

/// Why a target is rung.
package enum Because: Hashable, Sendable, CustomStringConvertible {
    case line(LineName)
    case contact
    case lastAnswered
    case partner(InstitutionID)
    case lastResort
    case callback

    package var description: String {
        switch self {
        case .line(let name): "line:\(name)"
        case .contact: "contact"
        case .lastAnswered: "last-answered"
        case .partner(let institution): "partner:\(institution)"
        case .lastResort: "last-resort"
        case .callback: "callback"
        }
    }

    package init?(_ text: String) {
        switch text {
        case "contact": self = .contact
        case "last-answered": self = .lastAnswered
        case "last-resort": self = .lastResort
        case "callback": self = .callback
        default:
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            switch parts[0] {
            case "line": self = .line(LineName(rawValue: parts[1]))
            case "partner": self = .partner(InstitutionID(rawValue: parts[1]))
            default: return nil
            }
        }
    }
}

extension Because: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let because = Because(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no reason")
        }
        self = because
    }
}
