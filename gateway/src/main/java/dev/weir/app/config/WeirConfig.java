package dev.weir.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything `weir.yaml` may say. Keys in the file are the component names in snake case; every
/// part has defaults, so that an empty file is a valid one.
///
/// @param listen where the two planes listen
/// @param data directory of journal, facts and ledger database
/// @param journal how calls are written down
/// @param edge limits of one call
/// @param upstream limits towards providers
/// @param providers by name, the name that price books and reports use
/// @param alerts where alerts go besides the log
public record WeirConfig(
    Listen listen,
    Path data,
    JournalPart journal,
    EdgePart edge,
    UpstreamPart upstream,
    Map<String, ProviderPart> providers,
    AlertsPart alerts) {

  public static final WeirConfig DEFAULT =
      new WeirConfig(
          Listen.DEFAULT,
          Path.of(".weir"),
          JournalPart.DEFAULT,
          EdgePart.DEFAULT,
          UpstreamPart.DEFAULT,
          Map.of(),
          AlertsPart.DEFAULT);

  public WeirConfig {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
  }

  /// @param dataPlane for applications, `host:port`
  /// @param controlPlane for people and operators, `host:port`
  public record Listen(HostPort dataPlane, HostPort controlPlane) {
    public static final Listen DEFAULT =
        new Listen(new HostPort("0.0.0.0", 8080), new HostPort("127.0.0.1", 8081));
  }

  /// How durable an admission is before the provider is called.
  public enum JournalMode {
    /// Written to the operating system: survives the process being killed.
    PROCESS,
    /// Synced to the device: survives power loss.
    HOST
  }

  /// @param mode what an admission waits for
  /// @param segment size of one preallocated journal file
  /// @param ring entries that may wait for the writer; one more call is refused
  public record JournalPart(JournalMode mode, ByteSize segment, int ring) {
    public static final JournalPart DEFAULT =
        new JournalPart(JournalMode.PROCESS, ByteSize.mebi(64), 65_536);

    public JournalPart {
      Require.between("journal.segment", segment.bytes(), 8 << 20, 1 << 30);
      Require.between("journal.ring", ring, 64, 1 << 22);
    }
  }

  /// What happens to a provider's stream when its client has left.
  public enum OnDisconnect {
    /// Read to its end, within limits, so that the provider's own usage is charged.
    DRAIN,
    /// Stopped at once; what was produced so far is counted.
    STOP
  }

  /// @param bodyMax largest request body
  /// @param onDisconnect what happens to a stream nobody reads
  /// @param drainTime longest time a stream is drained
  /// @param drainBytes most bytes a stream is drained
  /// @param connections open client connections
  /// @param idle a client that makes no progress for this long is closed
  public record EdgePart(
      ByteSize bodyMax,
      OnDisconnect onDisconnect,
      Duration drainTime,
      ByteSize drainBytes,
      int connections,
      Duration idle) {
    public static final EdgePart DEFAULT =
        new EdgePart(
            ByteSize.mebi(32),
            OnDisconnect.DRAIN,
            Duration.ofSeconds(120),
            ByteSize.mebi(16),
            20_000,
            Duration.ofSeconds(75));

    public EdgePart {
      Require.between("edge.body_max", bodyMax.bytes(), 1 << 10, 1 << 30);
      Require.between("edge.connections", connections, 1, 1_000_000);
      Require.positive("edge.drain_time", drainTime);
      Require.positive("edge.idle", idle);
    }
  }

  /// @param connect longest time to connect
  /// @param head longest time until the head of an answer
  /// @param silence longest silence within an answer
  /// @param total longest answer; a stream past it is cut
  /// @param connections most connections to one provider, from one event loop
  public record UpstreamPart(
      Duration connect, Duration head, Duration silence, Duration total, int connections) {
    public static final UpstreamPart DEFAULT =
        new UpstreamPart(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30),
            2_048);

    public UpstreamPart {
      Require.positive("upstream.connect", connect);
      Require.positive("upstream.head", head);
      Require.positive("upstream.silence", silence);
      Require.positive("upstream.total", total);
      Require.between("upstream.connections", connections, 1, 100_000);
    }
  }

  /// The wire a provider speaks.
  public enum WireDialect {
    OPENAI,
    ANTHROPIC
  }

  /// @param dialect the wire it speaks
  /// @param url where it is; the routes' own paths (`/v1/…`) follow it
  /// @param key its credential
  /// @param prices its name in the price book; empty = its own name
  /// @param models names it serves: exact, or ending in `*`; empty = every model of the price book
  ///   under its name
  /// @param tokensPerByte measured maximum of input tokens per UTF-8 byte of a body; 1 is the
  ///   provable bound
  public record ProviderPart(
      WireDialect dialect,
      URI url,
      SecretReference key,
      String prices,
      List<String> models,
      double tokensPerByte) {
    /// What is not required: [#dialect], [#url] and [#key] have no default.
    public static final Map<String, Object> DEFAULTS =
        Map.of("prices", "", "models", List.of(), "tokensPerByte", 1.0);

    public ProviderPart {
      models = List.copyOf(models);
      if (!(tokensPerByte > 0 && tokensPerByte <= 1)) {
        throw new IllegalArgumentException(
            "tokens_per_byte must be above 0 and at most 1, was " + tokensPerByte);
      }
    }
  }

  /// @param webhooks receivers of signed alerts
  public record AlertsPart(List<Webhook> webhooks) {
    public static final AlertsPart DEFAULT = new AlertsPart(List.of());

    public AlertsPart {
      webhooks = List.copyOf(webhooks);
    }
  }

  /// @param url where alerts are posted
  /// @param secret signs each body (HMAC-SHA256)
  public record Webhook(URI url, SecretReference secret) {}
}
