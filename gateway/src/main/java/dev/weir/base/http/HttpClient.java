package dev.weir.base.http;

import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Sends requests to upstreams over kept-alive connections.
///
/// Each loop has its own pool, so a request, its connection and its answer never change threads.
/// Nothing is retried, redirected or decompressed.
public final class HttpClient implements AutoCloseable {
  private final Map<Loop, LoopPool> pools = new HashMap<>();
  private final ClientLimits limits;

  /// Trusts the certificate authorities the JVM trusts.
  public HttpClient(Engine engine, ClientLimits limits) {
    this(engine, limits, options(limits));
  }

  private HttpClient(Engine engine, ClientLimits limits, HttpClientOptions options) {
    this.limits = limits;
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(limits.connectionsPerLoop())
            .setMaxWaitQueueSize(-1); // LoopPool bounds it
    for (Loop loop : engine.loops()) {
      HttpClientAgent agent = engine.vertx().httpClientBuilder().with(options).with(pool).build();
      pools.put(loop, new LoopPool(agent, limits.connectionsPerLoop() + limits.waitingPerLoop()));
    }
  }

  /// Trusts only the authorities in this PEM file, as upstreams inside an organisation need.
  public static HttpClient trusting(Engine engine, ClientLimits limits, Path authorities) {
    PemTrustOptions trust = new PemTrustOptions().addCertPath(authorities.toString());
    return new HttpClient(engine, limits, options(limits).setTrustOptions(trust));
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

  /// Sends the request from this loop; the sink is called on it.
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
