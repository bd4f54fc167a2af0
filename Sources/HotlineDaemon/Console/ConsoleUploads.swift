import GatewayWebhooks
import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

/// Takes the large forms, those with a file, one at a time, so that they fill no memory. Nothing of
/// them is kept, written to a disk or told to the journal.
final class ConsoleUploads: Sendable {
    /// As much as an upload may have, all of its form: eighty times the example's roster, and what a
    /// line of 2 Mbit/s brings in a request's ten seconds.
    static let largest = 2 << 20

    /// Why an upload was not read.
    enum Flaw: Error, Hashable {
        case busy
        case tooLarge
        /// It did not arrive whole, or is no form that is understood.
        case malformed
    }

    private let isTaken = Mutex(false)

    /// Takes the one place; false where somebody has it.
    func enter() -> Bool {
        isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
    }

    func leave() { isTaken.withLock { $0 = false } }

    /// Reads an upload's fields.
    static func fields(of request: Request) async throws(Flaw) -> FormFields {
        guard !announces(request, moreThan: largest) else { throw .tooLarge }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: largest)
        } catch is NIOTooManyBytesError {
            throw .tooLarge
        } catch {
            throw .malformed
        }
        do throws(MultipartForm.Flaw) {
            let type = request.headers[.contentType]
            return try MultipartForm(Array(body.readableBytesView), contentType: type).fields
        } catch {
            throw .malformed
        }
    }

    /// Whether a request says of itself that it has more than so many bytes.
    static func announces(_ request: Request, moreThan most: Int) -> Bool {
        guard let text = request.headers[.contentLength] else { return false }
        return Int(text).map { $0 > most } ?? true
    }

    /// Whether a request may have a body of more than a form's 64 KiB.
    static func mayBeLarge(_ request: Request) -> Bool {
        guard request.headers[.contentLength] != nil else { return request.method == .post }
        return announces(request, moreThan: ConsoleDoor.largestForm)
    }
}

extension ConsoleDoor {
    /// Lets a route answer an upload, or what was wrong with it. Who asks, and whether they may, is
    /// known by then: before that nothing of a body is read.
    func answer(
        toUpload request: Request, _ route: ConsoleRoute, _ visit: ConsoleVisit
    ) async throws(APIFlaw) -> ConsoleReply {
        var visit = visit
        guard uploads.enter() else {
            visit.uploadFlaw = .busy
            return try await route.answer(self, visit)
        }
        defer { uploads.leave() }
        do throws(ConsoleUploads.Flaw) {
            visit = visit.with(form: try await ConsoleUploads.fields(of: request))
        } catch {
            visit.uploadFlaw = error
            return try await route.answer(self, visit)
        }
        guard visit.seal.holds(visit.form.text("seal")) else { return foreign(visit) }
        return try await route.answer(self, visit)
    }
}
