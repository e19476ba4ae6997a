package io.slipway.transfer;

import io.slipway.content.Adoptions;
import io.slipway.content.Manifests;
import io.slipway.content.Tags;
import org.springframework.stereotype.Component;

/// What takes blobs, manifests and tags.
@Component
record Contents(Adoptions adoptions, Manifests manifests, Tags tags) {}
