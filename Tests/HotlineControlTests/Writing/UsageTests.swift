import ArgumentParser
import HotlineAPI
import HotlineTexts
import Testing

@testable import HotlineControl

/// What is said of a command that was written wrong, and of files that it cannot use.
@Suite struct UsageTests {
    private func asked(
        _ arguments: String..., locale: String? = nil
    ) -> WrittenLanguage {
        WrittenLanguage(arguments: ["hotlinectl"] + arguments) { $0 == "LANG" ? locale : nil }
    }

    @Test func `the language is the option's, else the locale's`() {
        #expect(asked("report", "--language", "da") == .danish)
        #expect(asked("report", "--language=da", "--from", "x") == .danish)
        #expect(asked("report", "--language", "en", locale: "da_DK.UTF-8") == .english)
        #expect(asked("report", locale: "da_DK.UTF-8") == .danish)
        #expect(asked("report") == .english)
    }

    @Test func `of several options the last counts, and none behind two hyphens`() {
        #expect(asked("report", "--language", "en", "--language=da") == .danish)
        #expect(asked("report", "--language=da", "--language", "en") == .english)
        #expect(asked("calls", "show", "--", "--language=da") == .english)
        #expect(asked("report", "--language", "sv", locale: "da_DK") == .danish)
        #expect(asked("report", "--language") == .english)
    }

    @Test func `wrong usage is told in either language`() {
        let period = ["from": "2026-02-01", "to": "2026-01-01"]
        #expect(
            ValidationError(.period, period, in: .danish).message
                == "--to er dagen efter den sidste: 2026-01-01 er ikke efter 2026-02-01.")
        #expect(
            ValidationError(.period, period, in: .english).message
                == "--to is the day after the last one: 2026-01-01 is not after 2026-02-01.")
        #expect(
            ValidationError(.date, in: .danish).message
                == "skriv en dag, der findes, som ÅÅÅÅ-MM-DD")
        #expect(
            ValidationError(.date, in: .english).message
                == "write a day that exists, as YYYY-MM-DD")
    }

    @Test func `a folder that is taken is told of in both languages`() throws {
        let clinic = try Clinic()
        try clinic.write("calls.csv")
        let failure = #expect(throws: Failure.self) { _ = try EvaluationFolder(path: clinic.path) }
        #expect(
            failure?.text.danish
                == "\(clinic.path) findes allerede og er ikke en tom mappe: nævn en ny mappe med "
                + "--out")
        #expect(
            failure?.message
                == "\(clinic.path) is there already, and is no empty folder: name a new folder "
                + "with --out")
    }
}
