import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// Pages that keep themselves as they are now, over HTTP.
@Suite struct `The console's live pages` {
    private let world: RoleWorld

    private static let beginning = "retry: 3000\n\n"

    init() throws {
        world = try RoleWorld(settings: `The console`.settings)
        // All that follows from its calls has happened.
        try pass(.zero)
    }

    private func signedIn(_ guest: String, next: String = "/console/duty") throws -> Browser {
        let browser = Browser(world.daemon.folder.client)
        try browser.signIn(try world.token(of: guest), next: next)
        return browser
    }

    private func pass(_ duration: Duration) throws {
        let milliseconds = duration.components.seconds * 1000
        let change = try world.administer("test-clock", #"{"passes":\#(milliseconds)}"#)
        #expect(change.status == 200)
    }

    private func status(of connection: HTTPConnection) -> String {
        #expect(connection.hears("\r\n\r\n"))
        return String(connection.heard.split(separator: " ").dropFirst().first ?? "")
    }

    @Test func `hear that something changed, and nothing of what`() throws {
        let stream = try signedIn("anna").listen()
        #expect(stream.hears(Self.beginning))
        try world.gateway.callArrives(
            from: "+4500000031", to: RoleWorld.numberA, as: "c-live")
        #expect(stream.hears("data: 1\n\n"))
        // Another institution's call is a change like any other.
        try world.gateway.callArrives(
            from: "+4500000045", to: RoleWorld.numberB, as: "c-else")
        #expect(stream.hears("data: 2\n\n"))
        let parts = stream.heard.components(separatedBy: "\r\n\r\n")
        let told = parts.dropFirst().joined(separator: "\r\n").split(whereSeparator: \.isNewline)
        // Between them stand the chunks' lengths.
        for line in told {
            let isKnown = line.wholeMatch(of: /retry: 3000|data: [0-9]+|:|[0-9a-f]{1,2}/) != nil
            #expect(isKnown, "\(line)")
        }
        let head = parts[0].lowercased()
        for field in [
            "content-type: text/event-stream", "cache-control: no-store",
            "x-accel-buffering: no", "connection: close",
        ] {
            #expect(head.contains(field), "\(field)")
        }
    }

    @Test func `hear of what people say of a call`() throws {
        let stream = try signedIn("leader-a").listen()
        #expect(stream.hears(Self.beginning))
        let note = #"{"themes":["\#(try theme())"],"follow_up":false}"#
        #expect(try world.ask("leader-a", "calls/c-jensen/note", note).status < 300)
        #expect(stream.hears("data: 1\n\n"))
    }

    @Test func `hear of another roster`() throws {
        let bo = try signedIn("bo")
        let stream = try bo.listen()
        #expect(stream.hears(Self.beginning))
        let roster = RoleWorld.roster.replacing("Bo Dam", with: "Bo Damm")
        try world.daemon.folder.replace("roster.yaml", by: roster)
        world.daemon.hangUp()
        #expect(stream.hears("data: 1\n\n"))
        #expect(try bo.refresh("/console").text.contains("Bo Damm"))
    }

    private func theme() throws -> String {
        let codes = try world.ask("leader-a", "note-codes").json["theme"].list
        return try #require(codes.first?["code"].text)
    }

    @Test func `are there for whoever may see Nu, and for nobody else`() throws {
        for guest in Guest.all {
            let seesNow = !["evaluator", "auditor"].contains(guest.role)
            let status = status(of: try signedIn(guest.name).listen())
            #expect(status == (seesNow ? "200" : "403"), "\(guest.name)")
        }
        let stranger = Browser(world.daemon.folder.client)
        #expect(status(of: try stranger.listen()) == "401")
        // HEAD would wait for nothing.
        #expect(status(of: try signedIn("anna").listen("HEAD")) == "405")
    }

    @Test func `end with their session`() throws {
        let browsers = try ["anna", "bo", "frida"].map { try signedIn($0) }
        let streams = try browsers.map { try $0.listen() }
        #expect(streams.allSatisfy { $0.hears(Self.beginning) })
        try browsers[0].submit("/console/sign-out")
        let sessions = try world.administer("sessions").json["sessions"].list
        let session = try #require(sessions.first { $0["who"].text == "bo" }?["id"].whole)
        #expect(try world.administer("sessions/\(session)/revocation", "{}").status == 200)
        let tokens = try world.administer("tokens").json["tokens"].list
        let token = try #require(tokens.first { $0["name"].text == "frida" }?["id"].whole)
        #expect(try world.administer("tokens/\(token)/revocation", "{}").status == 200)
        try pass(.seconds(5))
        #expect(streams.allSatisfy { $0.isEnded() })
        for browser in browsers { #expect(status(of: try browser.listen()) == "401") }
    }

    @Test func `keep no session from its end`() throws {
        let anna = try signedIn("anna")
        for _ in 0..<5 {
            try pass(.minutes(11))
            #expect(try anna.refresh("/console").status == 200)
            #expect(try anna.listen().hears(Self.beginning))
        }
        try pass(.minutes(6))
        #expect(try anna.refresh("/console").status == 303)
        #expect(status(of: try anna.listen()) == "401")
    }

    @Test func `take 32 connections at most, and none from a gateway`() throws {
        let browsers = try ["anna", "bo", "frida", "gustav", "birgit", "maja", "ruth", "admin"]
            .map { try signedIn($0) }
        var streams: [HTTPConnection] = []
        for browser in browsers {
            for _ in 1...4 { streams.append(try browser.listen()) }
        }
        #expect(streams.allSatisfy { $0.hears(Self.beginning) })
        for browser in [browsers[0], try signedIn("leader-a")] {
            let refused = try browser.listen()
            #expect(status(of: refused) == "503")
            #expect(refused.heard.lowercased().contains("retry-after: 60"))
            #expect(try browser.open("/console").status == 200)
        }
        try world.gateway.callArrives(
            from: "+4500000031", to: RoleWorld.numberA, as: "c-crowd")
        #expect(streams.allSatisfy { $0.hears("data: 1\n\n") })
        // Whoever is gone leaves a place.
        streams.removeLast()
        let late = try signedIn("leader-b")
        #expect(eventually { (try? late.listen().hears(Self.beginning)) ?? false })
        #expect(streams.count == 31)
    }

    @Test func `do not keep the daemon from its end`() throws {
        let stream = try signedIn("anna").listen()
        #expect(stream.hears(Self.beginning))
        world.daemon.askToEnd()
        #expect(stream.isEnded())
        #expect(world.daemon.end() == .exited(0))
    }

    // MARK: The access log

    private func reads(of guest: String) throws -> [String] {
        let all = try world.ask("audit", "access-log?who=\(guest)").json["accesses"].list
        return all.map { "\($0["what"].text ?? "-") \($0["shown"].whole ?? -1)" }
    }

    @Test func `are written into the access log for what they show anew`() throws {
        let leader = try signedIn("leader-a", next: "/console")
        #expect(try reads(of: "leader-a") == ["follow-ups 1", "calls 0"])
        for _ in 0..<3 { #expect(try leader.refresh("/console").status == 200) }
        #expect(try reads(of: "leader-a").count == 2)
        try world.gateway.callArrives(
            from: "+4500000031", to: RoleWorld.numberA, as: "c-live")
        for _ in 0..<3 {
            #expect(try leader.refresh("/console").text.contains("Familien Jensen"))
        }
        #expect(try reads(of: "leader-a") == ["calls 1", "follow-ups 1", "calls 0"])
        let family = try world.ask("audit", "access-log?family=jensen").json["accesses"].list
        #expect(family.count { $0["who"].text == "leader-a" } == 1)
        // Who asks is written down each time.
        try leader.open("/console")
        #expect(try reads(of: "leader-a").count == 5)
    }

    @Test func `lose no first reading, whatever a request says of itself`() throws {
        let leader = try signedIn("leader-a")
        #expect(try reads(of: "leader-a").isEmpty)
        #expect(try leader.refresh("/console").status == 200)
        #expect(try reads(of: "leader-a") == ["follow-ups 1"])
        let number = try #require(try world.callNumbers()["c-jensen"])
        let path = "/console/calls/\(number)"
        for _ in 0..<2 { #expect(try leader.refresh(path).status == 200) }
        #expect(try reads(of: "leader-a") == ["call 1", "follow-ups 1"])
        // Another session has seen nothing.
        let other = try signedIn("leader-a")
        #expect(try other.refresh(path).status == 200)
        #expect(try reads(of: "leader-a").first == "call 1")
        #expect(try reads(of: "leader-a").count == 3)
        // A page that does not keep itself as it is now is written down as ever.
        for _ in 0..<2 { #expect(try leader.refresh(path + "/card").status == 200) }
        #expect(try reads(of: "leader-a").count == 5)
    }
}
