import HotlineAPI
import HotlineTexts
import OnCallRoster

/// What duty asks of each professional, and how evenly the lines share it: as a document, and as
/// tables of at most 80 columns.
struct RosterLoadReport {
    let document: RosterLoadDocument
    let text: String

    /// The load over the horizon that begins at `now`.
    init(_ roster: Roster, from now: Instant, in language: WrittenLanguage) {
        let horizon = Interval(now, now + rosterHorizon)
        let table = DutyTable(of: roster, in: horizon)
        self.init(DutyLoad(of: roster, table, over: horizon), of: roster, in: language)
    }

    init(_ load: DutyLoad, of roster: Roster, in language: WrittenLanguage) {
        document = RosterLoadDocument(load, of: roster)
        let words = LoadWords(language)
        let span = words.span(roster.wallText(load.span.start), roster.wallText(load.span.end))
        let tables =
            [span] + RosterLoadReport.rows(of: load.professionals, words) + [words.nights]
            + (load.lines.isEmpty ? [] : [""] + RosterLoadReport.rows(of: load.lines, words))
        text = tables.joined(separator: "\n")
    }

    private static func rows(of loads: [ProfessionalLoad], _ words: LoadWords) -> [String] {
        let heads = words.professionalHeads
        var columns = Columns()
        func add(_ name: String, _ figures: [String]) {
            let aligned = zip(figures, heads.dropFirst()).map { $0.aligned(below: $1) }
            columns.add(name.clipped(to: 15), aligned.joined(separator: "  "))
        }
        add(heads[0], Array(heads.dropFirst()))
        for load in loads {
            let hours = [load.duty, load.standby, load.awake].map(words.hours)
            let counts = [load.nights, load.weekends, load.holidays, load.shifts].map(String.init)
            add(load.professional.rawValue, hours + counts)
        }
        return columns.lines
    }

    /// Each line with the shares of the persons in its rotations, and how far these are apart.
    private static func rows(of loads: [LineLoad], _ words: LoadWords) -> [String] {
        let heads = words.lineHeads
        var columns = Columns()
        func add(_ line: String, _ name: String, _ hours: String, _ part: String) {
            columns.add(
                line.clipped(to: 30), name.clipped(to: 24), hours.aligned(below: heads[2]),
                part.aligned(below: heads[3]))
        }
        add(heads[0], heads[1], heads[2], heads[3])
        for load in loads {
            for (index, share) in load.shares.enumerated() {
                add(
                    index == 0 ? load.line.description : "", share.professional.rawValue,
                    words.hours(share.duty), "\(Int((share.part * 100).rounded())) %")
            }
            if load.shares.count > 1 { add("", words.apart, words.hours(load.difference), "") }
        }
        return columns.lines
    }
}

extension RosterLoadDocument {
    fileprivate init(_ load: DutyLoad, of roster: Roster) {
        self.init(
            from: load.span.texts.from, to: load.span.texts.to,
            professionals: load.professionals.map { load in
                let institution = roster.professionals[load.professional]?.institution
                return Professional(
                    professional: load.professional.rawValue, institution: institution?.rawValue,
                    dutyMinutes: load.duty.wholeMinutes, standbyMinutes: load.standby.wholeMinutes,
                    awakeMinutes: load.awake.wholeMinutes, shifts: load.shifts,
                    nights: load.nights, weekendDays: load.weekendDays, weekends: load.weekends,
                    holidays: load.holidays)
            }, lines: load.lines.map { Line($0) })
    }
}

extension RosterLoadDocument.Line {
    fileprivate init(_ load: LineLoad) {
        self.init(
            institution: load.line.institution?.rawValue,
            municipality: load.line.municipality?.rawValue, line: load.line.name.rawValue,
            dutyMinutes: load.filled.wholeMinutes,
            leastMinutes: load.least?.duty.wholeMinutes ?? 0,
            mostMinutes: load.most?.duty.wholeMinutes ?? 0,
            differenceMinutes: load.difference.wholeMinutes,
            professionals: load.shares.map { share in
                RosterLoadDocument.Share(
                    professional: share.professional.rawValue,
                    dutyMinutes: share.duty.wholeMinutes,
                    share: (share.part * 1000).rounded() / 1000)
            })
    }
}

/// The words of the tables, for people.
private struct LoadWords {
    let language: WrittenLanguage

    init(_ language: WrittenLanguage) {
        self.language = language
    }

    func span(_ from: String, _ to: String) -> String {
        switch language {
        case .danish: "Belastning fra \(from) til \(to)"
        case .english: "Load from \(from) to \(to)"
        }
    }

    var professionalHeads: [String] {
        switch language {
        case .danish:
            [
                "KOLLEGA", "TIMER", "RÅDIGHED", "VÅGEN", "NÆTTER", "WEEKENDER", "HELLIGDAGE",
                "VAGTER",
            ]
        case .english:
            [
                "PROFESSIONAL", "HOURS", "STANDBY", "AWAKE", "NIGHTS", "WEEKENDS", "HOLIDAYS",
                "SHIFTS",
            ]
        }
    }

    var nights: String {
        switch language {
        case .danish: "En nat tæller, når mindst 3 timer mellem kl. 23 og 6 er vagt."
        case .english: "A night counts when at least 3 hours between 23:00 and 06:00 are duty."
        }
    }

    var lineHeads: [String] {
        switch language {
        case .danish: ["VAGTLINJE", "KOLLEGA", "TIMER", "ANDEL"]
        case .english: ["LINE", "PROFESSIONAL", "HOURS", "SHARE"]
        }
    }

    var apart: String {
        switch language {
        case .danish: "mest minus mindst"
        case .english: "most minus least"
        }
    }

    /// Hours to one decimal.
    func hours(_ duration: Duration) -> String {
        let tenths = (duration.wholeMinutes + 3) / 6
        let point =
            switch language {
            case .danish: ","
            case .english: "."
            }
        return "\(tenths / 10)\(point)\(tenths % 10)"
    }
}

extension Duration {
    fileprivate var wholeMinutes: Int { wholeSeconds / 60 }
}

extension String {
    /// The text, or its beginning where it is too long for a column.
    fileprivate func clipped(to width: Int) -> String {
        count <= width ? self : prefix(width - 1) + "…"
    }

    /// A figure at the right end of its column, which is six wide or as wide as its head.
    fileprivate func aligned(below head: String) -> String {
        String(repeating: " ", count: max(0, max(6, head.count) - count)) + self
    }
}
