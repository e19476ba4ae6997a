package io.slipway.registry;

import io.slipway.access.Access;
import io.slipway.content.Deletions;
import io.slipway.content.Manifests;
import io.slipway.content.Repository;
import io.slipway.content.StoredManifest;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.Manifest;
import io.slipway.oci.ManifestLimits;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.registry.ContentAnswer.Content;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.BodyBuilder;

/// Manifests by tag or digest: end-3, end-7 and end-9.
@Component
class ManifestHandler {

    private static final int MAX_TAGS = 100;

    private final Access access;
    private final Manifests manifests;
    private final Deletions deletions;

    ManifestHandler(Access access, Manifests manifests, Deletions deletions) {
        this.access = access;
        this.manifests = manifests;
        this.deletions = deletions;
    }

    ServerResponse head(RegistryRequest request) {
        Repository repository = access.toPull(request.caller(), request.name());
        Reference reference = readable(request);
        return ContentAnswer.head(request, content(manifests.head(repository, reference), reference));
    }

    ServerResponse get(RegistryRequest request) {
        Repository repository = access.toPull(request.caller(), request.name());
        Reference reference = readable(request);
        StoredManifest manifest = manifests.pull(repository, reference);
        byte[] payload = manifest.payload();
        return ContentAnswer.get(
                request,
                content(manifest, reference),
                (_, response, start, end) ->
                        response.getOutputStream().write(payload, (int) start, (int) (end - start)));
    }

    ServerResponse put(RegistryRequest request) throws IOException {
        Repository repository = access.toPush(request.caller(), request.name());
        Reference reference = Reference.parse(request.reference());
        List<Tag> names = tags(request, reference);
        Manifest manifest = Manifest.parse(request.header("Content-Type").orElse(""), body(request));
        Digest digest = digest(reference, manifest);
        manifests.put(repository, request.actor(), manifest, digest, names);
        BodyBuilder answer = Answers.created(location(repository.name(), digest), digest);
        manifest.subject()
                .ifPresent(
                        subject -> answer.header("OCI-Subject", subject.digest().toString()));
        if (reference instanceof Digest && !names.isEmpty()) {
            names.forEach(tag -> answer.header("OCI-Tag", tag.value()));
        }
        return Answers.empty(answer);
    }

    ServerResponse delete(RegistryRequest request) {
        Repository repository = access.toDelete(request.caller(), request.name());
        switch (Reference.parse(request.reference())) {
            case Tag tag -> deletions.delete(repository, request.actor(), tag);
            case Digest digest -> deletions.delete(repository, request.actor(), digest);
        }
        return Answers.empty(ServerResponse.accepted());
    }

    /// What can be no tag cannot be here either: the specification's suite asks for 404.
    private static Reference readable(RegistryRequest request) {
        try {
            return Reference.parse(request.reference());
        } catch (OciException e) {
            if (Digest.isDigest(request.reference())) {
                throw e;
            }
            throw new OciException(ErrorCode.MANIFEST_UNKNOWN, e.getMessage());
        }
    }

    private static Content content(StoredManifest manifest, Reference reference) {
        return new Content(manifest.digest(), manifest.mediaType(), manifest.size(), reference instanceof Digest);
    }

    private static List<Tag> tags(RegistryRequest request, Reference reference) {
        return switch (reference) {
            case Tag tag -> List.of(tag);
            case Digest _ -> {
                List<String> names = request.parameters("tag");
                if (names.size() > MAX_TAGS) {
                    throw new OciException(
                            ErrorCode.MANIFEST_INVALID, "at most " + MAX_TAGS + " tags can be pushed at once");
                }
                yield names.stream().map(Tag::parse).distinct().toList();
            }
        };
    }

    private static byte[] body(RegistryRequest request) throws IOException {
        int limit = ManifestLimits.MAX_BYTES;
        if (request.contentLength().orElse(0) > limit) {
            throw tooLarge();
        }
        byte[] body = request.servlet().getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return body;
    }

    private static TooLargeException tooLarge() {
        return new TooLargeException("a manifest has at most " + ManifestLimits.MAX_BYTES + " bytes");
    }

    private static Digest digest(Reference reference, Manifest manifest) {
        return switch (reference) {
            case Tag _ -> manifest.digest();
            case Digest named -> {
                Digest actual = Digest.compute(named.algorithm(), manifest.bytes());
                if (!actual.equals(named)) {
                    throw new OciException(
                            ErrorCode.DIGEST_INVALID, "the manifest has the digest " + actual + ", not " + named);
                }
                yield named;
            }
        };
    }

    private static String location(RepositoryName name, Digest digest) {
        return "/v2/" + name + "/manifests/" + digest;
    }
}
