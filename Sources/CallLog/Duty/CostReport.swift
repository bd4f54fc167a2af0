package import OnCallRoster

/// What a period cost, in øre: being there apart from what each call adds. Pure.
///
/// - Standby: the duty of persons, at its price by the hour. Two lines at once are paid once, and
///   calls take nothing off. Waking duty is paid as such. The time of each price is summed over
///   all, then rounded once to an øre, half an øre up.
/// - Handling, which is the marginal cost: the time on calls outside waking duty, each call rounded
///   up to the settings' unit. A desk's calls are handled outside duty.
/// - Line: the monthly price by the part of each month's days.
///
/// By variant, standby and line are apportioned by the days that families of each are enrolled, and
/// handling by whose call it was; that of calls of no variant by those days too. The øre that
/// remain go to the greatest remainders, so that the variants and the rest add up to the whole.
package struct CostReport: Hashable, Sendable {
    package let whole: Sum
    /// `nil` has what belongs to families of no variant; empty where nobody is enrolled.
    package let variants: [Family.Variant?: Sum]

    package struct Sum: Hashable, Sendable {
        package var standby = 0
        package var handling = 0
        package var line = 0

        package var total: Int { standby + handling + line }
    }

    /// What costs are divided by.
    package struct Basis: Hashable, Sendable {
        /// Days that families are enrolled, by variant; `nil` has those of none.
        package var familyDays: [Family.Variant?: Int]
        /// Calls offered, in all and by variant.
        package var calls: Int
        package var callsByVariant: [Family.Variant: Int]
        /// Distinct families enrolled, in all and by variant: the n of what is told per family.
        package var families: Int
        package var familiesByVariant: [Family.Variant: Int]

        package init(
            familyDays: [Family.Variant?: Int], calls: Int,
            callsByVariant: [Family.Variant: Int] = [:], families: Int,
            familiesByVariant: [Family.Variant: Int] = [:]
        ) {
            self.familyDays = familyDays
            self.calls = calls
            self.callsByVariant = callsByVariant
            self.families = families
            self.familiesByVariant = familiesByVariant
        }
    }

    package init(
        _ duty: DutyReport, at prices: Prices, holidays: HolidayCalendar,
        familyDays: [Family.Variant?: Int]
    ) {
        let calendar = PriceCalendar(
            over: duty.interval, zone: duty.zone, holidays: holidays, night: prices.night)
        let people = Dictionary(grouping: duty.stretches.filter(\.isOfPerson)) {
            $0.professional ?? ""
        }
        var hours: [Hours: Duration] = [:]
        var awake: [ProfessionalID: IntervalSet] = [:]
        for (who, stretches) in people {
            let waking = stretches.set { $0.kind == .awake }
            let standby = stretches.set { _ in true }.subtracting(waking)
            awake[who] = waking
            for (kind, set, price) in [
                (Line.DutyKind.awake, waking, prices.awake), (.standby, standby, prices.standby),
            ] {
                for (hour, time) in calendar.durations(of: set, at: price) {
                    hours[Hours(kind: kind, hour: hour), default: .zero] += time
                }
            }
        }
        let standby = hours.reduce(0) { sum, entry in
            let price = entry.key.kind == .awake ? prices.awake : prices.standby
            return sum + amount(of: entry.value, atHourly: price[entry.key.hour] ?? 0)
        }
        var handled: [Family.Variant?: Duration] = [:]
        for (who, calls) in duty.calls {
            let waking = awake[who] ?? IntervalSet()
            for call in calls where duty.interval.contains(call.interval.start) {
                let paid =
                    call.interval.duration - waking.clipped(to: call.interval).duration
                handled[call.variant, default: .zero] += paid.roundedUp(to: prices.handlingUnit)
            }
        }
        let line = calendar.amount(monthly: prices.lineMonth)
        let all = handled.values.reduce(.zero, +)
        let handling = amount(of: all, atHourly: prices.handling)
        whole = Sum(standby: standby, handling: handling, line: line)
        variants = CostReport.variants(whole, handled, familyDays)
    }

    private struct Hours: Hashable {
        let kind: Line.DutyKind
        let hour: HourClass
    }

    private static func variants(
        _ whole: Sum, _ handled: [Family.Variant?: Duration], _ days: [Family.Variant?: Int]
    ) -> [Family.Variant?: Sum] {
        guard days.values.contains(where: { $0 > 0 }) else { return [:] }
        let standby = apportioned(whole.standby, by: days)
        let line = apportioned(whole.line, by: days)
        // Calls of no variant are shared by days, in milliseconds, before money is.
        var time = handled.mapValues { Int($0.wholeMilliseconds) }
        let shared = time.removeValue(forKey: nil) ?? 0
        time.merge(apportioned(shared, by: days), uniquingKeysWith: +)
        let handling = apportioned(whole.handling, by: time)
        return Set(days.keys).union(handling.keys).reduce(into: [:]) { sums, variant in
            sums[variant] = Sum(
                standby: standby[variant] ?? 0, handling: handling[variant] ?? 0,
                line: line[variant] ?? 0)
        }
    }

    /// Parts of a whole by weight; each is rounded down, and what remains goes to the greatest
    /// remainders, of equal ones to the first by name.
    static func apportioned(
        _ whole: Int, by weights: [Family.Variant?: Int]
    ) -> [Family.Variant?: Int] {
        let sum = weights.values.reduce(0, +)
        guard sum > 0 else { return [:] }
        var parts: [Family.Variant?: Int] = [:]
        var remainders: [(variant: Family.Variant?, remainder: UInt)] = []
        for (variant, weight) in weights {
            let product = UInt(whole).multipliedFullWidth(by: UInt(weight))
            let (part, remainder) = UInt(sum).dividingFullWidth(product)
            parts[variant] = Int(part)
            remainders.append((variant, remainder))
        }
        let missing = whole - parts.values.reduce(0, +)
        let order = remainders.sorted {
            ($1.remainder, $0.variant?.rawValue ?? "") < ($0.remainder, $1.variant?.rawValue ?? "")
        }
        for (variant, _) in order.prefix(missing) { parts[variant, default: 0] += 1 }
        return parts
    }
}

extension Duration {
    /// Each started unit counts; a zero unit changes nothing.
    fileprivate func roundedUp(to unit: Duration) -> Duration {
        let (time, step) = (wholeMilliseconds, unit.wholeMilliseconds)
        guard step > 0, time > 0 else { return self }
        return .milliseconds((time + step - 1) / step * step)
    }
}
