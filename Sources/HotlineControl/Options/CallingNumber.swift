import ArgumentParser
import CallRouting
import HotlineTexts
import OnCallRoster

/// A number given on the command line, checked as a gateway's never is: a slip is told.
enum CallingNumber {
    /// A telephone number or a word for a withheld one.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parse(_ text: String) throws -> CallerID {
        let caller = CallerID(text)
        switch caller {
        case .withheld, .number: return caller
        case .unparsed:
            throw ValidationError(.callerNumber)
        }
    }

    /// One of the hotline's numbers.
    ///
    /// - Throws: `ValidationError`, which ends the command as wrong usage.
    static func parseHotline(_ text: String) throws -> PhoneNumber {
        guard let number = CallerID(text).number else {
            throw ValidationError(.hotlineNumber)
        }
        return number
    }
}
