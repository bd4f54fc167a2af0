/// Of the disk that the log is on.
package enum DiskFindings: CommandText {
    case notThere, sameSpool, left, leftOfKind, readOnly, seeKernel, almostFull, free, inodes
    case smallFiles, ofNetwork, ownDisk, ofMemory, anyDisk, withoutBarriers, takeBarriers

    package var text: Text {
        switch self {
        case .notThere:
            Text(
                "{state} findes ikke endnu, så der blev ikke set på dens disk",
                "{state} is not there yet, so its disk was not looked at")
        case .sameSpool:
            Text(
                """
                det, der venter på loggen, ligger på loggens eget filsystem: er det fyldt, står \
                hændelser kun i hukommelsen (montér et andet på {state}/spool)
                """,
                """
                the spool is on the log's own file system: where that is full, events stand in \
                memory only (mount another at {state}/spool)
                """)
        case .left: Text("der er {left} tilbage på {state}", "{left} are left at {state}")
        case .leftOfKind:
            Text("der er {left} tilbage på {state}, {kind}", "{left} are left at {state}, {kind}")
        case .readOnly:
            Text(
                """
                {state} er på et filsystem, der er monteret skrivebeskyttet: ingen hændelse kan \
                komme i loggen
                """,
                "{state} is on a file system that is mounted read-only: no event can be logged")
        case .seeKernel:
            Text(
                "se, hvad kernen siger om disken, og montér den så til skrivning",
                "see what the kernel says of the disk, then mount it for writing")
        case .almostFull:
            Text(
                "der er {left} tilbage på {state}: snart kan ingen hændelse komme i loggen",
                "{left} are left at {state}: soon no event can be logged")
        case .free: Text("gør plads", "free some space")
        case .inodes:
            Text(
                "der er {inodes} inoder tilbage på {state}: snart kan ingen fil oprettes",
                "{inodes} inodes are left at {state}: soon no file can be made")
        case .smallFiles:
            Text("fjern mapper med mange små filer", "remove folders with many small files")
        case .ofNetwork:
            Text(
                """
                {state} er på {kind}, monteret på {place}, et netværksfilsystem: SQLites låse \
                holder ikke dér, og loggen kan blive beskadiget
                """,
                """
                {state} is on {kind}, mounted at {place}, a network file system: SQLite's locks do \
                not hold there, and the log may be damaged
                """)
        case .ownDisk:
            Text(
                "lad 'state-directory' nævne en mappe på en af maskinens egne diske",
                "let 'state-directory' name a folder on a disk of this machine")
        case .ofMemory:
            Text(
                """
                {state} er på {kind}, monteret på {place}: loggen er væk, når maskinen eller dens \
                container startes igen
                """,
                """
                {state} is on {kind}, mounted at {place}: the log is gone when the machine, or its \
                container, is started anew
                """)
        case .anyDisk:
            Text(
                "lad 'state-directory' nævne en mappe på en disk",
                "let 'state-directory' name a folder on a disk")
        case .withoutBarriers:
            Text(
                """
                {state} er på {kind}, monteret på {place} uden barrierer: efter et strømsvigt kan \
                kvitterede hændelser være tabt
                """,
                """
                {state} is on {kind}, mounted at {place} without barriers: after a power cut, \
                events that were acknowledged may be lost
                """)
        case .takeBarriers:
            Text(
                "tag 'nobarrier' eller 'barrier=0' ud af /etc/fstab, og montér det igen",
                "take 'nobarrier' or 'barrier=0' out of /etc/fstab, and mount it anew")
        }
    }
}
