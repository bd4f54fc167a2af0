/// Of the copies of the log.
package enum BackupFindings: CommandText {
    case untold, never, gone, makeDaily, newest, seeDaily, open, sameDisk

    package var text: Text {
        switch self {
        case .untold:
            Text(
                "om der er en kopi af loggen, kunne ikke afgøres, for ingen svarede",
                "whether there is a copy of the log was not to be found out, for nobody told")
        case .never:
            Text("der er aldrig lavet en kopi af loggen", "no copy of the log was ever made")
        case .gone:
            Text(
                "ingen af de {count} kopier, der blev lavet af loggen, findes længere",
                "none of the {count} copies of the log that were made is there any more")
        case .makeDaily:
            Text(
                "få lavet en hver dag (systemd/hotline-backup.timer), og en nu",
                "let one be made every day (systemd/hotline-backup.timer), and now")
        case .newest:
            Text(
                "den nyeste kopi af loggen er fra {made}, {path}",
                "the newest copy of the log is of {made}, {path}")
        case .seeDaily:
            Text(
                "find ud af, hvorfor den daglige ikke bliver lavet",
                "see what keeps the daily one from being made")
        case .open:
            Text(
                "{paths}: kopier med numre og navne kan læses af andre",
                "{paths}: copies with numbers and names may be read by others")
        case .sameDisk:
            Text(
                "kopierne ligger på loggens egen disk og går tabt med den: kopiér dem videre",
                "the copies are on the log's own disk, and are lost with it: copy them further")
        }
    }
}
