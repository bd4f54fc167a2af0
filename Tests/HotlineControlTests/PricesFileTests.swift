import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

/// What an administrator writes about prices, and what is said of a mistake.
@Suite struct `The file of prices` {
    private static let whole = """
        currency: DKK
        standby-hour: { weekday: 60, night: 70.5, weekend: 80.25 }
        awake-hour: 250.00
        handling-hour: 310.50
        handling-unit: 15 min
        line-month: 4500
        night: 22:00-05:30
        """

    private func problems(_ text: String) -> [String] {
        do throws(SettingsError) {
            _ = try PricesFile.read(Array(text.utf8), path: "prices.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    private func problems(replacing old: String, by new: String) -> [String] {
        problems(Self.whole.replacing(old, with: new))
    }

    @Test func `is read to the øre`() throws {
        let prices = try PricesFile.read(Array(Self.whole.utf8), path: "prices.yaml")
        #expect(
            prices
                == Prices(
                    standby: Prices.Hour(weekday: 6_000, night: 7_050, weekend: 8_025),
                    awake: Prices.Hour(weekday: 25_000), handling: 31_050,
                    handlingUnit: .minutes(15), lineMonth: 450_000,
                    night: Prices.Night(
                        from: try #require(WallTime("22:00")), to: try #require(WallTime("05:30"))))
        )
    }

    @Test func `that is shipped is an example that loads`() throws {
        let prices = try PricesFile.load(Fixtures.root + "/config/prices.yaml")
        #expect(prices.handlingUnit == .minutes(15))
        #expect(prices.night == .standard)
    }

    @Test func `leaves nothing out that costs something`() {
        #expect(
            problems("currency: DKK\nstandby-hour: { night: 70 }\nline-month: 0\n") == [
                "prices.yaml:2:15: error: 'standby-hour.weekday' is missing "
                    + "(write what it costs in kroner; 0 where nothing)",
                "prices.yaml:1:1: error: 'awake-hour' is missing "
                    + "(write what it costs in kroner; 0 where nothing)",
                "prices.yaml:1:1: error: 'handling-hour' is missing "
                    + "(write what it costs in kroner; 0 where nothing)",
            ])
    }

    @Test(arguments: [
        ("310.50", "310,50", "'handling-hour' is '310,50' (write kroner, such as 310 or 310.50)"),
        ("310.50", "310.505", "'handling-hour' is '310.505' (write two decimals at most)"),
        ("310.50", "-1", "'handling-hour' is '-1' (write kroner, such as 310 or 310.50)"),
        ("DKK", "EUR", "'currency' is not DKK (write DKK: amounts are in kroner)"),
        ("15 min", "quarter", "'handling-unit' is 'quarter' (write a duration such as 15 min)"),
        (
            "22:00-05:30", "night",
            "'night' is 'night' (write HH:MM-HH:MM, such as 23:00-06:00)"
        ),
        (
            "line-month", "line-mont",
            "unknown key 'line-mont' in the prices (did you mean 'line-month'?)"
        ),
    ])
    func `says where a mistake is and what to write`(_ old: String, _ new: String, _ told: String) {
        let found = problems(replacing: old, by: new)
        #expect(
            found.contains { $0.hasPrefix("prices.yaml:") && $0.hasSuffix("error: " + told) },
            "\(found)")
    }

    @Test func `says what it is where it is none`() {
        #expect(problems("").count == 1)
        #expect(problems("- 1\n").first?.contains("is no mapping") == true)
        #expect(problems("a: [").first?.contains("no YAML") == true)
    }
}
