package dev.weir.bench.variant;

import dev.weir.bench.traffic.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process that needs nothing but its start; or nothing at all, for the direct variant.
public final class Proxy implements Variant {
  private static final List<String> USUAL_HEADERS =
      List.of("authorization: Bearer wk_0123456789abcdef0123456789abcdef0123456789a");

  private final String name;
  private final Target target;
  private final @Nullable Child child;

  private Proxy(String name, Target target, @Nullable Child child) {
    this.name = name;
    this.target = target;
    this.child = child;
  }

  /// No proxy.
  public static Proxy direct(int upstreamPort) {
    return new Proxy("direct", new Target(upstreamPort, USUAL_HEADERS), null);
  }

  /// nginx as it would be set up for this: one worker, kept-alive upstreams, no answer buffered, no
  /// body in a file.
  public static Proxy nginx(int upstreamPort, Path directory) throws IOException {
    int port = Child.freePort();
    String config =
        """
        daemon off; master_process off; worker_processes 1;
        pid %1$s/nginx.pid; error_log %1$s/error.log warn;
        events { worker_connections 4096; }
        http {
          access_log off; tcp_nodelay on;
          keepalive_timeout 1h; keepalive_requests 1000000000;
          client_max_body_size 16m; client_body_buffer_size 512k;
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
    List<String> command = List.of("nginx", "-p", directory.toString(), "-c", "" + file);
    return start("nginx", new Target(port, USUAL_HEADERS), command, directory);
  }

  /// The pass-through proxy on the gateway's own HTTP room, from its test classes.
  public static Proxy passThrough(int upstreamPort, Path root, Path directory) throws IOException {
    int port = Child.freePort();
    Path target = root.resolve("gateway/target");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseG1GC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
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
    return start("weir pass-through", new Target(port, USUAL_HEADERS), command, directory);
  }

  /// `@portkey-ai/gateway` as its own start script runs it.
  public static Proxy portkey(int upstreamPort, Path startScript, Path directory)
      throws IOException {
    int port = Child.freePort();
    List<String> headers = new ArrayList<>(USUAL_HEADERS);
    headers.add("x-portkey-provider: openai");
    headers.add("x-portkey-custom-host: http://127.0.0.1:" + upstreamPort + "/v1");
    List<String> command = List.of("node", startScript.toString(), "--port=" + port, "--headless");
    return start("portkey", new Target(port, headers), command, directory);
  }

  private static Proxy start(String name, Target target, List<String> command, Path directory)
      throws IOException {
    Path log = directory.resolve(name.replace(' ', '-') + ".log");
    Child child = Child.start(name, command, Map.of("NODE_ENV", "production"), log);
    child.awaitListening(target.port());
    return new Proxy(name, target, child);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long pid() {
    return child == null ? 0 : child.pid();
  }

  @Override
  public long settleMillis() {
    return 0;
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
