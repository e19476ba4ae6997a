package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.Quota;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All numbers are bytes. Without a limit there is nothing but that.
///
/// @param limit    absent: none
/// @param used     each blob once, and manifests; what is in the trash, too
/// @param reserved by uploads that are under way
/// @param unique   what deleting all of it would give back to the storage
/// @param shared   what others have, too, as of `counted`
/// @param trash    what only the trash holds, as of `counted`
/// @param counted  when all of it was counted last; absent while the first count goes on
/// @param drift    what that count had to put right, and in `driftAt` when one last had to
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QuotaView(
        Optional<String> name,
        Optional<Long> limit,
        Optional<Long> used,
        Optional<Long> reserved,
        Optional<Long> free,
        Optional<Integer> percent,
        Optional<Long> unique,
        Optional<Long> shared,
        Optional<Long> trash,
        Optional<Instant> counted,
        Optional<Long> drift,
        Optional<Instant> driftAt) {

    /// What a limit is set by.
    public record Body(@Nullable Long limit) {

        public long toLimit() {
            return Fields.need(limit, "limit");
        }
    }

    public static QuotaView of(Optional<Quota> quota) {
        return quota.map(QuotaView::of)
                .orElseGet(() -> new QuotaView(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    public static QuotaView of(Quota quota) {
        return new QuotaView(
                Optional.of(quota.name()),
                Optional.of(quota.limit()),
                Optional.of(quota.used()),
                Optional.of(quota.reserved()),
                Optional.of(quota.free()),
                Optional.of(quota.percent()),
                Optional.of(quota.unique()),
                Optional.of(quota.shared()),
                Optional.of(quota.trash()),
                quota.counted(),
                Optional.of(quota.drift()),
                quota.driftAt());
    }
}
