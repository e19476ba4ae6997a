package io.slipway.registry;

import io.slipway.access.Access;
import io.slipway.content.Blob;
import io.slipway.content.Blobs;
import io.slipway.content.Repository;
import io.slipway.content.UploadBody;
import io.slipway.content.UploadSession;
import io.slipway.content.Uploads;
import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.BodyBuilder;

/// Blob pushes: end-4 to end-6, end-11, end-13 and end-14.
@Component
class UploadHandler {

    private final Access access;
    private final Uploads uploads;
    private final Blobs blobs;
    private final RegistryMeters meters;

    UploadHandler(Access access, Uploads uploads, Blobs blobs, RegistryMeters meters) {
        this.access = access;
        this.uploads = uploads;
        this.blobs = blobs;
        this.meters = meters;
    }

    ServerResponse start(RegistryRequest request) throws IOException {
        Repository repository = access.toPush(request.caller(), request.name());
        Optional<Blob> mounted = mount(request, repository);
        if (mounted.isPresent()) {
            return created(repository.name(), mounted.get());
        }
        Optional<Digest> digest = request.digest();
        if (digest.isPresent()) {
            return created(repository.name(), uploads.push(repository, request.actor(), digest.get(), body(request)));
        }
        UploadSession session = uploads.start(repository, request.actor(), algorithm(request));
        return Answers.empty(position(ServerResponse.accepted(), repository.name(), session));
    }

    ServerResponse append(RegistryRequest request) throws IOException {
        Repository repository = access.toPush(request.caller(), request.name());
        UploadSession session = uploads.append(repository, request.actor(), id(request), body(request));
        return Answers.empty(position(ServerResponse.accepted(), repository.name(), session));
    }

    ServerResponse finish(RegistryRequest request) throws IOException {
        Repository repository = access.toPush(request.caller(), request.name());
        Digest digest = request.digest()
                .orElseThrow(() -> new OciException(
                        ErrorCode.DIGEST_INVALID, "the digest parameter is missing: PUT …?digest=sha256:…"));
        return created(
                repository.name(), uploads.finish(repository, request.actor(), id(request), digest, body(request)));
    }

    ServerResponse status(RegistryRequest request) {
        Repository repository = access.toPush(request.caller(), request.name());
        UploadSession session = uploads.get(repository, request.actor(), id(request));
        return position(ServerResponse.status(204), repository.name(), session).build();
    }

    ServerResponse cancel(RegistryRequest request) {
        Repository repository = access.toPush(request.caller(), request.name());
        uploads.cancel(repository, request.actor(), id(request));
        return ServerResponse.noContent().build();
    }

    /// A source that is missing or not readable is no error: the client goes on and uploads.
    private Optional<Blob> mount(RegistryRequest request, Repository target) {
        Optional<Digest> digest = request.parameter("mount").map(Digest::parse);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> from = request.parameter("from").filter(name -> !name.isEmpty());
        if (from.isEmpty()) {
            return blobs.mountFromAny(target, access.visible(request.caller()), digest.get());
        }
        return from.flatMap(UploadHandler::source)
                .flatMap(name -> access.toMountFrom(request.caller(), name))
                .flatMap(source -> blobs.mount(target, source, digest.get()));
    }

    private static Optional<RepositoryName> source(String name) {
        try {
            return Optional.of(RepositoryName.parse(name));
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private static DigestAlgorithm algorithm(RegistryRequest request) {
        return request.parameter("digest-algorithm")
                .map(id -> DigestAlgorithm.find(id)
                        .orElseThrow(() ->
                                new OciException(ErrorCode.DIGEST_INVALID, "digests are sha256 or sha512, not " + id)))
                .orElse(DigestAlgorithm.SHA256);
    }

    private static UUID id(RegistryRequest request) {
        try {
            UUID id = UUID.fromString(request.reference());
            if (id.toString().equals(request.reference())) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // nobody was given this id
        }
        throw new OciException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "there is no such upload");
    }

    private UploadBody body(RegistryRequest request) throws IOException {
        return new UploadBody(
                meters.counted(request.servlet().getInputStream()),
                request.contentLength(),
                request.header("Content-Range").map(ContentRangeHeader::parse));
    }

    private static ServerResponse created(RepositoryName name, Blob blob) {
        return Answers.empty(Answers.created("/v2/" + name + "/blobs/" + blob.digest(), blob.digest()));
    }

    private static BodyBuilder position(BodyBuilder builder, RepositoryName name, UploadSession session) {
        return builder.header("Location", location(name.value(), session))
                .header("Range", range(session))
                .header("Docker-Upload-UUID", session.id().toString());
    }

    /// For a refusal: where the session stands.
    static void addPosition(HttpServletRequest request, HttpServletResponse response, UploadSession session) {
        RegistryPath.of(request).ifPresent(path -> response.setHeader("Location", location(path.name(), session)));
        response.setHeader("Range", range(session));
        response.setHeader("Docker-Upload-UUID", session.id().toString());
    }

    private static String location(String name, UploadSession session) {
        return "/v2/" + name + "/blobs/uploads/" + session.id();
    }

    private static String range(UploadSession session) {
        return "0-" + Math.max(0, session.received() - 1);
    }
}
