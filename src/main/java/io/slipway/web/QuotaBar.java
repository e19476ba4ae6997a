package io.slipway.web;

import io.slipway.content.Quota;
import java.util.Optional;

/// A quota as a page shows it.
///
/// @param limit   in words
/// @param exact   the limit, as its form takes it
/// @param counted when the numbers of sharing and trash were true
public record QuotaBar(
        Quota quota,
        Size limit,
        String exact,
        Size used,
        Size reserved,
        Size unique,
        Size shared,
        Size trash,
        Optional<Moment> counted,
        Size drift,
        Optional<Moment> driftAt) {

    private static final int FULL = 100;

    public static QuotaBar of(Quota quota, Language language) {
        return new QuotaBar(
                quota,
                Size.of(quota.limit(), language),
                ByteText.of(quota.limit()),
                Size.of(quota.used() + quota.reserved(), language),
                Size.of(quota.reserved(), language),
                Size.of(quota.unique(), language),
                Size.of(quota.shared(), language),
                Size.of(quota.trash(), language),
                quota.counted().map(time -> Moment.of(time, language)),
                Size.of(quota.drift(), language),
                quota.driftAt().map(time -> Moment.of(time, language)));
    }

    /// How much of the bar is filled.
    public int filled() {
        return Math.min(FULL, quota.percent());
    }

    /// The page of what it limits.
    public String path() {
        String place = quota.organisation() ? "/orgs/" : "/u/";
        return (quota.repository() ? "/r/" : place) + quota.name();
    }

    public boolean full() {
        return quota.full();
    }

    public boolean warns() {
        return quota.warns();
    }
}
