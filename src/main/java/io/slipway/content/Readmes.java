package io.slipway.content;

import io.slipway.work.Outbox;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// READMEs of repositories.
@Service
public class Readmes {

    private final Repositories repositories;
    private final ReadmeSql sql;
    private final Outbox outbox;

    Readmes(Repositories repositories, ReadmeSql sql, Outbox outbox) {
        this.repositories = repositories;
        this.sql = sql;
        this.outbox = outbox;
    }

    public Readme get(Repository repository) {
        return sql.find(repository.id()).orElse(Readme.NONE);
    }

    /// @param wanted is given the README as it is; nobody changes it meanwhile
    /// @return what is there now
    @Transactional
    public Readme change(Repository repository, Function<Readme, Readme> wanted) {
        repositories.hold(repository);
        Readme now = get(repository);
        String text = wanted.apply(now).text();
        if (text.equals(now.text())) {
            return now;
        }
        if (text.isEmpty()) {
            sql.delete(repository.id());
        } else {
            sql.write(repository.id(), text);
        }
        outbox.publish(repository.event("repository.readme"));
        return get(repository);
    }
}
