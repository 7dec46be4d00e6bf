package dev.weir.app.config;

import java.time.Duration;

/// Limits towards providers.
public record UpstreamPart(
    @Meaning("longest time to connect") Duration connect,
    @Meaning("longest time until the head of an answer") Duration head,
    @Meaning("longest silence within an answer") Duration silence,
    @Meaning("longest answer; a stream past it is cut") Duration total,
    @Meaning("most connections to one provider, from one event loop") int connections,
    @Meaning("longest time a provider's resolved name is believed, whole seconds")
        Duration dnsTtl) {
  public static final UpstreamPart DEFAULT =
      new UpstreamPart(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(30),
          2_048,
          Duration.ofSeconds(30));

  public UpstreamPart {
    Require.positive("upstream.connect", connect);
    Require.positive("upstream.head", head);
    Require.positive("upstream.silence", silence);
    Require.positive("upstream.total", total);
    Require.between("upstream.connections", connections, 1, 100_000);
    Require.between("upstream.dns_ttl (seconds)", dnsTtl.toSeconds(), 1, 86_400);
  }
}
