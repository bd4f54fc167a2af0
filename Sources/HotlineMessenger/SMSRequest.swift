import Foundation
import HotlineAPI
import HotlineSettings

/// The request for one SMS, as the settings describe it, with the message put in.
struct SMSRequest: Hashable, Sendable {
    let method: String
    let url: String
    let headers: [SMSSettings.Header]
    let body: String

    /// How a value is written where it is put in.
    private enum Place {
        case address, header, json, form
    }

    init(_ settings: SMSSettings, for message: DueMessage, secret: String) {
        func filled(_ template: String, _ place: Place) -> String {
            SMSSettings.pieces(of: template).map { piece in
                switch piece {
                case .text(let text): text
                case .unknown(let name): "{\(name)}"
                case .placeholder(let name):
                    SMSRequest.written(
                        SMSRequest.value(of: name, settings, message, secret), in: place)
                }
            }.joined()
        }
        method = settings.method
        url = filled(settings.url, .address)
        headers = settings.headers.map { header in
            SMSSettings.Header(name: header.name, value: filled(header.value, .header))
        }
        let place: Place =
            switch settings.bodyKind {
            case .json: .json
            case .form: .form
            }
        body = filled(settings.body, place)
    }

    private static func value(
        of name: SMSSettings.Placeholder, _ settings: SMSSettings, _ message: DueMessage,
        _ secret: String
    ) -> String {
        switch name {
        case .to: message.to
        case .toDigits: String(message.to.drop { $0 == "+" })
        case .text: message.text
        case .key: message.key
        case .sender: settings.sender
        case .account: settings.account
        case .secret: secret
        case .basic: base64("\(settings.account):\(secret)")
        case .basicSecret: base64("\(secret):")
        }
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }

    private static func written(_ value: String, in place: Place) -> String {
        switch place {
        case .address, .form: percentEncoded(value)
        case .header: String(value.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) })
        case .json: jsonEscaped(value)
        }
    }

    /// All but unreserved bytes percent-encoded (RFC 3986, section 2.3).
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As it stands between the quotes of a JSON string (RFC 8259, section 7).
    static func jsonEscaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
