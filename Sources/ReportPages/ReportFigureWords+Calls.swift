extension ReportFigureWords {
    static let calls = [
        ReportFigureWords(
            "offered",
            da: (
                "Opkald",
                """
                Forskellige opkald fra familier, ukendte og hemmelige numre. Lig med korte + \
                besvarede + opgivne + mislykkede + åbne + uden kendt slutning.
                """
            ),
            en: (
                "Calls",
                """
                Distinct calls of families, unknown and withheld callers. Equals short + answered \
                + abandoned + failed + open + without a known end.
                """
            )),
        ReportFigureWords(
            "answered",
            da: ("Besvarede", "Et menneske tog opkaldet."),
            en: ("Answered", "A human took the call.")),
        ReportFigureWords(
            "short",
            da: (
                "Korte",
                "Den, der ringede, lagde på inden 10 s efter velkomsten, før et menneske kom."
            ),
            en: (
                "Short", "The caller hung up within 10 s of the greeting, before a human came."
            )),
        ReportFigureWords(
            "abandoned",
            da: (
                "Opgivne", "Den, der ringede, lagde på, før et menneske kom. Korte er ikke med."
            ),
            en: ("Abandoned", "The caller hung up before a human came. Short calls are left out.")),
        ReportFigureWords(
            "failed",
            da: (
                "Mislykkede",
                "Alle trin var prøvet, eller noget gik i stykker. Intet menneske kom."
            ),
            en: ("Failed", "Every step was tried, or something broke. No human came.")),
        ReportFigureWords(
            "failed-by-key",
            da: ("Løfter ønsket med tast", "Løfter, som den, der ringede, bad om med en tast."),
            en: ("Promises asked for by key", "Promises that the caller asked for by key.")),
        ReportFigureWords(
            "open",
            da: ("Åbne", "Opkald, der ikke er slut endnu."),
            en: ("Open", "Calls that have not ended yet.")),
        ReportFigureWords(
            "unknown",
            da: ("Uden kendt slutning", "Opkald, hvis slutning der aldrig kom besked om."),
            en: ("Without a known end", "Calls whose end was never reported.")),
        ReportFigureWords(
            "measured",
            da: ("Opkald, der måles på", "Opkald − korte."),
            en: ("Calls that are measured", "Calls − short ones.")),
        ReportFigureWords(
            "short-30",
            da: (
                "Lagt på inden 30 s",
                """
                Den, der ringede, lagde på inden 30 s, før et menneske kom. Til sammenligning med \
                det engelske NHS.
                """
            ),
            en: (
                "Hung up within 30 s",
                """
                The caller hung up within 30 s, before a human came. To compare with England's NHS.
                """
            )),
    ]

    static let answers = [
        ReportFigureWords(
            "answer-rate",
            da: ("Andel besvaret", "Besvarede / (opkald − korte)."),
            en: ("Share answered", "Answered / (calls − short ones).")),
        ReportFigureWords(
            "abandonment-rate",
            da: ("Andel opgivet", "Opgivne / (opkald − korte)."),
            en: ("Share abandoned", "Abandoned / (calls − short ones).")),
        ReportFigureWords(
            "abandoned-after-30",
            da: (
                "Andel opgivet efter 30 s",
                "Den, der ringede, lagde på efter 30 s eller mere, før et menneske kom / opkald."
            ),
            en: (
                "Share abandoned after 30 s",
                "The caller hung up after 30 s or more, before a human came / calls."
            )),
        ReportFigureWords(
            "failure-rate",
            da: ("Andel mislykket", "Mislykkede / (opkald − korte)."),
            en: ("Share failed", "Failed / (calls − short ones).")),
        serviceLevel(15, da: "15 s", en: "15 s"), serviceLevel(20, da: "20 s", en: "20 s"),
        serviceLevel(60, da: "1 minut", en: "1 minute"),
        serviceLevel(180, da: "3 minutter", en: "3 minutes"),
        ReportFigureWords(
            "legs-per-call",
            da: (
                "Opringninger pr. opkald",
                "Opringninger til vagthavende / opkald, der nåede at ringe til nogen."
            ),
            en: ("Legs per call", "Legs to professionals / calls that rang anybody.")),
        ReportFigureWords(
            "first-step-answer-rate",
            da: (
                "Taget af første trin",
                "Opkald taget af nogen i første trin / opkald, der nåede at ringe til nogen."
            ),
            en: (
                "Taken by the first step",
                "Calls taken by somebody of the first step / calls that rang anybody."
            )),
    ]

    private static func serviceLevel(
        _ seconds: Int, da danish: String, en english: String
    ) -> ReportFigureWords {
        ReportFigureWords(
            "service-level-\(seconds)",
            da: (
                "Besvaret inden \(danish)",
                "Besvaret inden \(danish) / (opkald − korte). Opgivne tæller imod."
            ),
            en: (
                "Answered within \(english)",
                "Answered within \(english) / (calls − short ones). Abandoned ones count against."
            ))
    }

    static let waits = [
        wait(
            "p50", da: ("median", "Nærmeste rang af 50\u{A0}%"),
            en: ("median", "Nearest rank of 50%")),
        wait(
            "p90", da: ("90\u{A0}%-fraktil", "Nærmeste rang af 90\u{A0}%"),
            en: ("90th percentile", "Nearest rank of 90%")),
        wait(
            "p95", da: ("95\u{A0}%-fraktil", "Nærmeste rang af 95\u{A0}%"),
            en: ("95th percentile", "Nearest rank of 95%")),
        wait("max", da: ("længste", "Den længste"), en: ("longest", "The longest")),
        wait("mean", da: ("gennemsnit", "Gennemsnittet"), en: ("mean", "The mean")),
        wait(
            "slowest-tenth", da: ("langsomste tiendedel", "Gennemsnittet af langsomste tiendedel"),
            en: ("slowest tenth", "The mean of the slowest tenth")),
    ]

    private static func wait(
        _ name: String, da danish: (String, String), en english: (String, String)
    ) -> ReportFigureWords {
        ReportFigureWords(
            "time-to-human-\(name)",
            da: (
                "Ventetid, \(danish.0)",
                "\(danish.1) af tiden, fra opkaldet kom, til et menneske tog det. Kun besvarede."
            ),
            en: (
                "Wait, \(english.0)",
                "\(english.1) of the time from the call's arrival to a human. Answered calls only."
            ))
    }
}
