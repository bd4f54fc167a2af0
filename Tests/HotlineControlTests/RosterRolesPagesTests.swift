/// The roster and the pages of `RosterRolesTests`.
extension RosterRolesTests {
    static let roster = """
        roster: 1
        timezone: Europe/Copenhagen
        numbers:
          "+45 00 20 10 00": { municipality: fjordby, institution: egetraeet }
          "+45 00 20 20 00": { municipality: aahavn, institution: solhjem }
        municipalities:
          fjordby:
            name: Fjordby Kommune
            last-resort: [{ number: "114" }]
            lines:
              office:
                name: Familieplejen
                covers: ["Mon-Fri 08:00-15:00 except holiday"]
                rotations:
                  - professionals: [familieplejen]
                    starts: 2026-01-01
                    turn: 1 week
                    windows: ["Mon-Fri 08:00-15:00 except holiday"]
          aahavn:
            name: Åhavn Kommune
            last-resort:
              - { number: "+45 00 00 11 40", windows: ["Mon-Fri 08:00-15:00"] }
            after-call: { follow-up: contact, within: 48 hours, digest: [consultant, caseworker], caseworker: always }
        institutions:
          egetraeet:
            name: Døgninstitutionen Egetræet
            municipalities: [fjordby]
            lines:
              first:
                name: Forvagt
                phones: ["+45 00 00 00 11"]
                rotations: [{ professionals: [anna, bo], starts: 2026-01-01, turn: 1 week }]
              backup:
                name: Bagvagt
                duty: awake
                rotations: [{ professionals: [carla], starts: 2026-01-01, turn: 1 week }]
            routing:
              rounds: 2
              max-wait: 10 min
          solhjem:
            name: Opholdsstedet Solhjem
            municipalities: [fjordby, aahavn]
            partners: [egetraeet]
            lines:
              first:
                name: Forvagt
                rotations: [{ professionals: [frida], starts: 2026-01-01, turn: 1 week }]
        professionals:
          anna: { name: Anna Holm, phones: ["sip:anna@egetraeet.example"] }
          bo: { name: Bo Sønderskov, phones: ["sip:bo@egetraeet.example"] }
          carla: { name: Carla Nørgaard, phones: ["sip:carla@egetraeet.example"] }
          frida: { name: Frida Østergaard, phones: ["sip:frida@solhjem.example"] }
          familieplejen: { name: Familieplejen Fjordby, kind: desk, phones: ["sip:familiepleje@fjordby.example"] }
        contacts:
          birgit: { name: Birgit Dam, municipality: fjordby, phones: ["+45 00 00 00 21"] }
        families:
          jensen: { name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby, institution: egetraeet, pin: "470811" }
          hansen: { name: Familien Hansen, phones: ["+45 00 00 00 32"], municipality: fjordby, institution: egetraeet, enrolled: 2026-11-22, left: 2026-11-22 }
          olsen: { name: Familien Olsen, phones: ["+45 00 00 00 33"], municipality: fjordby, institution: egetraeet, left: 2026-11-21 }
          lind: { name: Familien Lind, phones: ["+45 00 00 00 34"], municipality: fjordby, institution: egetraeet, enrolled: 2026-11-23 }
          saebye: { name: Familien Sæbye, phones: ["+45 00 00 00 35"], municipality: aahavn, institution: solhjem }
          friis: { name: Familien Friis, phones: ["+45 00 00 00 36"], institution: solhjem }
        routing:
          steps:
            - { ring: [office], seconds: 25, callers: [family, unknown] }
            - { ring: contact, seconds: 20 }
            - { ring: last-answered, within: 48 hours, seconds: 20 }
            - { ring: [first, backup], seconds: 30 }
            - { ring: partners, seconds: 20 }
            - { ring: last-resort, seconds: 60 }
        """

    static let danish = """
        Akuttelefonen: roller og opkaldets vej
        Opholdsstedet Solhjem
        Vagtplanen den 2026-11-22, Europe/Copenhagen, 3f2a9c1b04de
        ==========================================================

        Hvem den er for
          - Fjordby Kommune: 0 plejefamilier, ring +45 00 20 10 00
          - Åhavn Kommune: 1 plejefamilie, ring +45 00 20 20 00
          - Uden kommune: 1 plejefamilie

        Hvem der har vagt
          - Familieplejen (Fjordby Kommune): mandag-fredag 08:00-15:00, undtagen
            helligdage. Familieplejen Fjordby.
          - Forvagt: hele døgnet, alle dage. Rådighedsvagt. Frida Østergaard.

        Når en familie ringer
         1. Familieplejen (Fjordby Kommune), 25 sekunder
         2. Familiens faste kontaktperson, på vagt eller til rådighed, 20 sekunder
         3. Den, der sidst talte med familien inden for 48 timer, hvis på vagt, 20
            sekunder
         4. Forvagt, 30 sekunder
         5. Forvagt hos Døgninstitutionen Egetræet, 20 sekunder
         6. Sidste udvej (se nedenfor), 60 sekunder
          - Et trin, som ingen er på, springes over. Ingen ringes op to gange i samme
            runde.
          - Familien venter højst 4 minutter.
          - Den vagthavende tager opkaldet med en tast inden 10 sekunder, så en
            telefonsvarer aldrig tager det. På et kontor er det nok at løfte røret.
          - Fra et fremmed eller hemmeligt nummer bliver familien bedt om sin kode på 6
            cifre, hvis telefonanlægget kan spørge. Der er 2 forsøg.
          - Ukendte stilles igennem til: Forvagt; Forvagt hos Døgninstitutionen
            Egetræet; sidste udvej.

        Løftet om at ringe tilbage
          - Tager ingen telefonen, får familien et løfte: den ringes op inden 30
            minutter. Ansvarlig for løftet: Forvagt. Er nogen i fare nu: ring 112.

        Efter opkaldet
          - Fjordby Kommune: Ansvarlig for opfølgningen: familieplejekonsulenten, inden
            1 arbejdsdag. Besked om opkaldene næste morgen: familieplejekonsulenten.
            Myndighedsrådgiveren hører om et opkald, når den vagthavende skriver det.
          - Åhavn Kommune: Ansvarlig for opfølgningen: familiens faste kontaktperson,
            inden 48 timer. Besked om opkaldene næste morgen: familieplejekonsulenten;
            myndighedsrådgiveren. Myndighedsrådgiveren hører om hvert opkald.

        Sidste udvej
          - Fjordby Kommune: 114
          - Åhavn Kommune: +45 00 00 11 40 (mandag-fredag 08:00-15:00)
          - Ellers: det nummer, som akuttelefonens indstillinger nævner

        Konsulenter og rådgivere
          - Familieplejekonsulenter og myndighedsrådgivere må selv ringe til samme
            nummer. De kendes på deres nummer og stilles igennem til: Forvagt; Forvagt
            hos Døgninstitutionen Egetræet; sidste udvej.
        """

    static let english = """
        The hotline: roles and a call's path
        Døgninstitutionen Egetræet
        The roster on 2026-11-22, Europe/Copenhagen, 3f2a9c1b04de
        =========================================================

        Whom it serves
          - Fjordby Kommune: 2 foster families, call +45 00 20 10 00

        Who is on duty
          - Familieplejen (Fjordby Kommune): Monday-Friday 08:00-15:00, except holidays.
            Familieplejen Fjordby.
          - Forvagt: at all hours, every day. Standby. In turn: Anna Holm, Bo
            Sønderskov.
          - Bagvagt: at all hours, every day. Awake. Carla Nørgaard.

        When a family calls
         1. Familieplejen (Fjordby Kommune), 25 seconds
         2. The family's own contact, on duty or available, 20 seconds
         3. Who last spoke with the family within 48 hours, if on duty, 20 seconds
         4. Forvagt and Bagvagt, 30 seconds
         5. The last resort (see below), 60 seconds
          - A step that nobody fills is passed over. Nobody is rung twice in one round.
            If nobody answers, the steps begin again: 2 rounds in all.
          - The family waits 10 minutes at most.
          - The professional takes the call with a key within 10 seconds, so that a
            voicemail never takes it. At an office it is enough to pick up.
          - From a strange or withheld number the family is asked for its code of 6
            digits, if the gateway can ask. There are 2 tries.
          - Unknown callers are put through to: Familieplejen (Fjordby Kommune); Forvagt
            and Bagvagt; the last resort.

        The promise to ring back
          - If nobody answers, the family gets a promise: it is rung back within 30
            minutes. Owner of the promise: Forvagt; where the line is empty, or its
            professional did not answer: Bagvagt. If anyone is in danger now: ring 112.

        After the call
          - Fjordby Kommune: Owner of the follow-up: the family consultant, within 1
            working day. Told of the calls the next morning: the family consultant. The
            caseworker hears of a call when the professional notes it.

        The last resort
          - Fjordby Kommune: 114

        Consultants and caseworkers
          - Family consultants and caseworkers may call the same number themselves. They
            are known by their number and put through to: Forvagt and Bagvagt; the last
            resort.
        """
}
