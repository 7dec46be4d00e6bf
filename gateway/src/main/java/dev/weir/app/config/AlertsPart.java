package dev.weir.app.config;

import java.util.List;

/// Where alerts go besides the log.
public record AlertsPart(@Meaning("receivers of signed alerts") List<Webhook> webhooks) {
  public static final AlertsPart DEFAULT = new AlertsPart(List.of());

  public AlertsPart {
    webhooks = List.copyOf(webhooks);
  }
}
