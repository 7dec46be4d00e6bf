package dev.weir.app.doctor;

import dev.weir.app.config.HostPort;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.ProxyPart;
import dev.weir.base.http.Destinations;
import dev.weir.base.http.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Whether a provider can be reached from here, as calls would reach it: through its proxy, with
/// its authorities and Weir's own certificate. It connects and shakes hands, and says no more: no
/// request, no key. Whether the provider takes Weir's certificate is only seen by a call.
///
/// @param environment where the proxy's password may be
record ProviderProbe(String name, ProviderPart part, Map<String, String> environment) {
  /// For all providers together, names included.
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final String CHECK = "provider";
  private static final int PROXY_HEAD_MAX = 8 << 10;

  /// All at once; what has not answered when the time is over needs attention.
  static List<Finding> all(
      Map<String, ProviderPart> providers, Map<String, String> environment, Duration deadline)
      throws InterruptedException {
    List<ProviderProbe> probes = new ArrayList<>();
    providers.forEach((name, part) -> probes.add(new ProviderProbe(name, part, environment)));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Callable<Finding>> tasks = new ArrayList<>();
      probes.forEach(probe -> tasks.add(() -> probe.finding(deadline)));
      List<Future<Finding>> ended =
          threads.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS);
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < ended.size(); i++) {
        findings.add(probes.get(i).result(ended.get(i), deadline));
      }
      return findings;
    } finally {
      // Nobody waits for the resolver, which cannot be interrupted.
      threads.shutdownNow();
    }
  }

  private Finding result(Future<Finding> ended, Duration deadline) throws InterruptedException {
    try {
      return ended.get();
    } catch (CancellationException late) {
      return attention("no answer within " + deadline.toMillis() + " ms");
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the probe of provider " + name, defect);
    }
  }

  private Finding finding(Duration deadline) {
    int millis = Math.toIntExact(deadline.toMillis());
    Origin origin = Origin.of(part.url());
    try (Socket socket = connected(origin, millis)) {
      socket.setSoTimeout(millis);
      if (!origin.tls()) {
        return Finding.good(CHECK, said("connects, in clear text"));
      }
      return Finding.good(CHECK, said("connects with " + handshake(socket, origin)));
    } catch (Unprobed why) {
      return Finding.good(CHECK, said(String.valueOf(why.getMessage())));
    } catch (UnknownHostException unknown) {
      return attention("the name cannot be resolved: " + unknown.getMessage());
    } catch (SocketTimeoutException late) {
      return attention("no answer within " + deadline.toMillis() + " ms");
    } catch (ConnectException refused) {
      return attention("nobody takes the connection: " + refused.getMessage());
    } catch (SSLException mistrust) {
      return attention("no TLS: " + mistrust.getMessage());
    } catch (IOException | GeneralSecurityException failure) {
      return attention(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
  }

  /// What cannot be tried from here, and is no fault of the gateway's.
  private static final class Unprobed extends IOException {
    private static final long serialVersionUID = 1L;

    Unprobed(String message) {
      super(message);
    }
  }

  private String handshake(Socket socket, Origin origin)
      throws IOException, GeneralSecurityException {
    try (SSLSocket tls =
        (SSLSocket)
            new ProviderTrust(part.tls())
                .context()
                .getSocketFactory()
                .createSocket(socket, origin.host(), origin.port(), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return tls.getSession().getProtocol();
    }
  }

  private Socket connected(Origin origin, int millis) throws IOException {
    Optional<HostPort> proxy = part.proxy().address();
    if (proxy.isEmpty()) {
      return connect(origin.host(), origin.port(), millis, true);
    }
    String authorization = authorization();
    Socket socket = connect(proxy.get().host(), proxy.get().port(), millis, false);
    try {
      socket.setSoTimeout(millis);
      tunnel(socket, origin, authorization);
      return socket;
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /// To the first address that takes it. The proxy's may be any; a provider's may not be one where
  /// clouds hand out credentials, as for a call.
  private static Socket connect(String host, int port, int millis, boolean isJudged)
      throws IOException {
    IOException last = new UnknownHostException(host);
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Optional<String> refusal =
          isJudged ? Destinations.NO_METADATA.refusal(address) : Optional.empty();
      if (refusal.isPresent()) {
        last = new ConnectException(refusal.get() + ", which no provider may be at");
        continue;
      }
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), millis);
        return socket;
      } catch (IOException failure) {
        socket.close();
        last = failure;
      }
    }
    throw last;
  }

  private void tunnel(Socket socket, Origin origin, String authorization) throws IOException {
    String target = origin.host() + ":" + origin.port();
    String asked =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(target, target, authorization);
    socket.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
    String status = head(socket.getInputStream()).lines().findFirst().orElse("");
    if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
      throw new ConnectException("the proxy answers '%s'".formatted(status));
    }
  }

  /// Not a byte more than the head: what follows is the provider's.
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < PROXY_HEAD_MAX) {
      int octet = in.read();
      if (octet < 0) {
        throw new ConnectException("the proxy closes the connection without an answer");
      }
      head.append((char) octet);
      if (octet == '\n' && head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    throw new ConnectException(
        "the proxy's answer has no end within %d bytes".formatted(PROXY_HEAD_MAX));
  }

  private String authorization() throws Unprobed {
    ProxyPart proxy = part.proxy();
    if (proxy.user().isEmpty() || proxy.password().isEmpty()) {
      return "";
    }
    String password;
    try {
      password = proxy.password().get().resolve(environment::get);
    } catch (IllegalArgumentException notHere) {
      throw new Unprobed("not tried, its proxy's password is not here: " + notHere.getMessage());
    }
    byte[] pair = (proxy.user().get() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  private Finding attention(String why) {
    return Finding.attention(CHECK, said(why));
  }

  private String said(String what) {
    Origin origin = Origin.of(part.url());
    return "%s at %s:%d%s: %s"
        .formatted(
            name,
            origin.host(),
            origin.port(),
            part.proxy().address().map(proxy -> " through the proxy " + proxy).orElse(""),
            what);
  }
}
