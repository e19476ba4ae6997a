package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.Readme;
import io.slipway.content.Readmes;
import io.slipway.content.Repository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// A repository's README, as Markdown.
@Component
class ReadmeResource {

    static final String NAME = "readme";

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record View(String text, Optional<Instant> changedAt) {

        static View of(Readme readme) {
            return new View(readme.text(), readme.changed());
        }
    }

    private final Readmes readmes;

    ReadmeResource(Readmes readmes) {
        this.readmes = readmes;
    }

    static Readme readme(String text) {
        return Readme.parse(text)
                .orElseThrow(() -> ApiException.invalid(
                        "a README has at most " + Readme.MAX_BYTES + " bytes of UTF-8, and no NUL"));
    }

    ResponseEntity<View> get(Repository repository) {
        return EntityTag.answer(View.of(readmes.get(repository)));
    }

    /// @param wanted empty takes the README away
    ResponseEntity<View> put(Repository repository, Readme wanted, @Nullable String ifMatch) {
        return EntityTag.answer(View.of(readmes.change(repository, now -> {
            EntityTag.require(ifMatch, View.of(now));
            return wanted;
        })));
    }
}
