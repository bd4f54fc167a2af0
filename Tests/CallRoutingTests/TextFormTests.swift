import CallRouting
import FoundationEssentials
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Values as text` {
    @Test(arguments: ["1.1", "1.12", "40.3", "9999.9999"])
    func `a leg is read back`(_ text: String) throws {
        let leg = try #require(LegID(text))
        #expect(leg.description == text)
        let data = try JSONEncoder().encode([leg])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([LegID].self, from: data) == [leg])
    }

    @Test(arguments: [
        "", "1", "1.", ".1", "1.1.1", "0.1", "1.0", "01.1", "1.01", "+1.1", "-1.1", "1.1 ",
        "10000.1", "a.b", "1,1",
    ])
    func `what is no leg is none`(_ text: String) {
        #expect(LegID(text) == nil)
    }

    @Test(
        arguments: [
            .line("first"), .contact, .lastAnswered, .partner("solhjem"), .lastResort, .callback,
        ] as [Because])
    func `a reason is read back`(_ because: Because) throws {
        #expect(Because(because.description) == because)
        let data = try JSONEncoder().encode([because.description])
        #expect(try JSONDecoder().decode([Because].self, from: data) == [because])
    }

    @Test func `reasons are spelled as the roster's results spell them`() {
        #expect(Because.line("first").description == "line:first")
        #expect(Because.lastAnswered.description == "last-answered")
        #expect(Because.partner("solhjem").description == "partner:solhjem")
        #expect(Because.lastResort.description == "last-resort")
        #expect(Because("nobody") == nil)
        #expect(Because("pigeon:post") == nil)
    }

    @Test func `each instruction is read back`() throws {
        let leg = LegID(step: 3, number: 2)
        let words = Announcement(language: "da", text: "Vi stiller dig igennem.")
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        let all: [Instruction] = [
            talk.reply, .connect(leg), .release(leg, words), .gather(digits: 6, words),
            .callback(deadline: Fixtures.now, words), .wait, .hangup(words), .hangup(nil),
        ]
        #expect(Set(all.map(\.name)) == Set(Instruction.Name.allCases))
        let json = RecordJSON(all.map { .instructed($0) })
        let values = try JSONDecoder().decode([String].self, from: Data(json.privateValues))
        let decoder = JSONDecoder()
        decoder.userInfo[PrivateStore.key] = PrivateStore(values)
        let back = try decoder.decode([CallRecord].self, from: Data(json.records))
        #expect(back == all.map { .instructed($0) })
    }
}

@Suite struct `A caller's number as a gateway says it` {
    @Test(arguments: [
        "anonymous", "Anonymous", "ANONYMOUS", "restricted", "blocked", "unknown", "unavailable",
        "private", "withheld", "Withheld", "", " ", "anonymous@10.0.0.1", "Anonymous@sip.example",
        "sip:anonymous@anonymous.invalid", "sip:Anonymous@host.example",
        "\"Anonymous\" <sip:anonymous@anonymous.invalid>", "someone@anonymous.invalid",
        "266696687", "+266696687", "1266696687", "+1266696687",
        "7378742833", "+7378742833", "+17378742833", "2562533", "+2562533", "8656696",
        "+8656696", "86282452253", "+86282452253", "+7748283", "7748283", "+94844353", "94844353",
    ])
    func `is withheld in each of its spellings`(_ text: String) {
        #expect(CallerID(text) == .withheld)
        #expect(CallerID(text).number == nil)
    }

    @Test func `is withheld where it is absent`() {
        #expect(CallerID(nil) == .withheld)
    }

    @Test(arguments: [
        "+4500000031", "00000031", "004500000031", "4500000031", "sip:+4500000031@host.example",
        "sip:+4500000031@host.example;user=phone", "tel:+4500000031", "sips:+4500000031@host",
        "+45 00 00 00 31",
    ])
    func `is the number that is meant`(_ text: String) {
        #expect(CallerID(text).number?.e164 == "+4500000031")
    }

    @Test(arguments: ["door@house.example", "+45", "12", "client:anna", "+12345678901234567890"])
    func `is kept as it came where it is no number`(_ text: String) {
        #expect(CallerID(text) == .unparsed(text))
        #expect(CallerID(text).number == nil)
    }
}
