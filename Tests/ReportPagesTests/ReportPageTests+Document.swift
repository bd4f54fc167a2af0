import HotlineAPI

@testable import ReportPages

/// The document of `ReportPageTests`: a year of two institutions.
extension ReportPageTests {
    typealias Figure = ReportDocument.Figure
    typealias Row = ReportDocument.Row

    static let document = ReportDocument(
        from: "2026-01-01", to: "2027-01-01", zone: "Europe/Copenhagen",
        made: "2027-01-04T08:00:00Z", version: "1.4.0",
        rosters: ["3f2a9c1b04de77aa19", "b7710c55e0f2d94b3c"], smallestCell: 5,
        notes: ["Contacts before the hotline are not known."],
        figures: figures, tables: tables, waits: waits, enrolment: enrolment,
        coverage: [
            ReportDocument.LineCoverage(
                line: "egetraeet/forvagt", claimedMinutes: 525_600, coveredMinutes: 524_150),
            ReportDocument.LineCoverage(
                line: "fjordby/familieplejens-meget-lange-linje-om-natten-og-i-weekenden",
                claimedMinutes: 105_300, coveredMinutes: 97_215),
            ReportDocument.LineCoverage(
                line: "solhjem/bagvagt", claimedMinutes: 0, coveredMinutes: 0),
        ],
        load: [
            load("egetraeet", nil, duties: 365, calls: 412, handling: 9_820),
            load("egetraeet", "anna", duties: 183, calls: 240, handling: 5_630),
            load("egetraeet", "bo", duties: 182, calls: 172, handling: 4_190),
            load("solhjem", nil, duties: 0, calls: 0, handling: 0),
        ])

    /// Every figure that `calls list --in` knows.
    static let counted = [
        "offered", "short", "answered", "abandoned", "failed", "open", "unknown", "failed-by-key",
        "short-30", "abandoned-after-30", "measured", "answer-rate", "abandonment-rate",
        "failure-rate", "service-level-15", "service-level-20", "service-level-60",
        "service-level-180", "time-to-human-p50", "time-to-human-p90", "time-to-human-p95",
        "time-to-human-max", "time-to-human-mean", "time-to-human-slowest-tenth", "legs-per-call",
        "first-step-answer-rate", "repeat-1d", "repeat-7d", "repeat-30d", "promises-due",
        "promise-kept", "promise-broken", "promise-same-day", "promises-open", "families",
    ]

    static let isListed: @Sendable (String) -> Bool = { counted.contains($0) }

    /// Every figure that a page or the log knows, and one that neither does.
    static let names =
        Set(ReportFigureWords.all.keys).union(counted).sorted() + ["calls-at-full-moon"]

    private static let figures = names.map { name in
        switch unit(of: name) {
        case "share": share(name, 1138, of: 1234)
        case "seconds":
            Figure(figure: name, unit: "seconds", value: 23.46, n: 1138, formula: "of \(name)")
        case "dkk":
            Figure(figure: name, unit: "dkk", value: 1_234_567.8, n: 1234, formula: "of \(name)")
        case "ratio":
            Figure(figure: name, unit: "ratio", value: 1.237, n: 1234, formula: "of \(name)")
        case let unit:
            Figure(figure: name, unit: unit, value: 1234, n: 1234, formula: "of \(name)")
        }
    }

    private static func unit(of name: String) -> String {
        if name.hasPrefix("cost") { return "dkk" }
        if name.hasPrefix("time-to-human") { return "seconds" }
        if ["legs-per-call", "calls-per-family-month", "baseline", "interruptions-per-duty"]
            .contains(name)
        {
            return "ratio"
        }
        let shares = [
            "rate", "service-level", "repeat", "kept", "same-day", "reach", "coverage", "occupancy",
            "after-30",
        ]
        return shares.contains { name.contains($0) } ? "share" : "calls"
    }

    static func share(_ name: String, _ count: Int, of total: Int) -> Figure {
        let share = total > 0 ? Double(count) / Double(total) : nil
        let targets = [
            "service-level-180": 0.95, "promise-same-day": 1, "answer-rate": 0.9,
            "abandoned-after-30": 0.05,
        ]
        let target = targets[name]
        let met = target.flatMap { wanted in
            share.map { name == "abandoned-after-30" ? $0 < wanted : $0 >= wanted }
        }
        return Figure(
            figure: name, unit: "share", value: share, n: total,
            low: share.map { max(0, $0 - 0.2 / Double(total).squareRoot()) },
            high: share.map { min(1, $0 + 0.2 / Double(total).squareRoot()) },
            formula: "of \(name)", target: target, met: met)
    }

    /// A part of the calls that has so many.
    static func row(_ part: String, _ offered: Int) -> Row {
        let answered = offered * 9 / 10
        let short = offered / 20
        func count(_ name: String, _ count: Int) -> Figure {
            Figure(
                figure: name, unit: "calls", value: Double(count), n: count, formula: "of \(name)")
        }
        return Row(
            part: part,
            figures: [
                count("offered", offered), count("answered", answered), count("short", short),
                count("abandoned", offered / 40), count("failed", offered / 50),
                share("answer-rate", min(answered, offered - short), of: offered - short),
                share("service-level-180", answered * 9 / 10, of: offered - short),
                Figure(
                    figure: "time-to-human-p50", unit: "seconds",
                    value: answered > 4 ? 18.5 : nil, n: answered, formula: "of it"),
                Figure(
                    figure: "time-to-human-p90", unit: "seconds",
                    value: answered > 4 ? 61 : nil, n: answered, formula: "of it"),
                share("promise-kept", offered / 12 * 9 / 10, of: offered / 12),
            ])
    }

    /// As a daemon that hides a row would never send it: with its figures.
    static func hidden(_ part: String) -> Row {
        var row = row(part, 7_777)
        row.hidden = true
        return row
    }

    private static let tables = [
        ReportDocument.Table(
            by: "month",
            rows: (1...12).map { month in
                let part = "2026-" + (month < 10 ? "0" : "") + String(month)
                return month == 2 ? hidden(part) : row(part, 60 + month * 37 % 71)
            }),
        ReportDocument.Table(
            by: "institution",
            rows: [
                row("egetraeet", 812), row("solhjem", 422), row("<script>alert(1)</script>", 31),
                hidden("lille-hus"),
            ]),
        ReportDocument.Table(by: "municipality", rows: [row("fjordby", 1_001), row("aahavn", 4)]),
        ReportDocument.Table(
            by: "variant", rows: [row("group", 700), row("individual", 534)]),
        ReportDocument.Table(
            by: "hour",
            rows: (0..<24).map { hour in
                let part = (hour < 10 ? "0" : "") + String(hour)
                return hour == 4 ? hidden(part) : row(part, 12 + (hour * hour * 7) % 97)
            } + [row("02 again", 2)]),
        ReportDocument.Table(
            by: "weekday",
            rows: zip(
                [
                    "1 monday", "2 tuesday", "3 wednesday", "4 thursday", "5 friday", "6 saturday",
                    "7 sunday",
                ], [170, 155, 149, 160, 203, 210, 187]
            ).map { row($0.0, $0.1) }),
    ]

    private static let waits = [
        (0, 10, 402), (10, 15, 280), (15, 20, 164), (20, 30, 121), (30, 60, 98), (60, 120, 41),
        (120, 180, 19), (180, 300, 9), (300, nil, nil),
    ].map { ReportDocument.WaitBucket(from: $0.0, to: $0.1, calls: $0.2) }

    private static let enrolment = ["all", "group", "individual"].enumerated().flatMap {
        index, variant in
        (1...12).map { month in
            let families = 90 - month * 2 - index * 12
            let calls = families * (90 - month * 5 + index * 8) / 100
            let isHidden = variant == "individual" && month == 7
            return ReportDocument.EnrolmentMonth(
                variant: variant, month: month, families: isHidden ? nil : families,
                calls: isHidden ? nil : calls,
                perFamily: isHidden ? nil : Double(calls) / Double(families))
        }
    }

    private static func load(
        _ owner: String, _ professional: String?, duties: Int, calls: Int, handling: Int
    ) -> ReportDocument.DutyLoad {
        ReportDocument.DutyLoad(
            owner: owner, professional: professional, duties: duties, dutyMinutes: duties * 1_440,
            handlingMinutes: handling, interruptions: calls, atNight: calls / 6,
            shortRests: calls / 40)
    }
}
