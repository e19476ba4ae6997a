package io.slipway.web.rules;

import io.slipway.access.Access;
import io.slipway.content.Repository;
import io.slipway.content.TagExpiry;
import io.slipway.content.TagExpiry.Wish;
import io.slipway.content.TagSummary.Hold;
import io.slipway.content.TimeSpan;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.web.Moment;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Locks a tag, and says when it goes.
@Component
class HoldPages implements RepositoryPart {

    private static final String HOLD = "hold";

    private final Access access;
    private final RepositoryHeads heads;
    private final TagExpiry expiry;

    HoldPages(Access access, RepositoryHeads heads, TagExpiry expiry) {
        this.access = access;
        this.heads = heads;
        this.expiry = expiry;
    }

    @Override
    public Set<String> names() {
        return Set.of(HOLD);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        return new ModelAndView("rules/hold", "page", page(asked, repository, asked.parameter("tag"), "", ""));
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not delete here
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        Tag tag = Tag.parse(form.getOrDefault("tag", ""));
        Hold now = hold(repository, tag);
        String typed = form.getOrDefault("expires", "").strip();
        boolean never = form.containsKey("never");
        Optional<Wish> wish = never ? Optional.of(new Wish.Never()) : wish(typed);
        if (!never && !typed.isEmpty() && wish.isEmpty()) {
            HoldPage page = page(asked, repository, tag.value(), typed, "hold.fault");
            return new ModelAndView("rules/hold", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            wish.ifPresent(it -> expiry.set(repository, tag, it));
        } catch (OciException e) {
            if (e.code() != ErrorCode.MANIFEST_UNKNOWN) {
                throw e;
            }
            HoldPage page = page(asked, repository, tag.value(), typed, "hold.over");
            return new ModelAndView("rules/hold", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        boolean locked = form.containsKey("locked");
        if (locked != now.locked()) {
            expiry.lock(repository, asked.actor(), tag, locked);
        }
        return new OwnPath("/r/" + repository.name() + "/-/tags").seeOther(Notice.SAVED);
    }

    private HoldPage page(Asked asked, Repository repository, String name, String typed, String fault) {
        Tag tag = Tag.parse(name);
        Hold hold = hold(repository, tag);
        return new HoldPage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, "tags"),
                tag.value(),
                hold.locked(),
                hold.expiresAt().map(at -> Moment.of(at, asked.shell().language())),
                typed,
                fault);
    }

    private Hold hold(Repository repository, Tag tag) {
        return expiry.find(repository, tag)
                .orElseThrow(() ->
                        new OciException(ErrorCode.MANIFEST_UNKNOWN, "no tag " + tag + " in " + repository.name()));
    }

    /// A time from now, or a day.
    private static Optional<Wish> wish(String text) {
        return TimeSpan.parse(text).<Wish>map(Wish.After::new).or(() -> {
            try {
                LocalDate day = LocalDate.parse(text);
                return day.getYear() > 1970 && day.getYear() < 9999
                        ? Optional.of(
                                new Wish.At(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                        : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
