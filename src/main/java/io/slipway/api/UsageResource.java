package io.slipway.api;

import io.slipway.content.Repository;
import io.slipway.content.Usage;
import io.slipway.content.VersionSizes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What a repository takes and how often it is pulled.
@Component
class UsageResource {

    static final String NAME = "usage";

    private static final int USUAL = 30;
    private static final int MOST = 366;

    private final Usage usage;
    private final VersionSizes versions;

    UsageResource(Usage usage, VersionSizes versions) {
        this.usage = usage;
        this.versions = versions;
    }

    /// @param days up to today, from 1 to 366
    ResponseEntity<UsageView> of(Repository repository, @Nullable String days) {
        return ResponseEntity.ok(UsageView.of(usage.of(repository, days(days)), versions.of(repository)));
    }

    private static int days(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        int days = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > MOST) {
            throw ApiException.invalidQuery("days is a number from 1 to " + MOST);
        }
        return days;
    }
}
