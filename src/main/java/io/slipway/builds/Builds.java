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
    private final BuildSettings settings;
    private final Outbox outbox;

    Builds(BuildQueueSql sql, BuildSettings settings, Outbox outbox) {
        this.sql = sql;
        this.settings = settings;
        this.outbox = outbox;
    }

    /// Puts it into the queue. Where its trigger says so, older ones of the same ref by the same rule give way to it.
    ///
    /// @return its number in the repository
    /// @throws BuildsException QUEUE_FULL
    @Transactional
    int order(BuildOrder order) {
        checkRoom(order.repositoryId());
        int number = sql.insert(order, sql.nextNumber(order.repositoryId()));
        sql.dropOlder(order.repositoryId(), number);
        sql.stopOlder(order.repositoryId(), number);
        return number;
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
    /// @throws BuildsException NOT_FOUND, CONFLICT while it is not over or when its trigger is gone, QUEUE_FULL
    @Transactional
    public int retry(Repository repository, int number, boolean cache, long by) {
        long id = get(repository, number);
        checkRoom(repository.id());
        int next = sql.nextNumber(repository.id());
        if (sql.copy(id, next, cache, by) == 0) {
            throw new BuildsException(Code.CONFLICT, "build " + number + " is not over, or its trigger is gone");
        }
        outbox.publish(event("build.retry", repository, number).with("number", String.valueOf(next)));
        return next;
    }

    private void checkRoom(long repositoryId) {
        if (sql.waitingBeside(repositoryId) >= settings.queueLimit()) {
            throw new BuildsException(
                    Code.QUEUE_FULL,
                    "there are " + settings.queueLimit()
                            + " builds of this namespace in the queue already: wait, or cancel some");
        }
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
