import Glibc

/// What another program of this machine prints.
struct ProgramOutput: Hashable, Sendable {
    let text: String
    let status: Int32

    private static let longest = 1 << 20

    /// Runs a program without a shell, in an environment of its own.
    ///
    /// - Parameter patience: How long it may take; then it is ended.
    /// - Returns: `nil` where it cannot be run, or does not end in time.
    init?(of command: [String], within patience: Duration) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process = ProgramOutput.start(command, writingTo: ends[1])
        close(ends[1])
        guard let process else { return nil }
        let end = ContinuousClock.now + patience
        let text = ProgramOutput.read(ends[0], until: end)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now >= end || text == nil { kill(process, SIGKILL) }
            poll(nil, 0, 5)
        }
        guard let text else { return nil }
        self.text = text
        self.status = status >> 8 & 0xFF
    }

    private static func start(_ command: [String], writingTo output: Int32) -> pid_t? {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [
            strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), strdup("LC_ALL=C"), nil,
        ]
        defer { for word in words + environment { free(word) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, command[0], &files, nil, &words, &environment) == 0
        else { return nil }
        return process
    }

    /// All that comes until the end; `nil` where that does not come in time, or too much does.
    private static func read(_ input: Int32, until end: ContinuousClock.Instant) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= longest {
            let left = (end - .now).components
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return nil }
            var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 else { continue }
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(input, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
        return nil
    }
}
