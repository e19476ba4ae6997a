package io.slipway.accounts;

import org.springframework.stereotype.Service;

/// What people chose of how the pages look, in whichever browser.
@Service
public class Appearances {

    private final AppearanceSql sql;

    Appearances(AppearanceSql sql) {
        this.sql = sql;
    }

    public Appearance get(long principalId) {
        return sql.find(principalId).orElse(Appearance.NONE);
    }

    /// What is empty stays as it is.
    public void change(long principalId, Appearance chosen) {
        if (!chosen.isEmpty()) {
            sql.write(principalId, chosen);
        }
    }
}
