package io.slipway.web.readme;

import io.slipway.access.Access;
import io.slipway.content.Readme;
import io.slipway.content.Readmes;
import io.slipway.content.Repository;
import io.slipway.web.Edition;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Where whoever manages a repository writes its README.
@Component
class ReadmePages implements RepositoryPart {

    private static final String NAME = "readme";
    private static final String VIEW = "repository/readme";

    private final Access access;
    private final RepositoryHeads heads;
    private final Readmes readmes;
    private final Markdown markdown;

    ReadmePages(Access access, RepositoryHeads heads, Readmes readmes, Markdown markdown) {
        this.access = access;
        this.heads = heads;
        this.readmes = readmes;
        this.markdown = markdown;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        String text = readmes.get(repository).text();
        return view(page(asked, repository, text, Edition.of(text)), HttpStatus.OK);
    }

    /// Keeps what was typed, or only shows what it would look like.
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        String typed = form.getOrDefault("text", "");
        Optional<Readme> readme = Readme.parse(typed);
        ReadmePage again = page(asked, repository, typed, form.getOrDefault(Edition.FIELD, ""));
        if (readme.isEmpty()) {
            return view(again.with(FieldFaults.at("text", "readme.fault")), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (form.containsKey("preview")) {
            return view(again.with(readme.map(markdown::html), Optional.empty()), HttpStatus.OK);
        }
        Readme wanted = readme.get();
        Readme kept = readmes.change(repository, now -> Edition.fits(form, Edition.of(now.text())) ? wanted : now);
        if (!kept.text().equals(wanted.text())) {
            ReadmePage asking = page(asked, repository, typed, Edition.of(kept.text()));
            return view(asking.with(Optional.empty(), Optional.of(kept.text())), HttpStatus.CONFLICT);
        }
        return new OwnPath("/r/" + repository.name()).seeOther(Notice.SAVED);
    }

    private ReadmePage page(Asked asked, Repository repository, String text, String edition) {
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "overview");
        return new ReadmePage(asked.shell(), head, text, edition, Optional.empty(), Optional.empty(), FieldFaults.NONE);
    }

    private static ModelAndView view(ReadmePage page, HttpStatus status) {
        return new ModelAndView(VIEW, Map.of("page", page), status);
    }
}
