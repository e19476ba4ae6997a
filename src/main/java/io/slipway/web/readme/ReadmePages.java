package io.slipway.web.readme;

import io.slipway.access.Access;
import io.slipway.content.Readme;
import io.slipway.content.Readmes;
import io.slipway.content.Repository;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
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
        return view(page(asked, repository, text, Optional.empty(), FieldFaults.NONE), HttpStatus.OK);
    }

    /// Keeps what was typed, or only shows what it would look like.
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        String typed = form.getOrDefault("text", "");
        Optional<Readme> readme = Readme.parse(typed);
        if (readme.isEmpty()) {
            FieldFaults faults = FieldFaults.at("text", "readme.fault");
            ReadmePage refused = page(asked, repository, typed, Optional.empty(), faults);
            return view(refused, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (form.containsKey("preview")) {
            Optional<String> preview = readme.map(markdown::html);
            return view(page(asked, repository, typed, preview, FieldFaults.NONE), HttpStatus.OK);
        }
        readmes.change(repository, _ -> readme.get());
        return new OwnPath("/r/" + repository.name()).seeOther(Notice.SAVED);
    }

    private ReadmePage page(
            Asked asked, Repository repository, String text, Optional<String> preview, FieldFaults faults) {
        return new ReadmePage(
                asked.shell(), heads.of(asked.caller(), asked.shell(), repository, "overview"), text, preview, faults);
    }

    private static ModelAndView view(ReadmePage page, HttpStatus status) {
        return new ModelAndView("repository/readme", Map.of("page", page), status);
    }
}
