import Testing

@testable import HotlineDaemon

/// Prometheus's text format: what a scraper reads, and what `promtool check metrics` asks of names.
@Suite struct MetricsTextTests {
    @Test func `a value stands behind its meaning and its type`() {
        let family = MetricFamily.gauge("hotline_calls_open", 2, "Calls that are open.")
        let text = """
            # HELP hotline_calls_open Calls that are open.
            # TYPE hotline_calls_open gauge
            hotline_calls_open 2

            """
        #expect(family.text == text)
    }

    @Test func `a value that is not known has no sample`() {
        let family = MetricFamily.gauge("hotline_backup_age_seconds", Duration?.none, "Age.")
        #expect(!family.text.contains("\nhotline_backup_age_seconds"))
    }

    @Test func `quotes, backslashes and line ends are escaped`() {
        let family = MetricFamily.counters(
            "hotline_events_total", by: "type", [("a\"b\\c\nd", 1)], "One \\ two\nthree \"four\".")
        let text = #"""
            # HELP hotline_events_total One \\ two\nthree "four".
            # TYPE hotline_events_total counter
            hotline_events_total{type="a\"b\\c\nd"} 1

            """#
        #expect(family.text == text)
    }

    @Test func `a time counts in its bucket and in all above, a bound in its own`() {
        var times = Histogram(bounds: [0.25, 0.5, 1])
        for seconds in [0.1, 0.25, 0.3, 7] { times.count(seconds) }
        let text = """
            # HELP hotline_reply_seconds Replies.
            # TYPE hotline_reply_seconds histogram
            hotline_reply_seconds_bucket{le="0.25"} 2
            hotline_reply_seconds_bucket{le="0.5"} 3
            hotline_reply_seconds_bucket{le="1"} 3
            hotline_reply_seconds_bucket{le="+Inf"} 4
            hotline_reply_seconds_sum 7.65
            hotline_reply_seconds_count 4

            """
        #expect(MetricFamily.histogram("hotline_reply_seconds", times, "Replies.").text == text)
    }

    @Test func `threads that count at once lose nothing`() async {
        let times = TimeHistogram(bounds: [0.1, 1])
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 1...4 {
                tasks.addTask { for _ in 1...1000 { times.count(.milliseconds(500)) } }
            }
        }
        #expect(times.now.count == 4000)
        #expect(times.now.upTo.map(\.count) == [0, 4000, 4000])
        #expect(times.now.sum == 2000)
    }

    @Test func `each metric is told once, with a unit in its name and a sentence`() {
        let families = Measurements().families
        #expect(Set(families.map(\.name)).count == families.count)
        for family in families {
            #expect(family.name.hasPrefix("hotline_") || family.name.hasPrefix("process_"))
            #expect(family.help.hasSuffix("."), "\(family.name)")
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"), "\(family.name)")
            #expect(!["ms", "minutes", "hours"].contains { family.name.contains("_" + $0) })
        }
    }

    @Test func `a waiting caller's promise, 15, 20, 60 and 180 seconds, is a bound`() {
        let bounds = CallCounts().waits.bounds
        for seconds in [15, 20, 60, 180] { #expect(bounds.contains(Double(seconds))) }
        #expect(bounds == bounds.sorted())
    }

    @Test func `the promised half second and the log's deadline are bounds`() {
        let counters = Counters()
        #expect(counters.replies.now.bounds.contains(0.5))
        #expect(counters.commits.now.bounds.contains(0.25))
    }

    @Test func `what the kernel says of this process is of it`() throws {
        let figures = ProcessFigures.now
        #expect(try #require(figures.residentBytes) > 1 << 20)
        let open = try #require(figures.openDescriptors)
        #expect(open > 2)
        #expect(open <= (try #require(figures.mostDescriptors)))
        #expect(try #require(figures.processorTime) > .zero)
    }
}
