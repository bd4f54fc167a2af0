import Yams

/// Reads values out of a file's nodes and collects what is wrong with them, each with its place.
struct NodeReader {
    let file: String
    private(set) var problems: [Problem] = []

    init(file: String) {
        self.file = file
    }

    mutating func report(_ problem: Problem) {
        problems.append(problem)
    }

    func place(_ node: Node) -> Place {
        Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    mutating func fail(
        _ code: Problem.Code, _ node: Node, _ message: String, fix: String
    ) {
        report(Problem(code, at: place(node), message, fix: fix))
    }

    /// An explicit or empty nothing.
    func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    func isEmptyList(_ node: Node) -> Bool {
        if case .sequence(let sequence) = node { sequence.isEmpty } else { false }
    }

    /// A mapping's keys and values in order; other nodes are a problem, nothing is none.
    mutating func entries(_ node: Node, _ what: String) -> [(key: Node, name: String, value: Node)]
    {
        if isNull(node) { return [] }
        guard case .mapping(let mapping) = node else {
            fail(.type, node, "\(what) is \(kind(of: node))", fix: "write 'key: value' pairs")
            return []
        }
        return mapping.compactMap { key, value in
            guard case .scalar(let scalar) = key else {
                fail(.type, key, "a key is \(kind(of: key))", fix: "write a word as the key")
                return nil
            }
            return (key, scalar.string, value)
        }
    }

    /// The fields of a mapping that may have just `known` keys.
    mutating func fields(_ node: Node, _ what: String, known: [String]) -> Fields {
        var result = Fields(place: place(node))
        for (key, name, value) in entries(node, what) {
            guard known.contains(name) else {
                let near = suggestion(for: name, among: known)
                fail(
                    .unknownKey, key, "unknown key '\(name)' in \(what)",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "use one of: \(known.joined(separator: ", "))")
                continue
            }
            if !isNull(value) { result.values[name] = value }
            result.keys[name] = key
        }
        return result
    }

    mutating func items(_ node: Node?, _ what: String) -> [Node] {
        guard let node, !isNull(node) else { return [] }
        guard case .sequence(let sequence) = node else {
            fail(.type, node, "\(what) is \(kind(of: node))", fix: "write a list: [a, b]")
            return []
        }
        return Array(sequence)
    }

    mutating func text(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            fail(.type, node, "\(what) is \(kind(of: node))", fix: "write one value")
            return nil
        }
        return scalar.string
    }

    mutating func boolean(_ node: Node?, _ what: String) -> Bool? {
        guard let node, let word = text(node, what) else { return nil }
        switch word {
        case "true": return true
        case "false": return false
        default:
            fail(.type, node, "\(what) is '\(word)'", fix: "write true or false")
            return nil
        }
    }

    mutating func number(_ node: Node?, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let node, let word = text(node, what) else { return nil }
        guard let value = Int(word), range.contains(value) else {
            fail(
                .type, node, "\(what) is '\(word)'",
                fix: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: Node?, _ what: String, _ type: Choice.Type = Choice.self
    ) -> Choice? {
        guard let node, let word = text(node, what) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let all = Choice.allCases.map(\.rawValue)
        let near = suggestion(for: word, among: all)
        fail(
            .type, node, "\(what) is '\(word)'",
            fix: near.map { "did you mean '\($0)'?" }
                ?? "use one of: \(all.joined(separator: ", "))")
        return nil
    }

    mutating func identifier<Kind>(_ node: Node?, _ what: String) -> Identifier<Kind>? {
        guard let node, let word = text(node, what) else { return nil }
        return identifier(word, at: place(node), what)
    }

    mutating func identifier<Kind>(
        _ word: String, at place: Place, _ what: String
    ) -> Identifier<Kind>? {
        guard Identifier<Kind>.isWellFormed(word) else {
            report(
                Problem(
                    .type, at: place, "\(what) is '\(word)'",
                    fix: "an id has a-z, 0-9 and hyphens, and begins with a letter or digit"))
            return nil
        }
        return Identifier(rawValue: word)
    }

    func kind(of node: Node) -> String {
        switch node {
        case .scalar(let scalar): "'\(scalar.string.prefix(40))'"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

/// The values of one mapping, by key.
struct Fields {
    let place: Place
    var values: [String: Node] = [:]
    var keys: [String: Node] = [:]

    init(place: Place) {
        self.place = place
    }

    subscript(key: String) -> Node? { values[key] }
}
