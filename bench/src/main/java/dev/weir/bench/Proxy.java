package dev.weir.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process between load and upstream, alone on its core; or nothing, for the direct variant.
final class Proxy implements AutoCloseable {
  private static final String CORE = "1";
  private static final long START_MILLIS_MAX = 20_000;

  private final String name;
  private final int port;
  private final @Nullable Process process;

  private Proxy(String name, int port, @Nullable Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  static Proxy direct(int upstreamPort) {
    return new Proxy("direct", upstreamPort, null);
  }

  /// nginx as it would be set up for this: one worker, kept-alive upstreams, nothing buffered.
  static Proxy nginx(int upstreamPort, Path directory) throws IOException, InterruptedException {
    int port = freePort();
    String config =
        """
        daemon off; master_process off; worker_processes 1;
        pid %1$s/nginx.pid; error_log %1$s/error.log warn;
        events { worker_connections 4096; }
        http {
          access_log off; tcp_nodelay on;
          keepalive_timeout 1h; keepalive_requests 1000000000;
          client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          upstream up {
            server 127.0.0.1:%2$d; keepalive 1024; keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:%3$d backlog=1024;
            location / {
              proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """
            .formatted(directory, upstreamPort, port);
    Path file = Files.writeString(directory.resolve("nginx.conf"), config);
    return start("nginx", port, List.of("nginx", "-p", directory.toString(), "-c", "" + file));
  }

  /// The pass-through proxy on the gateway's own HTTP room, from its test classes.
  static Proxy passThrough(int upstreamPort, Path root, List<String> jvmOptions)
      throws IOException, InterruptedException {
    int port = freePort();
    Path target = root.resolve("gateway/target");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseG1GC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-cp",
            target.resolve("test-classes")
                + ":"
                + target.resolve("classes")
                + ":"
                + target.resolve("lib")
                + "/*",
            "dev.weir.base.http.PassThrough",
            Integer.toString(port),
            "http://127.0.0.1:" + upstreamPort,
            "1"));
    return start("weir pass-through", port, command);
  }

  private static Proxy start(String name, int port, List<String> command)
      throws IOException, InterruptedException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CORE));
    pinned.addAll(command);
    Process process =
        new ProcessBuilder(pinned)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    Proxy proxy = new Proxy(name, port, process);
    for (long waited = 0; waited < START_MILLIS_MAX; waited += 50) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(name + " ended with " + process.exitValue());
      }
      if (proxy.accepts()) {
        return proxy;
      }
    }
    proxy.close();
    throw new IllegalStateException(name + " does not listen on " + port);
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /// 0 where there is no process.
  long pid() {
    return process == null ? 0 : process.pid();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
