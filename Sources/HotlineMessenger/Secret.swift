import HotlineSettings

/// A secret from the credentials directory, a file each.
enum Secret {
    /// What LoadCredential= of hotline-messenger.service puts before the name of each file.
    private static let loadedPrefix = "messenger_"

    /// Empty where no template asks for it.
    ///
    /// - Throws: what ends the program, where it is asked for and is not there.
    static func read(_ settings: SMSSettings, in folder: String) throws -> String {
        let templates = settings.headers.map(\.value) + [settings.body]
        let isAsked = templates.flatMap { SMSSettings.pieces(of: $0) }.contains { piece in
            if case .placeholder(let name) = piece { name.isSecret } else { false }
        }
        guard isAsked else { return "" }
        let paths = ["", loadedPrefix].map { "\(folder)/\($0)\(settings.secretFile)" }
        for path in paths {
            guard let bytes = try? readFile(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let secret = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw HotlineMessenger.unusable(
                    "\(path): the first line is to be the secret, in plain ASCII")
            }
            return secret
        }
        throw HotlineMessenger.unusable(
            "\(paths[0]): the provider's secret cannot be read; write it there, mode 0600")
    }
}
