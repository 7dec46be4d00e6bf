package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.dns.AddressResolverOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A name server whose answers change when the test says so; every answer lives for an hour.
final class NameServer implements AutoCloseable {
  private static final int TTL_SECONDS = 3_600;
  private static final int TYPE_A = 1;

  private final DatagramSocket socket;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();

  NameServer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /// @param address IPv4
  NameServer says(String name, String address) {
    names.put(name, address);
    return this;
  }

  AddressResolverOptions resolver(Duration ttl) {
    return Engine.resolver(ttl)
        .setServers(List.of("127.0.0.1:" + socket.getLocalPort()))
        .setSearchDomains(List.of());
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    try {
      while (!socket.isClosed()) {
        socket.receive(packet);
        byte[] answer = answer(packet);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (SocketException closed) {
      // the test is over
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The question again and, for an `A` question about a known name, its address (RFC 1035).
  private byte[] answer(DatagramPacket packet) throws IOException {
    byte[] query = packet.getData();
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (query[at] > 0) {
      name.append(name.isEmpty() ? "" : ".").append(new String(query, at + 1, query[at], US_ASCII));
      at += query[at] + 1;
    }
    int type = ByteBuffer.wrap(query).getShort(at + 1);
    String address = type == TYPE_A ? names.get(name.toString()) : null;
    if (type == TYPE_A) {
      asked.incrementAndGet();
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(query, 0, 2);
    answer.writeBytes(new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, 0, 0, 0, 0, 0});
    answer.write(query, 12, at + 5 - 12);
    if (address == null) {
      return answer.toByteArray();
    }
    answer.writeBytes(
        ByteBuffer.allocate(12)
            .putShort((short) 0xc00c)
            .putShort((short) TYPE_A)
            .putShort((short) 1)
            .putInt(TTL_SECONDS)
            .putShort((short) 4)
            .array());
    answer.writeBytes(InetAddress.ofLiteral(address).getAddress());
    byte[] whole = answer.toByteArray();
    whole[7] = 1;
    return whole;
  }

  @Override
  public void close() {
    socket.close();
  }
}
