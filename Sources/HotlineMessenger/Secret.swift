import HotlineSettings

/// A secret from the credentials directory, a file each.
enum Secret {
    /// What LoadCredential= of hotline-messenger.service puts before the name of each file.
    private static let loadedPrefix = "messenger_"

    /// Empty where no template asks for it.
    ///
    /// - Throws: what ends the program, where it is asked for and is not there.
    static func read(_ settings: SMSSettings, in folder: String) throws -> String {
        guard settings.needsSecret else { return "" }
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
