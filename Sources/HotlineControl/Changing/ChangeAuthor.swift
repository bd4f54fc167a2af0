import Glibc

/// Who makes a change, as the roster's files name them.
enum ChangeAuthor {
    /// Who called sudo, else the user of the process.
    static var current: String {
        let sudoer = getenv("SUDO_USER").map { String(cString: $0) }
        let entry = getpwuid(geteuid())
        let user = entry.flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        return name(sudoer: sudoer, user: user, id: geteuid())
    }

    /// A name of letters, digits and the marks of user names, so that it ends no comment.
    static func name(sudoer: String?, user: String?, id: UInt32) -> String {
        let given = [sudoer, user].compactMap { $0 }.first { !$0.isEmpty } ?? "user \(id)"
        var name = ""
        for scalar in given.unicodeScalars.prefix(64) {
            let isPlain =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "._-@$+ ".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(isPlain ? scalar : "?")
        }
        return name
    }
}
