package dev.weir.app.config;

import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.fetch.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account at a vendor that is asked what was used and what it bills.
public record SourcePart(
    @Meaning("whose administration API it is") Vendor family,
    @Meaning("a key of the administration API, which is not one that calls models")
        SecretReference key,
    @Meaning(
            "the vendor's ids of the keys that the gateway uses there; whatever else is used is"
                + " told as a [bypass](alerts.md#when-a-key-bypasses-the-gateway); none = not told")
        List<String> gatewayKeys,
    @Meaning("the configured provider whose account it is; empty = the one of the source's name")
        String provider,
    @Meaning("what is fetched, of [the vendor's reports](bills.md#fetched); none = all")
        List<String> reports,
    @Meaning("how long from one fetch to the next") Duration every,
    @Meaning("so many days before today are asked for each time, as figures settle late")
        int backDays,
    @Meaning("where it is, without `/v1`; none = the vendor's own") Optional<URI> url,
    @Meaning("whom Weir trusts there, and who Weir is to it") ProviderTls tls,
    @Meaning("through what it is reached") ProxyPart proxy) {
  /// What is not required: [#family] and [#key] have no default.
  public static final Map<String, Object> DEFAULTS =
      Map.of(
          "gatewayKeys",
          List.of(),
          "provider",
          "",
          "reports",
          List.of(),
          "every",
          Duration.ofHours(6),
          "backDays",
          7,
          "url",
          Optional.empty(),
          "tls",
          ProviderTls.DEFAULT,
          "proxy",
          ProxyPart.DEFAULT);

  public SourcePart {
    gatewayKeys = List.copyOf(gatewayKeys);
    reports = List.copyOf(reports);
    var _ = family.reports(reports);
    Require.between("every (seconds)", every.toSeconds(), 60, 7 * 86_400);
    Require.between("back_days", backDays, 1, Fetching.DAYS_MAX);
    URI at = url.orElse(family.url());
    Require.endpoint("url", at);
    if (at.getRawPath().matches(".*/v1/*")) {
      throw new IllegalArgumentException(
          "url must end before the reports' own /v1, which follows it, was '%s'".formatted(at));
    }
    if (proxy.address().isPresent() && !"https".equalsIgnoreCase(at.getScheme())) {
      throw new IllegalArgumentException(
          "proxy.address needs an https url, for the proxy must not see the key; url was " + at);
    }
  }
}
