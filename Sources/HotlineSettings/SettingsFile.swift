import OnCallRoster
import Yams

/// The settings' file as dotted keys with their places; unknown keys are problems.
struct SettingsFile {
    struct Value {
        let items: [String]
        let isList: Bool
        let place: Place
    }

    private(set) var values: [String: Value] = [:]
    private(set) var gatewayNames: [String] = []
    /// Users and groups that `access` names.
    private(set) var accessNames: [String] = []
    private(set) var problems: [String] = []

    static let keys = [
        "last-resort", "roster", "state-directory", "runtime-directory", "credentials-directory",
        "make-credentials", "listen", "peers", "proxies", "public-url", "allow-test-clock", "log",
        "gateways", "control", "access", "access-reason", "call-facts", "retention", "report",
        "console", "messenger",
    ]
    static let logKeys = ["deadline"]
    static let controlKeys = ["administrators"]
    static let accessKeys = ["role", "professional", "contact", "institutions", "sign-in"]
    static let retentionKeys = ["personal", "working-time", "access-log", "paused"]
    static let reportKeys = ["targets", "baseline", "smallest-cell", "prices"]
    static let consoleKeys = ["public-url", "session-hours", "proxy"]
    static let consoleProxyKeys = ["addresses", "user-header", "secret-header"]
    static let messengerKeys = [
        "user", "kinds", "from", "sendmail", "administrator", "remind-before", "confirm-duty",
        "confirm-within", "digest-at",
    ]
    static let smsKeys = [
        "provider", "url", "method", "headers", "body", "success", "sender", "account", "secret",
    ]
    static let gatewayKeys = [
        "dialect", "authentication", "gather", "max-steps", "public-url", "account", "sounds",
        "voices", "callback-key", "addresses", "connect-timeout", "self-call",
    ]

    private let path: String

    init(path: String) throws(SettingsError) {
        self.path = path
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            throw SettingsError([error.description])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingsError(["\(path):1:1: error: the file is not UTF-8 (save it as UTF-8)"])
        }
        let root: Node?
        do {
            // No implicit types: a value is read as its key demands.
            root = try Parser(yaml: text, resolver: .basic).singleRoot()
        } catch let error as YamlError {
            throw SettingsError([
                "\(path): error: the file is no YAML: \(error.description.split(separator: "\n")[0])"
            ])
        } catch {
            throw SettingsError(["\(path): error: the file is no YAML"])
        }
        if let root { readTop(root) }
    }

    private func place(_ node: Node) -> Place {
        Place(file: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private mutating func fail(_ node: Node, _ message: String, fix: String) {
        problems.append("\(place(node)): error: \(message) (\(fix))")
    }

    private mutating func entries(_ node: Node, _ what: String, known: [String]?) -> [(
        String, Node
    )] {
        guard case .mapping(let mapping) = node else {
            fail(node, "\(what) is no mapping", fix: "write 'key: value' pairs")
            return []
        }
        var result: [(String, Node)] = []
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if let known, !known.contains(name) {
                let near = suggestion(for: name, among: known)
                fail(
                    key, "unknown key '\(name)' in \(what)",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "use one of: \(known.joined(separator: ", "))")
                continue
            }
            result.append((name, value))
        }
        return result
    }

    private mutating func readTop(_ root: Node) {
        for (name, value) in entries(root, "the settings", known: SettingsFile.keys) {
            switch name {
            case "log": readGroup(value, name, known: SettingsFile.logKeys)
            case "control": readGroup(value, name, known: SettingsFile.controlKeys)
            case "call-facts":
                readGroup(value, name, known: CodeLists.List.allCases.map(\.rawValue))
            case "retention": readGroup(value, name, known: SettingsFile.retentionKeys)
            case "report": readGroup(value, name, known: SettingsFile.reportKeys)
            case "console":
                for (key, value) in entries(value, "'console'", known: SettingsFile.consoleKeys) {
                    if key == "proxy" {
                        readGroup(value, "console.proxy", known: SettingsFile.consoleProxyKeys)
                    } else {
                        readValue(value, "console.\(key)")
                    }
                }
            case "messenger":
                let known = SettingsFile.messengerKeys + ["sms"]
                for (key, value) in entries(value, "'messenger'", known: known) {
                    if key == "sms" {
                        readGroup(value, "messenger.sms", known: SettingsFile.smsKeys)
                    } else {
                        readValue(value, "messenger.\(key)")
                    }
                }
            case "access":
                for (who, fields) in entries(value, "'access'", known: nil) {
                    accessNames.append(who)
                    readGroup(fields, "access.\(who)", known: SettingsFile.accessKeys)
                }
            case "gateways":
                for (gateway, fields) in entries(value, "'gateways'", known: nil) {
                    if gateway == "rehearsal" {
                        fail(
                            value, "'rehearsal' is the name of rehearsed calls",
                            fix: "choose another name")
                    } else if Identifier<Settings>.isWellFormed(gateway) {
                        gatewayNames.append(gateway)
                        readGroup(
                            fields, "gateways.\(gateway)", known: SettingsFile.gatewayKeys)
                    } else {
                        fail(
                            value, "a gateway is named '\(gateway)'",
                            fix: "a name has a-z, 0-9 and hyphens; it stands in /gateway/NAME")
                    }
                }
            default: readValue(value, name)
            }
        }
    }

    private mutating func readGroup(_ node: Node, _ name: String, known: [String]) {
        for (key, value) in entries(node, "'\(name)'", known: known) {
            readValue(value, "\(name).\(key)")
        }
    }

    private static let lists = Set([
        "peers", "proxies", "administrators", "voices", "addresses", "institutions", "targets",
        "kinds", "headers", "success",
    ]).union(CodeLists.List.allCases.map(\.rawValue))

    private mutating func readValue(_ node: Node, _ key: String) {
        let isList = SettingsFile.lists.contains(String(key.split(separator: ".").last ?? ""))
        if node.sequence != nil && !isList || node.scalar != nil && isList {
            fail(
                node, "'\(key)' is \(isList ? "one value" : "a list")",
                fix: isList ? "write a list: [a, b]" : "write one value")
            return
        }
        switch node {
        case .scalar(let scalar):
            values[key] = Value(items: [scalar.string], isList: false, place: place(node))
        case .sequence(let sequence):
            let items = sequence.compactMap { $0.scalar?.string }
            if items.count != sequence.count {
                fail(node, "'\(key)' holds more than plain values", fix: "write a list of words")
            }
            values[key] = Value(items: items, isList: true, place: place(node))
        case .mapping, .alias:
            fail(node, "'\(key)' is a mapping", fix: "write one value")
        }
    }
}
