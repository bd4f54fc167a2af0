import CallLog
import CallRouting
import OnCallRoster

// The names are a contract with whoever keeps watch: docs/monitoring.md has each, with its meaning.

extension Measurements {
    var families: [MetricFamily] {
        ofCalls + ofPromises + ofEvents + ofLog + ofRoster + ofGateways + ofDaemon
    }

    private var ofCalls: [MetricFamily] {
        [
            .gauge(
                "hotline_calls_open", openCalls, "Calls that are open now, rehearsals left out."),
            .counter(
                "hotline_calls_offered_total", calls.offered,
                "Calls of families and of callers whom nobody knows, since the start."),
            .counter(
                "hotline_calls_other_total", calls.others,
                "Calls of contacts and professionals, since the start."),
            .counters(
                "hotline_calls_ended_total", by: "outcome",
                Outcome.allCases.filter { $0 != .open }.map {
                    ($0.rawValue, calls.ended[$0] ?? 0)
                }, "Offered calls that ended since the start, by what became of them."),
            .counter(
                "hotline_calls_swept_total", calls.events[.callSwept] ?? 0,
                "Calls whose end was never reported and that were ended by the sweeper."),
            .histogram(
                "hotline_call_wait_seconds", calls.waits,
                "From an offered call's beginning to the first human, of those who reached one."),
            .counter(
                "hotline_legs_rung_total", calls.legsRung,
                "Attempts to reach somebody, since the start."),
            .counters(
                "hotline_legs_ended_total", by: "reason",
                LegEndReason.allCases.map { ($0.rawValue, calls.legsEnded[$0] ?? 0) }
                    + [("not-told", calls.legsEnded[nil] ?? 0)],
                "Attempts that ended since the start, by the reason that the gateway gave."),
            .counter(
                "hotline_fallbacks_total", calls.fallbacks,
                "Calls for which a gateway rang its fallback by itself, since the start."),
        ]
    }

    private var ofPromises: [MetricFamily] {
        [
            .gauge(
                "hotline_promises_open", openPromises, "Promised callbacks that are not kept yet."),
            .gauge(
                "hotline_promises_overdue", overduePromises,
                "Open promises whose deadline has passed."),
            .counter(
                "hotline_promises_total", calls.promises,
                "Promises to ring back that were made since the start."),
            .counter(
                "hotline_promises_kept_total", calls.promisesKept,
                "Promises whose family was reached by the deadline, since the start."),
            .counter(
                "hotline_promises_broken_total", calls.promisesBroken,
                "Promises that passed their deadline open or were given up, since the start."),
        ]
    }

    private var ofEvents: [MetricFamily] {
        [
            .counters(
                "hotline_events_total", by: "type",
                EventType.allCases.map { ($0.rawValue, calls.events[$0] ?? 0) },
                "Events that were taken since the start, by their canonical name."),
            .counters(
                "hotline_events_kept_total", by: "place",
                Exchange.Reply.Keeping.allCases.map { ($0.rawValue, calls.kept[$0] ?? 0) },
                "Events by where they were kept when they were answered, since the start."),
            .histogram(
                "hotline_reply_seconds", replies,
                "From an authentic question's arrival to its answer; 0.5 s is promised."),
            .counters(
                "hotline_refusals_total", by: "status",
                refusals.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) },
                "Webhooks that were refused since the start, by HTTP status."),
            .counters(
                "hotline_unauthentic_total", by: "gateway",
                unauthentic.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) },
                "Webhooks that did not prove to be the gateway's, since the start."),
        ]
    }

    private var ofLog: [MetricFamily] {
        [
            .histogram(
                "hotline_log_commit_seconds", log.commits,
                "From handing an event to the log until it is on disk there."),
            .counter(
                "hotline_log_failures_total", log.failures,
                "Events that the log did not take in time, since the start."),
            .gauge("hotline_log_bytes", log.bytes, "Size of the log's file."),
            .gauge("hotline_log_wal_bytes", log.walBytes, "Size of the log's write-ahead file."),
            .gauge(
                "hotline_log_free_bytes", log.freeBytes,
                "What the file system of the log has left for the daemon."),
            .gauge(
                "hotline_log_read_age_seconds", log.sinceRead,
                "Since the log was last read with success for what stands here."),
            .gauge(
                "hotline_backup_age_seconds", log.backupAge,
                "Since the latest copy of the log that the daemon was told of."),
            .gauges(
                "hotline_spool_events", by: "spool",
                log.spools.map { ($0.name, Double($0.events)) },
                "Events that wait to be brought into the log."),
            .gauges(
                "hotline_spool_bytes", by: "spool",
                log.spools.map { ($0.name, Double($0.bytes)) },
                "Size of the file in which they wait."),
        ]
    }

    private var ofRoster: [MetricFamily] {
        [
            .gauge(
                "hotline_roster_good", roster.isGood ? 1 : 0,
                "1 if the roster on disk is in force, 0 if an older one or none is."),
            .gauge(
                "hotline_roster_age_seconds", roster.age,
                "Since the roster in force was loaded."),
            .gauge(
                "hotline_roster_horizon_seconds", roster.horizon,
                "How far from now on duty is known."),
            .gauge(
                "hotline_coverage_lines_unfilled", roster.linesUnfilled,
                "Lines that claim to be filled now and have nobody who can be rung."),
            .gauge(
                "hotline_coverage_next_gap_seconds", roster.nextGap,
                "Until a line that claims to be filled has nobody; none within 7 days, no sample."),
            .gauge(
                "hotline_fallback_plan_left_seconds", roster.fallbackLeft,
                "How long the fallback plan that was written last is good for; 0 without one."),
        ]
    }

    private var ofGateways: [MetricFamily] {
        let gateways = sightings.values.sorted { $0.gateway < $1.gateway }
        func each(
            _ name: String, _ help: String, _ value: (GatewaySighting) -> Double?
        ) -> MetricFamily {
            .gauges(
                name, by: "gateway",
                gateways.compactMap { gateway in
                    value(gateway).map { (gateway.gateway.rawValue, $0) }
                }, help)
        }
        return [
            each(
                "hotline_gateway_last_event_seconds",
                "When the gateway's latest event came, in Unix time."
            ) { Double($0.last.seconds) },
            each(
                "hotline_gateway_silence_seconds", "Since the gateway's latest event."
            ) { max(.zero, now - $0.last).inSeconds },
            each(
                "hotline_gateway_longest_silence_seconds",
                "The longest time between two events of the gateway, ever."
            ) { Double($0.longestSilence.wholeSeconds) },
            each(
                "hotline_gateway_last_self_call_seconds",
                "When a call that checks the line last ended, in Unix time."
            ) { $0.lastSelfCall.map { Double($0.seconds) } },
            .gauges(
                "hotline_alarms", by: "code",
                alarms.sorted { $0.key < $1.key }.map { ($0.key, Double($0.value)) },
                "Alarms that stand, by code."),
        ]
    }

    private var ofDaemon: [MetricFamily] {
        [
            .gauges(
                "hotline_build_info", by: "version", [(version, 1)],
                "1, with the version that runs."),
            .gauge(
                "hotline_self_check_age_seconds", sinceSelfCheck,
                "Since the daemon last found that nothing of it hangs."),
            .gauge(
                "process_start_time_seconds", Double(started.milliseconds) / 1000,
                "When the process began, in Unix time."),
            .counter(
                "process_cpu_seconds_total", process.processorTime?.inSeconds,
                "Processor time that the process has used."),
            .gauge(
                "process_resident_memory_bytes", process.residentBytes,
                "Memory that the process holds."),
            .gauge(
                "process_open_fds", process.openDescriptors, "Open file descriptors."),
            .gauge(
                "process_max_fds", process.mostDescriptors, "How many it may have open."),
        ]
    }
}
