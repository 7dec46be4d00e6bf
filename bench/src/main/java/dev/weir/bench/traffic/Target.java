package dev.weir.bench.traffic;

import java.util.List;

/// Where a load goes.
///
/// @param port on the loopback address
/// @param headers lines every request carries; `{n}` stands for the connection's number modulo 50
public record Target(int port, List<String> headers) {
  public Target {
    headers = List.copyOf(headers);
  }
}
