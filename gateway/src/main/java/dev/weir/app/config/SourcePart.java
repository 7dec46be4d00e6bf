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
    @Meaning("whose administration API it is, or whose [exports](bills.md#exports-of-clouds)")
        Vendor family,
    @Meaning(
            "a key of the administration API, which is not one that calls models; of `aws` keys"
                + " `ID:SECRET`, `ID:SECRET:SESSION` or a credentials file, of `azure` a shared"
                + " access signature (SAS) for the container")
        SecretReference key,
    @Meaning(
            "the vendor's ids of the keys that the gateway uses there; whatever else is used is"
                + " told as a [bypass](alerts.md#when-a-key-bypasses-the-gateway); none = not told")
        List<String> gatewayKeys,
    @Meaning("the configured provider whose account it is; empty = the one of the source's name")
        String provider,
    @Meaning(
            "what is fetched, of [the vendor's reports](bills.md#fetched); none = all, and all of a"
                + " cloud's exports")
        List<String> reports,
    @Meaning("what the keys of a cloud's exports begin with, in their bucket or container")
        String prefix,
    @Meaning("the region of the bucket; of `aws` required") String region,
    @Meaning("how long from one fetch to the next") Duration every,
    @Meaning("so many days before today are asked for each time, as figures settle late")
        int backDays,
    @Meaning(
            "where it is: the API, without `/v1`, none = the vendor's own; of `aws` the bucket, of"
                + " `azure` the container, required")
        Optional<URI> url,
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
          "prefix",
          "",
          "region",
          "",
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
    URI at =
        url.or(family::url)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "url must be the address of a bucket or container where family is "
                        + family.code()));
    if (family.isCloud()) {
      requireNoSignature(at);
      requireNone("gateway_keys", family, gatewayKeys.toString(), gatewayKeys.isEmpty());
    } else {
      requireNone("prefix", family, prefix, prefix.isEmpty());
      requireNotVersioned(at);
    }
    Require.endpoint("url", at);
    if (family == Vendor.AWS) {
      requireRegion(region);
    } else {
      requireNone("region", family, region, region.isEmpty());
    }
    if (proxy.address().isPresent() && !"https".equalsIgnoreCase(at.getScheme())) {
      throw new IllegalArgumentException(
          "proxy.address needs an https url, for the proxy must not see the key; url was " + at);
    }
  }

  private static void requireNone(String key, Vendor family, String value, boolean none) {
    if (!none) {
      throw new IllegalArgumentException(
          "%s means nothing where family is %s, was '%s'".formatted(key, family.code(), value));
    }
  }

  /// Addresses of containers are handed out with a secret behind them.
  private static void requireNoSignature(URI url) {
    if (url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "url must end before the '?', a shared access signature is the key; what follows it is"
              + " not shown");
    }
  }

  private static void requireNotVersioned(URI url) {
    if (url.getRawPath().matches(".*/v1/*")) {
      throw new IllegalArgumentException(
          "url must end before the reports' own /v1, which follows it, was '%s'".formatted(url));
    }
  }

  private static void requireRegion(String region) {
    if (!region.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "region must be the bucket's, as eu-central-1, was '%s'".formatted(region));
    }
  }
}
