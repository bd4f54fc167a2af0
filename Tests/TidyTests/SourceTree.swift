import Foundation

/// The checkout, as the rules see it.
enum SourceTree {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    /// Every file and folder from the root on, without what is hidden.
    static let paths: [String] = {
        let files = FileManager.default
        let top = (try? files.contentsOfDirectory(atPath: root)) ?? []
        var found: [String] = []
        for name in top where !name.hasPrefix(".") {
            found.append(name)
            let inside = (try? files.subpathsOfDirectory(atPath: "\(root)/\(name)")) ?? []
            found += inside.map { "\(name)/\($0)" }
        }
        return found.filter { !$0.contains("/.") }.sorted()
    }()

    /// All Swift files below `Sources` and `Tests`, read once.
    static let swiftFiles: Result<[SwiftFile], any Error> = Result {
        var files: [SwiftFile] = []
        for path in paths where isSwift(path) {
            files.append(SwiftFile(path: path, text: try text(of: path)))
        }
        return files
    }

    static func text(of path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }

    private static func isSwift(_ path: String) -> Bool {
        path.hasSuffix(".swift") && (path.hasPrefix("Sources/") || path.hasPrefix("Tests/"))
    }
}
