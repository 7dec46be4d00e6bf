package dev.weir.app.command;

import dev.weir.app.Assembly;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.PlaneTls;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Connector;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.HttpTransport;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Terminal;
import dev.weir.view.cli.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The server that is named, else the one of the configuration on this machine, else the data
/// directory itself if nobody uses it.
public record Reach(Terminal terminal) implements Connector {
  private static final int CONNECT_MILLIS = 2_000;

  @Override
  public Transport open(ServerOption where) {
    Optional<URI> named = named(where);
    if (named.isPresent()) {
      return new HttpTransport(named.get(), key(where).orElseGet(() -> usualKey(where).orElse("")));
    }
    WeirConfig config = ConfigSource.of(where.config(), terminal).read();
    URI usual = usual(config);
    return answers(usual)
        ? new HttpTransport(
            usual, key(where).orElseGet(() -> usualKey(where).orElse("")), trust(config))
        : local(config, usual);
  }

  /// The gateway itself, for what only one that runs can do; never the data directory.
  Transport running(ServerOption where) {
    String key = key(where).orElseGet(() -> usualKey(where).orElse(""));
    Optional<URI> named = named(where);
    if (named.isPresent()) {
      return new HttpTransport(named.get(), key);
    }
    WeirConfig config = ConfigSource.of(where.config(), terminal).read();
    return new HttpTransport(usual(config), key, trust(config));
  }

  /// The gateway itself, for what it says without an operator's key; never the data directory.
  Transport keyless(ServerOption where) {
    Optional<URI> named = named(where);
    if (named.isPresent()) {
      return new HttpTransport(named.get(), "");
    }
    WeirConfig config = ConfigSource.of(where.config(), terminal).read();
    return new HttpTransport(usual(config), "", trust(config));
  }

  /// The server that is asked for by name.
  public Optional<URI> named(ServerOption where) {
    return where.server().or(() -> terminal.variable("WEIR_SERVER").map(Reach::address));
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(Exit.USAGE, "WEIR_SERVER is a URL, was '" + text + "'");
    }
  }

  public static URI usual(WeirConfig config) {
    HostPort listener = config.listen().controlPlane();
    String host = listener.host().equals("0.0.0.0") ? "127.0.0.1" : listener.host();
    String scheme = config.tls().controlPlane().isOn() ? "https" : "http";
    return URI.create(scheme + "://" + host + ":" + listener.port());
  }

  private static Optional<SSLContext> trust(WeirConfig config) {
    PlaneTls files = config.tls().controlPlane();
    return files.isOn() ? Optional.of(OwnCertificate.trusting(files)) : Optional.empty();
  }

  public static boolean answers(URI server) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private Optional<String> key(ServerOption where) {
    return where
        .keyFile()
        .map(file -> read(terminal.path(file)))
        .or(() -> terminal.variable("WEIR_API_KEY").map(String::strip));
  }

  private Optional<String> usualKey(ServerOption where) {
    WeirConfig config = ConfigSource.of(where.config(), terminal).read();
    Path file = DataDirectory.of(config, terminal).firstOperatorKey();
    return Files.isReadable(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.USAGE,
          "the key file %s cannot be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private Transport local(WeirConfig config, URI server) {
    DataDirectory data = DataDirectory.of(config, terminal);
    if (!data.exists()) {
      throw new CommandFailure(
          Exit.UNREACHABLE,
          "no gateway answers at %s and no data directory %s is there, or open to this user; 'weir serve' starts one, --server or --config names another"
              .formatted(server, data.path()));
    }
    Optional<String> user = data.user();
    if (user.isPresent()) {
      throw new CommandFailure(
          Exit.UNREACHABLE,
          "no gateway answers at %s, but process %s uses the data directory %s"
              .formatted(server, user.get(), data.path()));
    }
    data.requireOwn();
    return local(config, data);
  }

  private LocalTransport local(WeirConfig config, DataDirectory data) {
    try {
      return new LocalTransport(
          Assembly.open(config, terminal.environment(), ProcessLog.quiet(terminal)),
          data.path(),
          "local:" + System.getProperty("user.name", "unknown"));
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure).orElseThrow(() -> failure);
    }
  }
}
