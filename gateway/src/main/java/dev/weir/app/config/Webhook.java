package dev.weir.app.config;

import java.net.URI;
import java.util.Map;

/// A receiver of signed alerts.
public record Webhook(
    @Meaning("where alerts are posted") URI url,
    @Meaning("signs each body (HMAC-SHA256)") SecretReference secret,
    @Meaning(
            "whether the receiver may be at a loopback or private address; without it only public"
                + " addresses are connected to")
        boolean allowPrivate) {
  public static final Map<String, Object> DEFAULTS = Map.of("allowPrivate", false);
}
