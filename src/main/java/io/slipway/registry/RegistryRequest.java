package io.slipway.registry;

import io.slipway.access.Caller;
import io.slipway.content.Actor;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.web.servlet.function.ServerRequest;

/// A request of the registry API with its raw strings turned into values.
record RegistryRequest(ServerRequest request, RegistryPath path, Caller caller) {

    static RegistryRequest of(ServerRequest request) {
        HttpServletRequest servlet = request.servletRequest();
        RegistryPath path = RegistryPath.of(servlet).orElseThrow();
        return new RegistryRequest(request, path, CallerFilter.caller(servlet));
    }

    HttpServletRequest servlet() {
        return request.servletRequest();
    }

    RepositoryName name() {
        return RepositoryName.parse(path.name());
    }

    String reference() {
        return path.reference();
    }

    /// Who changes something; only after an access check that no anonymous caller passes.
    Actor actor() {
        long principal = caller.principal().orElseThrow();
        return new Actor(principal, header("User-Agent").orElse(""));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(servlet().getHeader(name));
    }

    OptionalLong contentLength() {
        long length = servlet().getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /// From the query alone: the body is never read as a form.
    List<String> parameters(String name) {
        return Query.values(servlet(), name);
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /// The `digest` parameter; two of them would leave open which one counts.
    Optional<Digest> digest() {
        List<String> values = parameters("digest");
        if (values.size() > 1) {
            throw new OciException(ErrorCode.DIGEST_INVALID, "the digest parameter was given more than once");
        }
        return values.stream().findFirst().map(Digest::parse);
    }
}
