package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.content.Repository;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Builds as people and triggers ask for them; a worker takes them from the queue.
@Service
public class Builds {

    private final BuildQueueSql sql;
    private final Outbox outbox;

    Builds(BuildQueueSql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /// Puts it into the queue.
    ///
    /// @return its number in the repository
    /// @throws BuildsException QUEUE_FULL
    @Transactional
    int order(BuildOrder order) {
        return sql.insert(order, sql.nextNumber(order.repositoryId()));
    }

    /// One in the queue ends at once; one that runs is stopped by the worker that has it, within seconds.
    ///
    /// @throws BuildsException NOT_FOUND, or CONFLICT when it is over
    @Transactional
    public void cancel(Repository repository, int number, long by) {
        long id = get(repository, number);
        if (sql.cancelQueued(id, by) == 0 && sql.askToCancel(id, by) == 0) {
            throw new BuildsException(Code.CONFLICT, "build " + number + " is over");
        }
        outbox.publish(event("build.cancel", repository, number));
    }

    /// A new build of the same commit, made in the same way.
    ///
    /// @param cache whether it may use what earlier builds left, where the plan allows it
    /// @return the new one's number
    /// @throws BuildsException NOT_FOUND, CONFLICT while it is not over, PAUSED when its trigger is gone, QUEUE_FULL
    @Transactional
    public int retry(Repository repository, int number, boolean cache, long by) {
        long id = get(repository, number);
        int next = sql.nextNumber(repository.id());
        if (sql.copy(id, next, cache, by) == 0) {
            throw new BuildsException(Code.CONFLICT, "build " + number + " is not over, or its trigger is gone");
        }
        outbox.publish(event("build.retry", repository, number).with("number", String.valueOf(next)));
        return next;
    }

    private long get(Repository repository, int number) {
        return sql.find(repository.id(), number)
                .orElseThrow(() -> new BuildsException(Code.NOT_FOUND, "there is no build " + number + " here"));
    }

    private static Event event(String action, Repository repository, int number) {
        return Event.of(action)
                .in(repository.namespaceId())
                .on(repository.id())
                .target(repository.name().value())
                .with("build", String.valueOf(number));
    }
}
