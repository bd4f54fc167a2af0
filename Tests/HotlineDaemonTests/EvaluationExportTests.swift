import Foundation
import HotlineTestSupport
import Testing

/// `export evaluation`, from the calls to the files.
@Suite struct `An export for evaluation` {
    private static let families = ["jensen", "moeller", "saebye", "dahl"]
    private let daemon: DaemonProcess

    /// Four families ring in November; then it is the next year.
    init() throws {
        var settings = DaemonSettings()
        settings.more = "report: { smallest-cell: 3 }"
        let others = Self.families.dropFirst().enumerated().map { index, id in
            """
              \(id): { name: Familien \(id), phones: ["+45 00 00 00 4\(index)"],
                municipality: fjordby, institution: egetraeet, variant: group }

            """
        }
        let roster = DaemonRoster().text.replacing(
            "families:\n", with: "families:\n" + others.joined())
        let folder = try DaemonFolder(settings: settings, roster: roster)
        daemon = try DaemonProcess(in: folder)
        let gateway = GatewayDouble(of: folder)
        for (index, number) in ["+4500000031", "+4500000040", "+4500000041", "+4500000042"]
            .enumerated()
        {
            try gateway.callArrives(from: number, as: "c-\(index)")
            gateway.clock.pass(.seconds(8))
            try gateway.accepts("1.1")
            gateway.clock.pass(.seconds(60))
            try gateway.callerHangsUp()
        }
        try gateway.callArrives(from: "anonymous", as: "c-anonymous")
        try gateway.callerHangsUp()
        try setClock("2027-01-04T09:00:00Z")
    }

    private func setClock(_ at: String) throws {
        let reply = try daemon.folder.control.post(
            "/api/v1/test-clock", headers: [(name: "Content-Type", value: "application/json")],
            body: Array("{\"at\":\"\(at)\"}".utf8))
        #expect(reply.status == 200)
    }

    private func export(_ out: String, _ more: String...) throws -> Program.Result {
        let arguments = [
            "export", "evaluation", "--from", "2026-01-01", "--to", "2027-01-01", "--out",
            daemon.folder.file(out), "--config", daemon.folder.settings,
        ]
        return try Program.run("hotlinectl", arguments + more, in: daemon.folder)
    }

    private func files(_ out: String) throws -> [String: Data] {
        let path = daemon.folder.file(out)
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try Data(contentsOf: URL(filePath: "\(path)/\($0)")))
            })
    }

    private func text(_ out: String, _ name: String) -> String {
        Program.text(of: daemon.folder.file("\(out)/\(name)"))
    }

    /// The lines of a table, each value by its column's name; none of ours has quotes.
    private func table(_ out: String, _ name: String) -> [[String: String]] {
        let lines = text(out, name).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    @Test func `is files of the caller's own, with a codebook and a list`() throws {
        let told = try export("out")
        #expect(told.end == .exited(0), "\(told.errors)")
        #expect(told.output.contains("4 calls"))
        #expect(told.output.contains("Told of: 2026-Q1..Q4"))
        let files = try files("out")
        #expect(daemon.folder.mode(of: "out") == 0o700)
        for name in files.keys { #expect(daemon.folder.mode(of: "out/\(name)") == 0o600) }
        let calls = table("out", "calls.csv")
        #expect(calls.count == 4)
        #expect(Set(calls.compactMap { $0["family"] }).count == 4)
        #expect(calls.allSatisfy { $0["answered"] == "yes" && $0["variant"] == "group" })
        let all = table("out", "calls_by_institution.csv").filter { $0["figure"] == "all" }
        #expect(all.map { $0["institution"] } == ["egetraeet"])
        #expect(all.map { $0["calls"] } == ["4"])
        #expect(text("out", "codebook.md").contains("fewer than 3 families"))
        #expect(text("out", "codebook.csv").contains("calls,within_60_s,"))
        let list = try #require(JSONValue.parse(Array(text("out", "MANIFEST.json").utf8)))
        #expect(list["smallest_cell"].whole == 3)
        #expect(list["study"] == .null)
        #expect(list["rosters"].list.count == 1)
        #expect(
            Set(list["files"].texts("name").compactMap { $0 } + ["MANIFEST.json"])
                == Set(files.keys))
        for file in list["files"].list {
            let bytes = try #require(files[file["name"].text ?? ""])
            #expect(file["bytes"].whole == bytes.count)
        }
        #expect(files["evaluation.sqlite"]?.starts(with: Data("SQLite format 3\0".utf8)) == true)
    }

    @Test func `holds no id, name, number or second`() throws {
        #expect(try export("out").end == .exited(0))
        let secrets =
            Self.families + [
                "Familien", "00000031", "00000040", "v1", "c-0", "2026-11-22", "02:10",
            ]
        for (name, bytes) in try files("out") where name != "MANIFEST.json" {
            for secret in secrets where name.hasSuffix(".csv") || name.hasSuffix(".sqlite") {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name): \(secret)")
            }
        }
    }

    @Test func `is the same with a study's key, and another without one`() throws {
        #expect(
            try export("one", "--study", "vive", "--study-ends", "2028-01-01").end == .exited(0))
        try setClock("2027-02-11T12:00:00Z")
        #expect(try export("two", "--study", "vive").end == .exited(0))
        #expect(try files("one") == files("two"))
        #expect(try export("three").end == .exited(0))
        let names = { (out: String) in Set(table(out, "calls.csv").compactMap { $0["family"] }) }
        #expect(names("one").isDisjoint(with: names("three")))
        #expect(
            try files("one")["calls_by_period.csv"] == files("three")["calls_by_period.csv"])
        // Once the study has ended, its key is nowhere.
        try setClock("2028-01-01T12:00:00Z")
        let late = try export("four", "--study", "vive")
        #expect(late.end == .exited(1))
        #expect(late.errors.contains("no study 'vive' goes on"))
        #expect(!FileManager.default.fileExists(atPath: daemon.folder.file("four")))
    }

    @Test func `is refused for other periods, and into a folder that is not empty`() throws {
        let odd = try daemon.hotlinectl(
            "export", "evaluation", "--from", "2026-01-02", "--to", "2027-01-01", "--out",
            daemon.folder.file("odd"))
        #expect(odd.end == .exited(2))
        #expect(odd.errors.contains("whole quarters"))
        let early = try daemon.hotlinectl(
            "export", "evaluation", "--from", "2026-01-01", "--to", "2027-04-01", "--out",
            daemon.folder.file("early"))
        #expect(early.end == .exited(2))
        #expect(early.errors.contains("quarters that are over"))
        #expect(try export("out").end == .exited(0))
        let again = try export("out")
        #expect(again.end == .exited(2))
        #expect(again.errors.contains("no empty folder"))
        let left = try FileManager.default.contentsOfDirectory(atPath: daemon.folder.path)
        #expect(!left.contains { $0.contains(".new-") })
    }

    @Test func `is for evaluators and administrators, and written down`() throws {
        let question = Array("{\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}".utf8)
        let type = (name: "Content-Type", value: "application/json")
        for (role, more, isAllowed) in [
            ("evaluator", "", true), ("auditor", "", false),
            ("leader", ",\"institutions\":[\"egetraeet\"]", false),
        ] {
            let made = try daemon.folder.control.post(
                "/api/v1/tokens", headers: [type],
                body: Array("{\"name\":\"\(role)\",\"role\":\"\(role)\"\(more)}".utf8))
            let token = try #require(made.json["token"].text, "\(made.text)")
            let reply = try daemon.folder.client.post(
                "/api/v1/exports/evaluation",
                headers: [type, (name: "Authorization", value: "Bearer \(token)")], body: question)
            #expect(reply.status == (isAllowed ? 200 : 403))
            #expect(reply.json["sheets"].list.isEmpty == !isAllowed)
        }
        let accesses = try daemon.folder.control.get("/api/v1/access-log?family=jensen").json
        let export = accesses["accesses"].list.first { $0["what"].text == "evaluation-export" }
        #expect(export?["role"].text == "evaluator")
        #expect(export?["shown"].whole == 4)
    }
}
