import Glibc
import Synchronization

/// Gives what libFuzzer makes up to one of the readers; the first byte says to which. None of them
/// may ever trap, and each must keep its promises for whatever it is given.
@_cdecl("LLVMFuzzerTestOneInput")
public func readByOneOfThem(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    _ = (Tally.isTold, Seeds.areWritten)
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = bytes.first else { return 0 }
    let reader = Reader.allCases[Int(first) % Reader.allCases.count]
    Tally.count(reader, isTaken: reader.read(Input(bytes.dropFirst())))
    return 0
}

/// How often each reader was given something, and how often it took it; told as the process ends.
enum Tally {
    private static let counts = Mutex([Reader: (given: Int, taken: Int)]())

    static let isTold: Void = {
        atexit { Tally.tell() }
    }()

    static func count(_ reader: Reader, isTaken: Bool) {
        counts.withLock { counts in
            counts[reader, default: (0, 0)].given += 1
            if isTaken { counts[reader, default: (0, 0)].taken += 1 }
        }
    }

    private static func tell() {
        let counts = counts.withLock { $0 }
        for reader in Reader.allCases {
            let (given, taken) = counts[reader] ?? (0, 0)
            say("reader \(reader.rawValue): \(given) given, \(taken) taken\n")
        }
    }
}

/// Ends the process where a promise is not kept: libFuzzer keeps the input that led to it.
func hold(_ isKept: Bool, _ promise: @autoclosure () -> String) {
    if !isKept { stop("broken promise: \(promise())") }
}

func stop(_ why: String) -> Never {
    say("\(why)\n")
    preconditionFailure(why)
}

private func say(_ text: String) {
    Array(text.utf8).withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
