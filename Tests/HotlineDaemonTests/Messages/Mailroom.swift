import CallLog
import CallRouting
import Foundation
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineDaemon

/// People of every kind, and what the settings say of reaching them. Every name, number and address
/// is made up.
enum Mailroom {
    /// What stands for a family or a person somewhere in the roster, and may stand in no message.
    static let secrets = [
        "Jensen", "Holm", "Bæk", "Lund", "Dam", "Friis", "00000031", "00000061", "00000062",
        "00000021", "00000011", "70201000", "470811", "jensen",
    ]

    static let roster = """
        roster: 1
        timezone: Europe/Copenhagen
        numbers:
          "+45 70 20 10 00": { municipality: fjordby, institution: egetraeet }
        municipalities:
          fjordby: { name: Fjordby Kommune, last-resort: [{ number: "114" }] }
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            municipalities: [fjordby]
            lines:
              first:
                name: Forvagt
                phones: ["+45 00 00 00 11"]
                rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }]
              backup: { rotations: [{ professionals: [bo], starts: 2026-01-01, turn: 1 week }] }
        professionals:
          anna: { name: Anna Holm, phones: ["sip:anna@x.example", "+45 00 00 00 61"],
                  email: anna@x.example, languages: [en, da] }
          bo: { name: Bo Bæk, phones: ["sip:bo@x.example"], email: bo@x.example }
          carl: { name: Carl Lund, phones: ["+45 00 00 00 11"], email: carl@x.example }
          dorte: { name: Dorte Lund, phones: ["sip:dorte@x.example"] }
          desk: { name: Familieplejen, kind: desk, phones: ["+45 00 00 00 62"],
                  email: office@x.example }
        contacts:
          birgit: { name: Birgit Dam, role: family-consultant, phones: ["+45 00 00 00 21"],
                    email: birgit@x.example }
          tove: { name: Tove Friis, role: caseworker, phones: ["+45 00 00 00 22"] }
          ida: { name: Ida Friis, role: caseworker, phones: ["+45 00 00 00 31"],
                 email: "-oQ/tmp@x.example" }
        families:
          jensen: { name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby,
                    institution: egetraeet, consultant: birgit, pin: "470811" }
        """

    static func inForce() throws -> RosterInForce {
        let reading = read(roster)
        return RosterInForce(
            try #require(reading.roster, "\(reading.problems)"), around: Fixtures.now)
    }

    /// The settings of a messenger, as a file would have them.
    static func settings(_ messenger: String) throws -> MessengerSettings {
        let file = NSTemporaryDirectory() + "akuttelefon-messages-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = """
            last-resort: "sip:vagt@fjordby.example"
            console: { public-url: "https://hotline.example" }
            messenger: \(messenger)
            """
        try Data(text.utf8).write(to: URL(filePath: file))
        return try #require(try Settings.load(file: file, environment: [:]).messenger)
    }

    static let both = """
        { from: hotline@x.example, administrator: admin@x.example, sms: { provider: gatewayapi, \
        sender: Akuttlf } }
        """

    static func message(
        _ kind: MessageKind, to recipient: MessageRecipient = .professional("anna"),
        call: Int64? = 12, about: String? = nil, link: String? = nil,
        cause: OutboxMessage.Cause = Mailroom.cause()
    ) -> OutboxMessage {
        OutboxMessage(
            id: 3, key: "0123456789abcdef0123456789abcdef", kind: kind, recipient: recipient,
            call: call, about: about, made: Fixtures.now,
            deadline: Fixtures.now + kind.patience, attempt: 1, link: link, cause: cause)
    }

    static func cause(
        isCallOver: Bool = false, isNoted: Bool = false, isDone: Bool = false
    ) -> OutboxMessage.Cause {
        OutboxMessage.Cause(
            isCallOver: isCallOver, isNoted: isNoted, isDone: isDone,
            due: Fixtures.now + .minutes(10), code: 27, followUp: 5)
    }
}
