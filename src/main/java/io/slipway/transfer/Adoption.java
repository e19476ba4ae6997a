package io.slipway.transfer;

import io.slipway.access.AccessException;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Actor;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.storage.BlobStore;
import io.slipway.storage.Stores;
import io.slipway.transfer.AdoptionReport.Sum;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import io.slipway.work.StartFailure;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Takes over what another registry stored, where it lies: repository by repository, beside a server at work.
/// What is here already is not taken again, so it can be ended and begun again at any time.
@Service
class Adoption {

    private final Stores stores;
    private final Contents contents;
    private final Destinations destinations;
    private final Users users;
    private final Outbox outbox;

    Adoption(Stores stores, Contents contents, Destinations destinations, Users users, Outbox outbox) {
        this.stores = stores;
        this.contents = contents;
        this.destinations = destinations;
        this.users = users;
        this.outbox = outbox;
    }

    /// @param report is told of each step
    /// @throws StartFailure when there is nothing to take over, or nobody to own it
    void run(AdoptionWish wish, AdoptionReport report) {
        User owner = owner(wish);
        boolean any = false;
        for (BlobStore store : stores.all()) {
            FoundRegistry registry = new FoundRegistry(store);
            Collection<String> names = registry.repositories();
            any |= !names.isEmpty();
            BlobChecks checks = new BlobChecks(registry, contents.adoptions(), wish.trust(), report);
            AdoptionRun run = new AdoptionRun(registry, checks, contents, report, wish);
            names.stream().filter(wish::isWanted).forEach(name -> take(run, owner, name));
            if (wish.only().isEmpty()) {
                countUnused(registry, report);
            }
        }
        if (!any) {
            throw new StartFailure("There is no repository below " + FoundRegistry.REPOSITORIES + " in a store: set"
                    + " slipway.storage.disk.path to the root directory of the other registry, or"
                    + " slipway.storage.s3.bucket and .prefix to its bucket and root directory");
        }
        if (!wish.dryRun()) {
            outbox.publishLater(event(owner, report));
        }
    }

    private User owner(AdoptionWish wish) {
        if (wish.owner().isPresent()) {
            return users.find(wish.owner().get())
                    .filter(user -> !user.disabled())
                    .orElseThrow(() -> new StartFailure(
                            "There is no user " + wish.owner().get() + ", or the account is disabled"));
        }
        return users.firstAdministrator()
                .orElseThrow(() ->
                        new StartFailure("There is no administrator yet: start the server once, or name an --owner"));
    }

    private void take(AdoptionRun run, User owner, String found) {
        run.report().add(Sum.REPOSITORIES, 1);
        try {
            RepositoryName name = destinations.name(found, run.wish().namespace());
            Optional<Repository> target = destinations.find(owner, name);
            Visibility visibility = run.wish().open() ? Visibility.PUBLIC : Visibility.PRIVATE;
            new RepositoryAdoption(
                            run,
                            run.registry().repository(found),
                            new Actor(owner.id(), Contents.CLIENT),
                            target,
                            () -> destinations.make(owner, name, visibility))
                    .run();
        } catch (OciException | AccessException | AccountsException refused) {
            run.report().leave(found, String.valueOf(refused.getMessage()));
        }
    }

    private static void countUnused(FoundRegistry registry, AdoptionReport report) {
        registry.contents((digest, size) -> {
            if (!report.isUsed(digest)) {
                report.add(Sum.UNUSED, 1);
                report.add(Sum.UNUSED_BYTES, size);
            }
        });
    }

    private static Event event(User owner, AdoptionReport report) {
        return Event.of("storage.adopt")
                .target(owner.name())
                .with("repositories", String.valueOf(report.get(Sum.REPOSITORIES)))
                .with("manifests", String.valueOf(report.get(Sum.MANIFESTS)))
                .with("tags", String.valueOf(report.get(Sum.TAGS)))
                .with("blobs", String.valueOf(report.get(Sum.BLOBS)))
                .with("left", String.valueOf(report.get(Sum.LEFT)));
    }
}
