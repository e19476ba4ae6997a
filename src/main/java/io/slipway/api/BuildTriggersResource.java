package io.slipway.api;

import io.slipway.builds.BuildTriggers;
import io.slipway.builds.Trigger;
import io.slipway.content.Repository;
import io.slipway.work.OpaqueToken;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/// Triggers of builds: what only those see who maintain the repository.
@Component
class BuildTriggersResource {

    /// What is pasted at the provider.
    record Hook(String url, String secret) implements ShownOnce {

        @Override
        public boolean showsSecret() {
            return true;
        }
    }

    record Key(String publicKey) {}

    record Remote(@Nullable Boolean inUrl) {}

    /// Shown only now.
    record RemoteToken(String url, String token) implements ShownOnce {

        @Override
        public boolean showsSecret() {
            return true;
        }
    }

    private final BuildTriggers triggers;
    private final PublicUrl publicUrl;

    BuildTriggersResource(BuildTriggers triggers, PublicUrl publicUrl) {
        this.triggers = triggers;
        this.publicUrl = publicUrl;
    }

    ServerResponse list(TriggerCall call) {
        List<TriggerView> views =
                triggers.list(call.maintained()).stream().map(TriggerView::of).toList();
        return ServerResponse.ok().body(views);
    }

    ServerResponse create(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        Trigger made = triggers.create(repository, call.body(TriggerBody.class).toNew(), call.by());
        return ServerResponse.created(URI.create(call.path() + "/" + made.id())).body(TriggerView.of(made));
    }

    ServerResponse get(TriggerCall call) {
        return tagged(TriggerView.of(triggers.get(call.maintained(), call.id())));
    }

    ServerResponse change(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        TriggerBody body = call.body(TriggerBody.class);
        Trigger before = triggers.get(repository, call.id());
        Trigger changed = triggers.change(
                repository,
                call.id(),
                body.over(before),
                now -> EntityTag.require(call.ifMatch(), TriggerView.of(now)));
        return tagged(TriggerView.of(changed));
    }

    ServerResponse delete(TriggerCall call) {
        triggers.delete(call.maintained(), call.id());
        return ServerResponse.noContent().build();
    }

    ServerResponse resume(TriggerCall call) {
        return tagged(TriggerView.of(triggers.resume(call.maintained(), call.id())));
    }

    ServerResponse hook(TriggerCall call) {
        Trigger trigger = triggers.get(call.maintained(), call.id());
        return secret(new Hook(url(call, trigger, ""), triggers.hookSecret(trigger)));
    }

    ServerResponse rotateHook(TriggerCall call) {
        Repository repository = call.maintained();
        String fresh = triggers.rotateHookSecret(repository, call.id());
        return secret(new Hook(url(call, triggers.get(repository, call.id()), ""), fresh));
    }

    ServerResponse key(TriggerCall call) {
        Trigger trigger = triggers.get(call.maintained(), call.id());
        if (trigger.publicKey().isEmpty()) {
            throw ApiException.notFound();
        }
        return ServerResponse.ok().body(new Key(trigger.publicKey()));
    }

    ServerResponse rotateKey(TriggerCall call) {
        return ServerResponse.ok()
                .body(new Key(triggers.rotateKey(call.maintained(), call.id()).publicKey()));
    }

    ServerResponse makeRemote(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        boolean inUrl = Boolean.TRUE.equals(call.body(Remote.class).inUrl());
        OpaqueToken token = triggers.makeRemoteToken(repository, call.id(), inUrl);
        return secret(new RemoteToken(url(call, triggers.get(repository, call.id()), "/start"), token.value()));
    }

    ServerResponse dropRemote(TriggerCall call) {
        triggers.dropRemoteToken(call.maintained(), call.id());
        return ServerResponse.noContent().build();
    }

    static ServerResponse tagged(Record view) {
        ResponseEntity<Record> answer = EntityTag.answer(view);
        return ServerResponse.ok().headers(to -> to.addAll(answer.getHeaders())).body(view);
    }

    private static ServerResponse secret(Record view) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(view);
    }

    private String url(TriggerCall call, Trigger trigger, String rest) {
        HttpServletRequest request = call.request().servletRequest();
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        return base + "/hooks/" + trigger.id() + rest;
    }
}
