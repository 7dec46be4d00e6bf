package dev.weir.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything `weir.yaml` may say. Keys in the file are the component names in snake case; every
/// part has defaults, so that an empty file is a valid one.
public record WeirConfig(
    @Meaning("where the two planes listen") Listen listen,
    @Meaning("encryption of the two planes") TlsPart tls,
    @Meaning("directory of journal, facts and ledger database") Path data,
    @Meaning("how calls are written down") JournalPart journal,
    @Meaning("limits of one call") EdgePart edge,
    @Meaning("limits towards providers") UpstreamPart upstream,
    @Meaning("by name, the name that price books and reports use")
        Map<String, ProviderPart> providers,
    @Meaning("where alerts go besides the log") AlertsPart alerts,
    @Meaning("how it starts") StartPart start,
    @Meaning("how it ends when it is told to") ShutdownPart shutdown,
    @Meaning("what is logged, how and where") LogsPart logs) {

  public static final WeirConfig DEFAULT =
      new WeirConfig(
          Listen.DEFAULT,
          TlsPart.DEFAULT,
          Path.of(".weir"),
          JournalPart.DEFAULT,
          EdgePart.DEFAULT,
          UpstreamPart.DEFAULT,
          Map.of(),
          AlertsPart.DEFAULT,
          StartPart.DEFAULT,
          ShutdownPart.DEFAULT,
          LogsPart.DEFAULT);

  public WeirConfig {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
  }

  public record Listen(
      @Meaning("for applications, `host:port`") HostPort dataPlane,
      @Meaning("for people and operators, `host:port`") HostPort controlPlane) {
    public static final Listen DEFAULT =
        new Listen(new HostPort("0.0.0.0", 8080), new HostPort("127.0.0.1", 8081));
  }

  public record TlsPart(
      @Meaning("for applications") PlaneTls dataPlane,
      @Meaning("for people and operators") PlaneTls controlPlane,
      @Meaning(
              "how often the files are looked at; a pair that has changed and is good is used for"
                  + " new connections, a bad one leaves the old one in use")
          Duration watch) {
    public static final TlsPart DEFAULT =
        new TlsPart(PlaneTls.NONE, PlaneTls.NONE, Duration.ofSeconds(30));

    public TlsPart {
      Require.positive("tls.watch", watch);
    }
  }

  /// The files of one plane: both, or none for clear text.
  public record PlaneTls(
      @Meaning("PEM file of the certificate chain, the plane's own first; empty = clear text")
          Path certificate,
      @Meaning("PEM file of its private key, PKCS #8, not encrypted") Path key) {
    public static final PlaneTls NONE = new PlaneTls(Path.of(""), Path.of(""));

    public PlaneTls {
      if (certificate.toString().isEmpty() != key.toString().isEmpty()) {
        throw new IllegalArgumentException(
            "certificate and key go together, were '%s' and '%s'".formatted(certificate, key));
      }
    }

    public boolean isOn() {
      return !certificate.toString().isEmpty();
    }
  }

  /// How durable an admission is before the provider is called.
  public enum JournalMode {
    /// Written to the operating system: survives the process being killed.
    PROCESS,
    /// Synced to the device: survives power loss.
    HOST
  }

  public record JournalPart(
      @Meaning(
              "what an admission waits for: `process` = written to the operating system, survives"
                  + " a kill; `host` = synced to the device, survives power loss")
          JournalMode mode,
      @Meaning("size of one preallocated journal file") ByteSize segment,
      @Meaning("entries that may wait for the writer; one more call is refused") int ring) {
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
  }

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

  /// The wire a provider speaks.
  public enum WireDialect {
    OPENAI,
    ANTHROPIC
  }

  public record ProviderPart(
      @Meaning("the wire it speaks") WireDialect dialect,
      @Meaning("where it is, without `/v1`: the routes' own paths (`/v1/…`) follow it") URI url,
      @Meaning("its credential") SecretReference key,
      @Meaning("its name in the price book; empty = its own name") String prices,
      @Meaning(
              "names it serves: exact, or ending in `*`; empty = every model of the price book"
                  + " under its name")
          List<String> models,
      @Meaning("measured maximum of input tokens per UTF-8 byte of a body; 1 is the provable bound")
          double tokensPerByte,
      @Meaning("whom Weir trusts there, and who Weir is to it") ProviderTls tls,
      @Meaning("through what it is reached") ProxyPart proxy,
      @Meaning(
              "how long an idle connection is kept, whole seconds; shorter than the provider's own"
                  + " limit, or a request may meet a connection that is being closed")
          Duration keepAlive,
      @Meaning(
              "age at which a connection takes no new request, whole seconds, so that a change of"
                  + " addresses is followed")
          Duration connectionLife) {
    /// What is not required: [#dialect], [#url] and [#key] have no default.
    public static final Map<String, Object> DEFAULTS =
        Map.of(
            "prices",
            "",
            "models",
            List.of(),
            "tokensPerByte",
            1.0,
            "tls",
            ProviderTls.DEFAULT,
            "proxy",
            ProxyPart.DEFAULT,
            "keepAlive",
            Duration.ofSeconds(30),
            "connectionLife",
            Duration.ofMinutes(10));

    /// A provider with nothing but what is required.
    public static ProviderPart of(WireDialect dialect, URI url, SecretReference key) {
      return new ProviderPart(
          dialect,
          url,
          key,
          "",
          List.of(),
          1.0,
          ProviderTls.DEFAULT,
          ProxyPart.DEFAULT,
          Duration.ofSeconds(30),
          Duration.ofMinutes(10));
    }

    public ProviderPart {
      models = List.copyOf(models);
      Require.endpoint("url", url);
      if (url.getRawPath().matches(".*/v1/*")) {
        throw new IllegalArgumentException(
            "url must end before the routes' own /v1, which follows it, was '%s'".formatted(url));
      }
      Require.between("keep_alive (seconds)", keepAlive.toSeconds(), 1, 86_400);
      Require.between("connection_life (seconds)", connectionLife.toSeconds(), 1, 86_400);
      if (proxy.address().isPresent() && !"https".equalsIgnoreCase(url.getScheme())) {
        throw new IllegalArgumentException(
            "proxy.address needs an https url, for the proxy must not see the request; url was "
                + url);
      }
      if (!(tokensPerByte > 0 && tokensPerByte <= 1)) {
        throw new IllegalArgumentException(
            "tokens_per_byte must be above 0 and at most 1, was " + tokensPerByte);
      }
    }
  }

  public record ProviderTls(
      @Meaning("PEM file of the only authorities trusted; none = the JVM's") Optional<Path> ca,
      @Meaning("PEM file of Weir's own certificate (mTLS), with its chain")
          Optional<Path> certificate,
      @Meaning("PEM file of that certificate's private key, PKCS #8") Optional<Path> privateKey) {
    public static final ProviderTls DEFAULT =
        new ProviderTls(Optional.empty(), Optional.empty(), Optional.empty());

    public ProviderTls {
      if (certificate.isPresent() != privateKey.isPresent()) {
        throw new IllegalArgumentException(
            "certificate and private_key are given both or not at all");
      }
    }
  }

  public record ProxyPart(
      @Meaning("a proxy that takes `CONNECT`, `host:port`; only for an https url")
          Optional<HostPort> address,
      @Meaning("user the proxy asks for") Optional<String> user,
      @Meaning("password of that user") Optional<SecretReference> password) {
    public static final ProxyPart DEFAULT =
        new ProxyPart(Optional.empty(), Optional.empty(), Optional.empty());

    public ProxyPart {
      if (user.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException("user and password are given both or not at all");
      }
      if (user.isPresent() && address.isEmpty()) {
        throw new IllegalArgumentException("user is given, but address is not");
      }
    }
  }

  /// How a log line is written.
  public enum LogFormat {
    TEXT,
    JSON
  }

  /// The least that is logged.
  public enum LogLevel {
    ERROR,
    WARNING,
    INFO,
    DEBUG
  }

  public record LogsPart(
      @Meaning("`text` = key=value; `json` = one object a line") LogFormat format,
      @Meaning("the least that is logged") LogLevel level,
      @Meaning("file the lines go to; empty = standard error") String file,
      @Meaning("size at which a file is set aside and a new one begun") ByteSize fileSize,
      @Meaning("files kept, the current one included") int files,
      @Meaning("most lines of one kind in a minute, the rest is counted; 0 = any number")
          int perMinute,
      @Meaning("one in so many calls that went well is logged; 0 = none") int sampleEvery) {
    public static final LogsPart DEFAULT =
        new LogsPart(LogFormat.TEXT, LogLevel.INFO, "", ByteSize.mebi(64), 10, 120, 1_000);

    public LogsPart {
      Require.between("logs.file_size", fileSize.bytes(), 1 << 10, 1L << 40);
      Require.between("logs.files", files, 1, 1_000);
      Require.between("logs.per_minute", perMinute, 0, 1_000_000);
      Require.between("logs.sample_every", sampleEvery, 0, 1_000_000_000);
    }
  }

  public record AlertsPart(@Meaning("receivers of signed alerts") List<Webhook> webhooks) {
    public static final AlertsPart DEFAULT = new AlertsPart(List.of());

    public AlertsPart {
      webhooks = List.copyOf(webhooks);
    }
  }

  public record StartPart(
      @Meaning(
              "longest time of pretended calls before it is ready, so that the first real ones are"
                  + " fast; 0 = none")
          Duration warmUp) {
    public static final StartPart DEFAULT = new StartPart(Duration.ofSeconds(2));

    public StartPart {
      Require.notNegative("start.warm_up", warmUp);
    }
  }

  public record ShutdownPart(
      @Meaning(
              "time in which it is not ready but still takes calls, for load balancers to move away")
          Duration lead,
      @Meaning("time for the calls under way to finish; what is left then is ended and settled")
          Duration grace) {
    public static final ShutdownPart DEFAULT =
        new ShutdownPart(Duration.ofSeconds(1), Duration.ofSeconds(30));

    public ShutdownPart {
      Require.notNegative("shutdown.lead", lead);
      Require.notNegative("shutdown.grace", grace);
    }
  }

  public record Webhook(
      @Meaning("where alerts are posted") URI url,
      @Meaning("signs each body (HMAC-SHA256)") SecretReference secret,
      @Meaning(
              "whether the receiver may be at a loopback or private address; without it only public"
                  + " addresses are connected to")
          boolean allowPrivate) {
    public static final Map<String, Object> DEFAULTS = Map.of("allowPrivate", false);
  }
}
