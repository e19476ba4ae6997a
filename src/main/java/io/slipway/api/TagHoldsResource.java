package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Repository;
import io.slipway.content.TagExpiry;
import io.slipway.content.TagExpiry.Wish;
import io.slipway.content.TimeSpan;
import io.slipway.oci.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Locks tags, and says when they expire.
@Component
class TagHoldsResource {

    private static final String TAG = "tags/";

    /// @param expires `never`, a time from now such as `14d`, or a time such as `2026-05-03T12:00:00Z`
    record Body(@Nullable Boolean locked, @Nullable String expires) {

        Optional<Wish> toWish() {
            return Optional.ofNullable(expires).map(TagHoldsResource::wish);
        }
    }

    private final Access access;
    private final TagExpiry expiry;

    TagHoldsResource(Access access, TagExpiry expiry) {
        this.access = access;
        this.expiry = expiry;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> patch(
            Caller caller, RepositoryPath path, RepositoriesResource.Change change, HttpServletRequest request) {
        String below = path.below().orElse("");
        if (!below.startsWith(TAG)) {
            return Optional.empty();
        }
        Repository repository = access.toMaintain(caller, path.name());
        Tag tag = Tag.parse(below.substring(TAG.length()));
        Body body = change.toHold();
        Optional<Wish> wish = body.toWish();
        if (wish.isEmpty() && body.locked() == null) {
            throw ApiException.invalid("give locked, expires or both");
        }
        wish.ifPresent(it -> expiry.set(repository, tag, it));
        if (body.locked() != null) {
            expiry.lock(repository, DeletionsResource.actor(caller, request), tag, body.locked());
        }
        return Optional.of(ResponseEntity.noContent().build());
    }

    private static Wish wish(String text) {
        if (text.equals("never")) {
            return new Wish.Never();
        }
        return TimeSpan.parse(text).<Wish>map(Wish.After::new).orElseGet(() -> new Wish.At(time(text)));
    }

    private static Instant time(String text) {
        try {
            Instant at = text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (at.atOffset(ZoneOffset.UTC).getYear() < 9999) {
                return at;
            }
        } catch (DateTimeException e) {
            // as any other text
        }
        throw ApiException.invalid("expires is never, a time from now such as 14d, a day or 2026-05-03T12:00:00Z");
    }
}
