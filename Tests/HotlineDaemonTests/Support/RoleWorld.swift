import HotlineTestSupport
import Testing

/// Two municipalities with an institution each, families of both variants, everybody who may have a
/// token, and seven calls.
final class RoleWorld {
    static let numberA = "+4570201000"
    static let numberB = "+4570202000"

    /// What happened, by who rang whom:
    /// - `c-jensen` and `c-saebye`: the first professional answered
    /// - `c-moeller`: the second did
    /// - `c-dahl`: nobody did; the promise is Gustav's
    /// - `c-unknown`: the caller hung up while Anna's phone rang
    /// - `c-birgit`: a consultant spoke with Anna
    /// - `c-frida`: Frida rang back to the Dahl family
    static let calls = [
        "c-jensen", "c-moeller", "c-saebye", "c-dahl", "c-unknown", "c-birgit", "c-frida",
    ]

    let daemon: DaemonProcess
    let gateway: GatewayDouble
    /// All that each guest was told, by the guest's name.
    private(set) var heard: [String: [String]] = [:]
    private var tokens: [String: String] = [:]

    init(settings: String = "", hasRosterFolder: Bool = false) throws {
        var lab = DaemonSettings()
        lab.more = settings
        lab.hasRosterFolder = hasRosterFolder
        let folder = try DaemonFolder(settings: lab, roster: RoleWorld.roster)
        daemon = try DaemonProcess(in: folder)
        gateway = GatewayDouble(of: folder)
        try placeCalls()
        for guest in Guest.all { tokens[guest.name] = try makeToken(guest.grant) }
    }

    // MARK: What happens

    private func placeCalls() throws {
        try answered("c-jensen", from: "+4500000031", to: RoleWorld.numberA)
        try answered("c-moeller", from: "+4500000032", to: RoleWorld.numberA, after: ["1.1"])
        try answered("c-saebye", from: "+4500000045", to: RoleWorld.numberB)
        try gateway.callArrives(from: "+4500000046", to: RoleWorld.numberB, as: "c-dahl")
        for step in 1...3 { try gateway.legEnds("\(step).1") }
        try gateway.send("call.ended", #","by":"gateway""#)
        try gateway.callArrives(from: "+4500000099", to: RoleWorld.numberA, as: "c-unknown")
        gateway.clock.pass(.seconds(20))
        try gateway.callerHangsUp()
        try answered("c-birgit", from: "+4500000021", to: RoleWorld.numberA)
        let bridge = try gateway.callArrives(
            from: "+4500000063", to: RoleWorld.numberB, as: "c-frida")
        #expect(bridge.uris == ["tel:+4500000046"])
        try gateway.accepts("1.1")
        gateway.clock.pass(.seconds(20))
        try gateway.callerHangsUp()
    }

    private func answered(
        _ call: String, from: String, to: String, after legs: [String] = []
    ) throws {
        try gateway.callArrives(from: from, to: to, as: call)
        for leg in legs { try gateway.legEnds(leg) }
        try gateway.accepts("\(legs.count + 1).1")
        gateway.clock.pass(.seconds(20))
        try gateway.callerHangsUp()
    }

    // MARK: What is asked

    /// A token made on the control socket; `grant` is its JSON, without the braces.
    func makeToken(_ grant: String) throws -> String {
        let made = try administer("tokens", "{\(grant)}")
        #expect(made.status == 201, "\(made.text)")
        return try #require(made.json["token"].text)
    }

    /// A question on the control socket, as the user that the tests run as.
    func administer(_ path: String, _ body: String? = nil) throws -> HTTPReply {
        try send(daemon.folder.control, path, [], body)
    }

    /// A question over TCP, with the guest's token.
    func ask(
        _ guest: String, _ path: String, _ body: String? = nil, reason: String? = nil
    ) throws -> HTTPReply {
        let token = try #require(tokens[guest])
        var headers = [(name: "Authorization", value: "Bearer \(token)")]
        if let reason { headers.append((name: "Access-Reason", value: reason)) }
        let reply = try send(daemon.folder.client, path, headers, body)
        heard[guest, default: []].append(reply.text)
        return reply
    }

    /// A question over TCP from a loopback address, with a header of the test's own.
    func ask(_ path: String, authorization: String?, from source: String) throws -> HTTPReply {
        let client = HTTPClient(port: daemon.folder.port, from: source)
        let header = authorization.map { [(name: "Authorization", value: $0)] } ?? []
        return try send(client, path, header, nil)
    }

    private func send(
        _ client: HTTPClient, _ path: String, _ headers: [HTTPClient.Header], _ body: String?
    ) throws -> HTTPReply {
        let path = "/api/v1/" + path
        guard let body else {
            return try client.exchange(
                HTTPClient.request("GET", path, headers: headers, body: nil))
        }
        let type = [(name: "Content-Type", value: "application/json")]
        return try client.post(path, headers: headers + type, body: Array(body.utf8))
    }

    /// The log's numbers of the calls, by the gateway's ids.
    func callNumbers() throws -> [String: Int] {
        let calls = try administer("calls").json["calls"].list
        return Dictionary(
            calls.compactMap { call in
                guard let id = call["call"].text, let number = call["number"].whole else {
                    return nil
                }
                return (id, Int(number))
            }, uniquingKeysWith: { first, _ in first })
    }

    func token(of guest: String) throws -> String { try #require(tokens[guest]) }
}

/// Somebody with a token, and all that they are to see of `RoleWorld.calls` (design.md, section 6),
/// written by hand.
struct Guest: Sendable {
    let name: String
    let role: String
    /// Whose calls, as a member of a token's request.
    var of = ""
    var calls: [String] = []
    /// The calls of whose follow-ups, done or open.
    var followUps: [String] = []
    /// The last digits of the professionals whose numbers stand in plans of those calls.
    var phones: [String] = []

    var grant: String {
        #""name":"\#(name)","role":"\#(role)""# + (of.isEmpty ? "" : "," + of)
    }

    static let all = [
        Guest(
            name: "anna", role: "staff", of: #""professional":"anna""#,
            calls: ["c-birgit", "c-jensen", "c-moeller", "c-unknown"], phones: ["61", "62"]),
        Guest(
            name: "bo", role: "staff", of: #""professional":"bo""#, calls: ["c-moeller"],
            followUps: ["c-unknown"], phones: ["61", "62"]),
        Guest(
            name: "frida", role: "staff", of: #""professional":"frida""#,
            calls: ["c-dahl", "c-frida", "c-saebye"], phones: ["63", "64"]),
        Guest(
            name: "gustav", role: "staff", of: #""professional":"gustav""#, calls: ["c-dahl"],
            followUps: ["c-dahl"], phones: ["63", "64"]),
        Guest(
            name: "leader-a", role: "leader", of: #""institutions":["egetraeet"]"#,
            calls: ["c-birgit", "c-jensen", "c-moeller", "c-unknown"],
            followUps: ["c-jensen", "c-moeller", "c-unknown"], phones: ["61", "62"]),
        Guest(
            name: "leader-b", role: "leader", of: #""institutions":["solhjem"]"#,
            calls: ["c-dahl", "c-frida", "c-saebye"], followUps: ["c-dahl", "c-saebye"],
            phones: ["63", "64"]),
        Guest(
            name: "birgit", role: "consultant", of: #""contact":"birgit""#,
            calls: ["c-birgit", "c-jensen", "c-moeller"], followUps: ["c-jensen", "c-moeller"],
            phones: ["61", "62"]),
        Guest(
            name: "maja", role: "consultant", of: #""contact":"maja""#,
            calls: ["c-dahl", "c-saebye"], followUps: ["c-dahl", "c-saebye"],
            phones: ["63", "64"]),
        // Of Fjordby, where a caseworker hears of what a note says they are to.
        Guest(name: "tove", role: "caseworker", of: #""contact":"tove""#),
        // Of Åhavn, where a caseworker hears of all; the Dahl family has none.
        Guest(
            name: "ruth", role: "caseworker", of: #""contact":"ruth""#, calls: ["c-saebye"],
            followUps: ["c-saebye"], phones: ["63", "64"]),
        Guest(name: "study", role: "evaluator"),
        Guest(name: "audit", role: "auditor"),
        Guest(
            name: "admin", role: "administrator", calls: RoleWorld.calls.sorted(),
            followUps: ["c-dahl", "c-jensen", "c-moeller", "c-saebye", "c-unknown"],
            phones: ["61", "62", "63", "64"]),
    ]

    /// Those who may see some calls.
    static let readers = all.filter { !["evaluator", "auditor"].contains($0.role) }
}

extension RoleWorld {
    /// Nobody's number, name or code of these is told to anyone.
    static let secrets =
        ["31", "32", "45", "46", "99", "21", "22", "23", "24"].map { "000000" + $0 }
        + ["470811", "239067", "835610", "312874"]
        + ["Jensen", "Møller", "Sæbye", "Dahl", "Holm", "Kjær", "Bæk", "Lund", "Friis", "Berg"]

    static let roster = """
        roster: 1
        timezone: Europe/Copenhagen
        numbers:
          "\(numberA)": { municipality: fjordby, institution: egetraeet }
          "\(numberB)": { municipality: aahavn, institution: solhjem }
        municipalities:
          fjordby:
            name: Fjordby Kommune
            after-call: { follow-up: consultant, caseworker: when-noted }
          aahavn:
            name: Åhavn Kommune
            after-call: { follow-up: consultant, caseworker: always }
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            municipalities: [fjordby]
            lines:
              first: { rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }] }
              backup: { rotations: [{ professionals: [bo], starts: 2026-01-01, turn: 1 week }] }
          solhjem:
            name: Opholdsstedet Solhjem
            municipalities: [aahavn]
            lines:
              first: { rotations: [{ professionals: [frida], starts: 2026-01-01, turn: 1 week }] }
              backup: { rotations: [{ professionals: [gustav], starts: 2026-01-01, turn: 1 week }] }
        professionals:
          anna: { name: Anna Holm, phones: ["+45 00 00 00 61"] }
          bo: { name: Bo Dam, phones: ["+45 00 00 00 62"] }
          frida: { name: Frida Kjær, phones: ["+45 00 00 00 63"] }
          gustav: { name: Gustav Bæk, phones: ["+45 00 00 00 64"] }
        contacts:
          birgit: { name: Birgit Lund, role: family-consultant, municipality: fjordby,
                    phones: ["+45 00 00 00 21"] }
          maja: { name: Maja Friis, role: family-consultant, municipality: aahavn,
                  phones: ["+45 00 00 00 22"] }
          tove: { name: Tove Berg, role: caseworker, municipality: fjordby,
                  phones: ["+45 00 00 00 23"] }
          ruth: { name: Ruth Skov, role: caseworker, municipality: aahavn,
                  phones: ["+45 00 00 00 24"] }
        families:
          jensen: { name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby,
                    institution: egetraeet, variant: group, group: nord, consultant: birgit,
                    caseworkers: [tove], pin: "470811" }
          moeller: { name: Familien Møller, phones: ["+45 00 00 00 32"], municipality: fjordby,
                     institution: egetraeet, variant: individual, consultant: birgit,
                     pin: "239067" }
          saebye: { name: Familien Sæbye, phones: ["+45 00 00 00 45"], municipality: aahavn,
                    institution: solhjem, variant: group, group: kyst, consultant: maja,
                    caseworkers: [ruth], pin: "835610" }
          dahl: { name: Familien Dahl, phones: ["+45 00 00 00 46"], municipality: aahavn,
                  institution: solhjem, variant: individual, consultant: maja, pin: "312874" }
        routing:
          steps:
            - { ring: [first], seconds: 20 }
            - { ring: [backup], seconds: 20 }
            - { ring: last-resort, seconds: 20 }
          rounds: 1
          max-wait: 4 min
          unknown: route
          callback: { within: 30 min, owner: first, escalate: backup }
        """
}
