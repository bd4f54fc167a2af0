import CSQLite
import CallRouting
import Foundation
import HotlineTestSupport
import Testing

/// What must hold at other dialects' doors while things are broken.
@Suite struct `A dialect in trouble` {
    private static let languages: [@Sendable (LabClock) -> any GatewayLanguage] = [
        { TwilioLanguage(vendor: .twilio, clock: $0) }, { JambonzLanguage(clock: $0) },
    ]

    private func daemon(
        _ index: Int, prepare: (DaemonFolder) throws -> Void = { _ in }
    ) throws -> (DaemonProcess, DialectGateway) {
        let language = Self.languages[index](LabClock())
        let folder = try DaemonFolder(settings: DaemonSettings(more: language.settings))
        try folder.write(
            "credentials/gateway-\(language.name)", language.secret + "\n", mode: 0o600)
        try prepare(folder)
        let daemon = try DaemonProcess(in: folder)
        return (daemon, DialectGateway(Self.languages[index](folder.clock), of: folder))
    }

    @Test(arguments: 0..<2)
    func `C21 a professional can take the call where nothing can be kept on disk`(
        _ index: Int
    ) throws {
        let (daemon, gateway) = try daemon(index) { folder in
            // A file where the spool's folder would be.
            try FileManager.default.createDirectory(
                atPath: folder.file("state"), withIntermediateDirectories: true)
            try folder.write("state/spool", "no folder")
        }
        let leg = LegID(step: 1, number: 1)
        var connection: OpaquePointer?
        try #require(
            sqlite3_open(daemon.folder.file("state/calls.sqlite"), &connection) == SQLITE_OK)
        defer { sqlite3_close(connection) }
        gateway.turnTo("c-1")
        _ = try gateway.arrives(from: jensen, to: hotline, rehearsal: false)
        sqlite3_busy_timeout(connection, 2000)
        try #require(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        gateway.reportsMayFail = true
        let heard = try gateway.send(.legAccepted(leg, confirmed: true))
        #expect(heard.name == .connect)
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
        #expect(try eventually { try daemon.status()["log"]["spooled"].whole == 0 })
        #expect(try daemon.story(of: gateway.call)["outcome"].text == "answered")
    }

    @Test(arguments: 0..<2, [false, true])
    func `no key of a caller is kept, also of a call that the log has lost`(
        _ index: Int, _ isLost: Bool
    ) throws {
        let (daemon, gateway) = try daemon(index)
        gateway.turnTo("c-1")
        let asked = try gateway.arrives(from: "anonymous", to: hotline, rehearsal: false)
        #expect(asked.name == .gather)
        if isLost {
            try daemon.kill9()
            for name in ["calls.sqlite", "calls.sqlite-wal", "calls.sqlite-shm"] {
                try? FileManager.default.removeItem(atPath: daemon.folder.file("state/\(name)"))
            }
            try daemon.restart()
        }
        let heard = try gateway.send(.digits(DaemonRoster.pin))
        #expect(heard.name == .dial)
        #expect(
            heard.targets.first?.uri
                == (isLost ? "sip:vagt@fjordby.example" : "sip:v1@egetraeet.example"))
        _ = try gateway.send(.ended(by: .caller))
        #expect(daemon.terminate() == .exited(0))
        for name in ["calls.sqlite", "calls.sqlite-wal"] {
            let data = FileManager.default.contents(atPath: daemon.folder.file("state/\(name)"))
            #expect(data?.range(of: Data(DaemonRoster.pin.utf8)) == nil, "\(name)")
        }
    }

    @Test func `a self-call number that is a family's keeps nobody from the line`() throws {
        let folder = try DaemonFolder(
            settings: DaemonSettings(
                more: "  jambonz: { dialect: jambonz, self-call: \"+45 00 00 00 31\" }"))
        try folder.write("credentials/gateway-jambonz", "wh_secret_0123456789\n", mode: 0o600)
        let daemon = try DaemonProcess(in: folder)
        let gateway = DialectGateway(JambonzLanguage(clock: folder.clock), of: folder)
        gateway.turnTo("c-1")
        let heard = try gateway.arrives(from: jensen, to: hotline, rehearsal: false)
        #expect(heard.rings == ["v1"])
        #expect(
            try eventually {
                try daemon.status()["alarms"].texts("code").contains("self-call-known")
            })
    }
}
