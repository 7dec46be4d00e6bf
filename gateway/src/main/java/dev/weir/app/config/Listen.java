package dev.weir.app.config;

/// Where the two planes listen.
public record Listen(
    @Meaning("for applications, `host:port`") HostPort dataPlane,
    @Meaning("for people and operators, `host:port`") HostPort controlPlane) {
  public static final Listen DEFAULT =
      new Listen(new HostPort("0.0.0.0", 8080), new HostPort("127.0.0.1", 8081));
}
