import HotlineTexts
import Mustache

/// A page: what its template shows, in the language of the visit.
///
/// Templates find a page's own members under `page`, texts under `t`, and what is around it under
/// `frame`. A member that is `nil` is looked for further out, so no two nested values of a page
/// have a member of the same name of which one may be `nil`.
package protocol ConsolePage: Sendable {
    static var template: ConsoleTemplate { get }
    /// Where it stands in the navigation; `nil`: nowhere.
    static var section: ConsoleSection? { get }
    /// What its look needs beside the console's own style.
    static var stylesheets: [ConsoleAsset] { get }
    var title: String { get }
    /// Whether it keeps itself as it is now: the parts that its template marks `data-live`. They have
    /// an id, and hold nothing that one types into.
    var isLive: Bool { get }
}

extension ConsolePage {
    package static var stylesheets: [ConsoleAsset] { [] }
    package var isLive: Bool { false }
}

/// Makes HTML of pages.
package struct ConsolePages: Sendable {
    private let library: MustacheLibrary

    /// - Throws: if a template that was compiled in is none; the tests render each.
    package init() throws {
        MustacheContentTypes.register(Scalars(), named: Scalars.name)
        var templates: [String: MustacheTemplate] = [:]
        for template in ConsoleTemplate.allCases {
            templates[template.rawValue] = try MustacheTemplate(
                string: "{{% CONTENT_TYPE:\(Scalars.name)}}\n"
                    + String(decoding: template.bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The page as UTF-8. All that is not a template's own is escaped.
    package func html<Page: ConsolePage>(_ page: Page, in frame: ConsoleFrame) -> [UInt8] {
        let root = Root(
            t: Texts(language: frame.words.language),
            frame: FrameView(
                frame, title: page.title, section: Page.section, more: Page.stylesheets,
                isLive: page.isLive),
            page: page)
        let text = library.render(root, withTemplate: Page.template.rawValue) ?? ""
        return Array(text.utf8)
    }

    /// HTML, escaped scalar by scalar, as a browser reads it: a quotation mark with an accent on it
    /// ends an attribute as well, though to Swift it is another character.
    private struct Scalars: MustacheContentType {
        static let name = "HTML-SCALARS"

        func escapeText(_ text: String) -> String {
            var written = ""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "&": written += "&amp;"
                case "<": written += "&lt;"
                case ">": written += "&gt;"
                case "\"": written += "&quot;"
                case "'": written += "&#39;"
                default: written.unicodeScalars.append(scalar)
                }
            }
            return written
        }
    }

    private struct Root<Page> {
        let t: Texts
        let frame: FrameView
        let page: Page
    }

    /// The catalogue in one language, by the texts' names.
    private struct Texts: MustacheParent {
        let language: WrittenLanguage

        func child(named name: String) -> Any? {
            ConsoleCatalogue.text(named: name).map { language($0) }
        }
    }
}
