package dev.weir.base.http;

import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sends requests to upstreams over kept-alive connections.
///
/// Each loop has its own pool, so a request, its connection and its answer never change threads.
/// Nothing is retried, redirected or decompressed. HTTP/2 is spoken where the [Transport] offers it
/// and the upstream takes it.
public final class HttpClient implements AutoCloseable {
  private final Map<Loop, LoopPool> pools = new HashMap<>();
  private final ClientLimits limits;

  /// Connects directly and trusts the certificate authorities the JVM trusts.
  public HttpClient(Engine engine, ClientLimits limits) {
    this(engine, limits, Transport.DIRECT);
  }

  /// @throws IllegalArgumentException naming a file of the transport that cannot be used
  public HttpClient(Engine engine, ClientLimits limits, Transport transport) {
    this.limits = limits;
    HttpClientOptions options = options(limits);
    transport.authorities().ifPresent(file -> options.setTrustOptions(trust(engine, file)));
    transport
        .certificate()
        .ifPresent(certificate -> options.setKeyCertOptions(identity(engine, certificate)));
    transport.proxy().ifPresent(proxy -> options.setProxyOptions(through(proxy, limits)));
    if (transport.http2()) {
      Http2Upstream.offer(options, limits);
    }
    PoolOptions pool =
        new PoolOptions()
            .setHttp2MaxSize(limits.sharedConnectionsPerLoop())
            .setHttp1MaxSize(limits.connectionsPerLoop())
            .setMaxLifetime((int) limits.connectionLife().toSeconds())
            .setMaxLifetimeUnit(TimeUnit.SECONDS)
            .setMaxWaitQueueSize(-1); // LoopPool bounds it
    int perOriginMax = limits.connectionsPerLoop() + limits.waitingPerLoop();
    for (Loop loop : engine.loops()) {
      HttpClientAgent agent =
          engine
              .vertx()
              .httpClientBuilder()
              .with(options)
              .with(pool)
              .withConnectHandler(
                  connection -> Http2Upstream.opened(connection, loop, limits.connectionLife()))
              .build();
      pools.put(loop, new LoopPool(agent, engine.vertx().nameResolver(), transport, perOriginMax));
    }
  }

  private static HttpClientOptions options(ClientLimits limits) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setKeepAlive(true)
        .setKeepAliveTimeout((int) limits.keepAlive().toSeconds())
        .setConnectTimeout((int) limits.connectTimeout().toMillis())
        .setSslHandshakeTimeout(limits.connectTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxHeaderSize(limits.headerBytesMax())
        .setDecompressionSupported(false)
        .setPipelining(false)
        .setSsl(true)
        .setVerifyHost(true);
  }

  private static TrustOptions trust(Engine engine, Path file) {
    PemTrustOptions trust = new PemTrustOptions().addCertPath(file.toString());
    tried("certificate authorities " + file, () -> trust.getTrustManagerFactory(engine.vertx()));
    return trust;
  }

  private static KeyCertOptions identity(Engine engine, Transport.Certificate certificate) {
    PemKeyCertOptions pair =
        new PemKeyCertOptions()
            .addCertPath(certificate.chain().toString())
            .addKeyPath(certificate.key().toString());
    tried(
        "client certificate %s with key %s".formatted(certificate.chain(), certificate.key()),
        () -> pair.getKeyManagerFactory(engine.vertx()));
    return pair;
  }

  private static ProxyOptions through(Transport.Proxy proxy, ClientLimits limits) {
    ProxyOptions options =
        new ProxyOptions()
            .setType(ProxyType.HTTP)
            .setHost(proxy.host())
            .setPort(proxy.port())
            .setConnectTimeout(limits.connectTimeout());
    return proxy.user().isEmpty()
        ? options
        : options.setUsername(proxy.user()).setPassword(proxy.password());
  }

  /// Reads a file now, which the engine would do at the first request.
  private static void tried(String what, Attempted reading) {
    Optional<String> problem;
    try {
      problem = reading.run() == null ? Optional.of("nothing is in it") : Optional.empty();
    } catch (Exception unusable) {
      // The engine wraps and declares whatever its readers throw.
      problem = Optional.of(String.valueOf(unusable.getMessage()));
    }
    problem.ifPresent(why -> {
      throw new IllegalArgumentException(what + " cannot be used: " + why);
    });
  }

  @FunctionalInterface
  private interface Attempted {
    Object run() throws Exception;
  }

  /// Sends the request from this loop; the sink is called on it, after this method has returned.
  public Sending send(Loop loop, OutboundRequest request, AnswerSink sink) {
    LoopPool pool = pools.get(loop);
    if (pool == null) {
      throw new IllegalArgumentException("the loop belongs to another engine");
    }
    Conversation conversation = new Conversation(loop, pool, limits, request, sink);
    loop.run(conversation::start);
    return conversation;
  }

  @Override
  public void close() {
    pools.values().forEach(LoopPool::close);
  }
}
