import Foundation
import HotlineAPI
import HotlineTexts
import OnCallRoster
import Testing

@testable import WebConsole

/// What the pages of a call tell.
@Suite struct `The pages of a call` {
    private let samples = SamplePages(.danish)
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func markup(_ page: any ConsolePage, _ samples: SamplePages) -> Markup {
        Markup(String(decoding: pages.html(page, in: samples.frame(of: page)), as: UTF8.self))
    }

    private func story(_ facts: StoryPage.Facts, _ language: WrittenLanguage = .danish) -> String {
        let samples = SamplePages(language)
        return markup(
            StoryPage(facts, names: samples.names, words: samples.words), samples
        ).words
    }

    @Test func `tell who was rung, why, and how it went, in the order of time`() throws {
        let told = story(samples.answered)
        let steps = [
            "Opkald #12", "Tid til et menneske 41 sek.", "Samtalen varede 22 min. 19 sek.",
            "0:00 Opkaldet kommer ind", "0:00 Der ringes til Vera & \"Holm\": har vagten first",
            "0:25 Vera & \"Holm\": svarer ikke, efter 25 sek.",
            "0:25 Der ringes til Viggo Bæk: har vagten second",
            "0:41 Viggo Bæk tager opkaldet",
            "23:00 Samtalen med Viggo Bæk slutter efter 22 min. 19 sek.",
            "23:00 Den, der ringede, lægger på", "kl. 10:00 Notatet skrives",
        ]
        var rest = told[...]
        for step in steps {
            let range = try #require(rest.range(of: step), "\(step) in \(rest)")
            rest = rest[range.upperBound...]
        }
        let english = story(samples.answered, .english)
        #expect(english.contains("Vera & \"Holm\" is rung: is on duty on first"))
        #expect(english.contains("0:41 Viggo Bæk takes the call"))
    }

    @Test func `tell why others were left out`() {
        let told = story(samples.answered)
        #expect(told.contains("v8: fraværende"))
        #expect(told.contains("v9: sprunget over: optaget"))
        #expect(told.contains("Vibe Lund: opkaldet nåede ikke så langt"))
        #expect(!told.contains("Viggo Bæk: opkaldet nåede"))
        // While a call rings, nobody knows yet who will not be rung.
        var ringing = samples.answered
        ringing.story.summary.state = "open"
        ringing.story.summary.answered = nil
        ringing.story.legs.removeLast()
        let open = story(ringing)
        #expect(!open.contains("opkaldet nåede ikke så langt"))
    }

    @Test func `tell of the promise, of what is left to do, and of the note`() {
        let told = story(samples.largestStory)
        #expect(told.contains("Løftet er holdt Senest kl. 04:00 Hvem ringer Vera & \"Holm\""))
        #expect(told.contains("Nået kl. 03:50"))
        #expect(told.contains("Ring tilbage: <script>alert('1')</script> Over tiden"))
        #expect(told.contains("'i <går>' er ingen dag, der kommer"))
        #expect(told.contains("skridt mere vises ikke") && told.contains("Og 283 flere."))
        let answered = story(samples.answered)
        #expect(answered.contains("Hvad handlede det om? Skole; Andet & <mere>"))
        #expect(answered.contains("Skal nogen følge op? Ja"))
        #expect(answered.contains("Skrevet af anna <b>"))
        // A rehearsal leaves nothing to do, and so nothing can be added.
        var rehearsal = samples.answered
        rehearsal.story.summary.rehearsal = true
        let rehearsed = story(rehearsal)
        #expect(rehearsed.contains("prøveopkald Et prøveopkald"))
        #expect(!rehearsed.contains("Tilføj en opfølgning"))
    }

    @Test func `show on the card who rings, what they need, and how it went before`() {
        func card(_ kind: String) -> String {
            markup(
                CardPage(samples.card(kind), names: samples.names, words: samples.words), samples
            ).words
        }
        let told = card("family")
        #expect(told.contains("<script>alert('1')</script> Opkald #12 · kl. 03:08"))
        #expect(told.contains("Institution Døgninstitutionen Egetræet"))
        #expect(told.contains("Særlige behov: handicap") && told.contains("Taler dansk, fo"))
        #expect(told.contains("Fast kontakt ingen i vagtplanen Myndighedsrådgiver ingen"))
        #expect(told.contains("Vera & \"Holm\" tog det · Skole · Andet & <mere> · Råd · Godt"))
        #expect(card("unknown").contains("Nummeret står ikke i vagtplanen"))
        #expect(card("withheld").contains("Nummeret er skjult"))
        #expect(!card("unknown").contains("Seneste opkald"))
    }

    @Test func `offer the note as large choices, with what stands there chosen`() {
        let page = NotePage(samples.noteFacts(), names: samples.names, words: samples.words)
        let inputs = markup(page, samples).named("input").filter {
            ["checkbox", "radio"].contains($0.attributes["type"])
        }
        let chosen = inputs.filter { $0.attributes["checked"] != nil }.map {
            "\($0.attributes["name"] ?? "")=\($0.attributes["value"] ?? "")"
        }
        #expect(
            chosen == [
                "theme.school=yes", "theme.other=yes", "done.advice=yes", "follow-up=yes",
                "caseworker=no", "noted=not-relevant", "went=4",
            ])
        #expect(page.questions.map(\.id).contains("went"))
        var staff = samples.noteFacts()
        staff.maySayHowItWent = false
        let theirs = NotePage(staff, names: samples.names, words: samples.words)
        #expect(!theirs.questions.map(\.id).contains("went"))
    }

    @Test func `read a note's form, and say nothing of what was not said`() {
        func note(_ form: [String: String], over known: NoteFacts? = nil) -> CallNote? {
            NotePage.note(of: { form[$0] }, over: known, SamplePages.codes)
        }
        #expect(note([:]) == nil)
        #expect(note(["seal": "x", "theme.unknown": "yes"]) == nil)
        #expect(note(["theme.school": "yes"])?.themes == ["school"])
        #expect(note(["theme.school": "yes"])?.done == nil)
        #expect(note(["follow-up": "no"])?.followUp == false)
        #expect(note(["noted": "yes", "went": "4", "went-another": "nobody"])?.went == "4")
        // What was chosen before and is no more is taken back.
        #expect(note([:], over: samples.note())?.themes == [])
    }

    @Test func `tell what is to be done, by when, and what became of it`() {
        let page = FollowUpPage(
            samples.task("promise"), names: samples.names, words: samples.words)
        let told = markup(page, samples)
        #expect(told.words.contains("Over tiden") && told.words.contains("Ring om <skolen>"))
        #expect(
            told.named("button").compactMap { $0.attributes["value"] }
                == ["reached", "not-reached", "not-needed"])
        let done = FollowUpPage(
            samples.task("added", "done"), names: samples.names, words: samples.words)
        #expect(markup(done, samples).words.contains("Gjort Ikke nødvendig, kl. 03:00"))
        #expect(markup(done, samples).named("button").count == 1)
    }

    @Test func `offer owners of the call, families' people first, each once`() {
        let owners = samples.names.owners(
            family: "evil", institution: "egetraeet", municipality: "fjordby")
        #expect(
            owners.map(\.value) == ["professional:v1", "professional:v3", "professional:v2"])
        #expect(ConsoleNames(nil).owners(family: nil, institution: nil, municipality: nil) == [])
    }

    @Test func `find institutions by a part of their name`() {
        #expect(samples.names.institutions(named: "egetræet").map(\.id) == ["egetraeet"])
        #expect(samples.names.institutions(named: "egetraeet").map(\.id) == ["egetraeet"])
        #expect(samples.names.institutions(named: "solhjem").isEmpty)
    }
}
