package io.slipway.web;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.AccountsException;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import java.util.Optional;

/// A reference as people paste it: `acme/web`, `acme/web:1.0` or `acme/web@sha256:…`.
record ImageReference(RepositoryName name, Optional<Reference> reference) {

    /// Empty also for namespaces that nobody can have, and for `admin`: those are paths of ours.
    static Optional<ImageReference> parse(String text) {
        try {
            int at = text.indexOf('@');
            int colon = text.lastIndexOf(':');
            ImageReference parsed;
            if (at >= 0) {
                parsed = of(text.substring(0, at), Optional.of(Digest.parse(text.substring(at + 1))));
            } else if (colon >= 0) {
                parsed = of(text.substring(0, colon), Optional.of(Tag.parse(text.substring(colon + 1))));
            } else {
                parsed = of(text, Optional.empty());
            }
            boolean possible = parsed.name.hasNamespace()
                    && !parsed.name.namespace().equals("admin")
                    && !new AccountName(parsed.name.namespace()).value().isEmpty();
            return Optional.of(parsed).filter(_ -> possible);
        } catch (OciException | AccountsException e) {
            return Optional.empty();
        }
    }

    /// What it names; without a tag or digest, the repository.
    OwnPath page() {
        String path = "/r/" + name;
        return new OwnPath(reference.map(it -> path + "/-/" + place(it)).orElse(path));
    }

    private static String place(Reference reference) {
        return switch (reference) {
            case Tag tag -> "tags/" + tag;
            case Digest digest -> "manifests/" + digest;
        };
    }

    private static ImageReference of(String name, Optional<Reference> reference) {
        return new ImageReference(RepositoryName.parse(name), reference);
    }
}
