package dev.weir.view.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flow.identity.SecretHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files that pages are dressed with, each at a path that names its content: browsers keep them
/// for ever. Thread-safe.
public final class Assets {
  static final String ROOT = "/assets/";

  private static final int HASH_LENGTH = 16;
  private static final String JS = "text/javascript; charset=utf-8";
  private static final String OWN = "/dev/weir/view/console/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";

  private final Map<String, Asset> byPath = new LinkedHashMap<>();
  private final Map<String, String> pathByName = new LinkedHashMap<>();
  private final Map<String, byte[]> packed = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Asset(String type, byte[] bytes) {}

  /// Reads all of them out of the jars.
  public Assets() {
    put("console.css", "text/css; charset=utf-8", OWN + "console.css");
    put("console.js", JS, OWN + "console.js");
    put("charts.js", JS, OWN + "charts.js");
    put("live.js", JS, OWN + "live.js");
    put("favicon.svg", "image/svg+xml", OWN + "favicon.svg");
    put("htmx.js", JS, WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js");
    put("echarts.js", JS, WEBJARS + "echarts/5.3.1/dist/echarts.common.min.js");
  }

  private void put(String name, String type, String resource) {
    byte[] bytes = read(resource);
    String hash = SecretHash.of(new String(bytes, UTF_8)).hex().substring(0, HASH_LENGTH);
    String path = ROOT + hash + "/" + name;
    byPath.put(path, new Asset(type, bytes));
    pathByName.put(name, path);
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /// Where a file is now.
  public String path(String name) {
    return Optional.ofNullable(pathByName.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no asset " + name));
  }

  /// The file at a path, packed if the browser takes that.
  Optional<Reply> find(Asked asked) {
    return Optional.ofNullable(byPath.get(asked.path()))
        .map(asset -> {
          Reply whole = Reply.of(200, asset.type, asset.bytes);
          Reply fit = Packing.isTaken(asked) ? packed(asked.path(), whole) : whole;
          return fit.with("cache-control", "public, max-age=31536000, immutable")
              .with("vary", "accept-encoding");
        });
  }

  private Reply packed(String path, Reply whole) {
    byte[] bytes = packed.computeIfAbsent(path, _ -> Packing.gzip(whole.body()));
    return new Reply(200, whole.headers().with("content-encoding", "gzip"), bytes);
  }
}
