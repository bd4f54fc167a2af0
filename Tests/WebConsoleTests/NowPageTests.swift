import HotlineAPI
import HotlineTexts
import OnCallRoster
import Testing

@testable import WebConsole

/// What *Nu* tells.
@Suite struct `The page Nu` {
    private let samples = SamplePages(.danish)
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func words(_ facts: NowPage.Facts, _ samples: SamplePages) -> String {
        let page = NowPage(facts, names: samples.names, words: samples.words)
        let html = pages.html(page, in: samples.frame(of: page))
        return Markup(String(decoding: html, as: UTF8.self)).words
    }

    @Test func `tells who is on duty, until when, and who is next`() {
        let told = words(samples.busyNight, samples)
        #expect(told.contains("Døgninstitutionen Egetræet"))
        // 06:00 in UTC is 07:00 in Denmark; the 23rd is tomorrow.
        #expect(
            told.contains(
                "Vera & \"Holm\" til kl. 07:00 Derefter Viggo Bæk, fra i morgen kl. 08:00"))
        #expect(told.contains("Vibe Lund så langt vagtplanen rækker"))
        #expect(told.contains("Ingen på vagt, og der skulle være en"))
        #expect(told.contains("Vagten er lukket nu"))
        let english = words(samples.busyNight, SamplePages(.english))
        #expect(english.contains("until 07:00 Then Viggo Bæk, from tomorrow 08:00"))
        #expect(english.contains("Nobody on duty, and somebody should be"))
    }

    @Test func `sums up what is open, and marks what is late`() {
        let told = words(samples.busyNight, samples)
        #expect(
            told.contains("1 vagt uden nogen 5 åbne opkald 2 løfter om at ringe tilbage"))
        #expect(told.contains("Over tiden · senest kl. 03:00 (for 10 min. siden)"))
        #expect(told.contains("senest kl. 04:25 (om 1 t. 15 min.) ingen har det endnu · kode 42"))
        #expect(told.contains("Der er flere åbne opkald"))
        #expect(told.contains("Skjult nummer prøveopkald ringer"))
    }

    @Test func `teaches what would stand there while there is nothing`() {
        let told = words(samples.silentNight, samples)
        #expect(told.contains("Ingen åbne opkald. Et opkald, der er i gang, står her"))
        #expect(told.contains("Løftet står her, til det er holdt"))
        #expect(told.contains("Søg efter en institution eller kommune"))
    }

    @Test func `shows some of a nation's lines, and finds the rest by name`() {
        var facts = samples.largestNight
        let all = NowPage(facts, names: samples.names, words: samples.words)
        #expect(all.owners.flatMap(\.lines).count == NowPage.mostLines)
        #expect(all.more?.contains("1460") == true)
        facts.query = "Nummer-499"
        let found = NowPage(facts, names: samples.names, words: samples.words)
        #expect(found.owners.map(\.name) == ["opholdsstedet-nummer-499"])
        #expect(found.owners[0].lines.count == 3)
        #expect(found.more == nil && found.again == "/console?q=Nummer-499")
    }
}

/// How instants are said.
@Suite struct `A moment` {
    private func said(_ text: String, _ language: WrittenLanguage = .danish) -> String {
        SamplePages(language).words.spoken(text)
    }

    @Test func `is told as one says it, on a clock of 24 hours in the roster's zone`() {
        #expect(said("2026-11-22T13:05:00Z") == "kl. 14:05")
        #expect(said("2026-11-22T22:59:00Z") == "kl. 23:59")
        #expect(said("2026-11-22T23:00:00Z") == "i morgen kl. 00:00")
        #expect(said("2026-11-21T22:59:00Z") == "i går kl. 23:59")
        #expect(said("2026-11-24T06:00:00Z") == "tirsdag kl. 07:00")
        #expect(said("2026-12-24T06:00:00Z") == "24. december kl. 07:00")
        #expect(said("2027-06-24T06:00:00Z") == "24. juni 2027 kl. 08:00")
        #expect(said("2027-06-24T06:00:00Z", .english) == "24 June 2027 08:00")
        #expect(said("2026-11-24T06:00:00Z", .english) == "Tuesday 07:00")
        #expect(said("no instant") == "aldrig")
    }

    @Test func `is so far from now`() {
        let words = SamplePages(.danish).words
        let now = SamplePages.now
        #expect(words.distance(to: now + .seconds(59)) == "lige nu")
        #expect(words.distance(to: now - .seconds(59)) == "lige nu")
        #expect(words.distance(to: now + .minutes(59)) == "om 59 min.")
        #expect(words.distance(to: now + .minutes(61)) == "om 1 t. 1 min.")
        #expect(words.distance(to: now - .minutes(125)) == "for 2 t. 5 min. siden")
    }
}
