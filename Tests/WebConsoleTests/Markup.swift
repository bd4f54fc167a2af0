@testable import WebConsole

/// A page's markup, read strictly: what a browser would mend is a flaw here.
struct Markup {
    struct Tag {
        let name: String
        let attributes: [String: String]
        /// The text up to the next tag.
        var text = ""
    }

    private(set) var tags: [Tag] = []
    private(set) var flaws: [String] = []

    private static let empty: Set = ["meta", "link", "input", "br", "hr", "img"]
    private static let controls: Set = ["input", "select", "textarea"]

    init(_ html: String) {
        var rest = Substring(html)
        if rest.hasPrefix("<!doctype html>") {
            rest.removeFirst("<!doctype html>".count)
        } else {
            flaws.append("the page does not begin with <!doctype html>")
        }
        var open: [String] = []
        while let begin = rest.firstIndex(of: "<") {
            take(text: rest[..<begin])
            guard let end = rest[begin...].firstIndex(of: ">") else {
                flaws.append("a tag has no end")
                break
            }
            let inner = rest[rest.index(after: begin)..<end]
            rest = rest[rest.index(after: end)...]
            if inner.hasPrefix("/") {
                let name = String(inner.dropFirst())
                let last = open.popLast()
                if last != name { flaws.append("</\(name)> ends <\(last ?? "nothing")>") }
            } else {
                // A drawing's own elements may end where they begin.
                let endsAtOnce = inner.hasSuffix("/") && open.contains("svg")
                let tag = read(endsAtOnce ? inner.dropLast() : inner)
                tags.append(tag)
                if !Markup.empty.contains(tag.name), !endsAtOnce { open.append(tag.name) }
            }
        }
        take(text: rest)
        if !open.isEmpty { flaws.append("left open: \(open)") }
        judge()
    }

    /// All texts, one after the other, as they are read.
    var words: String {
        tags.map(\.text).joined(separator: " ").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }

    func named(_ name: String) -> [Tag] { tags.filter { $0.name == name } }

    private mutating func take(text: Substring) {
        if text.contains(">") { flaws.append("a '>' stands in a text") }
        guard !tags.isEmpty else { return }
        tags[tags.count - 1].text += text
    }

    private mutating func read(_ inner: Substring) -> Tag {
        let name = String(inner.prefix { !$0.isWhitespace })
        var attributes: [String: String] = [:]
        var rest = inner.dropFirst(name.count).drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let key = String(rest.prefix { $0 != "=" && !$0.isWhitespace })
            rest = rest.dropFirst(key.count)
            var value = ""
            if rest.hasPrefix("=\"") {
                rest = rest.dropFirst(2)
                value = String(rest.prefix { $0 != "\"" })
                rest = rest.dropFirst(value.count)
                if rest.isEmpty { flaws.append("\(name): \(key) has no end") }
                rest = rest.dropFirst()
            } else if rest.hasPrefix("=") {
                flaws.append("\(name): \(key) is not in quotes")
                rest = rest.dropFirst()
            }
            if attributes[key] != nil { flaws.append("\(name): \(key) stands twice") }
            attributes[key] = value
            rest = rest.drop(while: \.isWhitespace)
        }
        if name.contains(where: \.isUppercase) { flaws.append("<\(name)> has capitals") }
        return Tag(name: name, attributes: attributes)
    }

    private mutating func judge() {
        var ids: Set<String> = []
        for id in tags.compactMap({ $0.attributes["id"] }) where !ids.insert(id).inserted {
            flaws.append("the id \(id) stands twice")
        }
        let labelled = Set(named("label").compactMap { $0.attributes["for"] })
        for tag in tags {
            let told = tag.attributes
            if Markup.controls.contains(tag.name), told["type"] != "hidden",
                !labelled.contains(told["id"] ?? ""), told["aria-label"] == nil
            {
                flaws.append("<\(tag.name) \(told["name"] ?? "")> has no label")
            }
            for key in ["for", "aria-labelledby", "aria-describedby"] {
                for target in (told[key] ?? "").split(separator: " ")
                where !ids.contains(String(target)) {
                    flaws.append("\(key) points at \(target), which is not there")
                }
            }
            if let href = told["href"], href.hasPrefix("#"), !ids.contains(String(href.dropFirst()))
            {
                flaws.append("a link leads to \(href), which is not there")
            }
            if told["style"] != nil || told.keys.contains(where: { $0.hasPrefix("on") }) {
                flaws.append("<\(tag.name)> has a style or script of its own")
            }
            if ["style", "iframe", "object"].contains(tag.name) {
                flaws.append("there is a <\(tag.name)>")
            }
            if tag.name == "script",
                told["src"] != ConsoleAsset.script.path || told["defer"] == nil
                    || tag.text.contains(where: { !$0.isWhitespace })
            {
                flaws.append("there is a <script> that is not ours")
            }
        }
        let levels = tags.compactMap { tag in
            tag.name.count == 2 && tag.name.hasPrefix("h") ? Int(tag.name.dropFirst()) : nil
        }
        if levels.first != 1 || levels.count(where: { $0 == 1 }) != 1 {
            flaws.append("there is not one h1, first of all: \(levels)")
        }
        for (before, after) in zip(levels, levels.dropFirst()) where after > before + 1 {
            flaws.append("an h\(after) follows an h\(before)")
        }
        for landmark in ["header", "main", "footer"] where named(landmark).count != 1 {
            flaws.append("there is not one <\(landmark)>")
        }
        for form in named("form") where form.attributes["action"]?.hasPrefix("/console") != true {
            flaws.append("a form goes elsewhere")
        }
    }
}
