import CallLog
import CallRouting
import HotlineAPI
import OnCallRoster

extension ReportDocument {
    /// - Parameters:
    ///   - from: The first day.
    ///   - to: The day after the last.
    init(_ report: CallReport, from: CivilDate, to: CivilDate, made: Instant, version: String) {
        self.init(
            from: from.description, to: to.description, zone: report.zone.identifier,
            made: made.wholeSecond.description, version: version,
            figures: Figure.all(of: report.all) + Figure.others(report.others),
            tables: CallReport.Part.allCases.map { part in
                Table(
                    by: part.rawValue,
                    rows: (report.parts[part] ?? [:]).sorted { $0.key < $1.key }.map {
                        name, tally in
                        Row(part: name, figures: Figure.all(of: tally))
                    })
            })
    }
}

extension ReportDocument.Figure {
    /// Every figure of evaluation.md that the log alone can answer.
    fileprivate static func all(of tally: Tally) -> [Self] {
        precondition(tally.identityHolds, "the classes do not add up to the offered calls")
        return classes(tally) + rates(tally) + times(tally) + people(tally) + promises(tally)
    }

    fileprivate static func others(_ tally: Tally) -> [Self] {
        [
            count(
                "contacts-and-professionals", tally.offered, "calls of contacts and professionals"),
            count(
                "contacts-and-professionals-answered", tally.of(.answered),
                "those of them with a human"),
        ]
    }

    private static func classes(_ tally: Tally) -> [Self] {
        [
            count(
                "offered", tally.offered,
                "distinct calls of families, unknown and withheld callers; equals short + answered "
                    + "+ abandoned + failed + open + unknown"),
            count(
                "short", tally.of(.short),
                "ended by the caller within 10 s without a human"),
            count("answered", tally.of(.answered), "a human took the call"),
            count(
                "abandoned", tally.of(.abandoned),
                "ended by the caller before a human, not short"),
            count(
                "failed", tally.of(.failed),
                "the plan was exhausted or something broke; no human"),
            count(
                "failed-by-key", tally.promisedByKey,
                "promises that the caller asked for by key"),
            count("open", tally.of(.open), "not ended yet"),
            count("unknown", tally.of(.unknown), "no end was ever reported"),
            count(
                "short-30", tally.shortOf30,
                "ended by the caller within 30 s without a human, to compare with the NHS"),
        ]
    }

    private static func rates(_ tally: Tally) -> [Self] {
        let below = "(offered - short)"
        return [
            share("answer-rate", tally.of(.answered), tally.measured, "answered / \(below)"),
            share(
                "abandonment-rate", tally.of(.abandoned), tally.measured, "abandoned / \(below)"),
            share("failure-rate", tally.of(.failed), tally.measured, "failed / \(below)"),
        ]
    }

    private static func times(_ tally: Tally) -> [Self] {
        let waits = Waits(tally.waits)
        let from = "from the call's arrival to a human, over answered calls"
        func seconds(_ name: String, _ milliseconds: Double?, _ what: String) -> Self {
            Self(
                figure: name, unit: "seconds",
                value: milliseconds.map { ($0 / 100).rounded() / 10 },
                n: waits.count, formula: "\(what) of the time \(from)")
        }
        let percentiles = [50, 90, 95].map { percent in
            seconds(
                "time-to-human-p\(percent)", waits.percentile(percent).map { Double($0) },
                "nearest rank of \(percent) %")
        }
        let levels = [15, 20, 60, 180].map { limit in
            share(
                "service-level-\(limit)", waits.within(Int64(limit) * 1000), tally.measured,
                "answered within \(limit) s / (offered - short)",
                target: limit == 180 ? 0.95 : nil)
        }
        return percentiles + [
            seconds("time-to-human-max", waits.most.map { Double($0) }, "longest"),
            seconds("time-to-human-mean", waits.mean, "mean"),
            seconds(
                "time-to-human-slowest-tenth", waits.meanOfSlowestTenth,
                "mean of the slowest tenth"),
        ] + levels
    }

    private static func people(_ tally: Tally) -> [Self] {
        [
            Self(
                figure: "legs-per-call", unit: "ratio",
                value: tally.rung > 0 ? Double(tally.legs) / Double(tally.rung) : nil,
                n: tally.rung, formula: "legs / calls that rang anybody"),
            share(
                "first-step-answer-rate", tally.takenByFirstStep, tally.rung,
                "calls taken by somebody of the first step / calls that rang anybody"),
            Self(
                figure: "families", unit: "families", value: Double(tally.families.count),
                n: tally.offered, formula: "distinct families with a call"),
        ]
            + Tally.Span.allCases.map { span in
                share(
                    "repeat-\(span.rawValue)d", tally.repeats[span] ?? 0, tally.of(.answered),
                    "answered calls with an earlier answered call of the same family within "
                        + "\(span.rawValue) d / answered")
            }
    }

    private static func promises(_ tally: Tally) -> [Self] {
        [
            share(
                "promise-kept", tally.promisesKept, tally.promisesDue,
                "promises with the family reached by the deadline / promises that fell due; overdue "
                    + "ones count as broken"),
            share(
                "promise-same-day", tally.promisesSameDay, tally.promisesDue,
                "promises with the family reached by 24:00 of the call's day, or within 8 h, "
                    + "whichever is later / promises that fell due", target: 1),
            count("promises-open", tally.promisesOpen, "promises whose deadline is still to come"),
        ]
    }

    private static func count(_ name: String, _ count: Int, _ formula: String) -> Self {
        Self(
            figure: name, unit: "calls", value: Double(count), n: count, formula: formula)
    }

    private static func share(
        _ name: String, _ count: Int, _ total: Int, _ formula: String, target: Double? = nil
    ) -> Self {
        let share = Share(min(count, total), of: total)
        return Self(
            figure: name, unit: "share", value: share?.value, n: total, low: share?.low,
            high: share?.high, formula: formula, target: target)
    }
}
