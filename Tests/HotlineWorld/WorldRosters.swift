import HotlineTestSupport
import OnCallRoster

extension World {
    /// Who rings: what their gateway says of their number, and what they key in when asked.
    struct CallerFacts {
        let from: String?
        let pin: String
        /// The professional who rings; `nil` for every other caller.
        var professional: String?
    }

    static let professionals = ["anna", "bo", "carla", "dorte", "eva", "frida", "gustav"]

    static let callers: [CallerFacts] =
        (1...8).map { CallerFacts(from: "+450000003\($0)", pin: "10000\($0)") } + [
            // Two families share a number; one shows none; one is nobody whom the roster knows.
            CallerFacts(from: "+4500000039", pin: "100009"),
            CallerFacts(from: "anonymous", pin: "100001"),
            CallerFacts(from: nil, pin: "999999"),
            CallerFacts(from: "+4500000099", pin: ""),
            // A consultant with families at two institutions.
            CallerFacts(from: "+4500000021", pin: "2"),
            CallerFacts(from: "+4500000041", pin: "10", professional: "anna"),
        ]

    static let rosterCount = 6

    /// The rosters that are written one after the other: turns, illness, swaps, an empty line, an
    /// institution's own routing.
    static let rosters = Result<[Roster], any Error> {
        try (0..<rosterCount).map { number in
            let reading = read(yaml(number), now: beginning)
            guard let roster = reading.roster else {
                let problems = reading.problems.map(\.description).joined(separator: "\n")
                throw Violation(description: "roster \(number): \(problems)")
            }
            return roster
        }
    }

    private static func yaml(_ number: Int) -> String {
        let turn = ["[anna, bo, carla]", "[bo, carla, anna]", "[carla, anna]"][number % 3]
        let absence =
            number % 2 == 1
            ? "absences:\n  - { who: dorte, from: 2026-01-01, to: 2028-01-01 }\n" : ""
        let rounds = number % 3 == 2 ? 2 : 1
        let backup =
            number == 4 ? "{ covers: never }" : "{ rotations: [\(rotation("[dorte, eva]"))] }"
        let own =
            number == 3
            ? """
                routing:
                  steps: [{ ring: contact, seconds: 15 }, { ring: [first, backup], seconds: 30 }]
                  callback: { within: 20 min, owner: backup, escalate: first }
            """ : ""
        let families = (1...9).map { family in
            let phone = "+450000003\(family)"
            let institution = family % 3 == 0 ? "solhjem" : "egetraeet"
            let contact = ["anna", "bo", "frida"][family % 3]
            return "  f\(family): { name: Familie \(family), phones: [\"\(phone)\"], "
                + "municipality: fjordby, institution: \(institution), contact: \(contact), "
                + "consultant: birgit, languages: [\(family % 4 == 0 ? "en" : "da")], "
                + "pin: \"10000\(family)\", variant: \(family % 2 == 0 ? "group" : "individual") }"
        }
        return """
            roster: 1
            timezone: Europe/Copenhagen
            holidays: { country: DK, also: [christmas-eve] }
            numbers:
              "+4570201000": { municipality: fjordby, institution: egetraeet }
            municipalities:
              fjordby:
                name: Fjordby Kommune
                last-resort: [{ number: "114" }]
                lines:
                  office:
                    covers: ["Mon-Fri 08:00-15:00 except holiday"]
                    rotations:
                      - { professionals: [gustav], starts: 2025-01-01, turn: 1 week,
                          windows: ["Mon-Fri 08:00-15:00 except holiday"] }
            institutions:
              egetraeet:
                name: Egetræet
                municipalities: [fjordby]
                partners: [solhjem]
            \(own)
                lines:
                  first:
                    phones: ["+4500000011"]
                    rotations: [\(rotation(turn))]
                  backup: \(backup)
              solhjem:
                name: Solhjem
                municipalities: [fjordby]
                lines:
                  first:
                    covers: ["Mon-Sun 16:00-08:00"]
                    rotations:
                      - { professionals: [frida, eva], starts: 2025-01-06, turn: 2 windows,
                          windows: ["Mon-Sun 16:00-08:00"] }
                  backup: { rotations: [\(rotation("[eva, dorte]"))] }
            professionals:
              anna: { name: Anna, phones: ["+4500000041"], institution: egetraeet,
                      languages: [da, en], available: ["Mon-Fri 08:00-15:00 except holiday"] }
              bo: { name: Bo, phones: ["sip:bo@x.example", "sip:bo-2@x.example"],
                    institution: egetraeet }
              carla: { name: Carla, phones: ["sip:carla@x.example"], institution: egetraeet }
              dorte: { name: Dorte, phones: ["sip:dorte@x.example"], institution: egetraeet }
              eva: { name: Eva, phones: ["sip:eva@x.example"], institution: solhjem,
                     languages: [en] }
              frida: { name: Frida, phones: ["sip:frida@x.example"], institution: solhjem }
              gustav: { name: Gustav, phones: ["sip:gustav@x.example"], municipality: fjordby }
            contacts:
              birgit: { name: Birgit, role: family-consultant, municipality: fjordby,
                        phones: ["+4500000021"] }
            families:
            \(families.joined(separator: "\n"))
              f10: { name: Familie 10, phones: ["+4500000039"], municipality: fjordby,
                     institution: egetraeet, pin: "100010" }
            \(absence)routing:
              rounds: \(rounds)
              steps:
                - { ring: [office], seconds: 20, callers: [family, unknown] }
                - { ring: contact, seconds: 15 }
                - { ring: last-answered, within: 48 hours, seconds: 15 }
                - { ring: [first], seconds: 25 }
                - { ring: [backup], seconds: 25 }
                - { ring: partners, seconds: 20 }
                - { ring: last-resort, seconds: 60 }
              max-wait: 4 min
              callback: { within: 30 min, owner: first, escalate: backup }
            """
    }

    private static func rotation(_ professionals: String) -> String {
        "{ professionals: \(professionals), starts: 2025-01-06, turn: 1 week, handover: \"08:00\" }"
    }
}
