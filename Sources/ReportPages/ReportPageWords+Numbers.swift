import HotlineAPI

/// Numbers as the language writes them.
extension ReportPageWords {
    /// The figure's value with its unit; where there is none, why.
    func value(_ figure: ReportDocument.Figure) -> String {
        guard let value = figure.value else { return figure.n == nil ? hidden : unsaid }
        return amount(value, unit: figure.unit)
    }

    func amount(_ value: Double, unit: String) -> String {
        switch unit {
        case "share": percent(value)
        case "seconds": decimal(value, digits: 1) + "\u{A0}s"
        case "hours": decimal(value, digits: 1) + "\u{A0}" + self("timer", "hours")
        case "dkk": money(value)
        case "ratio": decimal(value, digits: 2)
        default: decimal(value, digits: value.rounded() == value ? 0 : 1)
        }
    }

    func percent(_ share: Double, shortest: Bool = false) -> String {
        let value = share * 100
        let isWhole = abs(value - value.rounded()) < 1e-6
        return decimal(value, digits: shortest && isWhole ? 0 : 1) + self("\u{A0}%", "%")
    }

    /// Both ends of the interval; `nil` where there is none.
    func interval(_ figure: ReportDocument.Figure) -> String? {
        guard figure.value != nil, let low = figure.low, let high = figure.high else { return nil }
        guard figure.unit == "share" else {
            return "\(amount(low, unit: figure.unit))–\(amount(high, unit: figure.unit))"
        }
        return decimal(low * 100, digits: 1) + "–" + percent(high)
    }

    /// Øre are told of small amounts only.
    private func money(_ value: Double) -> String {
        let number = decimal(value, digits: abs(value) < 1000 ? 2 : 0)
        return self("\(number)\u{A0}kr.", "DKK\u{A0}\(number)")
    }

    func hours(minutes: Int) -> String { amount(Double(minutes) / 60, unit: "hours") }

    /// A count, thousands apart.
    package func whole(_ number: Int) -> String { decimal(Double(number), digits: 0) }

    /// Rounded to so many digits behind the sign, thousands apart.
    package func decimal(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        guard let scaled = Int(exactly: (value * Double(scale)).rounded()) else { return unsaid }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        var text = ReportPageWords.grouped(String(whole), by: self(".", ","))
        if digits > 0 {
            let fraction = String(rest)
            let zeros = String(repeating: "0", count: digits - fraction.count)
            text += self(",", ".") + zeros + fraction
        }
        return (scaled < 0 ? "−" : "") + text
    }

    private static func grouped(_ digits: String, by sign: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: sign)
    }
}
