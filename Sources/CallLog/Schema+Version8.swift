extension Schema {
    /// Every list that people look at has an index that gives its rows in the list's order, so that
    /// it is read no further than the page is long, however long the log is.
    static let version8 = """
        -- Lists go by when a call began. A call that was never answered is rare, and asked for often.
        DROP INDEX call_open;
        CREATE INDEX call_open ON call (began, call_id) WHERE state = 'open';
        CREATE INDEX call_institution_unanswered ON call (institution, began, call_id, outcome)
            WHERE outcome IN ('short', 'abandoned', 'failed', 'unknown');
        CREATE INDEX call_family_unanswered ON call (family_key, began, call_id, outcome)
            WHERE family_key IS NOT NULL AND outcome IN ('short', 'abandoned', 'failed', 'unknown');
        CREATE INDEX call_contact ON call (contact, began, call_id) WHERE contact IS NOT NULL;
        CREATE INDEX call_professional ON call (professional, began, call_id)
            WHERE professional IS NOT NULL;

        -- Whose telephone a call rang, in the order of calls; legs begin later than their calls.
        CREATE TABLE rung (
            professional TEXT NOT NULL,
            began TEXT NOT NULL CHECK (length(began) = 24),
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            PRIMARY KEY (professional, began, call_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO rung (professional, began, call_id)
            SELECT DISTINCT l.professional, c.began, c.call_id
            FROM leg l CROSS JOIN call c ON c.call_id = l.call_id
            WHERE l.professional IS NOT NULL
            ORDER BY l.professional, c.began, c.call_id;
        DROP INDEX leg_professional;
        CREATE TRIGGER leg_rung AFTER INSERT ON leg WHEN NEW.professional IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO rung (professional, began, call_id)
                SELECT NEW.professional, began, call_id FROM call WHERE call_id = NEW.call_id;
        END;

        -- As its call's, which may learn it from a PIN later.
        ALTER TABLE follow_up ADD COLUMN institution TEXT;
        UPDATE follow_up SET institution = (
            SELECT c.institution FROM call c WHERE c.call_id = follow_up.call_id);
        CREATE INDEX follow_up_institution ON follow_up (institution, deadline);
        CREATE TRIGGER call_institution_known AFTER UPDATE OF institution ON call
            WHEN NEW.institution IS NOT OLD.institution
        BEGIN
            UPDATE follow_up SET institution = NEW.institution WHERE call_id = NEW.call_id;
        END;
        """
}
