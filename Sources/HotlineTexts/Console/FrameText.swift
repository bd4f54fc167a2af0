/// What stands around every page of the console.
package enum FrameText: String, CatalogueText {
    case frameName, frameSkip, frameNavigation, frameSignedInAs, frameSignOut, frameOtherLanguage
    case frameBack, framePrinted, frameNotLive, frameReload
    case sectionNow, sectionCalls, sectionFollowUps, sectionOperations, sectionAccess
    case sectionDuty, sectionReports, sectionRoster

    package var text: Text {
        switch self {
        case .frameName: Text("Akuttelefonen", "The hotline")
        case .frameSkip: Text("Gå til indholdet", "Skip to the content")
        case .frameNavigation: Text("Sider", "Pages")
        case .frameSignedInAs: Text("Logget ind som", "Signed in as")
        case .frameSignOut: Text("Log ud", "Sign out")
        case .frameOtherLanguage: Text("English", "Dansk")
        case .frameBack: Text("Til forsiden", "To the first page")
        case .framePrinted: Text("Set {at}", "Seen {at}")
        case .frameNotLive:
            Text("Siden opdateres ikke lige nu.", "This page is not kept up to date just now.")
        case .frameReload: Text("Genindlæs siden", "Load the page again")
        case .sectionNow: Text("Nu", "Now")
        case .sectionCalls: Text("Opkald", "Calls")
        case .sectionFollowUps: Text("Opfølgning", "Follow-ups")
        case .sectionOperations: Text("Drift", "Operations")
        case .sectionAccess: Text("Adgang", "Access")
        case .sectionDuty: Text("Vagter", "Duty")
        case .sectionRoster: Text("Ret vagtplan", "Change roster")
        case .sectionReports: Text("Rapporter", "Reports")
        }
    }
}
