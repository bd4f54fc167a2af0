import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Values` {
    @Test(arguments: [
        ("+45 12 34 56 78", "+4512345678"), ("12345678", "+4512345678"),
        ("12 34 56 78", "+4512345678"), ("0045 12345678", "+4512345678"),
        ("+46 (0)8-123 45 67", "+46081234567"), ("00000031", "+4500000031"),
        ("004612345678", "+4612345678"),
    ])
    func `a number is read in the forms that people write`(_ text: String, _ e164: String) {
        #expect(PhoneNumber(text)?.e164 == e164)
    }

    @Test(arguments: ["", "1234567", "123456789", "+45", "+45x2345678", "+0123456789", "12+345678"])
    func `what is no number is none`(_ text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test(arguments: [
        "20123456", "70101010", "80123456", "91234567", "00000099", "+45 21 90 11 12",
    ])
    func `who keys in a subscriber's number may be rung back at it`(_ text: String) throws {
        let number = try #require(PhoneNumber(text))
        #expect(number.mayBeKeyedIn)
    }

    @Test(arguments: [
        "90123456", "90 00 00 00", "11200000", "18130000", "+45 90 12 34 56", "+46 90 123 456",
        "+47 20 12 34 56", "0044 20 7946 0000", "+45 1234567", "+45 123456789",
    ])
    func `nobody is rung back at a service, a short number or abroad for keying it in`(
        _ text: String
    ) throws {
        let number = try #require(PhoneNumber(text))
        #expect(!number.mayBeKeyedIn)
    }

    @Test func `a number shows its last two digits only`() throws {
        let number = try #require(PhoneNumber("+45 12 34 56 78"))
        #expect("\(number)" == "…78")
        #expect(String(reflecting: number) == "…78")
        let target = try #require(DialTarget("+45 12 34 56 78"))
        #expect("\(target)" == "…78")
        #expect(target.uri == "tel:+4512345678")
        #expect("\(try #require(DialTarget("sip:anna@home.example")))" == "sip:…")
        #expect(DialTarget("114")?.uri == "tel:114")
    }

    @Test(arguments: [
        "sip:", "sip:anna", "sip:a@b@c", "sip:a b@c", "sip:a@b>", "sip:\"a\"@b", "tel:",
    ])
    func `what could break out of a header is no target`(_ text: String) {
        #expect(DialTarget(text) == nil)
    }

    @Test(arguments: [
        ("2026-11-22T02:10:00Z", "2026-11-22T02:10:00Z"),
        ("2026-11-22T03:10:00+01:00", "2026-11-22T02:10:00Z"),
        ("2026-11-22t02:10:00.1239z", "2026-11-22T02:10:00.123Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
        ("2028-02-29T23:59:60Z", "2028-03-01T00:00:00Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ])
    func `an instant is read and written by RFC 3339`(_ text: String, _ written: String) {
        #expect(Instant(rfc3339: text)?.description == written)
    }

    @Test(arguments: [
        "2026-11-22", "2026-11-22T02:10Z", "2026-02-29T00:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T02:10:00", "2026-11-22T02:10:00.Z", " 2026-11-22T02:10:00Z", "",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z",
    ])
    func `what is no instant is none`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `the hash of a roster is that of its formula, computed elsewhere`() {
        let files = [
            RosterFile(name: "x/b.yaml", relativePath: "b.yaml", bytes: Array("roster: 1\n".utf8)),
            RosterFile(name: "x/a.csv", relativePath: "a.csv", bytes: Array("æ;1\n".utf8)),
        ]
        #expect(
            rosterSHA256(of: files)
                == "5a5cb1dcf16b0086a294253340e00a589ef26359a2e72759d95e4c1a1f501939")
    }

    @Test func `ISO weeks at the turn of years`() throws {
        let weeks = try ["2026-12-28", "2027-01-03", "2027-01-04", "2024-12-30", "2021-01-01"].map {
            try #require(CivilDate($0)).isoWeek
        }
        #expect(weeks == [53, 53, 1, 1, 53])
    }
}
