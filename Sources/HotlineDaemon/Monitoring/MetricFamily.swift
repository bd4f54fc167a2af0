/// One metric with all its samples, as Prometheus's text format has it, version 0.0.4.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    struct Sample: Sendable {
        /// What follows the family's name: the parts of a histogram have one.
        var suffix = ""
        var labels: [(name: String, value: String)] = []
        let value: Double
    }

    /// The type's name in the header `Content-Type`.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    let name: String
    let kind: Kind
    let help: String
    let samples: [Sample]

    private init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// Without a sample where the value is not known.
    static func gauge(_ name: String, _ value: Double?, _ help: String) -> MetricFamily {
        MetricFamily(name, .gauge, help, value.map { [Sample(value: $0)] } ?? [])
    }

    static func gauge(_ name: String, _ value: Int?, _ help: String) -> MetricFamily {
        gauge(name, value.map { Double($0) }, help)
    }

    /// In seconds.
    static func gauge(_ name: String, _ value: Duration?, _ help: String) -> MetricFamily {
        gauge(name, value?.inSeconds, help)
    }

    static func gauges(
        _ name: String, by label: String, _ values: [(String, Double)], _ help: String
    ) -> MetricFamily {
        MetricFamily(name, .gauge, help, samples(by: label, values))
    }

    static func counter(_ name: String, _ value: Double?, _ help: String) -> MetricFamily {
        MetricFamily(name, .counter, help, value.map { [Sample(value: $0)] } ?? [])
    }

    static func counter(_ name: String, _ value: Int, _ help: String) -> MetricFamily {
        counter(name, Double(value), help)
    }

    static func counters(
        _ name: String, by label: String, _ values: [(String, Int)], _ help: String
    ) -> MetricFamily {
        MetricFamily(name, .counter, help, samples(by: label, values.map { ($0, Double($1)) }))
    }

    static func histogram(_ name: String, _ values: Histogram, _ help: String) -> MetricFamily {
        var samples = values.upTo.map { bound, count in
            Sample(
                suffix: "_bucket", labels: [("le", bound.map { number($0) } ?? "+Inf")],
                value: Double(count))
        }
        samples.append(Sample(suffix: "_sum", value: values.sum))
        samples.append(Sample(suffix: "_count", value: Double(values.count)))
        return MetricFamily(name, .histogram, help, samples)
    }

    private static func samples(by label: String, _ values: [(String, Double)]) -> [Sample] {
        values.map { Sample(labels: [(label, $0.0)], value: $0.1) }
    }

    /// Lines, each with its end.
    var text: String {
        var text = "# HELP \(name) \(MetricFamily.escaped(help))\n"
        text += "# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { label in
                let value = MetricFamily.escaped(label.value).replacing("\"", with: "\\\"")
                return "\(label.name)=\"\(value)\""
            }
            let braced = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            text += "\(name)\(sample.suffix)\(braced) \(MetricFamily.number(sample.value))\n"
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? String(value)
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
