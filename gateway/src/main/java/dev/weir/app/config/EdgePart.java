package dev.weir.app.config;

import java.time.Duration;

/// Limits of one call.
public record EdgePart(
    @Meaning("largest request body") ByteSize bodyMax,
    @Meaning(
            "all request bodies kept together, and as much again of whole answers; 0 = a quarter"
                + " of the heap")
        ByteSize bodiesMax,
    @Meaning("all header fields of a request together") ByteSize headerMax,
    @Meaning("header fields of a request") int headers,
    @Meaning("method, path and query of a request") ByteSize requestLineMax,
    @Meaning(
            "what happens to a stream nobody reads: `drain` = read to its end within limits, so"
                + " that the provider's own usage is charged; `stop` = cut and counted")
        OnDisconnect onDisconnect,
    @Meaning("longest time a stream is drained") Duration drainTime,
    @Meaning("most bytes a stream is drained") ByteSize drainBytes,
    @Meaning("open client connections") int connections,
    @Meaning("of them from one client (IPv6: one /64); behind a load balancer, all are one")
        int connectionsPerClient,
    @Meaning("a client that makes no progress for this long is closed") Duration idle,
    @Meaning("longest time from a request's first byte to its header's end") Duration headTime,
    @Meaning("longest time from the header's end to the body's") Duration bodyTime) {
  public static final EdgePart DEFAULT =
      new EdgePart(
          ByteSize.mebi(32),
          new ByteSize(0),
          ByteSize.kibi(32),
          100,
          ByteSize.kibi(8),
          OnDisconnect.DRAIN,
          Duration.ofSeconds(120),
          ByteSize.mebi(16),
          20_000,
          10_000,
          Duration.ofSeconds(75),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2));

  public EdgePart {
    Require.between("edge.body_max", bodyMax.bytes(), 1 << 10, 1 << 30);
    if (bodiesMax.bytes() != 0) {
      Require.between("edge.bodies_max", bodiesMax.bytes(), 1 << 20, 1L << 40);
    }
    Require.between("edge.connections", connections, 1, 1_000_000);
    Require.between("edge.connections_per_client", connectionsPerClient, 1, 1_000_000);
    Require.between("edge.header_max", headerMax.bytes(), 1 << 10, 1 << 20);
    Require.between("edge.request_line_max", requestLineMax.bytes(), 256, 1 << 20);
    Require.between("edge.headers", headers, 10, 10_000);
    Require.positive("edge.drain_time", drainTime);
    Require.positive("edge.idle", idle);
    Require.positive("edge.head_time", headTime);
    Require.positive("edge.body_time", bodyTime);
  }

  /// What happens to a provider's stream when its client has left.
  public enum OnDisconnect {
    /// Read to its end, within limits, so that the provider's own usage is charged.
    DRAIN,
    /// Stopped at once; what was produced so far is counted.
    STOP
  }
}
