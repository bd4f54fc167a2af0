import HotlineTexts
import OnCallRoster

/// What stands around a page, which differs from visit to visit.
package struct ConsoleFrame: Sendable {
    package let words: ConsoleWords
    /// Who is in the session; `nil`: nobody.
    package var who: String?
    /// The pages that they may see.
    package var sections: [ConsoleSection] = []
    /// What proves that a form is one of ours, of this session.
    package var seal = ""
    /// The page itself, by which it is asked for in the other language; `nil` where it cannot be
    /// asked for again.
    package var path: String?
    /// What has just been done.
    package var notice: String?

    package init(_ words: ConsoleWords) {
        self.words = words
    }
}

/// The frame as the layout shows it.
struct FrameView {
    let language: String
    let title: String
    let stylesheets: [String]
    let scripts: [String]
    /// The page itself, if it keeps itself as it is now.
    let live: String?
    let who: String?
    let sections: [Entry]
    let hasSections: Bool
    let seal: String
    let notice: String?
    let printed: String
    let other: Other?

    struct Entry {
        let path: String
        let label: String
        let isCurrent: Bool
    }

    /// The same page in the other language.
    struct Other {
        let path: String
        let language: String
        let label: String
    }

    init(
        _ frame: ConsoleFrame, title: String, section: ConsoleSection?, more: [ConsoleAsset],
        isLive: Bool
    ) {
        let words = frame.words
        language = words.language.rawValue
        self.title = title
        stylesheets = ([.stylesheet] + more).map(\.path)
        live = isLive ? frame.path : nil
        scripts = live == nil ? [] : [ConsoleAsset.script.path]
        who = frame.who
        sections = frame.sections.map {
            Entry(path: $0.path, label: words($0.label), isCurrent: $0 == section)
        }
        hasSections = !sections.isEmpty
        seal = frame.seal
        notice = frame.notice
        let date = words.zone.date(of: words.now)
        printed = words(
            FrameText.framePrinted,
            ["at": "\(words.dayOfYear(date)), \(words.moment(words.now).words)"])
        let other: WrittenLanguage = words.language == .danish ? .english : .danish
        self.other = frame.path.map {
            Other(
                path: $0 + ($0.contains("?") ? "&" : "?") + "language=\(other.rawValue)",
                language: other.rawValue, label: words(FrameText.frameOtherLanguage))
        }
    }
}
