import Foundation
import HotlineTestSupport
import Testing

@Suite struct `The fallback folder` {
    private func plan(_ folder: DaemonFolder) -> JSONValue {
        let data = FileManager.default.contents(atPath: folder.file("state/fallback/plan.json"))
        return data.flatMap { JSONValue.parse(Array($0)) } ?? .null
    }

    private func uris(_ folder: DaemonFolder) -> [String?] {
        plan(folder)["numbers"][hotline][0]["uris"].list.map(\.text)
    }

    @Test func `holds the plan for its group alone`() throws {
        let daemon = try DaemonProcess()
        let folder = daemon.folder
        #expect(eventually { !uris(folder).isEmpty })
        #expect(
            uris(folder) == [
                "sip:v1@egetraeet.example", "sip:v2@egetraeet.example",
                "sip:v3@egetraeet.example", "sip:vagt@fjordby.example",
            ])
        #expect(folder.mode(of: "state/fallback") == 0o750)
        for file in ["plan.json", "\(hotline).xml", "take.xml", "taken.xml"] {
            #expect(folder.mode(of: "state/fallback/\(file)") == 0o640, "\(file)")
        }
    }

    @Test func `follows a changed roster, and stands when the daemon is dead`() throws {
        let daemon = try DaemonProcess()
        let folder = daemon.folder
        #expect(eventually { uris(folder).first == "sip:v1@egetraeet.example" })
        var roster = DaemonRoster()
        roster.professionals = ["v3", "v2", "v1"]
        try folder.replace("roster.yaml", by: roster.text)
        daemon.hangUp()
        #expect(eventually { uris(folder).first == "sip:v3@egetraeet.example" })
        try daemon.kill9()
        #expect(uris(folder).count == 4)
    }
}
