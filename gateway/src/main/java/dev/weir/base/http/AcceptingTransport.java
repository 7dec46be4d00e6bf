package dev.weir.base.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engine's transport, with a gate where connections are accepted, which the engine has no call
/// for: it tells of a connection only after its TLS handshake. Thread-safe.
final class AcceptingTransport implements io.vertx.core.transport.Transport, Transport {
  private final io.vertx.core.transport.Transport base;
  private final Transport implementation;
  private final boolean ofSystem;
  private final ConcurrentHashMap<Integer, List<OpenConnections>> gates = new ConcurrentHashMap<>();

  private AcceptingTransport(io.vertx.core.transport.Transport base, boolean ofSystem) {
    this.base = base;
    this.ofSystem = ofSystem;
    this.implementation = base.implementation();
  }

  /// Over the operating system's own poller where there is one.
  static AcceptingTransport best() {
    io.vertx.core.transport.@Nullable Transport own =
        io.vertx.core.transport.Transport.nativeTransport();
    return own != null && own.available()
        ? new AcceptingTransport(own, /* ofSystem= */ true)
        : new AcceptingTransport(io.vertx.core.transport.Transport.NIO, /* ofSystem= */ false);
  }

  boolean isNative() {
    return ofSystem;
  }

  /// From now on, connections to a port of this engine are closed unless they are admitted. Where
  /// two listeners have the same port, at different addresses, none is judged here.
  void guard(int port, OpenConnections gate) {
    gates.merge(
        port, List.of(gate), (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
  }

  void release(int port, OpenConnections gate) {
    gates.computeIfPresent(
        port,
        (_, all) -> {
          List<OpenConnections> left = all.stream().filter(each -> each != gate).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /// Of the listening socket; what it reads are connections that were accepted.
  @ChannelHandler.Sharable
  private final class Gate extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      Channel connection = (Channel) accepted;
      if (context.channel().localAddress() instanceof InetSocketAddress local) {
        List<OpenConnections> all = gates.getOrDefault(local.getPort(), List.of());
        if (all.size() == 1 && !all.getFirst().admits(connection)) {
          connection.unsafe().closeForcibly();
          return;
        }
      }
      context.fireChannelRead(connection);
    }
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    implementation.configure(config, domainSocket, bootstrap);
    bootstrap.handler(new Gate());
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public boolean available() {
    return base.available();
  }

  @Override
  public Transport implementation() {
    return this;
  }

  @Override
  public boolean supportsDomainSockets() {
    return implementation.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return implementation.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return implementation.isAvailable();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return implementation.unavailabilityCause();
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return implementation.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return implementation.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return implementation.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(int kind, int threads, ThreadFactory factory, int ioRatio) {
    return implementation.eventLoopGroup(kind, threads, factory, ioRatio);
  }

  @Override
  @SuppressWarnings("deprecation") // the engine still declares it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return implementation.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return implementation.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return implementation.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return implementation.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    implementation.configure(channel, options);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
    implementation.configure(config, domainSocket, bootstrap);
  }
}
