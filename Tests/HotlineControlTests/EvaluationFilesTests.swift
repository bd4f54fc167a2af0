import HotlineAPI
import Testing

@testable import HotlineControl

/// The files of a data set, and the folder that they are put into.
@Suite struct `The files of an export` {
    private func document(_ rows: [[String]]) -> EvaluationDocument {
        EvaluationDocument(
            from: "2026-01-01", to: "2026-04-01", zone: "Europe/Copenhagen", version: "1.0",
            definitions: "1", smallestCell: 5, study: nil, studyEnds: nil, rosters: ["abc"],
            sheets: [
                EvaluationDocument.Sheet(
                    name: "calls", summary: "Calls",
                    columns: ["family", "themes"].map {
                        EvaluationDocument.Column(
                            name: $0, count: false, meaning: "What \($0) is", unit: "",
                            values: "", formula: "")
                    }, rows: rows)
            ])
    }

    @Test func `are CSV by RFC 4180`() throws {
        let files = EvaluationFiles(document: document([["A", "x,y"], ["", "say \"no\"\r\nso"]]))
        let csv = try #require(files.files.first { $0.name == "calls.csv" })
        #expect(
            String(decoding: csv.bytes, as: UTF8.self)
                == "family,themes\r\nA,\"x,y\"\r\n,\"say \"\"no\"\"\r\nso\"\r\n")
        #expect(csv.rows == 2)
    }

    @Test func `are listed with the SHA-256 of each`() {
        let files = EvaluationFiles(document: document([]))
        let list = files.manifest(of: [
            EvaluationFiles.File(name: "a", bytes: Array("abc".utf8), rows: nil)
        ])
        // The first of NIST's examples.
        #expect(
            list.files.map(\.sha256) == [
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            ])
    }

    @Test func `have a codebook with every column, and what the names are`() {
        let text = EvaluationCodebook(document([])).text
        for part in [
            "| themes | What themes is |", "kept nowhere", "fewer than 5 families", "abc",
            "from 2026-01-01 to before 2026-04-01",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        var study = document([])
        (study.study, study.studyEnds) = ("vive-3", "2029-01-01T00:00:00Z")
        #expect(EvaluationCodebook(study).text.contains("study vive-3"))
    }

    @Test func `go into no folder that cannot be made`() {
        let failure = #expect(throws: Failure.self) {
            try EvaluationFolder(path: "/proc/none/out").write(document([]))
        }
        #expect(failure?.status == .unusableInput)
        let taken = #expect(throws: Failure.self) { try EvaluationFolder(path: "/proc") }
        #expect(taken?.message.contains("no empty folder") == true)
    }
}
