package io.slipway.web.palette;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Repositories;
import java.util.List;
import org.springframework.stereotype.Component;

/// As the list of repositories does: whatever has the words in its name or its description.
@Component
class ListedRepositories implements RepositoryFinder {

    private final Access access;
    private final Repositories repositories;

    ListedRepositories(Access access, Repositories repositories) {
        this.access = access;
        this.repositories = repositories;
    }

    @Override
    public List<String> find(Caller caller, String words, int limit) {
        return repositories.search(access.visible(caller), words, "", limit).items().stream()
                .map(repository -> repository.name().value())
                .toList();
    }
}
