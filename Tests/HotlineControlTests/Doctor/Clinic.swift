import HotlineAPI
import Foundation
import Glibc
import HotlineSettings
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// A folder of a test's own, as an installation on disk, gone when it is let go of.
final class Clinic: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/akt-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ text: String = "", mode: mode_t = 0o640) throws -> String {
        try write(name, bytes: Array(text.utf8), mode: mode)
    }

    @discardableResult
    func write(_ name: String, bytes: [UInt8], mode: mode_t = 0o640) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        try #require(chmod(file(name), mode) == 0)
        return file(name)
    }

    @discardableResult
    func makeFolder(_ name: String, mode: mode_t = 0o750) throws -> String {
        try FileManager.default.createDirectory(
            atPath: file(name), withIntermediateDirectories: true)
        try #require(chmod(file(name), mode) == 0)
        return file(name)
    }

    /// The settings, with all their paths in the folder.
    func settings(
        _ more: String = "", lastResort: String = "+45 70 20 30 40",
        gateways: String = "  kamailio: { dialect: canonical, authentication: bearer }"
    ) throws -> Settings {
        let text = """
            last-resort: "\(lastResort)"
            roster: roster.d
            state-directory: state
            runtime-directory: run
            credentials-directory: credentials
            \(more)
            gateways:
            \(gateways)

            """
        let file = try write("hotlined.yaml", text)
        return try Settings.load(file: file, environment: [:])
    }

    /// Whoever runs the tests.
    static let me = Account(ofUser: geteuid())
    static let daemon = Account(id: 990, name: "akuttelefon", groups: [990, 991])
}

extension [Finding] {
    /// What is to be mended, in the order in which it was found.
    var bad: [Finding] { filter { !$0.isGood } }

    /// The one thing that is to be mended.
    func onlyBad(_ place: SourceLocation = #_sourceLocation) throws -> Finding {
        #expect(bad.count == 1, "\(map(\.message))", sourceLocation: place)
        let isFilled = allSatisfy { !("\($0.text.danish)\($0.message)".contains(/\{\w+\}/)) }
        #expect(isFilled, "a value is missing in \(map(\.text))", sourceLocation: place)
        return try #require(bad.first, "nothing is to be mended", sourceLocation: place)
    }
}
