import Foundation
import Glibc
import HotlineTestSupport
import Testing

/// The daemon as a service: readiness, reload, watchdog, end, and what monitoring reads.
@Suite struct ServiceTests {
    private func monotonicMicroseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
    }

    @Test func `the service manager hears of readiness, reload and end`() throws {
        let folder = try DaemonFolder()
        let manager = try ServiceManagerDouble(in: folder)
        let daemon = try DaemonProcess(in: folder, environment: ["NOTIFY_SOCKET": manager.path])
        let ready = try #require(manager.next(with: "READY=1"))
        #expect(ready.contains("STATUS="))

        let before = monotonicMicroseconds()
        daemon.hangUp()
        let reloading = try #require(manager.next(with: "RELOADING=1"))
        let line = reloading.split(separator: "\n").first { $0.hasPrefix("MONOTONIC_USEC=") }
        let time = try #require(line.flatMap { UInt64($0.dropFirst("MONOTONIC_USEC=".count)) })
        #expect((before...monotonicMicroseconds()).contains(time))
        #expect(manager.next(with: "READY=1") != nil)

        daemon.askToEnd()
        #expect(manager.next(with: "STOPPING=1") != nil)
        #expect(daemon.end() == .exited(0))
    }

    @Test func `signs of life come at half the watchdog's interval at the latest`() throws {
        let folder = try DaemonFolder()
        let manager = try ServiceManagerDouble(in: folder)
        let daemon = try DaemonProcess(
            in: folder,
            environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "1000000"])
        let began = ContinuousClock.now
        for _ in 1...4 { #expect(manager.next(with: "WATCHDOG=1") != nil) }
        // The first may be long there; three intervals of half a second follow.
        #expect(ContinuousClock.now - began < .seconds(4))
        #expect(daemon.terminate() == .exited(0))
    }

    @Test func `a service manager that hears nothing holds up nothing`() throws {
        let folder = try DaemonFolder()
        let manager = try ServiceManagerDouble(in: folder)
        try manager.fill()
        let daemon = try DaemonProcess(
            in: folder, environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"])
        for _ in 1...3 {
            daemon.hangUp()
            #expect(try folder.client.get("/livez").status == 200)
        }
        #expect(try GatewayDouble(of: folder).callArrives().professionals == ["v1"])
        // Once it hears again it is told all of it, in its order.
        #expect(manager.next(with: "READY=1") != nil)
        #expect(manager.next(with: "WATCHDOG=1") != nil)
        try manager.fill()
        #expect(daemon.terminate() == .exited(0))
    }

    @Test func `SIGTERM lets a request under way be answered, and waits for no idle one`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        let idle = try daemon.folder.client.open()
        idle.put(
            HTTPClient.request("GET", "/livez", headers: [], body: nil, keepAlive: true))
        #expect(try idle.reply().status == 200)

        let delivery = gateway.delivery(
            "call.incoming", #","from":"\#(jensen)","to":"\#(hotline)""#)
        let headers =
            gateway.sender.headers(for: delivery)
            + [(name: "Content-Type", value: "application/json")]
        let request = HTTPClient.request(
            "POST", gateway.sender.path, headers: headers, body: delivery.body)
        let underWay = try daemon.folder.client.open()
        underWay.put(Array(request.dropLast(20)))
        // Its headers have arrived long before twenty requests of others are answered.
        for _ in 1...20 { #expect(try daemon.folder.client.get("/livez").status == 200) }

        daemon.askToEnd()
        #expect(eventually { daemon.journal.contains("Ending") })
        #expect(idle.isEnded())
        underWay.put(Array(request.suffix(20)))
        let reply = try underWay.reply()
        #expect(reply.status == 200)
        #expect(reply.json["instruction"].text == "dial")
        #expect(daemon.end() == .exited(0))
        #expect(daemon.journal.contains("Ended"))

        try daemon.restart()
        #expect(try daemon.events() == ["call.incoming"])
    }

    @Test func `it takes over a socket that the service manager holds`() throws {
        var settings = DaemonSettings()
        let other = try Sockets.freePort()
        settings.listensAt = other
        let folder = try DaemonFolder(settings: settings)
        let socket = FileHandle(
            fileDescriptor: try Sockets.listening(atPort: folder.port), closeOnDealloc: true)
        // The first descriptor handed over is number 3 (sd_listen_fds(3)).
        let handing =
            "exec 3<&0 </dev/null; export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$0\" \"$@\""
        let daemon = try DaemonProcess(
            in: folder, launcher: ["/bin/sh", "-c", handing], input: socket)
        #expect(try GatewayDouble(of: folder).callArrives().professionals == ["v1"])
        #expect(throws: HTTPClient.Trouble.self) { try HTTPClient(port: other).open() }
        #expect(daemon.terminate() == .exited(0))
    }

    @Test func `it tells that it lives, and counts without numbers or names`() throws {
        let daemon = try DaemonProcess()
        let gateway = GatewayDouble(of: daemon.folder)
        try gateway.callArrives()
        try gateway.legEnds("9.1")
        let client = daemon.folder.client
        let living = try client.get("/livez")
        #expect(living.status == 200)
        #expect(living.text.hasPrefix("ok"))
        #expect(try client.post("/livez", headers: [], body: []).status == 405)

        let metrics = try client.get("/metrics")
        #expect(metrics.status == 200)
        #expect(metrics.header("content-type")?.hasPrefix("text/plain") == true)
        let lines = metrics.text.split(separator: "\n")
        #expect(lines.contains("hotline_calls_open 1"))
        #expect(lines.contains("hotline_events_total{type=\"call.incoming\"} 1"))
        #expect(lines.contains("hotline_refusals_total{status=\"409\"} 1"))
        for line in lines where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            #expect(words.count == 2 && Double(words[1]) != nil, "\(line)")
        }
        let told = metrics.withoutValues
        #expect(told.contains("hotline_events_total{type=\"call.incoming\"}"))
        for secret in PrivateTexts.all { #expect(!told.contains(secret), "\(secret)") }
    }
}
