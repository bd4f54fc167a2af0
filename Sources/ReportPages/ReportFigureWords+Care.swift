extension ReportFigureWords {
    static let promises = [
        ReportFigureWords(
            "promises-due",
            da: ("Forfaldne løfter", "Løfter, hvis frist er gået, eller som blev holdt før."),
            en: (
                "Promises that fell due",
                "Promises whose deadline is past, or that were kept before."
            )),
        ReportFigureWords(
            "promise-kept",
            da: (
                "Løfter holdt",
                "Løfter, hvor familien blev nået inden fristen / forfaldne løfter."
            ),
            en: (
                "Promises kept",
                "Promises with the family reached by the deadline / promises that fell due."
            )),
        ReportFigureWords(
            "promise-broken",
            da: (
                "Løfter brudt",
                "Forfaldne løfter, hvor familien ikke blev nået inden fristen."
            ),
            en: (
                "Promises broken",
                "Promises that fell due without the family reached by the deadline."
            )),
        ReportFigureWords(
            "promise-same-day",
            da: (
                "Ringet op samme dag",
                """
                Løfter, hvor familien blev nået inden kl. 24 på opkaldets dag, eller inden 8 timer, \
                hvis det er senere / forfaldne løfter.
                """
            ),
            en: (
                "Rung back the same day",
                """
                Promises with the family reached by 24:00 of the call's day, or within 8 hours if \
                that is later / promises that fell due.
                """
            )),
        ReportFigureWords(
            "promises-open",
            da: ("Åbne løfter", "Løfter, hvis frist ikke er gået endnu."),
            en: ("Open promises", "Promises whose deadline is still to come.")),
    ]

    static let families = [
        ReportFigureWords(
            "families",
            da: ("Familier, der ringede", "Forskellige familier med et opkald."),
            en: ("Families that called", "Distinct families with a call.")),
        ReportFigureWords(
            "reach",
            da: (
                "Andel af familierne, der ringede", "Familier med et opkald / tilmeldte familier."
            ),
            en: ("Share of families that called", "Families with a call / families enrolled.")),
        ReportFigureWords(
            "calls-per-family-month",
            da: ("Opkald pr. familie og måned", "Familiers opkald / deres tilmeldte måneder."),
            en: ("Calls per family and month", "Calls of families / their enrolled months.")),
        ReportFigureWords(
            "baseline",
            da: (
                "Henvendelser pr. familie og måned før akuttelefonen",
                "Fra indstillingen 'baseline'."
            ),
            en: ("Contacts per family and month before the hotline", "The setting 'baseline'.")),
        repeated(1, da: "24 timer", en: "24 hours"), repeated(7, da: "7 dage", en: "7 days"),
        repeated(30, da: "30 dage", en: "30 days"),
    ]

    private static func repeated(
        _ days: Int, da danish: String, en english: String
    ) -> ReportFigureWords {
        ReportFigureWords(
            "repeat-\(days)d",
            da: (
                "Ringede igen inden \(danish)",
                """
                Besvarede opkald med et tidligere besvaret opkald fra samme familie inden for \
                \(danish) / besvarede.
                """
            ),
            en: (
                "Called again within \(english)",
                """
                Answered calls with an earlier answered call of the same family within \(english) \
                / answered.
                """
            ))
    }

    static let duty = [
        ReportFigureWords(
            "coverage",
            da: (
                "Dækning", "Minutter med en vagthavende, der kan nås / minutter, der loves dækket."
            ),
            en: ("Coverage", "Minutes with a reachable professional / minutes claimed.")),
        ReportFigureWords(
            "occupancy",
            da: ("Belægning", "Tid brugt på opkald / tid på vagt."),
            en: ("Occupancy", "Handling time / duty time.")),
        ReportFigureWords(
            "interruptions-per-duty",
            da: ("Afbrydelser pr. vagt", "Opkald taget af en vagthavende / vagter."),
            en: ("Interruptions per duty", "Calls that somebody on duty took / duties.")),
        ReportFigureWords(
            "broken-rests",
            da: ("Afbrudte hvil", "Opkald taget på rådighedsvagt: hvert afbryder hvilet."),
            en: ("Broken rests", "Calls taken on standby: each breaks the rest.")),
        ReportFigureWords(
            "short-rests",
            da: (
                "Vagter med for kort hvil",
                "Vagter med arbejde, hvor det daglige hvil mangler i de 24 timer før / vagter."
            ),
            en: (
                "Duties with short rest",
                "Duties with work before which the daily rest is missing / duties."
            )),
    ]

    static let cost = [
        ReportFigureWords(
            "cost",
            da: ("I alt", "Vagter + arbejde under opkald + telefonlinje."),
            en: ("In all", "Standby + handling + line.")),
        ReportFigureWords(
            "cost-standby",
            da: ("Rådighed", "Vagternes timer gange satserne for rådighed og for vågen vagt."),
            en: ("Standby", "Hours of duty times the prices of standby and of waking duty.")),
        ReportFigureWords(
            "cost-handling",
            da: (
                "Arbejde under opkald",
                "Timer brugt på opkald uden for vågen vagt gange satsen: marginalomkostningen."
            ),
            en: (
                "Handling",
                "Hours of handling outside waking duty times their price: the marginal cost."
            )),
        ReportFigureWords(
            "cost-line",
            da: ("Telefonlinje", "Prisen for nummer og minutter."),
            en: ("Line", "The price of the number and its minutes.")),
        ReportFigureWords(
            "cost-per-call",
            da: ("Pr. opkald", "Omkostninger i alt / opkald."),
            en: ("Per call", "Cost in all / calls.")),
        ReportFigureWords(
            "cost-marginal-per-call",
            da: ("Marginalt pr. opkald", "Arbejde under opkald / opkald."),
            en: ("Marginal per call", "Handling / calls.")),
        ReportFigureWords(
            "cost-per-family-year",
            da: ("Pr. familie og år", "Omkostninger i alt / familiernes tilmeldte år."),
            en: ("Per family and year", "Cost in all / the families' enrolled years.")),
        ReportFigureWords(
            "cost-per-covered-hour",
            da: ("Pr. dækket time", "Omkostninger i alt / linjernes dækkede timer."),
            en: ("Per covered hour", "Cost in all / covered hours of the lines.")),
    ]

    static let others = [
        ReportFigureWords(
            "contacts-and-professionals",
            da: (
                "Deres opkald",
                "Opkald fra konsulenter, rådgivere og vagthavende. De er ikke med i de andre tal."
            ),
            en: (
                "Their calls",
                "Calls of contacts and professionals. They are not in the other figures."
            )),
        ReportFigureWords(
            "contacts-and-professionals-answered",
            da: ("Deres besvarede opkald", "De af dem, som et menneske tog."),
            en: ("Their answered calls", "Those of them that a human took.")),
    ]
}
