import HotlineAPI
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// Anna is always on Egetræet's first line, but for `overrides`; `more` are top-level sections.
private func roster(
    _ overrides: [String] = [], line: String = "", bo: String = "", more: String = ""
) throws -> Roster {
    let reading = read(
        """
        roster: 1
        institutions:
          egetraeet:
            name: Egetræet
            lines:
              first:
                name: Forvagt
                rotations: [{ professionals: [anna], starts: 2026-01-01, turn: 1 week }]
                overrides: [\(overrides.map { "{ \($0) }" }.joined(separator: ", "))]
        \(line)
        professionals:
          anna: { name: Anna Holm, phones: ["sip:anna@x.example"] }
          \(bo.isEmpty ? "bo: { name: Bo Sønderskov, phones: [\"sip:bo@x.example\"] }" : bo)
        \(more)
        """)
    return try #require(reading.roster, "\(reading.problems.map(\.description))")
}

private let week = Interval(instant("2026-11-30T23:00"), instant("2026-12-07T23:00"))
private let swap = "who: bo, from: 2026-12-01 15:00, to: 2026-12-02 08:00"
private let night = "who: nobody, from: 2026-12-01 15:00, to: 2026-12-02 08:00"

private func lines(
    _ new: Roster, in interval: Interval = week, _ language: WrittenLanguage = .danish
) throws -> [String] {
    let report = RosterDiffReport(from: try roster(), to: new, in: interval, language: language)
    return report.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

@Suite struct `Mail about a changed roster` {
    @Test func `a swap is told to each of the two, and line by line`() throws {
        let span =
            "tirsdag den 1. december kl. 15:00 til onsdag den 2. december kl. 08:00 (17 timer)"
        #expect(
            try lines(roster([swap])) == [
                "Fra tirsdag den 1. december 2026 kl. 00:00 til "
                    + "tirsdag den 8. december 2026 kl. 00:00, Europe/Copenhagen:",
                "1 ændring på 1 linje, 17 timer i alt; ingen huller åbnet, 0 huller lukket; "
                    + "2 fagpersoner berørt.",
                "",
                "Anna Holm (anna) afgiver 17 timer:",
                "- Egetræet/Forvagt \(span), til Bo Sønderskov (bo)",
                "",
                "Bo Sønderskov (bo) overtager 17 timer:",
                "- Egetræet/Forvagt \(span), fra Anna Holm (anna)",
                "",
                "Linje for linje:",
                "Egetræet/Forvagt (egetraeet/first)",
                "  \(span): Anna Holm (anna) → Bo Sønderskov (bo)",
            ])
    }

    @Test func `the same in English`() throws {
        let text = try lines(roster([swap]), .english)
        let span = "Tuesday 1 December 15:00 to Wednesday 2 December 08:00 (17 hours)"
        #expect(
            text.prefix(5) == [
                "From Tuesday 1 December 2026 00:00 to Tuesday 8 December 2026 00:00, "
                    + "Europe/Copenhagen:",
                "1 change on 1 line, 17 hours in all; no gaps opened, 0 gaps closed; "
                    + "2 professionals concerned.",
                "",
                "Anna Holm (anna) gives up 17 hours:",
                "- Egetræet/Forvagt \(span), to Bo Sønderskov (bo)",
            ])
    }

    @Test func `a gap that opens is loud and first`() throws {
        let text = try lines(roster([night]))
        let span =
            "tirsdag den 1. december kl. 15:00 til onsdag den 2. december kl. 08:00 (17 timer)"
        #expect(text.first == "HUL ÅBNET: ingen på Egetræet/Forvagt \(span)!")
        #expect(text[3].contains("; 1 HUL ÅBNET, 0 huller lukket; 1 fagperson berørt."))
        #expect(text.contains("- Egetræet/Forvagt \(span), som ingen overtager"))
        #expect(text.last == "  \(span): Anna Holm (anna) → ingen, HUL ÅBNET")
    }

    @Test func `a gap that closes is told, and not first`() throws {
        let report = RosterDiffReport(
            from: try roster([night]), to: try roster(), in: week, language: .english)
        #expect(report.text.hasPrefix("From Tuesday"))
        #expect(report.text.contains("; no gaps opened, 1 gap closed; 1 professional concerned."))
        #expect(report.text.contains("(17 hours), which nobody had"))
        #expect(report.text.hasSuffix(": nobody → Anna Holm (anna), gap closed"))
    }

    @Test func `a day is named once, minutes count, and another year is told`() throws {
        let text = try lines(
            roster([
                "who: bo, from: 2026-12-31 08:00, to: 2026-12-31 15:30",
                "who: bo, from: 2027-01-01 08:00, to: 2027-01-01 08:01",
            ]), in: Interval(instant("2026-12-30T23:00"), instant("2027-01-02T23:00")))
        #expect(text.contains("Anna Holm (anna) afgiver 7 timer og 31 minutter:"))
        #expect(
            text.contains(
                "- Egetræet/Forvagt torsdag den 31. december kl. 08:00 til 15:30 "
                    + "(7 timer og 30 minutter), til Bo Sønderskov (bo)"))
        #expect(
            text.contains(
                "- Egetræet/Forvagt fredag den 1. januar 2027 kl. 08:00 til 08:01 (1 minut), "
                    + "til Bo Sønderskov (bo)"))
    }

    @Test func `times are those of the new roster's zone`() throws {
        let there = try roster([swap], more: "timezone: Europe/London")
        let text = try lines(there)
        #expect(text[0].hasSuffix("kl. 23:00, Europe/London:"))
        #expect(text.contains { $0.contains("tirsdag den 1. december kl. 15:00 til onsdag") })
        #expect(text.suffix(2) == ["Andet end vagter:", "tidszone ændret"])
    }

    @Test func `whoever has left is named by the old roster, and without a name by the id`() throws
    {
        let report = RosterDiffReport(
            from: try roster([swap]), to: try roster(bo: "carla: { phones: [\"114\"] }"), in: week,
            language: .danish)
        #expect(report.text.contains("Bo Sønderskov (bo) afgiver 17 timer:"))
        #expect(report.text.contains("fagpersoner: 1 tilføjet, 1 fjernet"))
        let nameless = RosterDiffReport(
            from: try roster(), to: try roster([swap], bo: "bo: { phones: [\"114\"] }"), in: week,
            language: .danish)
        #expect(nameless.text.contains("\nbo overtager 17 timer:\n"))
    }

    @Test func `a line that comes is told with its duty`() throws {
        let backup =
            "      backup: { name: Bagvagt, "
            + "rotations: [{ professionals: [bo], starts: 2026-01-01, turn: 1 week }] }"
        let text = try lines(roster(line: backup))
        #expect(text[2] == "Ny linje: Egetræet/Bagvagt (egetraeet/backup)")
        #expect(text.contains("Bo Sønderskov (bo) overtager 168 timer:"))
        let back = RosterDiffReport(
            from: try roster(line: backup), to: try roster(), in: week, language: .danish)
        #expect(back.text.contains("\nLinje fjernet: Egetræet/Bagvagt (egetraeet/backup)\n"))
    }
}

@Suite struct `What else the two rosters differ in` {
    @Test func `no change says so, and names whose phones differ, never the number`() throws {
        let text = try lines(
            roster(bo: "bo: { name: Bo Sønderskov, phones: [\"+45 12 34 56 78\"] }"))
        #expect(
            text.dropFirst() == [
                "Ingen ændringer i perioden.", "", "Andet end vagter:", "telefoner for 'bo' ændret",
            ])
        let same = try lines(roster(), .english)
        #expect(same.dropFirst() == ["No changes in the period."])
    }

    @Test func `families are counted and not named`() throws {
        let old = RosterText()
        var new = RosterText()
        new.families[0] = RosterText.family("jensen", "Familien Jensen", "+4500000077")
        new.families[1] = RosterText.family("ny", "Familien Ny", "+4500000078", "pin: \"551204\"")
        new.steps[0] = "ring: [first], seconds: 40"
        let report = RosterDiffReport(
            from: try #require(read(old.yaml).roster), to: try #require(read(new.yaml).roster),
            in: week, language: .english)
        #expect(
            report.text.hasSuffix(
                "\n\nBeside duty:\nrouting changed\nfamilies: 1 added, 1 removed, 1 changed"))
        for secret in ["Familien", "jensen", "hansen", "4500", "551204"] {
            #expect(!report.text.contains(secret))
        }
    }

    @Test func `many phones do not fill the page`() throws {
        func roster(host: String) throws -> Roster {
            var text = RosterText()
            text.professionals += (10..<40).map {
                RosterText.professional("p\($0)", "P", "phones: [\"sip:p@\(host)\"]")
            }
            return try #require(read(text.yaml).roster)
        }
        let text = RosterDiffReport(
            from: try roster(host: "a.example"), to: try roster(host: "b.example"), in: week,
            language: .danish
        ).text.split(separator: "\n")
        #expect(text.count { $0.hasPrefix("telefoner for 'p") } == 20)
        #expect(text.last == "telefoner for 10 andre ændret")
    }
}

@Suite struct `The diff as a document` {
    @Test func `nobody is null, and whatever opens a gap says so`() throws {
        let (old, new) = (try roster(), try roster([night]))
        let report = RosterDiffReport(from: old, to: new, in: week, language: .danish)
        let (from, to) = ("2026-12-01T14:00:00Z", "2026-12-02T07:00:00Z")
        #expect(
            try JSONDocument(report.document).text
                == #"{"from":"2026-11-30T23:00:00Z","lines":[{"changes":[{"after":null,"#
                + #""before":"anna","from":"\#(from)","gap":true,"to":"\#(to)"}],"#
                + #""institution":"egetraeet","line":"first","municipality":null}],"#
                + #""new":"\#(new.sha256)","old":"\#(old.sha256)","professionals":[{"gains":[],"#
                + #""hours_gained":0,"hours_lost":17,"loses":[{"from":"\#(from)","#
                + #""line":"egetraeet/first","to":"\#(to)"}],"professional":"anna"}],"#
                + #""to":"2026-12-07T23:00:00Z"}"#)
    }

    @Test func `what one loses to several is one stretch`() throws {
        let new = try roster([
            "who: bo, from: 2026-12-01 15:00, to: 2026-12-01 20:00",
            "who: nobody, from: 2026-12-01 20:00, to: 2026-12-01 22:30",
        ])
        let document = RosterDiffReport(
            from: try roster(), to: new, in: week, language: .danish
        ).document
        let anna = try #require(document.professionals.first)
        #expect(document.professionals.map(\.professional) == ["anna", "bo"])
        #expect(
            anna.loses == [
                RosterDiffDocument.Stretch(
                    line: "egetraeet/first", from: "2026-12-01T14:00:00Z",
                    to: "2026-12-01T21:30:00Z")
            ])
        #expect([anna.hoursLost, anna.hoursGained] == [7.5, 0])
        #expect(document.professionals.last?.hoursGained == 5)
        #expect(document.lines.flatMap(\.changes).map(\.after) == ["bo", nil])
    }

    @Test func `no change is an empty document`() throws {
        let roster = try roster()
        let report = RosterDiffReport(from: roster, to: roster, in: week, language: .danish)
        #expect(report.document.lines.isEmpty)
        #expect(report.document.professionals.isEmpty)
    }
}

@Suite struct `What roster diff is asked` {
    private let zone = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc

    private func interval(_ from: String?, _ to: String?) throws -> Interval {
        try RosterDiffCommand.interval(
            from: from.flatMap { CivilDate($0) }, to: to.flatMap { CivilDate($0) }, in: zone,
            now: instant("2026-12-24T23:30"))
    }

    @Test func `without days it is from today to the horizon`() throws {
        #expect(
            try interval(nil, nil)
                == Interval(instant("2026-12-24T23:00"), instant("2027-02-18T23:00")))
        #expect(
            try interval("2026-03-28", nil)
                == Interval(instant("2026-03-27T23:00"), instant("2026-05-22T22:00")))
        #expect(try interval("2026-12-01", "2026-12-08") == week)
    }

    @Test(arguments: [(nil, "2026-12-25"), ("2026-12-02", "2026-12-01")])
    func `the last day comes after the first`(_ from: String?, _ to: String) {
        #expect(throws: (any Error).self) { try interval(from, to) }
    }

    private func failure(_ old: String, _ new: String) -> Failure? {
        #expect(throws: Failure.self) {
            try RosterDiffCommand.rosters(
                old: "\(Fixtures.rosters)/\(old)", new: "\(Fixtures.rosters)/\(new)",
                at: Fixtures.now)
        }
    }

    @Test func `errors say which of the two they are in`() throws {
        let (good, bad) = ("good-minimal.yaml", "bad-unknown-id.yaml")
        let error = "(did you mean 'anna'?) [unknown-id]"
        let new = try #require(failure(good, bad))
        #expect(new.status == .answerIsNo)
        #expect(new.message.hasPrefix("the new roster, \(Fixtures.rosters)/\(bad), has errors:\n"))
        #expect(
            new.text.danish.hasPrefix("den nye vagtplan, \(Fixtures.rosters)/\(bad), har fejl:\n"))
        #expect(new.message.hasSuffix(error))
        #expect(new.message.split(separator: "\n").count == 2)
        let old = try #require(failure(bad, good))
        #expect(old.message.hasPrefix("the old roster, \(Fixtures.rosters)/\(bad), has errors:\n"))
        #expect(
            old.text.danish.hasPrefix("den gamle vagtplan, \(Fixtures.rosters)/\(bad), har fejl:\n")
        )
        #expect(failure(bad, bad)?.message.split(separator: "\n").count == 4)
        #expect(throws: Never.self) {
            try RosterDiffCommand.rosters(
                old: "\(Fixtures.rosters)/\(good)", new: "\(Fixtures.rosters)/\(good)",
                at: Fixtures.now)
        }
    }

    @Test func `a path without a roster is unusable`() throws {
        let missing = try #require(failure("good-minimal.yaml", "none.yaml"))
        #expect(missing.status == .unusableInput)
        #expect(missing.message.contains("/none.yaml: "))
    }
}
