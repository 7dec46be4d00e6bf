package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// A bucket of S3's kind, `/bucket`, and a container of Azure's, `/container`, with the same
/// objects. Nothing is answered to who does not say rightly who asks.
final class ScriptedStorage implements AutoCloseable {
  static final String ID = "AKIDEXAMPLE";
  static final String SECRET = "hush/hush+hush";
  static final String REGION = "eu-central-1";
  static final String SAS = "sv=2022-11-02&sp=rl&sig=hush%2Fsig%3D";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(.+)");

  private final NavigableMap<String, Kept> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> missing = new ConcurrentHashMap<>();
  private final Set<String> rewritten = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Optional<Supplier<String>> listing = Optional.empty();
  private volatile int pageSize = 2;

  /// @param listed the length the listing tells
  @SuppressWarnings("ArrayRecordComponent")
  private record Kept(byte[] bytes, String tag, Instant changed, long listed) {}

  ScriptedStorage() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/bucket", exchange -> answer(exchange, "/bucket", isSigned(exchange)));
    server.createContext(
        "/container", exchange -> answer(exchange, "/container", isAllowed(exchange)));
    server.start();
  }

  URI bucket() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bucket");
  }

  URI container() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/container");
  }

  void put(String key, byte[] bytes, Instant changed) {
    put(key, bytes, changed, bytes.length);
  }

  void put(String key, byte[] bytes, Instant changed, long listed) {
    String tag = S3Signature.sha256(new String(bytes, ISO_8859_1));
    objects.put(key, new Kept(bytes, tag.substring(0, 12), changed, listed));
  }

  void put(String key, String text, Instant changed) {
    put(key, text.getBytes(UTF_8), changed);
  }

  void remove(String key) {
    objects.remove(key);
  }

  /// What comes of an object ends before it should.
  void cut(String key) {
    missing.put(key, 10);
  }

  /// An object is written anew after it was listed.
  void rewrite(String key) {
    rewritten.add(key);
  }

  /// Whatever is asked to be listed, this is the answer.
  void lists(Supplier<String> page) {
    listing = Optional.of(page);
  }

  void listsAgain() {
    listing = Optional.empty();
  }

  /// The keys that were asked for since this was last called, `?` for a page of them.
  List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  static byte[] packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static boolean isSigned(HttpExchange exchange) {
    Map<String, String> headers = headers(exchange);
    Matcher said = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
    if (!said.matches()) {
      return false;
    }
    List<String> signed = Arrays.asList(said.group(3).split(";", -1));
    String region = said.group(2).split("/", -1)[1];
    URI uri = exchange.getRequestURI();
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    String expected =
        new S3Signature(exchange.getRequestMethod(), uri.getRawPath(), query, headers)
            .by(SECRET, signed, said.group(2));
    boolean session = headers.containsKey("x-amz-security-token");
    return said.group(1).equals(ID)
        && region.equals(REGION)
        && signed.containsAll(List.of("host", "x-amz-content-sha256", "x-amz-date"))
        && session == signed.contains("x-amz-security-token")
        && S3Signature.sha256("").equals(headers.get("x-amz-content-sha256"))
        && said.group(4).equals(expected);
  }

  private static boolean isAllowed(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery().endsWith(SAS)
        && headers(exchange).containsKey("x-ms-version");
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  private void answer(HttpExchange exchange, String root, boolean known) throws IOException {
    try (exchange) {
      String key =
          exchange.getRequestURI().getPath().substring(root.length()).replaceFirst("^/", "");
      asked.add(key.isEmpty() ? "?" : key);
      if (!known) {
        send(exchange, 403, error("SignatureDoesNotMatch", exchange), 0);
      } else if (key.isEmpty()) {
        Map<String, String> query = query(exchange);
        String page = root.equals("/bucket") ? bucketPage(query) : containerPage(query);
        send(exchange, 200, listing.map(Supplier::get).orElse(page).getBytes(UTF_8), 0);
      } else {
        object(exchange, key);
      }
    }
  }

  private void object(HttpExchange exchange, String key) throws IOException {
    Kept kept = objects.get(key);
    if (kept == null) {
      send(exchange, 404, error("NoSuchKey", exchange), 0);
      return;
    }
    String tag = rewritten.contains(key) ? "other" : kept.tag();
    if (!("\"" + tag + "\"").equals(exchange.getRequestHeaders().getFirst("if-match"))) {
      send(exchange, 412, error("PreconditionFailed", exchange), 0);
      return;
    }
    send(exchange, 200, kept.bytes(), missing.getOrDefault(key, 0));
  }

  /// As vendors do, it says what was sent.
  private static byte[] error(String code, HttpExchange exchange) {
    return "<?xml version=\"1.0\"?>\n<Error><Code>%s</Code><Message>%s %s %s</Message></Error>"
        .formatted(code, exchange.getRequestURI(), SECRET, headers(exchange))
        .getBytes(UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body, int missing)
      throws IOException {
    exchange.sendResponseHeaders(status, body.length + missing);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    for (String each : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] pair = each.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
    }
    return query;
  }

  /// The objects of a page; the last key of the one before is its cursor.
  private List<Map.Entry<String, Kept>> page(Map<String, String> query, String cursor) {
    return objects.tailMap(query.getOrDefault(cursor, ""), false).entrySet().stream()
        .filter(each -> each.getKey().startsWith(query.getOrDefault("prefix", "")))
        .limit(pageSize)
        .toList();
  }

  private String bucketPage(Map<String, String> query) {
    List<Map.Entry<String, Kept>> page = page(query, "continuation-token");
    List<String> contents = new ArrayList<>();
    page.forEach(each ->
        contents.add(
            """
            <Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>&quot;%s&quot;</ETag>
            <Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>
            """
                .formatted(
                    each.getKey(),
                    each.getValue().changed(),
                    each.getValue().tag(),
                    each.getValue().listed())));
    boolean more = page.size() == pageSize;
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>%s
    <IsTruncated>%s</IsTruncated>%s</ListBucketResult>
    """
        .formatted(
            String.join("", contents),
            more,
            more
                ? "<NextContinuationToken>%s</NextContinuationToken>"
                    .formatted(page.getLast().getKey())
                : "");
  }

  private String containerPage(Map<String, String> query) {
    List<Map.Entry<String, Kept>> page = page(query, "marker");
    List<String> blobs = new ArrayList<>();
    page.forEach(each ->
        blobs.add(
            """
            <Blob><Name>%s</Name><Properties><Last-Modified>%s</Last-Modified><Etag>%s</Etag>
            <Content-Length>%d</Content-Length></Properties></Blob>
            """
                .formatted(
                    each.getKey(),
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        each.getValue().changed().atOffset(ZoneOffset.UTC)),
                    each.getValue().tag(),
                    each.getValue().listed())));
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <EnumerationResults ContainerName="container"><Blobs>%s</Blobs><NextMarker>%s</NextMarker>
    </EnumerationResults>
    """
        .formatted(String.join("", blobs), page.size() == pageSize ? page.getLast().getKey() : "");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
