package import OnCallRoster
import Yams

/// The file of prices that `report.prices` names: what duty and calls cost.
///
/// ```yaml
/// currency: DKK
/// standby-hour: { weekday: 60.00, night: 75.00, weekend: 90.00, holiday: 120.00 }
/// awake-hour: 260.00       # one price for all hours
/// handling-hour: 310.50
/// handling-unit: 15 min    # each started one of a call counts; left out: the time as it was
/// line-month: 4500.00
/// night: 23:00-06:00       # left out: so
/// ```
package struct PricesFile {
    private static let keys = [
        "currency", "standby-hour", "awake-hour", "handling-hour", "handling-unit", "line-month",
        "night",
    ]
    private static let hours = ["weekday", "night", "weekend", "holiday"]

    private let path: String
    private var problems: [String] = []

    private init(path: String) {
        self.path = path
    }

    /// - Throws: All problems found, each with its place and what to write instead.
    package static func load(_ path: String) throws(SettingsError) -> Prices {
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            throw SettingsError([error.description])
        }
        return try read(bytes, path: path)
    }

    /// Reads the bytes of a file; `path` stands in what is said of it.
    package static func read(_ bytes: [UInt8], path: String) throws(SettingsError) -> Prices {
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
        guard let root else {
            throw SettingsError([
                "\(path):1:1: error: the file is empty (write the prices, or leave "
                    + "'report.prices' out)"
            ])
        }
        var file = PricesFile(path: path)
        let prices = file.prices(root)
        guard file.problems.isEmpty, let prices else { throw SettingsError(file.problems) }
        return prices
    }

    private mutating func prices(_ root: Node) -> Prices? {
        let values = entries(root, "the prices", known: PricesFile.keys)
        if let node = values["currency"], node.scalar?.string != "DKK" {
            fail(node, "'currency' is not DKK", fix: "write DKK: amounts are in kroner")
        }
        let standby = hour("standby-hour", values, root)
        let awake = hour("awake-hour", values, root)
        let handling = amount("handling-hour", values, root)
        let line = amount("line-month", values, root)
        let unit = unit(values["handling-unit"])
        let night = night(values["night"])
        guard let standby, let awake, let handling, let line, let unit, let night else {
            return nil
        }
        return Prices(
            standby: standby, awake: awake, handling: handling, handlingUnit: unit,
            lineMonth: line, night: night)
    }

    /// One price, or a mapping of several.
    private mutating func hour(
        _ key: String, _ values: [String: Node], _ root: Node
    ) -> Prices.Hour? {
        guard let node = values[key] else { return missing(key, root) }
        guard node.mapping != nil else {
            return amount(node, key).map { Prices.Hour(weekday: $0) }
        }
        let prices = entries(node, "'\(key)'", known: PricesFile.hours)
        guard let weekday = prices["weekday"] else {
            return missing("\(key).weekday", node)
        }
        var hour = amount(weekday, "\(key).weekday").map { Prices.Hour(weekday: $0) }
        hour?.night = prices["night"].flatMap { amount($0, "\(key).night") }
        hour?.weekend = prices["weekend"].flatMap { amount($0, "\(key).weekend") }
        hour?.holiday = prices["holiday"].flatMap { amount($0, "\(key).holiday") }
        return hour
    }

    private mutating func amount(
        _ key: String, _ values: [String: Node], _ root: Node
    ) -> Int? {
        guard let node = values[key] else { return missing(key, root) }
        return amount(node, key)
    }

    /// Kroner with two decimals at most, in øre.
    private mutating func amount(_ node: Node, _ key: String) -> Int? {
        let word = node.scalar?.string ?? ""
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard digits, (1...2).contains(parts.count), parts[0].utf8.count <= 9,
            let kroner = Int(parts[0])
        else {
            fail(node, "'\(key)' is '\(word)'", fix: "write kroner, such as 310 or 310.50")
            return nil
        }
        let decimals = parts.count == 2 ? parts[1] : "00"
        guard decimals.utf8.count <= 2,
            let rest = Int(decimals + (decimals.utf8.count == 1 ? "0" : ""))
        else {
            fail(node, "'\(key)' is '\(word)'", fix: "write two decimals at most")
            return nil
        }
        return kroner * 100 + rest
    }

    private mutating func unit(_ node: Node?) -> Duration? {
        guard let node else { return .zero }
        let word = node.scalar?.string ?? ""
        if let unit = parseDuration(word), unit <= .hours(24) { return unit }
        fail(node, "'handling-unit' is '\(word)'", fix: "write a duration such as 15 min")
        return nil
    }

    private mutating func night(_ node: Node?) -> Prices.Night? {
        guard let node else { return .standard }
        let word = node.scalar?.string ?? ""
        let ends = word.split(separator: "-").map { WallTime($0) }
        if ends.count == 2, let from = ends[0], let to = ends[1], from != to {
            return Prices.Night(from: from, to: to)
        }
        fail(node, "'night' is '\(word)'", fix: "write HH:MM-HH:MM, such as 23:00-06:00")
        return nil
    }

    private mutating func entries(
        _ node: Node, _ what: String, known: [String]
    ) -> [String: Node] {
        guard case .mapping(let mapping) = node else {
            fail(node, "\(what) is no mapping", fix: "write 'key: value' pairs")
            return [:]
        }
        var result: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard known.contains(name) else {
                fail(
                    key, "unknown key '\(name)' in \(what)",
                    fix: suggestion(for: name, among: known).map { "did you mean '\($0)'?" }
                        ?? "use one of: \(known.joined(separator: ", "))")
                continue
            }
            result[name] = value
        }
        return result
    }

    private mutating func missing<Value>(_ key: String, _ node: Node) -> Value? {
        fail(node, "'\(key)' is missing", fix: "write what it costs in kroner; 0 where nothing")
        return nil
    }

    private mutating func fail(_ node: Node, _ message: String, fix: String) {
        let place = Place(file: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        problems.append("\(place): error: \(message) (\(fix))")
    }
}
