import CallLog
import HotlineAPI
import HummingbirdCore
import OnCallRoster

// Copies of the log: made beside the daemon, which keeps in mind where they are.

extension APIDoor {
    func backups() throws(APIFlaw) -> BackupList {
        let known = try reading { () throws(LogError) in try log.backups() }
        return BackupList(
            backups: known.map {
                BackupList.Backup(
                    path: $0.path, made: $0.made.wholeSecond.description, head: $0.head.text)
            })
    }

    func noteBackup(_ call: APICall) async throws(APIFlaw) -> BackupList {
        let record = try await call.body(
            BackupRecord.self, as: "backup: {\"path\",\"head\",\"deleted\"}")
        guard record.path.hasPrefix("/"), !record.path.contains("\0") else {
            throw APIFlaw("'path' is '\(record.path)': write an absolute path")
        }
        guard let head = ChainHead(record.head) else {
            throw APIFlaw("'head' is '\(record.head)': write SEQ:HASH of the copy's latest event")
        }
        let isOurs = try reading { () throws(LogError) in try log.holds(head) }
        guard isOurs else {
            throw APIFlaw("no event of this log has that number and hash", status: 409)
        }
        let now = clock.now
        try await writing { () async throws(LogError) in
            try await log.note(
                KnownBackup(path: record.path, made: now, head: head), deleted: record.deleted)
        }
        return try backups()
    }
}
