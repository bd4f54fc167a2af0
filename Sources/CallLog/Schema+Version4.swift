extension Schema {
    /// Silence is judged by the longest that there was, and by the calls that check the line.
    static let version4 = """
        CREATE TABLE gateway_seen_4 (
            gateway TEXT NOT NULL PRIMARY KEY,
            first_event TEXT NOT NULL CHECK (length(first_event) = 24),
            last_event TEXT NOT NULL CHECK (length(last_event) = 24),
            longest_silence INTEGER NOT NULL DEFAULT 0 CHECK (longest_silence >= 0),
            last_self_call TEXT CHECK (length(last_self_call) = 24)
        ) STRICT;
        INSERT INTO gateway_seen_4 (gateway, first_event, last_event, longest_silence)
            SELECT s.gateway, coalesce(min(c.began), s.last_event), s.last_event,
                coalesce(max(c.silence), 0)
            FROM gateway_seen s LEFT JOIN (
                SELECT gateway, began,
                    strftime('%s', began) - strftime('%s', lag(began) OVER (
                        PARTITION BY gateway ORDER BY began)) AS silence
                FROM call WHERE rehearsal = 0
            ) c ON c.gateway = s.gateway
            GROUP BY s.gateway;
        DROP TABLE gateway_seen;
        ALTER TABLE gateway_seen_4 RENAME TO gateway_seen;
        """
}
