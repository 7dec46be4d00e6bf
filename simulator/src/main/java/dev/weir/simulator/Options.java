package dev.weir.simulator;

import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Latency;
import dev.weir.simulator.script.Values;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The command line.
///
/// @param key the only key accepted; null accepts every key that is not empty
/// @param awsSecret what AWS signatures are checked with; null checks none
/// @param tokenLife seconds that a token lives, and Vertex takes no other; 0 leaves it unchecked
/// @param tls where to listen with TLS as well, and there with HTTP/2; null for nowhere
/// @param loops event loops, each with its own connections; 0 for one per processor
/// @param untilStdinCloses whether the process ends when nobody holds its standard input any more
public record Options(
    String host,
    int port,
    long seed,
    boolean countReally,
    boolean continuesAfterDisconnect,
    @Nullable String key,
    @Nullable String awsSecret,
    int tokenLife,
    @Nullable Tls tls,
    Latency latency,
    Map<String, Latency> latencies,
    int tokensPerFrame,
    Directive base,
    int loops,
    int rowsMax,
    @Nullable Path book,
    @Nullable Path recordings,
    boolean untilStdinCloses) {
  /// A second port with TLS, where HTTP/2 is agreed on by ALPN.
  ///
  /// @param certificate a PEM file with the certificate and those above it
  /// @param key a PEM file with its private key
  public record Tls(int port, Path certificate, Path key) {}

  static final String USAGE =
      """
      usage: java -cp weir-simulator.jar:lib/* dev.weir.simulator.Main [options]
        --port N            port, 0 for any free one (default 9090)
        --host H            address to listen on (default 127.0.0.1)
        --seed N            seed of lengths, texts, waits and faults (default 1)
        --mode M            statistical: directives' counts are reported as they are (default)
                            tokenizer: the prompt is always counted, a directive's in is set aside
        --default "D"       directive for requests that have none, and for keys they leave out
        --key K             the only key accepted (default: any key that is not empty)
        --aws-secret S      the secret that AWS signatures are checked with (default: unchecked)
        --token-life S      seconds a token of the token endpoint lives, and Vertex takes no other
                            (default: an hour, and Vertex takes any)
        --tls-port N --certificate FILE --certificate-key FILE
                            a second port, 0 for any free one, with TLS and HTTP/2; PEM files
        --ttft D --pace D --jitter F
                            medians of the first wait and of each gap, and their lognormal spread
        --latency MODEL=TTFT,PACE,JITTER
                            the same for one model; may be repeated
        --tokens-per-frame N
        --on-disconnect stop|continue
                            what a stream does, and bills, when its client leaves (default stop)
        --recordings DIR    recorded exchanges to serve
        --book FILE         also append every row to this file
        --book-rows N       rows held before requests are turned away (default 2000000)
        --loops N           event loops (default: one per processor)
        --until-stdin-closes yes|no
                            end when standard input does, as it does when the process that
                            started this one ends, however it ends (default no)
      """;
  private static final int ROWS_MAX = 2_000_000;

  public Options {
    latencies = Map.copyOf(latencies);
  }

  /// @throws IllegalArgumentException naming the option that is wrong
  static Options parse(String... arguments) {
    var given = new HashMap<String, String>();
    var latencies = new HashMap<String, Latency>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!USAGE.contains(name + " ") || !name.startsWith("--") || i + 1 == arguments.length) {
        throw new IllegalArgumentException("unknown or incomplete option '" + name + "'");
      }
      String value = arguments[i + 1];
      if (name.equals("--latency")) {
        addLatency(latencies, value);
      } else {
        given.put(name, value);
      }
    }
    return of(given, latencies);
  }

  private static Options of(Map<String, String> given, Map<String, Latency> latencies) {
    String mode = given.getOrDefault("--mode", "statistical");
    String onDisconnect = given.getOrDefault("--on-disconnect", "stop");
    oneOf("--mode", mode, "statistical", "tokenizer");
    oneOf("--on-disconnect", onDisconnect, "stop", "continue");
    String untilStdinCloses = given.getOrDefault("--until-stdin-closes", "no");
    oneOf("--until-stdin-closes", untilStdinCloses, "yes", "no");
    return new Options(
        given.getOrDefault("--host", "127.0.0.1"),
        number(given, "--port", 9090),
        number(given, "--seed", 1),
        mode.equals("tokenizer"),
        onDisconnect.equals("continue"),
        given.get("--key"),
        given.get("--aws-secret"),
        number(given, "--token-life", 0),
        tls(given),
        new Latency(
            Values.nanos("--ttft", given.getOrDefault("--ttft", "0")),
            Values.nanos("--pace", given.getOrDefault("--pace", "0")),
            Values.decimal("--jitter", given.getOrDefault("--jitter", "0"))),
        latencies,
        Math.max(1, number(given, "--tokens-per-frame", 1)),
        Directive.parse(given.getOrDefault("--default", "")),
        number(given, "--loops", 0),
        number(given, "--book-rows", ROWS_MAX),
        path(given, "--book"),
        path(given, "--recordings"),
        untilStdinCloses.equals("yes"));
  }

  private static @Nullable Tls tls(Map<String, String> given) {
    Path certificate = path(given, "--certificate");
    Path key = path(given, "--certificate-key");
    boolean asked = given.containsKey("--tls-port");
    if (certificate == null || key == null) {
      if (asked || certificate != null || key != null) {
        throw new IllegalArgumentException(
            "--tls-port, --certificate and --certificate-key need each other");
      }
      return null;
    }
    return new Tls(number(given, "--tls-port", 0), certificate, key);
  }

  private static void addLatency(Map<String, Latency> latencies, String value) {
    int equals = value.indexOf('=');
    String[] parts = value.substring(equals + 1).split(",", -1);
    if (equals < 1 || parts.length != 3) {
      throw new IllegalArgumentException("--latency must be MODEL=TTFT,PACE,JITTER: " + value);
    }
    latencies.put(
        value.substring(0, equals),
        new Latency(
            Values.nanos("ttft", parts[0]),
            Values.nanos("pace", parts[1]),
            Values.decimal("jitter", parts[2])));
  }

  private static void oneOf(String name, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(name + " must be " + first + " or " + second);
    }
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : (int) Values.number(name, value);
  }

  private static @Nullable Path path(Map<String, String> given, String name) {
    String value = given.get(name);
    return value == null ? null : Path.of(value);
  }
}
