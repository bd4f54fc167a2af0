import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

/// Calls that were counted, as the figures of a report.
struct TallyFigures {
    let tally: Tally
    let targets: [ReportSettings.Target]
    /// Which groups of figures may be shown.
    let shows: (FigureGroup) -> Bool
    /// Whether means and percentiles may be.
    let tellsTimes: Bool
    /// Families enrolled, and the days they were, in the period; `nil` where the roster does not
    /// tell.
    var enrolled: EnrolledFamilies?

    typealias Figure = ReportDocument.Figure

    /// Every figure of docs/evaluation.md that the calls alone can answer.
    var figures: [Figure] {
        precondition(tally.identityHolds, "the classes do not add up to the offered calls")
        return classes + rates + times + people + promises
    }

    /// Of contacts and professionals.
    var ofOthers: [Figure] {
        [
            count(
                "contacts-and-professionals", tally.offered, .offered,
                "calls of contacts and professionals"),
            count(
                "contacts-and-professionals-answered", tally.of(.answered), .offered,
                "those of them with a human"),
        ]
    }

    private var classes: [Figure] {
        [
            count(
                .offered, .offered,
                "distinct calls of families, unknown and withheld callers; equals short + answered "
                    + "+ abandoned + failed + open + unknown"),
            count(.short, .classes, "ended by the caller within 10 s without a human"),
            count(.answered, .answers, "a human took the call"),
            count(.abandoned, .classes, "ended by the caller before a human, not short"),
            count(.failed, .classes, "the plan was exhausted or something broke; no human"),
            count(.failedByKey, .byKey, "promises that the caller asked for by key"),
            count(.open, .classes, "not ended yet"),
            count(.unknown, .classes, "no end was ever reported"),
            count(
                .shortOf30, .shortOf30,
                "ended by the caller within 30 s without a human, to compare with the NHS"),
        ]
    }

    private var rates: [Figure] {
        let below = "(offered - short)"
        return [
            share(
                "answer-rate", tally.of(.answered), of: tally.of(.measured), .classes,
                "answered / \(below)"),
            share(
                "abandonment-rate", tally.of(.abandoned), of: tally.of(.measured), .classes,
                "abandoned / \(below)"),
            share(
                "failure-rate", tally.of(.failed), of: tally.of(.measured), .classes,
                "failed / \(below)"),
            share(
                .abandonedAfter30, of: tally.offered, .shortOf30,
                "ended by the caller after 30 s or more without a human / offered"),
        ]
    }

    private var times: [Figure] {
        let waits = tally.waits
        let from = "from the call's arrival to a human, over answered calls"
        let isShown = shows(.answers) && tellsTimes
        func seconds(_ name: String, _ value: Double?, _ what: String) -> Figure {
            Figure(
                figure: name, unit: "seconds",
                value: isShown ? value.map { ($0 * 10).rounded() / 10 } : nil,
                n: isShown ? waits.count : nil, formula: "\(what) of the time \(from)")
        }
        let percentiles = [50, 90, 95].map { percent in
            seconds(
                "time-to-human-p\(percent)", waits.percentile(percent),
                "nearest rank of \(percent) %")
        }
        let levels: [(CountedFigure, Int)] = [
            (.within15, 15), (.within20, 20), (.within60, 60), (.within180, 180),
        ]
        return percentiles + [
            seconds("time-to-human-max", waits.most, "longest"),
            seconds("time-to-human-mean", waits.mean, "mean"),
            seconds(
                "time-to-human-slowest-tenth", waits.meanOfSlowestTenth,
                "mean of the slowest tenth"),
        ]
            + levels.map { figure, limit in
                share(
                    figure, of: tally.of(.measured), .waits,
                    "answered within \(limit) s / (offered - short)", also: .classes)
            }
    }

    private var people: [Figure] {
        let repeats: [(CountedFigure, Int)] = [
            (.repeatedInADay, 1), (.repeatedInAWeek, 7), (.repeatedInAMonth, 30),
        ]
        return [
            ratio(
                "legs-per-call", Double(tally.legs), of: Double(tally.of(.rung)),
                n: tally.of(.rung), isShown: shows(.steps) && tellsTimes,
                "legs / calls that rang anybody"),
            share(
                .takenByFirstStep, of: tally.of(.rung), .steps,
                "calls taken by somebody of the first step / calls that rang anybody"),
            Figure(
                figure: "families", unit: "families",
                value: shows(.offered) ? Double(tally.familyCount) : nil,
                n: shows(.offered) ? tally.offered : nil, formula: "distinct families with a call"),
        ] + ofEnrolled
            + repeats.map { figure, days in
                share(
                    figure, of: tally.of(.answered), .repeats,
                    "answered calls with an earlier answered call of the same family within "
                        + "\(days) d / answered")
            }
    }

    private var ofEnrolled: [Figure] {
        guard let enrolled else { return [] }
        let isShown = shows(.offered) && enrolled.mayTell(tally.familyCount)
        let reach = Share(min(tally.familyCount, enrolled.count), of: enrolled.count)
        return [
            Figure(
                figure: "reach", unit: "share", value: isShown ? reach?.value : nil,
                n: isShown ? enrolled.count : nil, low: isShown ? reach?.low : nil,
                high: isShown ? reach?.high : nil,
                formula: "families with a call / families enrolled"),
            ratio(
                "calls-per-family-month", Double(tally.of(.ofFamilies)), of: enrolled.months,
                n: tally.of(.ofFamilies), isShown: shows(.offered),
                "calls of families / months that families were enrolled (their days / 30.44)"),
        ]
    }

    private var promises: [Figure] {
        let due = tally.of(.promisesDue)
        return [
            count(
                .promisesDue, .promises,
                "promises whose deadline is past, or that were kept before",
                unit: "promises"),
            share(
                .promisesKept, of: due, .promises,
                "promises with the family reached by the deadline / promises that fell due; overdue "
                    + "ones count as broken"),
            count(
                .promisesBroken, .promises,
                "promises that fell due and were not kept by the deadline", unit: "promises"),
            share(
                .promisesSameDay, of: due, .promises,
                "promises with the family reached by 24:00 of the call's day, or within 8 h, "
                    + "whichever is later / promises that fell due"),
            count(
                .promisesOpen, .promises, "promises whose deadline is still to come",
                unit: "promises"),
        ]
    }

    // MARK: One figure

    private func count(
        _ figure: CountedFigure, _ group: FigureGroup, _ formula: String, unit: String = "calls"
    ) -> Figure {
        count(figure.rawValue, tally.of(figure), group, formula, unit: unit)
    }

    private func count(
        _ name: String, _ count: Int, _ group: FigureGroup, _ formula: String,
        unit: String = "calls"
    ) -> Figure {
        let isShown = shows(group)
        return Figure(
            figure: name, unit: unit, value: isShown ? Double(count) : nil,
            n: isShown ? count : nil, formula: formula)
    }

    private func ratio(
        _ name: String, _ count: Double, of total: Double, n: Int, isShown: Bool, _ formula: String
    ) -> Figure {
        Figure(
            figure: name, unit: "ratio", value: isShown && total > 0 ? count / total : nil,
            n: isShown ? n : nil, formula: formula)
    }

    private func share(
        _ figure: CountedFigure, of total: Int, _ group: FigureGroup, _ formula: String,
        also other: FigureGroup? = nil
    ) -> Figure {
        share(
            figure.rawValue, tally.of(figure), of: total, group, formula,
            isShown: other.map(shows) ?? true)
    }

    private func share(
        _ name: String, _ count: Int, of total: Int, _ group: FigureGroup, _ formula: String,
        isShown: Bool = true
    ) -> Figure {
        let share = isShown && shows(group) ? Share(min(count, total), of: total) : nil
        let target = targets.first { $0.figure == name }
        return Figure(
            figure: name, unit: "share", value: share?.value,
            n: isShown && shows(group) ? total : nil, low: share?.low, high: share?.high,
            formula: formula, target: target?.share,
            met: target.flatMap { target in
                share.map {
                    target.isCeiling ? $0.value < target.share : $0.value >= target.share
                }
            })
    }
}
