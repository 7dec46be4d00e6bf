package dev.weir.exchange.fetch;

import dev.weir.base.http.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// An organisation's account at a vendor, and how it is asked.
///
/// @param name who hands in what is fetched
/// @param url of the API, the bucket or the container; what is asked for follows it
/// @param key looked up for each question, so that one that is exchanged is seen; never shown
/// @param provider as configured, whose traffic is this account's
/// @param gatewayKeys the vendor's ids of the keys that the gateway uses there
/// @param transport the way there, looked up when it is first gone
/// @param backDays so many days before today are asked for each time, as figures settle late
public record Source(
    String name,
    Vendor vendor,
    URI url,
    Supplier<String> key,
    List<Report> reports,
    Duration every,
    int backDays,
    String provider,
    Set<String> gatewayKeys,
    Supplier<Transport> transport) {
  public Source {
    reports = List.copyOf(reports);
    gatewayKeys = Set.copyOf(gatewayKeys);
  }

  /// What the files of a report are called, before the day.
  String file(Report report) {
    return name + "/" + report.name();
  }
}
